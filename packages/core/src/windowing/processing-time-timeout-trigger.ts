/** `ProcessingTimeTimeoutTrigger`: as another trigger, and fires also when that has not happened for a while. */
import { type DurationInput } from "../base/duration.ts";
import { ValueStateDescriptor } from "../state/descriptors.ts";
import { positiveMillis } from "./check-parameters.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const timeouts = new ValueStateDescriptor<number>("timeout");

/** When the clock of a time-out begins anew, and what it does. */
export interface TimeoutOptions {
  /** Every record begins the time-out anew; default false. */
  readonly resetTimerOnNewRecord?: boolean | undefined;
  /** The nested trigger's state is cleared when the time-out fires; default true. */
  readonly shouldClearOnTimeout?: boolean | undefined;
}

/** Fires after `timeout` of the wall clock at the latest. Flink: `ProcessingTimeoutTrigger`. */
export class ProcessingTimeTimeoutTrigger<in T, in W extends Window> extends Trigger<T, W> {
  private readonly nested: Trigger<T, W>;
  private readonly timeout: number;
  private readonly resets: boolean;
  private readonly clears: boolean;

  private constructor(nested: Trigger<T, W>, timeout: DurationInput, options: TimeoutOptions) {
    super();
    this.nested = nested;
    this.timeout = positiveMillis("ProcessingTimeTimeoutTrigger", "timeout", timeout);
    this.resets = options.resetTimerOnNewRecord ?? false;
    this.clears = options.shouldClearOnTimeout ?? true;
  }

  static of<T, W extends Window>(
    nestedTrigger: Trigger<T, W>,
    timeout: DurationInput,
    options: TimeoutOptions = {},
  ): ProcessingTimeTimeoutTrigger<T, W> {
    return new ProcessingTimeTimeoutTrigger(nestedTrigger, timeout, options);
  }

  onElement(element: T, timestamp: number, window: W, ctx: TriggerContext): TriggerResult {
    const result = this.nested.onElement(element, timestamp, window, ctx);
    if (result.isFire()) {
      this.clear(window, ctx);
      return result;
    }
    const state = ctx.getPartitionedState(timeouts);
    const pending = state.value();
    if (pending !== null && !this.resets) return result;
    if (pending !== null) ctx.deleteProcessingTimeTimer(pending);
    const time = ctx.getCurrentProcessingTime() + this.timeout;
    state.update(time);
    ctx.registerProcessingTimeTimer(time);
    return result;
  }

  onEventTime(time: number, window: W, ctx: TriggerContext): TriggerResult {
    const result = this.nested.onEventTime(time, window, ctx);
    if (result.isFire() && this.clears) this.clear(window, ctx);
    return result;
  }

  onProcessingTime(time: number, window: W, ctx: TriggerContext): TriggerResult {
    const result = this.nested.onProcessingTime(time, window, ctx);
    if (this.clears) this.clear(window, ctx);
    return result.isPurge() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.FIRE;
  }

  override canMerge(): boolean {
    return false;
  }

  override onMerge(_window: W, _ctx: OnMergeContext): void {
    // Refused before: a time-out cannot merge.
  }

  clear(window: W, ctx: TriggerContext): void {
    const state = ctx.getPartitionedState(timeouts);
    const pending = state.value();
    if (pending !== null) {
      ctx.deleteProcessingTimeTimer(pending);
      state.clear();
    }
    this.nested.clear(window, ctx);
  }

  override toString(): string {
    return `ProcessingTimeTimeoutTrigger(${String(this.nested)}, ${this.timeout})`;
  }
}
