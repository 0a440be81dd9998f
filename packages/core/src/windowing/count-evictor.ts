/** `CountEvictor`: keeps the last records of a window, up to a number. */
import { positiveCount } from "./check-parameters.ts";
import { Evictor } from "./evictor.ts";
import type { TimestampedValue } from "./timestamped-value.ts";
import type { Window } from "./window.ts";

/** Drops the oldest. Flink: `CountEvictor`. */
export class CountEvictor extends Evictor<unknown, Window> {
  private readonly maxCount: number;
  private readonly isAfter: boolean;

  private constructor(maxCount: number, isAfter: boolean) {
    super();
    this.maxCount = positiveCount("CountEvictor", "maxCount", maxCount);
    this.isAfter = isAfter;
  }

  /** `doEvictAfter`: after the window's function instead of before it. */
  static of(maxCount: number, doEvictAfter: boolean = false): CountEvictor {
    return new CountEvictor(maxCount, doEvictAfter);
  }

  evictBefore(elements: TimestampedValue<unknown>[]): void {
    if (!this.isAfter) this.#evict(elements);
  }

  evictAfter(elements: TimestampedValue<unknown>[]): void {
    if (this.isAfter) this.#evict(elements);
  }

  #evict(elements: TimestampedValue<unknown>[]): void {
    if (elements.length > this.maxCount) elements.splice(0, elements.length - this.maxCount);
  }

  override toString(): string {
    return `CountEvictor(${this.maxCount})`;
  }
}
