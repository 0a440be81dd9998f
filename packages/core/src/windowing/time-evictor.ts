/** `TimeEvictor`: keeps the records of a span of time before the youngest one. */
import type { DurationInput } from "../base/duration.ts";
import { positiveMillis } from "./check-parameters.ts";
import { Evictor } from "./evictor.ts";
import { retain } from "./retain.ts";
import type { TimestampedValue } from "./timestamped-value.ts";
import type { Window } from "./window.ts";

/** Drops what is not younger than the largest timestamp minus the span; records without timestamps stay. Flink: `TimeEvictor`. */
export class TimeEvictor extends Evictor<unknown, Window> {
  private readonly windowSize: number;
  private readonly isAfter: boolean;

  private constructor(windowSize: DurationInput, isAfter: boolean) {
    super();
    this.windowSize = positiveMillis("TimeEvictor", "windowSize", windowSize);
    this.isAfter = isAfter;
  }

  /** `doEvictAfter`: after the window's function instead of before it. */
  static of(windowSize: DurationInput, doEvictAfter: boolean = false): TimeEvictor {
    return new TimeEvictor(windowSize, doEvictAfter);
  }

  evictBefore(elements: TimestampedValue<unknown>[]): void {
    if (!this.isAfter) this.#evict(elements);
  }

  evictAfter(elements: TimestampedValue<unknown>[]): void {
    if (this.isAfter) this.#evict(elements);
  }

  #evict(elements: TimestampedValue<unknown>[]): void {
    if (elements[0]?.hasTimestamp() !== true) return;
    let latest = Number.NEGATIVE_INFINITY;
    for (const element of elements) latest = Math.max(latest, element.getTimestamp());
    retain(elements, (element) => element.getTimestamp() > latest - this.windowSize);
  }

  override toString(): string {
    return `TimeEvictor(${this.windowSize})`;
  }
}
