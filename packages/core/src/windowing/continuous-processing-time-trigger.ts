/** `ContinuousProcessingTimeTrigger`: fires every interval of the wall clock, the last time at the end of the window. */
import type { DurationInput } from "../base/duration.ts";
import type { ReducingState } from "../state/handles.ts";
import { positiveMillis } from "./check-parameters.ts";
import { NextFiring } from "./next-firing.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const processingTimers = {
  register: (ctx: TriggerContext, time: number) => ctx.registerProcessingTimeTimer(time),
  delete: (ctx: TriggerContext, time: number) => ctx.deleteProcessingTimeTimer(time),
};

/** Results at multiples of the interval. Flink: `ContinuousProcessingTimeTrigger`. */
export class ContinuousProcessingTimeTrigger extends Trigger<unknown, Window> {
  readonly interval: number;
  private readonly next: NextFiring;

  private constructor(interval: DurationInput) {
    super();
    this.interval = positiveMillis("ContinuousProcessingTimeTrigger", "interval", interval);
    this.next = new NextFiring(this.interval, processingTimers);
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
    this.next.begin(ctx.getCurrentProcessingTime(), window, ctx);
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(time: number, window: Window, ctx: TriggerContext): TriggerResult {
    return this.next.isDue(time, window, ctx) ? TriggerResult.FIRE : TriggerResult.CONTINUE;
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: Window, ctx: OnMergeContext): void {
    this.next.merge(ctx);
  }

  clear(_window: Window, ctx: TriggerContext): void {
    this.next.clear(ctx);
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
    return `ContinuousProcessingTimeTrigger(${this.interval})`;
  }
}
