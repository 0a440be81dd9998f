/** The assignment of windows: the cases WA-01 to WA-20. */
import { describe, expect, test } from "vitest";
import { DynamicEventTimeSessionWindows } from "./dynamic-session-windows.ts";
import { EventTimeTrigger } from "./event-time-trigger.ts";
import { GlobalWindow } from "./global-window.ts";
import { GlobalWindows } from "./global-windows.ts";
import { EndOfStreamTrigger, NeverTrigger } from "./never-trigger.ts";
import { ProcessingTimeTrigger } from "./processing-time-trigger.ts";
import { EventTimeSessionWindows, ProcessingTimeSessionWindows } from "./session-windows.ts";
import { SlidingEventTimeWindows, SlidingProcessingTimeWindows } from "./sliding-windows.ts";
import { TimeWindow } from "./time-window.ts";
import { TumblingEventTimeWindows, TumblingProcessingTimeWindows } from "./tumbling-windows.ts";
import type { WindowAssigner, WindowAssignerContext } from "./window-assigner.ts";

/** The wall clock stands at 7. */
const context: WindowAssignerContext = {
  getCurrentProcessingTime: () => 7,
  getRuntimeContext: () => {
    throw new TypeError("no state here");
  },
};

function windowsAt(assigner: WindowAssigner<unknown, TimeWindow>, timestamp: number): string[] {
  return [...assigner.assignWindows("record", timestamp, context)].map(
    ({ start, end }) => `[${start},${end})`,
  );
}

function startsAt(assigner: WindowAssigner<unknown, TimeWindow>, timestamp: number): number[] {
  return [...assigner.assignWindows("record", timestamp, context)]
    .map(({ start }) => start)
    .sort((a, b) => a - b);
}

function startsWith(offset: number, size: number, timestamps: readonly number[]): number[] {
  return timestamps.map((one) => TimeWindow.getWindowStartWithOffset(one, offset, size));
}

test("WA-01 the start of a window, with and without offset, also of negative timestamps", () => {
  expect(startsWith(0, 7, [-8, -7, -6, -1, 1, 6, 7, 8])).toEqual([-14, -7, -7, -7, 0, 0, 7, 7]);
  expect(startsWith(3, 7, [-10, -9, -3, -2, -1, 1, 2, 3, 9, 10])).toEqual([
    -11, -11, -4, -4, -4, -4, -4, 3, 3, 10,
  ]);
  expect(startsWith(-2, 7, [-12, -7, -4, -3, -2, -1, 1, 2, 3, 4, 7, 12])).toEqual([
    -16, -9, -9, -9, -2, -2, -2, -2, -2, -2, 5, 12,
  ]);
  expect(startsWith(-8 * 3600_000, 24 * 3600_000, [1470902048450])).toEqual([1470844800000]);
});

describe("tumbling windows", () => {
  test("WA-03 without offset", () => {
    const assigner = TumblingEventTimeWindows.of(5000);
    expect([0, 4999, 5000].flatMap((one) => windowsAt(assigner, one))).toEqual([
      "[0,5000)",
      "[0,5000)",
      "[5000,10000)",
    ]);
  });

  test("WA-04, WA-05, WA-06 with an offset, positive, negative, in units", () => {
    const positive = TumblingEventTimeWindows.of(5000, 100);
    expect([100, 5099, 5100].flatMap((one) => windowsAt(positive, one))).toEqual([
      "[100,5100)",
      "[100,5100)",
      "[5100,10100)",
    ]);
    const negative = TumblingEventTimeWindows.of(5000, -100);
    expect([0, 4899, 4900].flatMap((one) => windowsAt(negative, one))).toEqual([
      "[-100,4900)",
      "[-100,4900)",
      "[4900,9900)",
    ]);
    const units = TumblingEventTimeWindows.of("5 s", "1 s");
    expect([1000, 5999, 6000].flatMap((one) => windowsAt(units, one))).toEqual([
      "[1000,6000)",
      "[1000,6000)",
      "[6000,11000)",
    ]);
  });

  test.each([
    [-1000, 0],
    [10000, 20000],
    [10000, -11000],
  ])("WA-08 size %d with offset %d is refused", (size, offset) => {
    expect(() => TumblingEventTimeWindows.of(size, offset)).toThrow("abs(offset) < size");
    expect(() => TumblingProcessingTimeWindows.of(size, offset)).toThrow("abs(offset) < size");
  });

  test("of processing time go by the clock", () => {
    expect(windowsAt(TumblingProcessingTimeWindows.of(5), 999)).toEqual(["[5,10)"]);
  });

  test("a natural stagger begins windows where the first record comes", () => {
    const assigner = TumblingProcessingTimeWindows.of(5, 0, "NATURAL");
    expect(windowsAt(assigner, 999)).toEqual(["[7,12)"]);
  });
});

