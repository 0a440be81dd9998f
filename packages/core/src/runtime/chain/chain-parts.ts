/** What the plain and the generated form of a chain are made of. */
import type { JobVertex } from "../../plan/job-graph.ts";
import type { Input, Operator } from "../operators/operator.ts";
import type { WorkerSignals } from "../signals.ts";
import type { OperatorLayout } from "./chain-layout.ts";
import type { ChainOutput } from "./chain-output.ts";
import type { ControlFlow } from "./control-flow.ts";

/** The parts of a chain, before its records are wired. */
export interface ChainParts {
  readonly vertex: JobVertex;
  readonly layout: readonly OperatorLayout[];
  readonly operators: readonly Operator[];
  readonly outputs: readonly ChainOutput[];
  readonly control: ControlFlow;
  readonly signals: WorkerSignals;
  /** Number of operator 0 on the worker; the others follow. */
  readonly firstNumber: number;
  /** Records in and out of each operator, see chain-layout.ts. */
  readonly counters: Float64Array;
  readonly isObjectReuse: boolean;
  /** Is shown each record before an operator gets it; in the plain form only. */
  readonly inspectRecord: ((value: unknown) => void) | undefined;
  edge(index: number): Input;
  /** Describes what a record's way through the chain threw, and puts back the number of the operator that called. */
  readonly failed: (error: unknown, value: unknown, key: unknown, before: number) => unknown;
}

/** A reader as the loop sees it. */
export interface PulledReader {
  timestampMs: number;
  currentSplitId?: string | undefined;
  next(): unknown;
}

/** Takes a record from an edge. */
export type ElementEntry = (value: unknown, timestampMs: number, key: unknown) => void;

/** Records through a chain: its entries. */
export interface WiredChain {
  /** Take records, by input of the head. */
  readonly elements: readonly ElementEntry[];
  pullLoop(reader: PulledReader): (limit: number) => number;
}
