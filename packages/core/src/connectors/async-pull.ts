/**
 * Pulls an async iterator ahead of its reader: a few items wait in a queue, one `next()` is pending at a time.
 *
 * P1: at most `CAPACITY` items wait. P2: an error of the iterator is thrown behind the items before it. P3: after `close`
 * nothing is pulled, and `return()` has been called unless the iterator had ended.
 */

import { Fifo } from "../base/fifo.ts";
import { streamError } from "../base/stream-error.ts";
import { WakeUp } from "../connector/wake-up.ts";

const CAPACITY = 256;

/** An async iterator as a source of `next(): T | undefined`. */
export class AsyncPull<T> {
  readonly #iterator: AsyncIterator<T, unknown>;
  readonly #name: string;
  readonly #wakeUp = new WakeUp();
  readonly #queue = new Fifo<T>();
  #pulled = 0;
  #isPulling = false;
  #hasEnded = false;
  #isClosed = false;
  #failure: { readonly error: unknown } | undefined;

  /** `name` stands in errors, as a sentence's subject. */
  constructor(iterator: AsyncIterator<T, unknown>, name: string) {
    this.#iterator = iterator;
    this.#name = name;
  }

  next(): T | undefined {
    if (this.#queue.size > 0) {
      const item = this.#queue.shift();
      if (this.#queue.size === 0) this.#start();
      return item;
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#start();
    return undefined;
  }

  get isEnded(): boolean {
    return this.#hasEnded && this.#queue.size === 0;
  }

  available(): Promise<void> {
    if (this.#isReady) return Promise.resolve();
    return this.#wakeUp.wait();
  }

  /** Items that wait, without taking them. */
  waiting(): T[] {
    return this.#queue.waiting();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wakeUp.wake();
    if (this.#hasEnded || this.#failure !== undefined) return;
    const returned = this.#iterator.return?.();
    // A generator that waits for something else answers `return` only after that; the job does not wait for it.
    if (this.#isPulling) Promise.resolve(returned).catch(() => undefined);
    else await returned;
  }

  get #isReady(): boolean {
    return this.#queue.size > 0 || this.#hasEnded || this.#isClosed || this.#failure !== undefined;
  }

  #start(): void {
    if (this.#isPulling || this.#hasEnded || this.#isClosed || this.#failure !== undefined) return;
    this.#isPulling = true;
    // `#run` handles its own errors: it never rejects.
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#isClosed && this.#queue.size < CAPACITY) {
        const result = await this.#iterator.next();
        if (result.done === true) {
          this.#hasEnded = true;
          break;
        }
        if (result.value === undefined) {
          throw streamError("CONNECTOR_RECORD_UNDEFINED", {
            source: this.#name,
            position: this.#pulled,
          });
        }
        this.#pulled += 1;
        this.#queue.push(result.value);
        this.#wakeUp.wake();
      }
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#isPulling = false;
      this.#wakeUp.wake();
    }
  }
}
