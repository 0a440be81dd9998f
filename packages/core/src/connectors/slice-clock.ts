/** Processing time that stands still within a slice, so that it can be asked for every record. */
import type { Scheduler } from "../base/ports.ts";

/** Reads the clock once per slice: the microtask that forgets the time runs when the slice has returned. */
export class SliceClock {
  readonly #scheduler: Scheduler;
  #nowMs = 0.5;
  #isKnown = false;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Milliseconds since 1970. */
  now(): number {
    if (!this.#isKnown) {
      this.#nowMs = this.#scheduler.now();
      this.#isKnown = true;
      queueMicrotask(this.#forget);
    }
    return this.#nowMs;
  }

  readonly #forget = (): void => {
    this.#isKnown = false;
  };
}
