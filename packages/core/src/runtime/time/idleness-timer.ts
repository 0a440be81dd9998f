/**
 * Tells when an input has had no record for so long (T1). Flink: `WatermarksWithIdleness`.
 *
 * Its clock runs between checks that find no record, and stands still where the input is held back: what may not be read
 * is not idle.
 */
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
