/** `DeltaTrigger`: fires when a record is further than a threshold from the one that fired last. */
import { ValueStateDescriptor } from "../state/descriptors.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

/** The distance between two records. Flink: `DeltaFunction.getDelta`. */
export type DeltaFunction<T> = (oldPoint: T, newPoint: T) => number;

/** Cannot merge. Flink: `DeltaTrigger`. */
export class DeltaTrigger<in T> extends Trigger<T, Window> {
  private readonly threshold: number;
  private readonly delta: DeltaFunction<T>;
  private readonly last: ValueStateDescriptor<unknown>;

  private constructor(
    threshold: number,
    delta: DeltaFunction<T>,
    type: AnyTypeInformation | undefined,
  ) {
    super();
    this.threshold = threshold;
    this.delta = delta;
    this.last = new ValueStateDescriptor<unknown>("last-element", type);
  }

  /** Fires where `delta(last, record) > threshold`. The first record of a window is kept and does not fire. */
  static of<T>(
    threshold: number,
    deltaFunction: DeltaFunction<T>,
    type?: AnyTypeInformation,
  ): DeltaTrigger<T> {
    return new DeltaTrigger(threshold, deltaFunction, type);
  }

  onElement(element: T, _timestamp: number, _window: Window, ctx: TriggerContext): TriggerResult {
    const state = ctx.getPartitionedState(this.last);
    const last = state.value();
    if (last === null) {
      state.update(element);
      return TriggerResult.CONTINUE;
    }
    // Only records of this stream are put into the state.
    if (!(this.delta(last as T, element) > this.threshold)) return TriggerResult.CONTINUE;
    state.update(element);
    return TriggerResult.FIRE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(_window: Window, ctx: TriggerContext): void {
    ctx.getPartitionedState(this.last).clear();
  }

  override toString(): string {
    return `DeltaTrigger(${this.threshold})`;
  }
}
