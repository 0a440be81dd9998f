/** Standard output as text, with back pressure and a reader that a test can make go away. */
import type { Cancel, RecordOutput } from "../base/ports.ts";

/** A standard output that a test reads. */
export class CapturedOutput implements RecordOutput {
  /** All that was written. */
  text = "";
  /** Not 0: `write` returns false once so much has been written since the last `drain`. */
  capacityCharacters = 0;
  #undrainedCharacters = 0;
  #isClosed = false;
  readonly #closedCallbacks = new Set<() => void>();
  #waiters: (() => void)[] = [];

  /** What was written, as lines without their ends. */
  get lines(): string[] {
    return this.text === "" ? [] : this.text.replace(/\n$/, "").split("\n");
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(text: string): boolean {
    if (this.#isClosed) return true;
    this.text += text;
    this.#undrainedCharacters += text.length;
    return !this.#isFull();
  }

  drained(): Promise<void> {
    if (this.#isClosed || !this.#isFull()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  onClosed(callback: () => void): Cancel {
    if (this.#isClosed) {
      callback();
      return () => {};
    }
    this.#closedCallbacks.add(callback);
    return () => {
      this.#closedCallbacks.delete(callback);
    };
  }

  /** The reader takes what is there. */
  drain(): void {
    this.#undrainedCharacters = 0;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  /** The reader at the other end of the pipe goes. */
  closeReader(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.drain();
    const callbacks = [...this.#closedCallbacks];
    this.#closedCallbacks.clear();
    for (const callback of callbacks) callback();
  }

  #isFull(): boolean {
    return this.capacityCharacters > 0 && this.#undrainedCharacters >= this.capacityCharacters;
  }
}
