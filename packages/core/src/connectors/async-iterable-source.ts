/**
 * The items of an async iterable of the program, pulled one at a time into a bounded queue by one reader.
 *
 * A position is a number of items. It can be reached again where the iterable can be opened again: a function, or an
 * object that gives a new iterator each time; a used-up generator is `CONNECTOR_CANNOT_REPLAY`.
 */
import { streamError } from "../base/stream-error.ts";
import { ListReader, type SplitCursor } from "../connector/list-reader.ts";
import {
  Source,
  type SourceReader,
  type SourceReaderContext,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import { SplitListEnumerator, type SplitListState } from "../connector/split-list-enumerator.ts";
import { AsyncPull } from "./async-pull.ts";
import { type RangeSplit, rangeListSerializer, rangeSplitSerializer } from "./range-split.ts";

/** Emits what the iterable gives; the iterator's `return` is called when the job ends before it does. */
export class AsyncIterableSource<T> extends Source<T, RangeSplit, SplitListState<RangeSplit>> {
  /** It ends when the iterable ends. */
  readonly boundedness = "CONTINUOUS_UNBOUNDED" as const;
  override readonly isLocal = true;
  override readonly maxParallelism = 1;
  readonly splitSerializer: typeof rangeSplitSerializer = rangeSplitSerializer;
  readonly enumeratorStateSerializer: typeof rangeListSerializer = rangeListSerializer;
  readonly #iterable: AsyncIterable<T> | (() => AsyncIterable<T>);
  /** The one iterator of an object that gives itself. */
  #opened: AsyncIterator<T> | undefined;

  constructor(iterable: AsyncIterable<T> | (() => AsyncIterable<T>)) {
    super();
    this.#iterable = iterable;
  }

  createEnumerator(
    context: SplitEnumeratorContext<RangeSplit>,
    restored?: SplitListState<RangeSplit>,
  ): SplitListEnumerator<RangeSplit> {
    const all: RangeSplit = { splitId: "items", next: 0, to: Number.MAX_SAFE_INTEGER };
    return new SplitListEnumerator(context, restored?.remaining ?? [all]);
  }

  createReader(context: SourceReaderContext): SourceReader<T, RangeSplit> {
    return new ListReader(
      context,
      (split) => new AsyncIterableCursor(split, this.#open(split.next)),
    );
  }

  #open(position: number): AsyncIterator<T> {
    const iterable = typeof this.#iterable === "function" ? this.#iterable() : this.#iterable;
    const iterator = iterable[Symbol.asyncIterator]();
    if (iterator === this.#opened) throw cannotReplay(position);
    this.#opened = iterator;
    return iterator;
  }
}

class AsyncIterableCursor<T> implements SplitCursor<T, RangeSplit> {
  readonly splitId: string;
  readonly #pull: AsyncPull<T>;
  #toSkip: number;
  #next: number;

  constructor(split: RangeSplit, iterator: AsyncIterator<T>) {
    this.splitId = split.splitId;
    this.#next = split.next;
    this.#toSkip = split.next;
    this.#pull = new AsyncPull(iterator, "The async iterable");
  }

  next(): T | undefined {
    while (this.#toSkip > 0) {
      if (this.#pull.next() === undefined) {
        if (this.#pull.isEnded) throw cannotReplay(this.#next);
        return undefined;
      }
      this.#toSkip -= 1;
    }
    const record = this.#pull.next();
    if (record !== undefined) this.#next += 1;
    return record;
  }

  get isEnded(): boolean {
    return this.#pull.isEnded;
  }

  available(): Promise<void> {
    return this.#pull.available();
  }

  snapshot(): RangeSplit {
    return { splitId: this.splitId, next: this.#next, to: Number.MAX_SAFE_INTEGER };
  }

  close(): Promise<void> {
    return this.#pull.close();
  }
}

/** The iterable gives its one iterator again, or ends before the position (a stream that was read already). */
function cannotReplay(position: number): Error {
  return streamError("CONNECTOR_CANNOT_REPLAY", { source: "The async iterable", position });
}
