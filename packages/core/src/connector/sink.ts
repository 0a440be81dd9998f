/**
 * The sink SPI: a `Sink` describes, a `SinkWriter` writes, a `Committer` makes final (FLIP-143/191).
 *
 * C2, position, don't wait: `snapshot` marks a position synchronously; everything before it is made durable in the
 * background. A failed write or flush fails the job, never only a checkpoint. @experimental
 */

import type { Logger } from "../base/logger.ts";
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import type { Ports } from "../base/ports.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { SimpleVersionedSerializer } from "./source.ts";

/** What a path through this sink guarantees when checkpointing is on. */
export type SinkGuarantee = "exactly-once" | "at-least-once" | "none";

export interface SinkWriterContext {
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly attempt: number;
  readonly jobId: string;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
  /** Of the sink in this subtask. */
  readonly metricGroup: MetricGroup;
  /** Type of the records where it is known: its `toText` is what encoders write. */
  readonly inputType: AnyTypeInformation | undefined;
  /** The operator's `RuntimeContext`, handed to `open` of user functions. @internal */
  readonly functionContext?: unknown;
  /** Fails the job from outside of a call: a write in the background went wrong. Only the first one counts. */
  fail(error: unknown): void;
  /** Runs a callback between two records, not earlier than the processing time given. */
  registerProcessingTimeTimer(timestampMs: number, callback: () => void): void;
}

/** Facts about the record being written. One object, reused: read, don't keep. */
export interface WriteContext {
  /** `NO_TIMESTAMP` where the record has none. */
  readonly timestampMs: number;
  readonly currentWatermarkMs: number;
}

/** A writer's part of a checkpoint. */
export interface WriterSnapshot<StateT, CommT> {
  /** What a new writer needs to go on from here. Plain data. */
  readonly state: readonly StateT[];
  /** What a committer has to make final once the checkpoint is complete, in order. Plain data. */
  readonly committables: readonly CommT[];
  /** Resolves when everything before the marked position is durable. */
  readonly durable: Promise<void>;
}

/** Writes records of one subtask. */
export abstract class SinkWriter<in T, StateT = unknown, CommT = unknown> {
  open?(): void | Promise<void>;
  /** Takes a record; synchronous; throws to fail the job. */
  abstract write(value: T, context: WriteContext): void;
  /** False asks the engine to stop sending until `available()`; a few more records may still come. */
  room?(): boolean;
  /** Resolves when there is room again; rejects to fail the job. Asked only while `room()` is false. */
  available?(): Promise<void>;
  writeWatermark?(timestampMs: number): void;
  /** Marks a position: state and committables of everything written so far. Synchronous. */
  abstract snapshot(checkpointId: number): WriterSnapshot<StateT, CommT>;
  /** Everything written is durable when it resolves; with `endOfInput` nothing follows and open pieces are finished. */
  abstract flush(endOfInput: boolean): Promise<void>;
  /** Idempotent, on every path; leaves what was not committed as it is. */
  abstract close(): void | Promise<void>;
}

/** Makes committables final. `commit` is idempotent: the same committable may come again after a restore. */
export abstract class Committer<CommT> {
  abstract commit(committables: readonly CommT[]): Promise<void>;
  abstract close(): void | Promise<void>;
}

export interface CommitterContext {
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
}

/** A sink: plain description and the factories. */
export abstract class Sink<in T, StateT = unknown, CommT = unknown> {
  declare private readonly accepts: (value: T) => void;
  abstract readonly guarantee: SinkGuarantee;
  /** Name of the plan's node where the user gives none, e.g. `Print to Std. Out`. */
  readonly defaultName?: string | undefined;
  /** True for sinks over live objects of the program. */
  readonly isLocal?: boolean | undefined;
  /** True where it writes to the process's standard output (no progress line then). */
  readonly writesToStdout?: boolean | undefined;
  abstract createWriter(
    context: SinkWriterContext,
    restored?: readonly StateT[],
  ): SinkWriter<T, StateT, CommT>;
  createCommitter?(context: CommitterContext): Committer<CommT>;
  readonly writerStateSerializer?: SimpleVersionedSerializer<StateT> | undefined;
  readonly committableSerializer?: SimpleVersionedSerializer<CommT> | undefined;
}
