/**
 * A chain: the operators of one vertex, in one subtask, called directly.
 *
 * `createChain` chooses generated code, or plain operator objects where code generation is forbidden; both behave the
 * same (R1). A head that is a source takes what the reader returned at input 0, assigns timestamps as its watermark
 * strategy says, and goes on from there.
 */

import type { OperatorSnapshot } from "../../checkpoint/snapshot/operator-snapshot.ts";
import type { InputProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import type { SourceReader, SourceSplit } from "../../connector/source.ts";
import type { JobVertex } from "../../plan/job-graph.ts";
import type { Mailbox } from "../mailbox.ts";
import type {
  Input,
  Operator,
  OperatorContext,
  SubtaskEnvironment,
} from "../operators/operator.ts";
import type { WatermarkTracker } from "../operators/watermark-tracker.ts";
import type { Gate } from "../pollable.ts";
import type { Suspension } from "../suspension.ts";
import type { ProcessingTimers } from "../time/processing-timers.ts";

/** What a chain needs from outside of it. */
export interface ChainPorts {
  readonly environment: SubtaskEnvironment;
  /** The worker's processing time. */
  readonly processingTimers: ProcessingTimers;
  /** The worker's. */
  readonly mailbox: Mailbox;
  /** Where an edge that leaves this chain goes; the edge copies and chooses the target. */
  edge(edgeIndex: number): Input;
  /** Present after a restore: what an operator gave at the cut, redistributed. */
  restored?(operatorId: string): OperatorSnapshot | undefined;
  /** Sinks are made by the worker's side, which also drives their room, flush and commit. */
  createSink(context: OperatorContext): Operator;
}

export interface Chain {
  readonly vertex: JobVertex;
  /** By input index of the head. Each is called with combined watermarks and one `endInput`. */
  readonly inputs: readonly Input[];
  /** Of the operators that can be suspended (W5): pollables, and gates for what is upstream. */
  readonly suspensions: readonly Suspension[];
  /** Says which gates the chain leads to, besides its own suspensions. Called once, before anything runs. */
  attachGates(behind: Iterable<Gate>): void;
  /** Of a chain that begins with a source. */
  readonly sourceTracker: WatermarkTracker | undefined;
  /**
   * What the chain's operators hold, in its order: bytes, as of this moment. Called between two slices, also after the
   * chain has finished; nothing is emitted.
   */
  snapshot(checkpointId: number): readonly OperatorSnapshot[];
  /** How far the inputs of the head are, with the channels that were restored. */
  readonly inputProgress: readonly InputProgress[];
  /** Opens the operators, last first, one after the other. */
  open(): Promise<void>;
  /** Closes what was opened, on every path; rejects with the first failure after all were tried. */
  close(): Promise<void>;
  /**
   * A loop over a reader for a source head: takes up to `limit` records, returns how many it took, fewer where the
   * reader has none or `signals.stop` was raised. Generated anew for each chain, so that it is not shared.
   */
  pullLoop(reader: SourceReader<unknown, SourceSplit>): (limit: number) => number;
  /** How many records an operator of the chain has taken. Flink: `numRecordsIn`. */
  numRecordsIn(operator: number): number;
  /** Tells the operators' functions, last operator first; between two records. What they throw ends the job. */
  notifyCheckpointComplete(checkpointId: number): void;
  notifyCheckpointAborted(checkpointId: number): void;
  /** Translates what was thrown during a call into the error the user reads: operator, place, record, key. */
  describeFailure(error: unknown): unknown;
  /** BATCH: the records of the head's current key have all come. Its timers fire, maybe over several slices, and its state is dropped. */
  endKey(): void;
  /** Periodic watermarks of the chain's generators; called by the worker every interval or so many records. */
  onPeriodicEmit(isHeldBack?: boolean): void;
}

export type CreateChain = (vertex: JobVertex, ports: ChainPorts) => Chain;
