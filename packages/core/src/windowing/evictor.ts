/** `Evictor`: takes records out of a window before or after its function is called. Windows with one keep all records. */
import type { TimestampedValue } from "./timestamped-value.ts";
import type { Window } from "./window.ts";

/** The clocks of an evictor. Flink: `Evictor.EvictorContext`. */
export abstract class EvictorContext {
  abstract getCurrentProcessingTime(): number;
  abstract getCurrentWatermark(): number;
}

/** Base of all evictors. Flink: `Evictor`, whose iterator's `remove` is the change of the list here. */
export abstract class Evictor<in T, in W extends Window> {
  /** Removes from `elements`, in place, what the window's function is not to see. `size` is their number before. */
  abstract evictBefore(
    elements: TimestampedValue<T>[],
    size: number,
    window: W,
    ctx: EvictorContext,
  ): void;
  /** Removes from `elements`, in place, what is not to be kept for the next firing. */
  abstract evictAfter(
    elements: TimestampedValue<T>[],
    size: number,
    window: W,
    ctx: EvictorContext,
  ): void;

  toString(): string {
    return `${this.constructor.name}()`;
  }
}

/** Flink's nested names. */
export declare namespace Evictor {
  type EvictorContext = import("./evictor.ts").EvictorContext;
}
