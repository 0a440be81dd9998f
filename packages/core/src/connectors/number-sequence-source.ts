/** The numbers of a range, split among the readers. */

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
import { Types } from "../types/types.ts";
import {
  checkWholeNumber,
  type RangeSplit,
  rangeListSerializer,
  rangeSplitSerializer,
  rangeSplits,
} from "./range-split.ts";

/** Emits `from`, `from + 1`, … `to`; in order only with parallelism 1. Flink: `NumberSequenceSource`. */
export class NumberSequenceSource extends Source<number, RangeSplit, SplitListState<RangeSplit>> {
  readonly boundedness = "BOUNDED" as const;
  override readonly producedType: AnyTypeInformation = Types.LONG();
  readonly splitSerializer: typeof rangeSplitSerializer = rangeSplitSerializer;
  readonly enumeratorStateSerializer: typeof rangeListSerializer = rangeListSerializer;
  readonly from: number;
  readonly to: number;

  /** Both ends are included. `from` greater than `to`, or fractions, are `CONNECTOR_INVALID_OPTION`. */
  constructor(from: number, to: number) {
    super();
    checkWholeNumber("from", from);
    checkWholeNumber("to", to);
    if (from > to) {
      throw streamError("CONNECTOR_INVALID_OPTION", {
        option: "from",
        value: from,
        expected: `at most to (${to})`,
      });
    }
    this.from = from;
    this.to = to;
  }

  createEnumerator(
    context: SplitEnumeratorContext<RangeSplit>,
    restored?: SplitListState<RangeSplit>,
  ): SplitListEnumerator<RangeSplit> {
    const splits = restored?.remaining ?? rangeSplits(this.from, this.to, context.parallelism);
    return new SplitListEnumerator(context, splits);
  }

  createReader(context: SourceReaderContext): SourceReader<number, RangeSplit> {
    return new ListReader(context, (split) => new SequenceCursor(split));
  }
}

class SequenceCursor implements SplitCursor<number, RangeSplit> {
  readonly splitId: string;
  readonly #to: number;
  #next: number;

  constructor(split: RangeSplit) {
    this.splitId = split.splitId;
    this.#next = split.next;
    this.#to = split.to;
  }

  next(): number | undefined {
    if (this.#next > this.#to) return undefined;
    return this.#next++;
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
