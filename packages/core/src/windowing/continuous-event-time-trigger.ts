/** `ContinuousEventTimeTrigger`: fires every interval of event time, and at the end of the window. */
import type { DurationInput } from "../base/duration.ts";
import { ReducingStateDescriptor } from "../state/descriptors.ts";
import type { ReducingState } from "../state/handles.ts";
import { positiveMillis } from "./check-parameters.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const fireTimes = new ReducingStateDescriptor<number>("fire-time", (a, b) => Math.min(a, b));

/** Early results at multiples of the interval. Flink: `ContinuousEventTimeTrigger`. */
export class ContinuousEventTimeTrigger extends Trigger<unknown, Window> {
  readonly interval: number;

  private constructor(interval: DurationInput) {
    super();
    this.interval = positiveMillis("ContinuousEventTimeTrigger", "interval", interval);
  }

  static of(interval: DurationInput): ContinuousEventTimeTrigger {
    return new ContinuousEventTimeTrigger(interval);
  }

  onElement(
    _element: unknown,
    timestamp: number,
    window: Window,
    ctx: TriggerContext,
  ): TriggerResult {
    const end = window.maxTimestamp();
    if (end <= ctx.getCurrentWatermark()) return TriggerResult.FIRE;
    ctx.registerEventTimeTimer(end);
    const next = ctx.getPartitionedState(fireTimes);
    if (next.get() === null) {
      const start = Math.floor(timestamp / this.interval) * this.interval;
      this.registerNextFireTimestamp(start, window, ctx, next);
    }
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number, window: Window, ctx: TriggerContext): TriggerResult {
    if (time === window.maxTimestamp()) return TriggerResult.FIRE;
    const next = ctx.getPartitionedState(fireTimes);
    if (next.get() !== time) return TriggerResult.CONTINUE;
    next.clear();
    this.registerNextFireTimestamp(time, window, ctx, next);
    return TriggerResult.FIRE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(window: Window, ctx: OnMergeContext): void {
    ctx.mergePartitionedState(fireTimes);
    const next = ctx.getPartitionedState(fireTimes).get();
    if (next !== null) ctx.registerEventTimeTimer(next);
    if (window.maxTimestamp() > ctx.getCurrentWatermark())
      ctx.registerEventTimeTimer(window.maxTimestamp());
  }

  clear(window: Window, ctx: TriggerContext): void {
    const next = ctx.getPartitionedState(fireTimes);
    const time = next.get();
    if (time !== null) {
      ctx.deleteEventTimeTimer(time);
      next.clear();
    }
    ctx.deleteEventTimeTimer(window.maxTimestamp());
  }

  /** Registers the firing one interval after `time`, at the latest at the window's end; none behind the end. */
  registerNextFireTimestamp(
    time: number,
    window: Window,
    ctx: TriggerContext,
    fireTimestampState: ReducingState<number>,
  ): void {
    const next = Math.min(time + this.interval, window.maxTimestamp());
    if (next <= time) return;
    fireTimestampState.add(next);
    ctx.registerEventTimeTimer(next);
  }

  override toString(): string {
    return `ContinuousEventTimeTrigger(${this.interval})`;
  }
}
