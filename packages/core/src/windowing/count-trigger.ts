/** `CountTrigger`: fires when so many records have come, and begins to count anew. */
import { ReducingStateDescriptor } from "../state/descriptors.ts";
import { positiveCount } from "./check-parameters.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const counts = new ReducingStateDescriptor<number>("count", (a, b) => a + b);

/** Keeps the records; with `PurgingTrigger` windows tumble. Flink: `CountTrigger`. */
export class CountTrigger extends Trigger<unknown, Window> {
  readonly maxCount: number;

  private constructor(maxCount: number) {
    super();
    this.maxCount = positiveCount("CountTrigger", "maxCount", maxCount);
  }

  static of(maxCount: number): CountTrigger {
    return new CountTrigger(maxCount);
  }

  onElement(
    _element: unknown,
    _timestamp: number,
    _window: Window,
    ctx: TriggerContext,
  ): TriggerResult {
    const count = ctx.getPartitionedState(counts);
    count.add(1);
    if ((count.get() ?? 0) < this.maxCount) return TriggerResult.CONTINUE;
    count.clear();
    return TriggerResult.FIRE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: Window, ctx: OnMergeContext): void {
    ctx.mergePartitionedState(counts);
  }

  clear(_window: Window, ctx: TriggerContext): void {
    ctx.getPartitionedState(counts).clear();
  }

  override toString(): string {
    return `CountTrigger(${this.maxCount})`;
  }
}
