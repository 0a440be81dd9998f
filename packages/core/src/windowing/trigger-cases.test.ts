/** Triggers by themselves, one window beside another: the cases TG-01 to TG-11. */
import { expect, test } from "vitest";
import { expectCase, expectedOf, numberOf } from "../../../../tests/conformance/cases.ts";
import { TriggerHarness } from "../testing/trigger-harness.ts";
import { ContinuousEventTimeTrigger } from "./continuous-event-time-trigger.ts";
import { CountTrigger } from "./count-trigger.ts";
import { EventTimeTrigger } from "./event-time-trigger.ts";
import { TimeWindow } from "./time-window.ts";

const A = new TimeWindow(0, 2);
const B = new TimeWindow(2, 4);
const C = new TimeWindow(4, 6);

// covers: CountTrigger.onElement
test("TG-01 a count trigger counts each window by itself, and registers no timer", () => {
  const harness = new TriggerHarness(CountTrigger.of(3));
  const results = [A, B, A, A, B, B].map((window) => harness.onElement(window));
  // The text names the first two together.
  expectCase("TG-01", results.slice(1), "results");
  expect(results[0]).toBe(results[1]);
  expect([harness.timers(), harness.stateCount()]).toEqual([[], 0]);
});

// covers: CountTrigger.of
// covers: CountTrigger.canMerge, CountTrigger.onMerge, Trigger.OnMergeContext.mergePartitionedState
test("TG-03 counts of merged windows add up", () => {
  const harness = new TriggerHarness(CountTrigger.of(3));
  for (const window of [A, B, C]) harness.onElement(window);
  const merged = new TimeWindow(0, 4);
  harness.merge(merged, [A, B]);
  expect(harness.stateCount()).toBe(2);
  expectCase("TG-03", [merged, 2, harness.onElement(merged)], "merged");
  const later = [C, C].map((window) => harness.onElement(window));
  expect(later).toEqual(["CONTINUE", expectedOf("TG-03", "merged").at(-1)]);
});

test("TG-04 windows merge into one that covers them", () => {
  const harness = new TriggerHarness(CountTrigger.of(3));
  for (const window of [B, C]) harness.onElement(window);
  const merged = new TimeWindow(0, 8);
  harness.merge(merged, [B, C]);
  expectCase("TG-04", [merged, harness.onElement(merged)], "merged");
});

// covers: EventTimeTrigger.onEventTime
test("TG-05 a trigger of event time has one timer for each window", () => {
  const harness = new TriggerHarness(EventTimeTrigger.create());
  for (const window of [A, A, A, B, B]) expect(harness.onElement(window)).toBe("CONTINUE");
  expect([harness.timers(A).length, harness.timers(B).length]).toEqual([1, 1]);
  const first = harness.advanceWatermark(2);
  expectCase(
    "TG-05",
    first.map(([window]) => window),
    "fired",
  );
  expect(first.map(([, result]) => result)).toEqual(["FIRE"]);
  expect(harness.advanceWatermark(4)).toEqual([["[2,4)", "FIRE"]]);
  expect([harness.timers(), harness.stateCount()]).toEqual([[], 0]);
});

// covers: EventTimeTrigger.create, EventTimeTrigger.onElement
test("TG-06 a record of a window that has ended fires it at once", () => {
  const harness = new TriggerHarness(EventTimeTrigger.create());
  harness.advanceWatermark(2);
  expectCase("TG-06", [harness.onElement(A)], "result");
  expect(harness.timers()).toEqual([]);
});

// covers: EventTimeTrigger.canMerge, EventTimeTrigger.onMerge
test("TG-08 merging windows that have ended registers no timer", () => {
  const harness = new TriggerHarness(EventTimeTrigger.create());
  expect(harness.advanceWatermark(10)).toEqual([]);
  const merged = new TimeWindow(0, 4);
  harness.merge(merged, [A, B]);
  expectCase("TG-08", [merged], "merged");
  expect(harness.timers()).toEqual([]);
});

// covers: ContinuousEventTimeTrigger.of, TimeWindow.maxTimestamp
test("TG-10 a continuous trigger has the timers of the interval and of the window's end", () => {
  const harness = new TriggerHarness(ContinuousEventTimeTrigger.of("1 h"));
  for (const window of [A, A, A, B, B]) expect(harness.onElement(window)).toBe("CONTINUE");
  // The interval ends behind the window: both timers are one, as Flink's later versions have it.
  expect(numberOf("TG-10", "timers")).toBe(2);
  expect(harness.timers(A).map(({ timestampMs }) => timestampMs)).toEqual([A.maxTimestamp()]);
  expect(harness.advanceWatermark(2)).toEqual([["[0,2)", "FIRE"]]);
  expect(harness.advanceWatermark(4)).toEqual([["[2,4)", "FIRE"]]);
});

// covers: ContinuousEventTimeTrigger.onElement, ContinuousEventTimeTrigger.onEventTime
test("TG-11 a late record fires at once, and a timer without state is no failure", () => {
  const harness = new TriggerHarness(ContinuousEventTimeTrigger.of("1 h"));
  harness.advanceWatermark(2);
  expectCase("TG-11", [harness.onElement(A)], "result");
  expect([harness.timers(), harness.stateCount()]).toEqual([[], 0]);
  expect(harness.onEventTime(B, 3_600_000)).toBe("CONTINUE");
});