describe("sliding windows", () => {
  test("WA-10, WA-11, WA-13 with and without offset", () => {
    const plain = SlidingEventTimeWindows.of(5000, 1000);
    expect([0, 4999, 5000].map((one) => startsAt(plain, one))).toEqual([
      [-4000, -3000, -2000, -1000, 0],
      [0, 1000, 2000, 3000, 4000],
      [1000, 2000, 3000, 4000, 5000],
    ]);
    const shifted = SlidingEventTimeWindows.of(5000, 1000, 100);
    expect([100, 5099, 5100].map((one) => startsAt(shifted, one))).toEqual([
      [-3900, -2900, -1900, -900, 100],
      [100, 1100, 2100, 3100, 4100],
      [1100, 2100, 3100, 4100, 5100],
    ]);
    const units = SlidingEventTimeWindows.of("5 s", "1 s", "500 ms");
    expect([100, 5499, 5100].map((one) => startsAt(units, one))).toEqual([
      [-4500, -3500, -2500, -1500, -500],
      [500, 1500, 2500, 3500, 4500],
      [500, 1500, 2500, 3500, 4500],
    ]);
  });

  test.each([
    [-2000, 1000, 0],
    [2000, -1000, 0],
    [-20000, 10000, -1000],
    [20000, 10000, -11000],
    [20000, 10000, 11000],
  ])("WA-14 size %d, slide %d, offset %d is refused", (size, slide, offset) => {
    const rule = "abs(offset) < slide and size > 0";
    expect(() => SlidingEventTimeWindows.of(size, slide, offset)).toThrow(rule);
    expect(() => SlidingProcessingTimeWindows.of(size, slide, offset)).toThrow(rule);
  });
});

/** What the callback is told: `windows -> result`. */
function merges(windows: readonly (readonly [number, number])[]): string[] {
  const told: string[] = [];
  const callback = {
    merge: (merged: Iterable<TimeWindow>, result: TimeWindow) => {
      const text = [...merged].map(({ start, end }) => `[${start},${end})`).join("");
      told.push(`${text} -> [${result.start},${result.end})`);
    },
  };
  const given = windows.map(([start, end]) => new TimeWindow(start, end));
  EventTimeSessionWindows.withGap(5000).mergeWindows(given, callback);
  return told;
}

describe("session windows", () => {
  test("WA-15 begin with the record", () => {
    const assigner = EventTimeSessionWindows.withGap(5000);
    expect([0, 4999, 5000].flatMap((one) => windowsAt(assigner, one))).toEqual([
      "[0,5000)",
      "[4999,9999)",
      "[5000,10000)",
    ]);
    expect(windowsAt(ProcessingTimeSessionWindows.withGap(5000), 999)).toEqual(["[7,5007)"]);
  });

  test("WA-16 merge where they overlap or touch", () => {
    expect(merges([[0, 0]])).toEqual([]);
    expect(merges([[0, 1]])).toEqual([]);
    expect(
      merges([
        [0, 1],
        [1, 2],
        [2, 3],
        [4, 5],
        [5, 6],
      ]),
    ).toEqual(["[0,1)[1,2)[2,3) -> [0,3)", "[4,5)[5,6) -> [4,6)"]);
    expect(
      merges([
        [1, 1],
        [0, 2],
        [4, 7],
        [5, 6],
      ]),
    ).toEqual(["[0,2)[1,1) -> [0,2)", "[4,7)[5,6) -> [4,7)"]);
  });

  test("WA-18 with a gap for each record", () => {
    const assigner = DynamicEventTimeSessionWindows.withDynamicGap((gap: number) => gap);
    const text = (gap: number, timestamp: number) =>
      assigner.assignWindows(gap, timestamp).map(String).join();
    expect([text(5000, 0), text(4000, 4999), text(9000, 5000)]).toEqual([
      "TimeWindow{start=0, end=5000}",
      "TimeWindow{start=4999, end=8999}",
      "TimeWindow{start=5000, end=14000}",
    ]);
  });

  test("WA-19 a gap that is not positive is refused", () => {
    const assigner = DynamicEventTimeSessionWindows.withDynamicGap(() => -1);
    expect(() => assigner.assignWindows(0, 0)).toThrow("0 < gap");
    expect(() => EventTimeSessionWindows.withGap(0)).toThrow("0 < gap");
  });
});

test("WA-20 global windows", () => {
  const assigner = GlobalWindows.create();
  expect(assigner.assignWindows()).toEqual([GlobalWindow.get()]);
  expect(assigner.isEventTime()).toBe(false);
  expect(assigner.getDefaultTrigger()).toBeInstanceOf(NeverTrigger);
  expect(GlobalWindows.createWithEndOfStreamTrigger().getDefaultTrigger()).toBeInstanceOf(
    EndOfStreamTrigger,
  );
});

test("WA-09, W-35 default triggers go by the assigner's time", () => {
  const eventTime = [
    TumblingEventTimeWindows.of(5),
    SlidingEventTimeWindows.of(5, 1),
    EventTimeSessionWindows.withGap(5),
  ];
  const clock = [
    TumblingProcessingTimeWindows.of(5),
    SlidingProcessingTimeWindows.of(5, 1),
    ProcessingTimeSessionWindows.withGap(5),
  ];
  expect(eventTime.map((one) => [one.isEventTime(), one.getDefaultTrigger()])).toEqual(
    eventTime.map(() => [true, EventTimeTrigger.create()]),
  );
  expect(clock.map((one) => [one.isEventTime(), one.getDefaultTrigger()])).toEqual(
    clock.map(() => [false, ProcessingTimeTrigger.create()]),
  );
});

test("a record without a timestamp is refused where windows go by it", () => {
  const assigners = [
    TumblingEventTimeWindows.of(5),
    SlidingEventTimeWindows.of(5, 1),
    EventTimeSessionWindows.withGap(5),
  ];
  for (const assigner of assigners)
    expect(() => assigner.assignWindows("record", -(2 ** 63), context)).toThrow("Long.MIN_VALUE");
});
