/** `DeltaEvictor`: drops the records that are too far from the last one. */
import type { DeltaFunction } from "./delta-trigger.ts";
import { Evictor } from "./evictor.ts";
import { retain } from "./retain.ts";
import type { TimestampedValue } from "./timestamped-value.ts";
import type { Window } from "./window.ts";

/** Drops where `delta(record, last) >= threshold`. Flink: `DeltaEvictor`. */
export class DeltaEvictor<in T> extends Evictor<T, Window> {
  private readonly threshold: number;
  private readonly delta: DeltaFunction<T>;
  private readonly isAfter: boolean;

  private constructor(threshold: number, delta: DeltaFunction<T>, isAfter: boolean) {
    super();
    this.threshold = threshold;
    this.delta = delta;
    this.isAfter = isAfter;
  }

  /** `doEvictAfter`: after the window's function instead of before it. */
  static of<T>(
    threshold: number,
    deltaFunction: DeltaFunction<T>,
    doEvictAfter: boolean = false,
  ): DeltaEvictor<T> {
    return new DeltaEvictor(threshold, deltaFunction, doEvictAfter);
  }

  evictBefore(elements: TimestampedValue<T>[]): void {
    if (!this.isAfter) this.#evict(elements);
  }

  evictAfter(elements: TimestampedValue<T>[]): void {
    if (this.isAfter) this.#evict(elements);
  }

  #evict(elements: TimestampedValue<T>[]): void {
    const last = elements.at(-1);
    if (last === undefined) return;
    retain(elements, (one) => this.delta(one.getValue(), last.getValue()) < this.threshold);
  }

  override toString(): string {
    return `DeltaEvictor(${this.threshold})`;
  }
}
