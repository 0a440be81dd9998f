/** Time and the event loop of Node. */
import { setImmediate as yieldOnce } from "node:timers/promises";
import type { Cancel, Scheduler } from "../ports.ts";

/** The longest delay that Node's timers hold; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Creates the `Scheduler` of this process. */
export function createNodeScheduler(): Scheduler {
  return {
    now: Date.now,
    monotonicNow: () => performance.now(),
    timer: (delayMs, callback, options) => startTimer(delayMs, callback, options?.unref ?? false),
    yieldToIo: () => yieldOnce(),
  };
}

function startTimer(delayMs: number, callback: () => void, isUnref: boolean): Cancel {
  const dueMs = performance.now() + delayMs;
  let timer: NodeJS.Timeout;
  // Node may fire up to 1 ms early by this clock, and not at all beyond its range: whatever is left is waited for again.
  const wait = (): void => {
    const leftMs = dueMs - performance.now();
    timer = setTimeout(check, Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS));
    if (isUnref) timer.unref();
  };
  const check = (): void => {
    if (performance.now() < dueMs) wait();
    else callback();
  };
  wait();
  return () => clearTimeout(timer);
}
