/**
 * Reads what a cache keeps: a split for each subtask that wrote, given to the reader of the same subtask where there is one.
 *
 * Records come in the order and with the timestamps with which they were written.
 */
import { ListReader, type SplitCursor } from "../../connector/list-reader.ts";
import {
  Source,
  type SourceReader,
  type SourceReaderContext,
  SplitEnumerator,
  type SplitEnumeratorContext,
} from "../../connector/source.ts";
import type { SplitListState } from "../../connector/split-list-enumerator.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import { type RangeSplit, rangeListSerializer, rangeSplitSerializer } from "../range-split.ts";
import type { CachedPartition } from "./cached-partition.ts";

type Copy = (value: unknown) => unknown;

/** A bounded source over the partitions of a cache, as they were when it was made. */
export class CacheSource<T> extends Source<T, RangeSplit, SplitListState<RangeSplit>> {
  readonly boundedness = "BOUNDED" as const;
  override readonly isLocal = true;
  override readonly producedType: AnyTypeInformation | undefined;
  readonly splitSerializer: typeof rangeSplitSerializer = rangeSplitSerializer;
  readonly enumeratorStateSerializer: typeof rangeListSerializer = rangeListSerializer;
  readonly #partitions: readonly CachedPartition[];
  readonly #copy: Copy;

  /** `copy` is used for records without a type. */
  constructor(
    partitions: readonly CachedPartition[],
    type: AnyTypeInformation | undefined,
    copy: Copy,
  ) {
    super();
    this.producedType = type;
    this.#partitions = partitions;
    const copier: (value: never) => unknown = type === undefined ? copy : type.createCopier();
    this.#copy = copier as Copy; // what is kept are values of the type
  }

  createEnumerator(
    context: SplitEnumeratorContext<RangeSplit>,
    restored?: SplitListState<RangeSplit>,
  ): SplitEnumerator<RangeSplit, SplitListState<RangeSplit>> {
    const all = this.#partitions.map(({ values }, index) => ({
      splitId: String(index),
      next: 0,
      to: values.length - 1,
    }));
    return new CacheEnumerator(context, restored?.remaining ?? all);
  }

  createReader(context: SourceReaderContext): SourceReader<T, RangeSplit> {
    return new ListReader<T, RangeSplit>(
      context,
      (split, reader) => new CacheCursor<T>(split, this.#partitions, this.#copy, reader),
    );
  }
}

/** Gives partition `i` to subtask `i mod parallelism`. */
class CacheEnumerator extends SplitEnumerator<RangeSplit, SplitListState<RangeSplit>> {
  readonly #context: SplitEnumeratorContext<RangeSplit>;
  #remaining: readonly RangeSplit[];

  constructor(context: SplitEnumeratorContext<RangeSplit>, splits: readonly RangeSplit[]) {
    super();
    this.#context = context;
    this.#remaining = splits;
  }

  start(): void {}

  addReader(_subtask: number): void {}

  handleSplitRequest(subtask: number): void {
    const { parallelism } = this.#context;
    const isOurs = ({ splitId }: RangeSplit): boolean => Number(splitId) % parallelism === subtask;
    const split = this.#remaining.find(isOurs);
    if (split === undefined) {
      this.#context.signalNoMoreSplits(subtask);
    } else {
      this.#remaining = this.#remaining.filter((one) => one !== split);
      this.#context.assignSplits(subtask, [split]);
    }
  }

  addSplitsBack(splits: readonly RangeSplit[], _subtask: number): void {
    this.#remaining = [...splits, ...this.#remaining];
  }

  snapshotState(_checkpointId: number): SplitListState<RangeSplit> {
    return { remaining: [...this.#remaining] };
  }

  close(): void {}
}

class CacheCursor<T> implements SplitCursor<T, RangeSplit> {
  readonly splitId: string;
  readonly #values: readonly unknown[];
  readonly #timestamps: readonly number[];
  readonly #copy: Copy;
  readonly #reader: SourceReader<T, RangeSplit>;
  readonly #to: number;
  #next: number;

  constructor(
    split: RangeSplit,
    partitions: readonly CachedPartition[],
    copy: Copy,
    reader: SourceReader<T, RangeSplit>,
  ) {
    const { values = [], timestamps = [] } = partitions[Number(split.splitId)] ?? {};
    this.splitId = split.splitId;
    this.#values = values;
    this.#timestamps = timestamps;
    this.#copy = copy;
    this.#reader = reader;
    this.#next = split.next;
    this.#to = Math.min(split.to, values.length - 1);
  }

  next(): T | undefined {
    if (this.isEnded) return undefined;
    const index = this.#next++;
    this.#reader.timestampMs = this.#timestamps[index] ?? this.#reader.timestampMs;
    return this.#copy(this.#values[index]) as T; // the cache is that of a stream of T
  }

  get isEnded(): boolean {
    return this.#next > this.#to;
  }

  async available(): Promise<void> {}

  snapshot(): RangeSplit {
    return { splitId: this.splitId, next: this.#next, to: this.#to };
  }

  close(): void {}
}
