/** The triggers of global windows: one that never fires, one that fires when the input has ended. */
import { Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

/** Never fires and cannot merge. Flink: `GlobalWindows.NeverTrigger`. */
export class NeverTrigger extends Trigger<unknown, Window> {
  onElement(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(): void {
    // Nothing is kept.
  }
}

/** Fires at the last watermark. Flink: `GlobalWindows.EndOfStreamTrigger`. */
export class EndOfStreamTrigger extends Trigger<unknown, Window> {
  onElement(
    _element: unknown,
    _timestamp: number,
    window: Window,
    ctx: TriggerContext,
  ): TriggerResult {
    ctx.registerEventTimeTimer(window.maxTimestamp());
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number, window: Window): TriggerResult {
    return time === window.maxTimestamp() ? TriggerResult.FIRE_AND_PURGE : TriggerResult.CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  clear(window: Window, ctx: TriggerContext): void {
    ctx.deleteEventTimeTimer(window.maxTimestamp());
  }
}
