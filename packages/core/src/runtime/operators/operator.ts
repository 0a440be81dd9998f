/**
 * The contract between an operator and the chain that hosts it. One operator, one file: `create…Operator(context)`.
 *
 * The chain calls, in the worker's thread and never concurrently: `open` (last operators of the chain first), then any
 * number of elements, watermarks and statuses per input, `endInput` once per input, `finish` once after the last of
 * them, then `close` on every path, also after a failed `open`. Watermarks and statuses are already combined.
 *
 * S1: the current key and timestamp are fields of the operator's own context. W7: outside of a call they are cleared.
 */
import type { Logger } from "../../base/logger.ts";
import type { Ports } from "../../base/ports.ts";
import type { OperatorSnapshot, OwnSnapshot } from "../../checkpoint/snapshot/operator-snapshot.ts";
import type { JobOperator } from "../../plan/job-graph.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import type { SubtaskMetrics } from "../metrics/subtask-metrics.ts";
import type { WorkerSignals } from "../signals.ts";
import type { Suspension } from "../suspension.ts";

/** Takes what arrives at one input of an operator, chain or subtask. */
export interface Input {
  /** One record. `key` is the selector's result on keyed inputs, `undefined` elsewhere. */
  element(value: unknown, timestampMs: number, key: unknown): void;
  watermark(timestampMs: number): void;
  /** Idle: the channel takes no part in the watermark until it is active again. */
  status(isIdle: boolean): void;
  /** Nothing follows on this input. The final watermark (MAX_TIMESTAMP) has been sent before. */
  endInput(): void;
}

/** Where an operator's main and side outputs go. Fan-out, copies (O1) and chaining are hidden behind it. */
export interface OperatorOutput {
  element(value: unknown, timestampMs: number): void;
  side(tagId: string, value: unknown, timestampMs: number): void;
  watermark(timestampMs: number): void;
  status(isIdle: boolean): void;
}

/** An operator as the chain sees it. Watermarks and statuses that an input does not handle are forwarded by the chain. */
export interface Operator {
  readonly inputs: readonly OperatorInput[];
  /** W5: present where the operator may have work left after a call; while it has, the chain keeps what arrives (W6). */
  readonly suspension?: Suspension | undefined;
  open?(): void | Promise<void>;
  /**
   * BATCH: the records of the current key have all come, and its timers have fired; what is kept under it is dropped
   * afterwards. Emits what was waiting for that.
   */
  readonly endKey?: (() => void) | undefined;
  /** All inputs have ended: emits what is left. */
  finish?(): void;
  /**
   * What is neither in keyed state, timers nor the inbox, as of this moment (SN4): called between two records, also after
   * `finish`; emits nothing. Absent where the operator has nothing else.
   */
  snapshotState?(checkpointId: number): OwnSnapshot;
  close?(): void | Promise<void>;
}

export interface OperatorInput {
  element(value: unknown, timestampMs: number, key: unknown): void;
  watermark?(timestampMs: number): void;
  status?(isIdle: boolean): void;
  endInput?(): void;
}

/** What a subtask knows and gives to the operators of its chain. */
export interface SubtaskEnvironment {
  readonly jobId: string;
  readonly jobName: string;
  readonly vertexName: string;
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly attempt: number;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
  readonly signals: WorkerSignals;
  /** Called with each record before an operator gets it; makes the chain a plain one. For tests. */
  readonly inspectRecord?: ((value: unknown) => void) | undefined;
  /** Accumulators of this subtask, by name; merged by the engine. */
  readonly accumulators: Map<string, unknown>;
  readonly metrics: SubtaskMetrics;
}

/** What one operator is created with. */
export interface OperatorContext<Node extends PhysicalNode = PhysicalNode> {
  readonly environment: SubtaskEnvironment;
  readonly operator: JobOperator;
  readonly node: Node;
  readonly output: OperatorOutput;
  /**
   * What this operator gave at the cut from which the job was restored, redistributed (SN5); `undefined` for a fresh
   * start. Keyed state, timers, progress and the inbox are restored by the chain.
   */
  readonly restored?: OperatorSnapshot | undefined;
}
