/** Records made by a function of their index, with a limit to their rate. */
import { streamError } from "../base/stream-error.ts";
import { ListReader, type SplitCursor } from "../connector/list-reader.ts";
import {
  Source,
  type SourceReader,
  type SourceReaderContext,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import { SplitListEnumerator, type SplitListState } from "../connector/split-list-enumerator.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import {
  checkWholeNumber,
  type RangeSplit,
  rangeListSerializer,
  rangeSplitSerializer,
  rangeSplits,
} from "./range-split.ts";
import { RateLimiter, RateLimiterStrategy } from "./rate-limiter.ts";

/** Makes a record of its index. Synchronous; the same index must give the same record, also after a restore. */
export abstract class GeneratorFunction<out T> {
  abstract map(index: number): T;
}

/** A `GeneratorFunction`, or a plain function in its place. */
export type GeneratorFunctionInput<T> = ((index: number) => T) | { map(index: number): T };

/** Generates `count` records from the indexes 0, 1, …; in order only with parallelism 1. Flink: `DataGeneratorSource`. */
export class DataGeneratorSource<T> extends Source<T, RangeSplit, SplitListState<RangeSplit>> {
  readonly boundedness = "BOUNDED" as const;
  readonly splitSerializer: typeof rangeSplitSerializer = rangeSplitSerializer;
  readonly enumeratorStateSerializer: typeof rangeListSerializer = rangeListSerializer;
  override readonly producedType: AnyTypeInformation | undefined;
  readonly #generate: (index: number) => T;
  readonly #count: number;
  readonly #recordsPerSecond: number | undefined;

  /** `count` may be 0; `Number.MAX_SAFE_INTEGER` is practically endless. Without a strategy there is no limit. */
  constructor(
    generatorFunction: GeneratorFunctionInput<T>,
    count: number,
    rateLimiterStrategy: RateLimiterStrategy = RateLimiterStrategy.noOp(),
    type?: AnyTypeInformation,
  ) {
    super();
    checkWholeNumber("count", count);
    if (count < 0)
      throw streamError("CONNECTOR_INVALID_OPTION", {
        option: "count",
        value: count,
        expected: "0 or more",
      });
    this.#generate =
      typeof generatorFunction === "function"
        ? generatorFunction
        : (index) => generatorFunction.map(index);
    this.#count = count;
    this.#recordsPerSecond = rateLimiterStrategy.recordsPerSecond;
    this.producedType = type;
  }

  createEnumerator(
    context: SplitEnumeratorContext<RangeSplit>,
    restored?: SplitListState<RangeSplit>,
  ): SplitListEnumerator<RangeSplit> {
    const splits = restored?.remaining ?? rangeSplits(0, this.#count - 1, context.parallelism);
    return new SplitListEnumerator(context, splits);
  }

  createReader(context: SourceReaderContext): SourceReader<T, RangeSplit> {
    const total = this.#recordsPerSecond;
    const limiter =
      total === undefined
        ? undefined
        : new RateLimiter(total / context.parallelism, context.ports.scheduler);
    return new ListReader(context, (split) => new GeneratorCursor(split, this.#generate, limiter));
  }
}

class GeneratorCursor<T> implements SplitCursor<T, RangeSplit> {
  readonly splitId: string;
  readonly #generate: (index: number) => T;
  readonly #limiter: RateLimiter | undefined;
  readonly #to: number;
  #next: number;
  #waiting: Promise<void> | undefined;
  #endWait: (() => void) | undefined;

  constructor(split: RangeSplit, generate: (index: number) => T, limiter: RateLimiter | undefined) {
    this.splitId = split.splitId;
    this.#generate = generate;
    this.#limiter = limiter;
    this.#next = split.next;
    this.#to = split.to;
  }

  next(): T | undefined {
    if (this.#next > this.#to) return undefined;
    if (this.#limiter !== undefined && !this.#limiter.tryAcquire()) return undefined;
    const record = this.#generate(this.#next);
    if (record === undefined) {
      const source = "The generator function";
      throw streamError("CONNECTOR_RECORD_UNDEFINED", { source, position: this.#next });
    }
    this.#next += 1;
    return record;
  }

  get isEnded(): boolean {
    return this.#next > this.#to;
  }

  available(): Promise<void> {
    if (this.#limiter === undefined) return Promise.resolve();
    this.#waiting ??= this.#limiter
      .wait((cancel) => {
        this.#endWait = cancel;
      })
      .then(() => {
        this.#waiting = undefined;
      });
    return this.#waiting;
  }

  snapshot(): RangeSplit {
    return { splitId: this.splitId, next: this.#next, to: this.#to };
  }

  close(): void {
    this.#endWait?.();
  }
}
