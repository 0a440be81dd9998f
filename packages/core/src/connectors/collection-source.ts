/**
 * The items of a collection of the program, read by one reader on the main thread.
 *
 * The items are taken at once: what the program does to its array later changes nothing. Position: the item's index.
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
import type { AnyTypeInformation } from "../types/type-information.ts";
import { type RangeSplit, rangeListSerializer, rangeSplitSerializer } from "./range-split.ts";

/** Emits the items in order. */
export class CollectionSource<T> extends Source<T, RangeSplit, SplitListState<RangeSplit>> {
  readonly boundedness = "BOUNDED" as const;
  override readonly isLocal = true;
  override readonly maxParallelism = 1;
  readonly splitSerializer: typeof rangeSplitSerializer = rangeSplitSerializer;
  readonly enumeratorStateSerializer: typeof rangeListSerializer = rangeListSerializer;
  override readonly producedType: AnyTypeInformation | undefined;
  readonly #items: readonly T[];
  readonly #copy: (value: T) => T;

  /**
   * With a type, each item is converted (`TYPE_WRONG_VALUE` names it as `items[3]…`), and each reading gets copies.
   * `copy` is used for items without a type. `undefined` items are `CONNECTOR_RECORD_UNDEFINED`.
   */
  constructor(
    items: Iterable<unknown>,
    type: AnyTypeInformation | undefined,
    copy: (value: unknown) => unknown,
  ) {
    super();
    this.producedType = type;
    const taken = Array.from(items);
    const hole = taken.indexOf(undefined);
    if (hole >= 0)
      throw streamError("CONNECTOR_RECORD_UNDEFINED", { source: "The collection", position: hole });
    const converted =
      type === undefined
        ? taken
        : taken.map((item, index) => type.convert(item, `items[${index}]`));
    this.#items = converted as T[]; // T is what the caller says the items, or the type's values, are
    const copier: (value: never) => unknown = type === undefined ? copy : type.createCopier();
    this.#copy = copier as (value: T) => T; // a copy has the type of the original
  }

  createEnumerator(
    context: SplitEnumeratorContext<RangeSplit>,
    restored?: SplitListState<RangeSplit>,
  ): SplitListEnumerator<RangeSplit> {
    const all: RangeSplit = { splitId: "items", next: 0, to: this.#items.length - 1 };
    return new SplitListEnumerator(context, restored?.remaining ?? [all]);
  }

  createReader(context: SourceReaderContext): SourceReader<T, RangeSplit> {
    return new ListReader(context, (split) => new CollectionCursor(split, this.#items, this.#copy));
  }
}

class CollectionCursor<T> implements SplitCursor<T, RangeSplit> {
  readonly splitId: string;
  readonly #items: readonly T[];
  readonly #copy: (value: T) => T;
  readonly #to: number;
  #next: number;

  constructor(split: RangeSplit, items: readonly T[], copy: (value: T) => T) {
    this.splitId = split.splitId;
    this.#items = items;
    this.#copy = copy;
    this.#next = split.next;
    this.#to = split.to;
  }

  next(): T | undefined {
    if (this.#next > this.#to) return undefined;
    // The index is within the items: `to` was their last one when the split was made.
    return this.#copy(this.#items[this.#next++] as T);
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
