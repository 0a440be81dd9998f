/**
 * Results as they come, but never across a barrier: items lie in segments, and only the oldest segment gives any.
 *
 * UQ1: a barrier is a segment of its own. UQ2: no segment is empty but the last, which stays open for what comes.
 * @internal
 */
import { Fifo } from "../../../base/fifo.ts";
import type { QueueItem, ResultQueue } from "./result-queue.ts";

/** Items between two barriers. */
interface Segment<Item> {
  readonly isBarrier: boolean;
  /** What was not taken. */
  readonly items: Set<Item>;
  /** Those of them that are done, in the order in which they became so. */
  readonly done: Fifo<Item>;
}

/** Flink: `UnorderedStreamElementQueue`. */
export class UnorderedQueue<Item extends QueueItem> implements ResultQueue<Item> {
  readonly #segments: Fifo<Segment<Item>> = new Fifo();
  #last: Segment<Item> | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get hasNext(): boolean {
    const first = this.#segments.first;
    return first !== undefined && first.done.size > 0;
  }

  add(item: Item): void {
    let segment = this.#last;
    if (segment === undefined || segment.isBarrier || item.isBarrier)
      segment = this.#addSegment(item.isBarrier);
    this.#size += 1;
    item.segment = segment;
    segment.items.add(item);
    if (item.isDone) segment.done.push(item);
  }

  complete(item: Item): void {
    (item.segment as Segment<Item>).done.push(item); // `add` has put one of this queue there
  }

  take(): Item | undefined {
    const segment = this.#segments.first;
    const item = segment?.done.shift();
    if (segment === undefined || item === undefined) return undefined;
    segment.items.delete(item);
    this.#size -= 1;
    if (segment.items.size === 0 && segment !== this.#last) this.#segments.shift();
    return item;
  }

  waiting(): readonly Item[] {
    return this.#segments.waiting().flatMap(({ items }) => [...items]);
  }

  #addSegment(isBarrier: boolean): Segment<Item> {
    if (this.#last?.items.size === 0) this.#segments.shift();
    const segment = { isBarrier, items: new Set<Item>(), done: new Fifo<Item>() };
    this.#segments.push(segment);
    this.#last = segment;
    return segment;
  }
}
