/** Built-in window assigners called by hand: their windows, their time and their triggers; windows by themselves. */
import {
  CountSlidingWindowAssigner,
  CountTumblingWindowAssigner,
  CountWindow,
  DynamicEventTimeSessionWindows,
  DynamicProcessingTimeSessionWindows,
  EventTimeSessionWindows,
  GlobalWindow,
  type KeyedStateStore,
  MAX_TIMESTAMP,
  type MergingWindowAssigner,
  ProcessingTimeSessionWindows,
  SlidingProcessingTimeWindows,
  TimeWindow,
  TumblingProcessingTimeWindows,
  type Window,
  type WindowAssigner,
  type WindowAssignerContext,
} from "millrace";
import { expect, test } from "vitest";

/** The wall clock stands at 7; the state is one number. */
function context(): WindowAssignerContext {
  let value: unknown = null;
  const handle = {
    value: () => value,
    update: (next: unknown) => {
      value = next;
    },
  };
  const store: Partial<KeyedStateStore> = { getState: () => handle as never };
  return { getCurrentProcessingTime: () => 7, getRuntimeContext: () => store as KeyedStateStore };
}

const gapOf = (element: number): number => element;
const times: readonly (readonly [WindowAssigner<number, Window>, boolean, string, string[]])[] = [
  [TumblingProcessingTimeWindows.of(5), false, "ProcessingTimeTrigger()", ["5-10"]],
  [SlidingProcessingTimeWindows.of(4, 2), false, "ProcessingTimeTrigger()", ["6-10", "4-8"]],
  [EventTimeSessionWindows.withGap(3), true, "EventTimeTrigger()", ["20-23"]],
  [ProcessingTimeSessionWindows.withGap(3), false, "ProcessingTimeTrigger()", ["7-10"]],
  [DynamicEventTimeSessionWindows.withDynamicGap(gapOf), true, "EventTimeTrigger()", ["20-22"]],
  [
    DynamicProcessingTimeSessionWindows.withDynamicGap(gapOf),
    false,
    "ProcessingTimeTrigger()",
    ["7-9"],
  ],
];

// covers: TumblingProcessingTimeWindows.assignWindows, SlidingProcessingTimeWindows.assignWindows
// covers: ProcessingTimeSessionWindows.assignWindows, DynamicEventTimeSessionWindows.assignWindows
// covers: DynamicProcessingTimeSessionWindows.assignWindows
// covers: DynamicEventTimeSessionWindows.getDefaultTrigger
// covers: DynamicEventTimeSessionWindows.isEventTime
// covers: DynamicProcessingTimeSessionWindows.getDefaultTrigger
// covers: DynamicProcessingTimeSessionWindows.isEventTime
// covers: SlidingProcessingTimeWindows.getDefaultTrigger, SlidingProcessingTimeWindows.isEventTime
// covers: WindowAssigner.WindowAssignerContext.getCurrentProcessingTime
test.each(times)("%s assigns by its time", (assigner, isEventTime, trigger, windows) => {
  expect([assigner.isEventTime(), String(assigner.getDefaultTrigger())]).toEqual([
    isEventTime,
    trigger,
  ]);
  const assigned = [...assigner.assignWindows(2, 20, context())] as TimeWindow[];
  expect(assigned.map(({ start, end }) => `${start}-${end}`)).toEqual(windows);
});

// covers: CountTumblingWindowAssigner.assignWindows, CountTumblingWindowAssigner.isEventTime
// covers: CountTumblingWindowAssigner.getDefaultTrigger, CountSlidingWindowAssigner.assignWindows
// covers: CountSlidingWindowAssigner.isEventTime, CountSlidingWindowAssigner.getDefaultTrigger
// covers: WindowAssigner.WindowAssignerContext.getRuntimeContext
test("windows by count number the records of a key", () => {
  const tumbling = CountTumblingWindowAssigner.of(2);
  const sliding = CountSlidingWindowAssigner.of(3, 2);
  const ids = (assigner: typeof tumbling | typeof sliding): number[][] => {
    const ctx = context();
    return [0, 1, 2, 3].map((one) => assigner.assignWindows(one, 0, ctx).map(({ id }) => id));
  };
  expect(ids(tumbling)).toEqual([[0], [0], [1], [1]]);
  expect(ids(sliding)).toEqual([[0], [0], [1, 0], [1]]);
  expect([tumbling.isEventTime(), sliding.isEventTime()]).toEqual([false, false]);
  expect([tumbling, sliding].map((one) => String(one.getDefaultTrigger()))).toEqual([
    "CountTrigger(2)",
    "CountTrigger(3)",
  ]);
});

const merging: readonly MergingWindowAssigner<number, TimeWindow>[] = [
  EventTimeSessionWindows.withGap(3),
  ProcessingTimeSessionWindows.withGap(3),
  DynamicEventTimeSessionWindows.withDynamicGap(gapOf),
  DynamicProcessingTimeSessionWindows.withDynamicGap(gapOf),
];

// covers: EventTimeSessionWindows.mergeWindows, ProcessingTimeSessionWindows.mergeWindows
// covers: DynamicEventTimeSessionWindows.mergeWindows
// covers: DynamicProcessingTimeSessionWindows.mergeWindows, MergingWindowAssigner.mergeWindows
// covers: MergingWindowAssigner.MergeCallback.merge
test.each(merging)("%s merges windows that touch", (assigner) => {
  const merged: string[] = [];
  const windows = [new TimeWindow(0, 3), new TimeWindow(3, 5), new TimeWindow(9, 12)];
  assigner.mergeWindows(windows, {
    merge: (sources, result) => void merged.push(`${[...sources].join(" ")} -> ${String(result)}`),
  });
  expect(merged).toEqual([
    "TimeWindow{start=0, end=3} TimeWindow{start=3, end=5} -> TimeWindow{start=0, end=5}",
  ]);
});

// covers: TimeWindow.intersects, TimeWindow.cover, TimeWindow.maxTimestamp, CountWindow.maxTimestamp
// covers: GlobalWindow.maxTimestamp
test("windows know their last instant, whether they touch, and what covers both", () => {
  const window = new TimeWindow(0, 3);
  expect([
    window.intersects(new TimeWindow(3, 5)),
    window.intersects(new TimeWindow(4, 5)),
  ]).toEqual([true, false]);
  expect(String(window.cover(new TimeWindow(4, 5)))).toBe("TimeWindow{start=0, end=5}");
  const last = [window, new CountWindow(1), GlobalWindow.get()].map((one) => one.maxTimestamp());
  expect(last).toEqual([2, MAX_TIMESTAMP, MAX_TIMESTAMP]);
});
