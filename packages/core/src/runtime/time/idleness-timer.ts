/**
 * Tells when an input has had no record for so long (T1). Flink: `WatermarksWithIdleness`.
 *
 * Its clock runs between checks that find no record, and stands still where the input is held back: what may not be read
 * is not idle.
 */
import type { IdlenessProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";

/** The timer of one input. */
export class IdlenessTimer {
  readonly #timeoutMs: number;
  #activity = 0;
  #seenActivity = 0;
  /** Of the last check that found no record; `undefined` while there are records. */
  #checkedMs: number | undefined;
  #inactiveMs = 0;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** A record has come. */
  onRecord(): void {
    this.#activity += 1;
  }

  /** Where the clock stands at a cut. */
  snapshot(nowMs: number): IdlenessProgress {
    const hasRecords = this.#activity !== this.#seenActivity;
    if (hasRecords || this.#checkedMs === undefined) return { hasRecords };
    return { hasRecords, inactiveMs: this.#inactiveMs + (nowMs - this.#checkedMs) };
  }

  /** Goes on from where the clock stood. */
  restore({ hasRecords, inactiveMs }: IdlenessProgress, nowMs: number): void {
    if (hasRecords) this.onRecord();
    if (inactiveMs === undefined) return;
    this.#checkedMs = nowMs;
    this.#inactiveMs = inactiveMs;
  }

  /** True when there was no record for longer than the time-out. Called at every periodic emission. */
  checkIdle(nowMs: number, isHeldBack: boolean): boolean {
    if (this.#activity !== this.#seenActivity) {
      this.#seenActivity = this.#activity;
      this.#checkedMs = undefined;
      this.#inactiveMs = 0;
      return false;
    }
    if (this.#checkedMs !== undefined && !isHeldBack) this.#inactiveMs += nowMs - this.#checkedMs;
    this.#checkedMs = nowMs;
    return this.#inactiveMs > this.#timeoutMs;
  }
}
