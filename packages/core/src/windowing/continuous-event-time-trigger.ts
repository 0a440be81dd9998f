/** `ContinuousEventTimeTrigger`: fires every interval of event time, and at the end of the window. */
import type { DurationInput } from "../base/duration.ts";
import type { ReducingState } from "../state/handles.ts";
import { positiveMillis } from "./check-parameters.ts";
import { NextFiring } from "./next-firing.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const eventTimers = {
  register: (ctx: TriggerContext, time: number) => ctx.registerEventTimeTimer(time),
  delete: (ctx: TriggerContext, time: number) => ctx.deleteEventTimeTimer(time),
};

/** Early results at multiples of the interval. Flink: `ContinuousEventTimeTrigger`. */
export class ContinuousEventTimeTrigger extends Trigger<unknown, Window> {
  readonly interval: number;
  private readonly next: NextFiring;

  private constructor(interval: DurationInput) {
    super();
    this.interval = positiveMillis("ContinuousEventTimeTrigger", "interval", interval);
    this.next = new NextFiring(this.interval, eventTimers);
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
    this.next.begin(timestamp, window, ctx);
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number, window: Window, ctx: TriggerContext): TriggerResult {
    if (time === window.maxTimestamp()) return TriggerResult.FIRE;
    return this.next.isDue(time, window, ctx) ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(window: Window, ctx: OnMergeContext): void {
    this.next.merge(ctx);
    if (window.maxTimestamp() > ctx.getCurrentWatermark())
      ctx.registerEventTimeTimer(window.maxTimestamp());
  }

  clear(window: Window, ctx: TriggerContext): void {
    this.next.clear(ctx);
    ctx.deleteEventTimeTimer(window.maxTimestamp());
  }

  /** Registers the firing one interval after `time`, at the latest at the window's end; none behind the end. */
  registerNextFireTimestamp(
    time: number,
    window: Window,
    ctx: TriggerContext,
    fireTimestampState: ReducingState<number>,
  ): void {
    this.next.register(time, window, ctx, fireTimestampState);
  }

  override toString(): string {
    return `ContinuousEventTimeTrigger(${this.interval})`;
  }
}
