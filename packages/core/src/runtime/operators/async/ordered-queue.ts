/**
 * Results in the order of the records: the oldest one holds back all others.
 * @internal
 */
import { Fifo } from "../../../base/fifo.ts";
import type { QueueItem, ResultQueue } from "./result-queue.ts";

/** Flink: `OrderedStreamElementQueue`. */
export class OrderedQueue<Item extends QueueItem> implements ResultQueue<Item> {
  readonly #items: Fifo<Item> = new Fifo();

  get size(): number {
    return this.#items.size;
  }

  get hasNext(): boolean {
    return this.#items.first?.isDone === true;
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  /** Nothing to do: the oldest one is looked at when it is asked for. */
  complete(_item: Item): void {}

  take(): Item | undefined {
    return this.hasNext ? this.#items.shift() : undefined;
  }

  waiting(): readonly Item[] {
    return this.#items.waiting();
  }
}
