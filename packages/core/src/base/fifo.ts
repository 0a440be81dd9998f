/**
 * A queue whose memory follows what waits in it, also when it never becomes empty.
 *
 * F1: `shift` gives items in the order of `push`. F2: at most as many taken places as waiting items, plus `SLACK`, are
 * kept, at a cost that is constant per item.
 */

const SLACK = 1024;

/** First in, first out. */
export class Fifo<T> {
  #items: T[];
  #head = 0;

  constructor(items: readonly T[] = []) {
    this.#items = [...items];
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  /** The oldest item, which stays; `undefined` when the queue is empty. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** The oldest item, taken out; `undefined` when the queue is empty. */
  shift(): T | undefined {
    if (this.#head === this.#items.length) return undefined;
    const item = this.#items[this.#head];
    this.#head += 1;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= SLACK && this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** What waits, oldest first; a copy. */
  waiting(): T[] {
    return this.#items.slice(this.#head);
  }

  /** Places that are kept, for tests of F2. */
  get keptCount(): number {
    return this.#items.length;
  }
}
