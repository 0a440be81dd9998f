/**
 * The source SPI: a `Source` describes, a `SplitEnumerator` hands out pieces, a `SourceReader` reads them (FLIP-27).
 *
 * Everything here runs on the worker's thread, between or inside slices; nothing is called concurrently. Methods that
 * may wait return promises, all others return at once. @experimental
 */

import type { Logger } from "../base/logger.ts";
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import type { Ports } from "../base/ports.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";

export type Boundedness = "BOUNDED" | "CONTINUOUS_UNBOUNDED";

/** One piece of a source. Plain data: it is copied, assigned, stored in checkpoints and given to another reader. */
export interface SourceSplit {
  /** Unique in the source, stable over restores. */
  readonly splitId: string;
}

/** Turns splits and enumerator states into bytes and back; `version` is stored with the bytes. */
export interface SimpleVersionedSerializer<T> {
  readonly version: number;
  serialize(value: T): Uint8Array;
  /** `version` is the one the bytes were written with; an unknown one is `CONNECTOR_UNKNOWN_VERSION`. */
  deserialize(version: number, bytes: Uint8Array): T;
}

/** A record that a reader could not decode. */
export interface RejectedRecord {
  readonly bytes: Uint8Array;
  /** Where it stands, for people: `orders.csv:17`, `topic-3@4711`. */
  readonly position: string;
  readonly reason: string;
}

/**
 * Where a reader puts watermarks that its source brings along (user-written source functions). Called only inside of
 * `next`, before it returns: what is emitted there goes ahead of the record that this call returns.
 */
export interface SourceWatermarkOutput {
  emitWatermark(timestampMs: number): void;
  /** The source takes no part in watermarks until its next record or watermark. */
  markIdle(): void;
}

/** What a reader is given. Valid until `close`. */
export interface SourceReaderContext {
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly attempt: number;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
  /** Of the source in this subtask. */
  readonly metricGroup: MetricGroup;
  /** The operator's `RuntimeContext`, handed to `open` of user functions. @internal */
  readonly functionContext?: unknown;
  /** `undefined` where the host takes no watermarks from sources. */
  readonly watermarkOutput?: SourceWatermarkOutput | undefined;
  /** Asks the enumerator for a split (`handleSplitRequest`). */
  requestSplit(): void;
  /**
   * The split has been read to its end: its watermark holds nothing back any more. To be called by readers that set
   * `currentSplitId`. `undefined` where the host keeps no watermarks for splits.
   */
  releaseSplit?(splitId: string): void;
  /** Sends plain data to the enumerator (`handleSourceEvent`). */
  sendSourceEvent(event: unknown): void;
  /** Reports a record that cannot be decoded: fails the job, or counts it, as `pipeline.rejected-records` says. */
  reject(record: RejectedRecord): void;
}

/** How far a reader is, for the progress line; bytes or records, as long as both are the same. */
export interface SourceProgress {
  readonly done: number;
  /** `undefined` where the end is not known. */
  readonly total: number | undefined;
}

/**
 * Reads splits. The engine's loop is: `next()` until it is `undefined`; then, unless `isEnded`, wait for `available()`.
 * R1: a record returned by `next` belongs to the engine. R2: a snapshot taken between two `next` calls, given to a new
 * reader, yields exactly the records not yet returned.
 */
export abstract class SourceReader<T, SplitT extends SourceSplit> {
  /**
   * Timestamp in ms of the record that `next` returned last, `NO_TIMESTAMP` where the source has none.
   * A field, read after every record.
   */
  timestampMs: number = -(2 ** 63);
  /**
   * Split of the record that `next` returned last. A reader that sets it has a watermark for each of its splits, from
   * their assignment to `releaseSplit`; one that leaves it `undefined` has one for all. Set with every record or never.
   */
  currentSplitId: string | undefined = undefined;

  /** Called once, after `addSplits` of a restore, before the first `next`. */
  start?(): void | Promise<void>;
  /** The next record, or `undefined` when there is none at the moment. Never blocks; throws to fail the job. */
  abstract next(): T | undefined;
  /** True once `next` will never return a record again. Read after `next` returned `undefined`. */
  abstract readonly isEnded: boolean;
  /** Resolves when `next` may have something again; the same promise until then. Rejects to fail the job. */
  abstract available(): Promise<void>;
  /** Takes splits over; the objects themselves are never changed, since others may hold them. */
  abstract addSplits(splits: readonly SplitT[]): void;
  /** No further split will be assigned; with all of its splits read the reader is ended. */
  abstract notifyNoMoreSplits(): void;
  /** Splits with their positions, as of the last record returned. Plain data that later reading does not change. */
  abstract snapshotState(checkpointId: number): readonly SplitT[];
  notifyCheckpointComplete?(checkpointId: number): void;
  /** Stops and resumes reading of single splits (watermark alignment). */
  abstract pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void;
  /**
   * False for a split that waits for its turn: its silence does not make it idle. Without this method every split counts
   * as read that is not paused.
   */
  isReading?(splitId: string): boolean;
  handleSourceEvent?(event: unknown): void;
  progress?(): SourceProgress | undefined;
  /** Idempotent; ends pending waits. */
  abstract close(): void | Promise<void>;
}

/** What an enumerator is given. */
export interface SplitEnumeratorContext<SplitT extends SourceSplit> {
  readonly parallelism: number;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
  /** Subtasks whose readers have registered. */
  registeredReaders(): readonly number[];
  assignSplits(subtask: number, splits: readonly SplitT[]): void;
  signalNoMoreSplits(subtask: number): void;
  sendEventToReader(subtask: number, event: unknown): void;
  /** Runs something that waits and hands its result in between two records; a rejection fails the job. */
  callAsync<R>(
    call: () => Promise<R>,
    handler: (result: R) => void,
    options?: { readonly everyMs?: number },
  ): void;
}

/** Finds splits and hands them out. One per source and job. */
export abstract class SplitEnumerator<SplitT extends SourceSplit, EnumeratorState> {
  abstract start(): void | Promise<void>;
  abstract addReader(subtask: number): void;
  abstract handleSplitRequest(subtask: number): void;
  /** Splits of a failed reader come back. */
  abstract addSplitsBack(splits: readonly SplitT[], subtask: number): void;
  abstract snapshotState(checkpointId: number): EnumeratorState;
  handleSourceEvent?(subtask: number, event: unknown): void;
  abstract close(): void | Promise<void>;
}

/** A source: plain description and the two factories. */
export abstract class Source<
  out T,
  SplitT extends SourceSplit = SourceSplit,
  EnumeratorState = unknown,
> {
  declare private readonly produced: T;
  abstract readonly boundedness: Boundedness;
  /** Type of the records where the source knows it. */
  readonly producedType?: AnyTypeInformation | undefined;
  /** 1 for sources that cannot be read in parallel. */
  readonly maxParallelism?: number | undefined;
  /** True for sources over live objects of the program (a collection, an iterator). */
  readonly isLocal?: boolean | undefined;
  abstract createEnumerator(
    context: SplitEnumeratorContext<SplitT>,
    restored?: EnumeratorState,
  ): SplitEnumerator<SplitT, EnumeratorState>;
  abstract createReader(context: SourceReaderContext): SourceReader<T, SplitT>;
  abstract readonly splitSerializer: SimpleVersionedSerializer<SplitT>;
  abstract readonly enumeratorStateSerializer: SimpleVersionedSerializer<EnumeratorState>;
}
