/** Built-in triggers called by hand: every method, with the timers and the state that it touches. */
import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountTrigger,
  EventTimeTrigger,
  NeverTrigger,
  ProcessingTimeTrigger,
  TimeWindow,
  type Trigger,
} from "millrace";
import { expect, test } from "vitest";
import { RecordingTriggerContext } from "./recording-trigger-context.ts";

const window = new TimeWindow(0, 20);

// covers: EventTimeTrigger.onElement, EventTimeTrigger.onEventTime, EventTimeTrigger.onMerge
// covers: EventTimeTrigger.onProcessingTime, EventTimeTrigger.canMerge, EventTimeTrigger.clear
test("an event time trigger has one timer at the window's end", () => {
  const ctx = new RecordingTriggerContext();
  const trigger: Trigger<unknown, TimeWindow> = EventTimeTrigger.create();
  expect(String(trigger.onElement("a", 3, window, ctx))).toBe("CONTINUE");
  expect(String(trigger.onEventTime(19, window, ctx))).toBe("FIRE");
  expect(String(trigger.onEventTime(18, window, ctx))).toBe("CONTINUE");
  expect(String(trigger.onProcessingTime(19, window, ctx))).toBe("CONTINUE");
  expect(trigger.canMerge()).toBe(true);
  trigger.onMerge(window, ctx);
  trigger.clear(window, ctx);
  expect(ctx.taken()).toEqual(["register event 19", "register event 19", "delete event 19"]);
});

// covers: ProcessingTimeTrigger.onElement, ProcessingTimeTrigger.onEventTime
// covers: ProcessingTimeTrigger.onProcessingTime, ProcessingTimeTrigger.onMerge
// covers: ProcessingTimeTrigger.canMerge, ProcessingTimeTrigger.clear
test("a processing time trigger fires when its timer does", () => {
  const ctx = new RecordingTriggerContext();
  const trigger: Trigger<unknown, TimeWindow> = ProcessingTimeTrigger.create();
  const later = new TimeWindow(90, 120);
  expect(String(trigger.onElement("a", 3, later, ctx))).toBe("CONTINUE");
  expect(String(trigger.onProcessingTime(119, later, ctx))).toBe("FIRE");
  expect(String(trigger.onEventTime(119, later, ctx))).toBe("CONTINUE");
  expect(trigger.canMerge()).toBe(true);
  trigger.onMerge(later, ctx);
  trigger.clear(later, ctx);
  expect(ctx.taken()).toEqual([
    "register processing 119",
    "register processing 119",
    "delete processing 119",
  ]);
});

// covers: CountTrigger.onElement, CountTrigger.onEventTime, CountTrigger.onProcessingTime
// covers: CountTrigger.canMerge, CountTrigger.onMerge, CountTrigger.clear
test("a count trigger counts in its state, and knows no time", () => {
  const ctx = new RecordingTriggerContext();
  const trigger: Trigger<unknown, TimeWindow> = CountTrigger.of(2);
  const results = ["a", "b", "c"].map((one) => String(trigger.onElement(one, 0, window, ctx)));
  expect(results).toEqual(["CONTINUE", "FIRE", "CONTINUE"]);
  expect(String(trigger.onEventTime(19, window, ctx))).toBe("CONTINUE");
  expect(String(trigger.onProcessingTime(19, window, ctx))).toBe("CONTINUE");
  expect(trigger.canMerge()).toBe(true);
  trigger.onMerge(window, ctx);
  trigger.clear(window, ctx);
  expect(ctx.taken()).toEqual(["clear state", "merge state", "clear state"]);
});

// covers: ContinuousEventTimeTrigger.onElement, ContinuousEventTimeTrigger.onProcessingTime
// covers: ContinuousEventTimeTrigger.onEventTime, ContinuousEventTimeTrigger.canMerge
// covers: ContinuousEventTimeTrigger.onMerge, ContinuousEventTimeTrigger.clear
// covers: ContinuousEventTimeTrigger.registerNextFireTimestamp
test("a continuous event time trigger has a timer of the interval and one of the end", () => {
  const ctx = new RecordingTriggerContext();
  const continuous = ContinuousEventTimeTrigger.of(8);
  const trigger: Trigger<unknown, TimeWindow> = continuous;
  expect(String(trigger.onElement("a", 3, window, ctx))).toBe("CONTINUE");
  expect(ctx.taken()).toEqual(["register event 19", "register event 8"]);
  expect(String(trigger.onProcessingTime(8, window, ctx))).toBe("CONTINUE");
  expect(String(trigger.onEventTime(19, window, ctx))).toBe("FIRE");
  expect(String(trigger.onEventTime(8, window, ctx))).toBe("FIRE");
  expect(ctx.taken()).toEqual(["clear state", "register event 16"]);
  expect(trigger.canMerge()).toBe(true);
  trigger.onMerge(window, ctx);
  expect(ctx.taken()).toEqual(["merge state", "register event 16", "register event 19"]);
  trigger.clear(window, ctx);
  expect(ctx.taken()).toEqual(["delete event 16", "clear state", "delete event 19"]);
  continuous.registerNextFireTimestamp(4, window, ctx, ctx.getPartitionedState());
  expect(ctx.taken()).toEqual(["register event 12"]);
});

// covers: ContinuousProcessingTimeTrigger.onElement, ContinuousProcessingTimeTrigger.onEventTime
// covers: ContinuousProcessingTimeTrigger.onProcessingTime, ContinuousProcessingTimeTrigger.of
// covers: ContinuousProcessingTimeTrigger.canMerge, ContinuousProcessingTimeTrigger.onMerge
// covers: ContinuousProcessingTimeTrigger.clear
// covers: ContinuousProcessingTimeTrigger.registerNextFireTimestamp
test("a continuous processing time trigger has timers of the wall clock", () => {
  const ctx = new RecordingTriggerContext();
  const continuous = ContinuousProcessingTimeTrigger.of(8);
  const trigger: Trigger<unknown, TimeWindow> = continuous;
  const later = new TimeWindow(90, 200);
  expect(String(trigger.onElement("a", 3, later, ctx))).toBe("CONTINUE");
  expect(ctx.taken()).toEqual(["register processing 104"]);
  expect(String(trigger.onEventTime(104, later, ctx))).toBe("CONTINUE");
  expect(String(trigger.onProcessingTime(104, later, ctx))).toBe("FIRE");
  expect(ctx.taken()).toEqual(["clear state", "register processing 112"]);
  expect(trigger.canMerge()).toBe(true);
  trigger.onMerge(later, ctx);
  expect(ctx.taken()).toEqual(["merge state", "register processing 112"]);
  trigger.clear(later, ctx);
  expect(ctx.taken()).toEqual(["delete processing 112", "clear state"]);
  continuous.registerNextFireTimestamp(110, later, ctx, ctx.getPartitionedState());
  expect(ctx.taken()).toEqual(["register processing 118"]);
});

// covers: NeverTrigger.onElement, NeverTrigger.onProcessingTime, NeverTrigger.onEventTime
// covers: NeverTrigger.onMerge, NeverTrigger.clear
test("a never trigger does nothing, and cannot merge", () => {
  const ctx = new RecordingTriggerContext();
  const trigger = new NeverTrigger();
  expect(
    [trigger.onElement(), trigger.onEventTime(), trigger.onProcessingTime()].map(String),
  ).toEqual(["CONTINUE", "CONTINUE", "CONTINUE"]);
  expect(trigger.canMerge()).toBe(false);
  trigger.onMerge(window, ctx);
  trigger.clear();
  expect(ctx.taken()).toEqual([]);
});
