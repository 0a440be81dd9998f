/** `ContinuousProcessingTimeTrigger`: fires every interval of the wall clock, the last time at the end of the window. */
import type { DurationInput } from "../base/duration.ts";
import { ReducingStateDescriptor } from "../state/descriptors.ts";
import type { ReducingState } from "../state/handles.ts";
import { positiveMillis } from "./check-parameters.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const fireTimes = new ReducingStateDescriptor<number>("fire-time", (a, b) => Math.min(a, b));

/** Results at multiples of the interval. Flink: `ContinuousProcessingTimeTrigger`. */
export class ContinuousProcessingTimeTrigger extends Trigger<unknown, Window> {
  readonly interval: number;

  private constructor(interval: DurationInput) {
    super();
    this.interval = positiveMillis("ContinuousProcessingTimeTrigger", "interval", interval);
  }

  static of(interval: DurationInput): ContinuousProcessingTimeTrigger {
    return new ContinuousProcessingTimeTrigger(interval);
  }

  onElement(
    _element: unknown,
    _timestamp: number,
    window: Window,
    ctx: TriggerContext,
  ): TriggerResult {
    const next = ctx.getPartitionedState(fireTimes);
    if (next.get() === null) {
      const now = ctx.getCurrentProcessingTime();
      const start = Math.floor(now / this.interval) * this.interval;
      this.registerNextFireTimestamp(start, window, ctx, next);
    }
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(time: number, window: Window, ctx: TriggerContext): TriggerResult {
    const next = ctx.getPartitionedState(fireTimes);
    if (next.get() !== time) return TriggerResult.CONTINUE;
    next.clear();
    this.registerNextFireTimestamp(time, window, ctx, next);
    return TriggerResult.FIRE;
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: Window, ctx: OnMergeContext): void {
    ctx.mergePartitionedState(fireTimes);
    const next = ctx.getPartitionedState(fireTimes).get();
    if (next !== null) ctx.registerProcessingTimeTimer(next);
  }

  clear(_window: Window, ctx: TriggerContext): void {
    const next = ctx.getPartitionedState(fireTimes);
    const time = next.get();
    if (time === null) return;
    ctx.deleteProcessingTimeTimer(time);
    next.clear();
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
    ctx.registerProcessingTimeTimer(next);
  }

  override toString(): string {
    return `ContinuousProcessingTimeTrigger(${this.interval})`;
  }
}
