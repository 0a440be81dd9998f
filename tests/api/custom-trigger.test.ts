/** A trigger of one's own in a program: its context's clocks, and timers that are deleted again. */
import {
  StreamExecutionEnvironment,
  type TimeWindow,
  Trigger,
  type TriggerContext,
  TriggerResult,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "millrace";
import { expect, test } from "vitest";
import { collected } from "../golden/cases/streaming-environment.ts";

/** Registers two timers for each record and deletes one of them. */
class OneOfTwo extends Trigger<number, TimeWindow> {
  readonly fired: number[] = [];
  readonly watermarks: boolean[] = [];

  onElement(value: number, _timestamp: number, window: TimeWindow, ctx: TriggerContext) {
    this.watermarks.push(ctx.getCurrentWatermark() < value);
    ctx.registerEventTimeTimer(window.start + 3);
    ctx.registerEventTimeTimer(window.maxTimestamp());
    ctx.deleteEventTimeTimer(window.start + 3);
    const soon = ctx.getCurrentProcessingTime() + 1;
    ctx.registerProcessingTimeTimer(soon);
    ctx.deleteProcessingTimeTimer(soon);
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number) {
    this.fired.push(time);
    return TriggerResult.FIRE_AND_PURGE;
  }

  onProcessingTime(time: number) {
    this.fired.push(-time);
    return TriggerResult.FIRE;
  }

  clear() {}
}

// covers: Trigger.TriggerContext.getCurrentWatermark, Trigger.TriggerContext.deleteEventTimeTimer
// covers: Trigger.TriggerContext.deleteProcessingTimeTimer
test("deleted timers do not fire", async () => {
  const trigger = new OneOfTwo();
  const sums = StreamExecutionEnvironment.getExecutionEnvironment()
    .setParallelism(1)
    .fromElements(1, 2, 12)
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((value) => value),
    )
    .keyBy(() => 0)
    .window(TumblingEventTimeWindows.of(10))
    .trigger(trigger)
    .reduce((a, b) => a + b);
  expect(await collected(sums)).toEqual([3, 12]);
  expect(trigger.fired).toEqual([9, 19]);
  expect(trigger.watermarks).toEqual([true, true, true]);
});
