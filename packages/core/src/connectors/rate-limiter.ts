/** How fast a generator may be: strategies as plain data, and the limiter that a reader makes of one. */
import type { Scheduler } from "../base/ports.ts";
import { streamError } from "../base/stream-error.ts";

/** How many records may be generated in a second by all readers together. Flink: `RateLimiterStrategy`. */
export class RateLimiterStrategy {
  /** `undefined`: as fast as the job takes them. */
  readonly recordsPerSecond: number | undefined;

  private constructor(recordsPerSecond: number | undefined) {
    this.recordsPerSecond = recordsPerSecond;
  }

  /** At most this many records a second, shared evenly by the readers. Not positive: `CONNECTOR_INVALID_OPTION`. */
  static perSecond(recordsPerSecond: number): RateLimiterStrategy {
    if (!(recordsPerSecond > 0 && Number.isFinite(recordsPerSecond))) {
      throw streamError("CONNECTOR_INVALID_OPTION", {
        option: "recordsPerSecond",
        value: recordsPerSecond,
        expected: "a positive number",
      });
    }
    return new RateLimiterStrategy(recordsPerSecond);
  }

  /** No limit. */
  static noOp(): RateLimiterStrategy {
    return new RateLimiterStrategy(undefined);
  }
}

const LARGEST_BURST_MS = 1000;

/**
 * Counts permits of one reader. The clock is read only when the permits are used up; what back pressure kept from being
 * used is caught up for at most one second.
 */
export class RateLimiter {
  readonly #perMs: number;
  readonly #scheduler: Scheduler;
  #permits = 1;
  #refilledMs: number;

  constructor(recordsPerSecond: number, scheduler: Scheduler) {
    this.#perMs = recordsPerSecond / 1000;
    this.#scheduler = scheduler;
    this.#refilledMs = scheduler.monotonicNow();
  }

  /** Takes a permit; false when the next record has to wait. */
  tryAcquire(): boolean {
    if (this.#permits < 1) this.#refill();
    if (this.#permits < 1) return false;
    this.#permits -= 1;
    return true;
  }

  /** Resolves when there is a permit again; `onCancel` is given the way to end the wait early. */
  wait(onCancel: (cancel: () => void) => void): Promise<void> {
    this.#refill();
    const delayMs = Math.max(0, Math.ceil((1 - this.#permits) / this.#perMs));
    return new Promise((resolve) => {
      const cancel = this.#scheduler.timer(delayMs, resolve);
      onCancel(() => {
        cancel();
        resolve();
      });
    });
  }

  #refill(): void {
    const nowMs = this.#scheduler.monotonicNow();
    const largest = Math.max(1, this.#perMs * LARGEST_BURST_MS);
    this.#permits = Math.min(largest, this.#permits + (nowMs - this.#refilledMs) * this.#perMs);
    this.#refilledMs = nowMs;
  }
}
