/** The timers of windows: those of an operator, with the pane's number as their namespace, and which a pane has. */
import type { KeyedTimers } from "../../time/timer-service.ts";
import type { Pane } from "./pane.ts";

/** Registers and deletes under the current key, which is the pane's. */
export class PaneTimers {
  readonly #timers: KeyedTimers;

  constructor(timers: KeyedTimers) {
    this.#timers = timers;
  }

  registerEventTime(pane: Pane, timestampMs: number): void {
    if (pane.eventTimes.includes(timestampMs)) return;
    pane.eventTimes.push(timestampMs);
    this.#timers.registerEventTimeTimer(pane.number, timestampMs);
  }

  registerProcessingTime(pane: Pane, timestampMs: number): void {
    if (pane.processingTimes.includes(timestampMs)) return;
    pane.processingTimes.push(timestampMs);
    this.#timers.registerProcessingTimeTimer(pane.number, timestampMs);
  }

  deleteEventTime(pane: Pane, timestampMs: number): void {
    if (forget(pane.eventTimes, timestampMs))
      this.#timers.deleteEventTimeTimer(pane.number, timestampMs);
  }

  deleteProcessingTime(pane: Pane, timestampMs: number): void {
    if (forget(pane.processingTimes, timestampMs))
      this.#timers.deleteProcessingTimeTimer(pane.number, timestampMs);
  }

  /** Deletes all that are left, before the pane's number is given back. */
  deleteAll(pane: Pane): void {
    for (const time of pane.eventTimes) this.#timers.deleteEventTimeTimer(pane.number, time);
    for (const time of pane.processingTimes)
      this.#timers.deleteProcessingTimeTimer(pane.number, time);
    pane.eventTimes.length = 0;
    pane.processingTimes.length = 0;
  }
}

/** Takes a time out of a pane's list; false where it is not there. */
export function forget(times: number[], timestampMs: number): boolean {
  const index = times.indexOf(timestampMs);
  if (index < 0) return false;
  const last = times.pop();
  if (index < times.length && last !== undefined) times[index] = last;
  return true;
}
