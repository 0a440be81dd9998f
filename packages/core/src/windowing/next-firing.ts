/** The next firing of a continuous trigger: one time for each key and window, kept in its state, with a timer. */
import { ReducingStateDescriptor } from "../state/descriptors.ts";
import type { ReducingState } from "../state/handles.ts";
import type { OnMergeContext, TriggerContext } from "./trigger.ts";
import type { Window } from "./window.ts";

/** The kind of timers that fire. */
export interface FiringTimers {
  register(ctx: TriggerContext, time: number): void;
  delete(ctx: TriggerContext, time: number): void;
}

const fireTimes = new ReducingStateDescriptor<number>("fire-time", (a, b) => Math.min(a, b));

/** Firings at multiples of an interval, the last one at the end of the window. */
export class NextFiring {
  private readonly intervalMs: number;
  private readonly timers: FiringTimers;

  constructor(intervalMs: number, timers: FiringTimers) {
    this.intervalMs = intervalMs;
    this.timers = timers;
  }

  /** Sets the first firing behind `time` where none is set. */
  begin(time: number, window: Window, ctx: TriggerContext): void {
    const next = ctx.getPartitionedState(fireTimes);
    if (next.get() !== null) return;
    this.register(Math.floor(time / this.intervalMs) * this.intervalMs, window, ctx, next);
  }

  /** True where `time` is that of the firing; the one behind it is set then. */
  isDue(time: number, window: Window, ctx: TriggerContext): boolean {
    const next = ctx.getPartitionedState(fireTimes);
    if (next.get() !== time) return false;
    next.clear();
    this.register(time, window, ctx, next);
    return true;
  }

  /** Takes the earliest firing of the windows that were merged. */
  merge(ctx: OnMergeContext): void {
    ctx.mergePartitionedState(fireTimes);
    const next = ctx.getPartitionedState(fireTimes).get();
    if (next !== null) this.timers.register(ctx, next);
  }

  clear(ctx: TriggerContext): void {
    const next = ctx.getPartitionedState(fireTimes);
    const time = next.get();
    if (time === null) return;
    this.timers.delete(ctx, time);
    next.clear();
  }

  /** Sets the firing one interval behind `time`, at the latest at the window's end; none behind the end. */
  register(time: number, window: Window, ctx: TriggerContext, state: ReducingState<number>): void {
    const next = Math.min(time + this.intervalMs, window.maxTimestamp());
    if (next <= time) return;
    state.add(next);
    this.timers.register(ctx, next);
  }
}
