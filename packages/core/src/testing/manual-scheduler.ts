/**
 * A `Scheduler` whose clocks move only by `advance`.
 *
 * Due timers fire in the order of their time, then of their registration, each with the clock standing at its time; the
 * promises that a timer settles have run before the next timer fires.
 */
import type { Cancel, Scheduler } from "../base/ports.ts";

/** How many turns of the microtask queue are waited for after a timer, so that chains of awaits get through. */
const SETTLE_TURN_COUNT = 64;

interface PendingTimer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Time under the control of a test. */
export class ManualScheduler implements Scheduler {
  readonly #startMs: number;
  #elapsedMs = 0;
  readonly #timers = new Set<PendingTimer>();

  /** @param startMs The wall clock at the beginning. */
  constructor(startMs: number = 0) {
    this.#startMs = startMs;
  }

  now(): number {
    return this.#startMs + this.#elapsedMs;
  }

  monotonicNow(): number {
    return this.#elapsedMs;
  }

  timer(delayMs: number, callback: () => void): Cancel {
    const timer = { dueMs: this.#elapsedMs + Math.max(delayMs, 0), callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Resolves in a later turn of the event loop; no time passes. */
  yieldToIo(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** How many timers wait. */
  get pendingTimerCount(): number {
    return this.#timers.size;
  }

  /** How long it is until the next timer is due; `undefined` where none waits. */
  get nextTimerDelayMs(): number | undefined {
    const next = this.#nextDueBy(Number.POSITIVE_INFINITY);
    return next === undefined ? undefined : Math.max(0, next.dueMs - this.#elapsedMs);
  }

  /** Moves both clocks, firing what becomes due on the way, also what those timers register. */
  async advance(ms: number): Promise<void> {
    const targetMs = this.#elapsedMs + ms;
    await settle();
    for (;;) {
      const next = this.#nextDueBy(targetMs);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#elapsedMs = Math.max(this.#elapsedMs, next.dueMs);
      next.callback();
      await settle();
    }
    this.#elapsedMs = targetMs;
  }

  #nextDueBy(targetMs: number): PendingTimer | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs <= targetMs && (first === undefined || timer.dueMs < first.dueMs))
        first = timer;
    }
    return first;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURN_COUNT; turn++) await Promise.resolve();
}
