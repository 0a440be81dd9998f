/**
 * Fills a cache with the records of one job.
 *
 * A writer keeps what it was given until the end. Of a writer that was restored from a checkpoint the records before that
 * are gone: such an attempt fills nothing, and the next job computes again.
 */
import { OBJECT_REUSE, readOption } from "../../base/config-options.ts";
import {
  Sink,
  SinkWriter,
  type SinkWriterContext,
  type WriteContext,
  type WriterSnapshot,
} from "../../connector/sink.ts";
import type { SimpleVersionedSerializer } from "../../connector/source.ts";
import { recordSerializer } from "../record-serializer.ts";
import type { CachedPartition } from "./cached-partition.ts";

type Copy = (value: unknown) => unknown;

/** How many records a writer had taken at a checkpoint. */
interface CacheWriterState {
  readonly recordCount: number;
}

/** Takes what all subtasks have written. */
export interface CacheTarget {
  /** Copies a record without a type. */
  copy(value: unknown): unknown;
  fill(partitions: readonly CachedPartition[]): void;
}

/** One per job. Live: it works only in the thread of the program. */
export class CacheSink extends Sink<unknown, CacheWriterState, never> {
  readonly guarantee = "exactly-once" as const;
  override readonly defaultName = "CacheWrite";
  override readonly isLocal = true;
  override readonly writerStateSerializer: SimpleVersionedSerializer<CacheWriterState> =
    recordSerializer<CacheWriterState>("The state of a cache");
  readonly #target: CacheTarget;
  #attempt = -1;
  #partitions: (CachedPartition | undefined)[] = [];

  constructor(target: CacheTarget) {
    super();
    this.#target = target;
  }

  createWriter(
    context: SinkWriterContext,
    restored: readonly CacheWriterState[] = [],
  ): SinkWriter<unknown, CacheWriterState, never> {
    const isWhole = restored.every(({ recordCount }) => recordCount === 0);
    const done = (partition: CachedPartition): void => this.#take(partition, context);
    return new CacheWriter(isWhole, this.#copierOf(context), done);
  }

  /** Where records are shared (`pipeline.object-reuse`) others may change them later. */
  #copierOf({ configuration, inputType }: SinkWriterContext): Copy {
    if (!readOption(configuration, OBJECT_REUSE)) return (value) => value;
    const copy: ((value: never) => unknown) | undefined = inputType?.createCopier();
    return (copy ?? ((value) => this.#target.copy(value))) as Copy; // records are of that type
  }

  #take(
    partition: CachedPartition,
    { attempt, subtaskIndex, parallelism }: SinkWriterContext,
  ): void {
    if (attempt !== this.#attempt) this.#partitions = [];
    this.#attempt = attempt;
    this.#partitions[subtaskIndex] = partition;
    const all = this.#partitions.filter((one) => one !== undefined);
    if (all.length === parallelism) this.#target.fill(all);
  }
}

class CacheWriter extends SinkWriter<unknown, CacheWriterState, never> {
  readonly #isWhole: boolean;
  readonly #copy: Copy;
  readonly #done: (partition: CachedPartition) => void;
  #values: unknown[] = [];
  #timestamps: number[] = [];
  #recordCount = 0;

  constructor(isWhole: boolean, copy: Copy, done: (partition: CachedPartition) => void) {
    super();
    this.#isWhole = isWhole;
    this.#recordCount = isWhole ? 0 : 1;
    this.#copy = copy;
    this.#done = done;
  }

  write(value: unknown, { timestampMs }: WriteContext): void {
    this.#recordCount += 1;
    if (!this.#isWhole) return;
    this.#values.push(this.#copy(value));
    this.#timestamps.push(timestampMs);
  }

  snapshot(): WriterSnapshot<CacheWriterState, never> {
    const state = [{ recordCount: this.#recordCount }];
    return { state, committables: [], durable: Promise.resolve() };
  }

  async flush(endOfInput: boolean): Promise<void> {
    if (endOfInput && this.#isWhole)
      this.#done({ values: this.#values, timestamps: this.#timestamps });
  }

  close(): void {
    this.#values = [];
    this.#timestamps = [];
  }
}
