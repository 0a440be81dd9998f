/** The assignment of windows: the cases WA-01 to WA-20. */
import { describe, expect, test } from "vitest";
import {
  expectArrows,
  expectCase,
  expectedOf,
  valueOf,
} from "../../../../tests/conformance/cases.ts";
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

// covers: TimeWindow.getWindowStartWithOffset
test("WA-01 the start of a window, with and without offset, also of negative timestamps", () => {
  const hourMs = 3_600_000;
  for (const [part, size, offset] of [
    ["offset 0", 7, 0],
    ["offset 3", 7, 3],
    ["offset -2", 7, -2],
    ["a day", 24 * hourMs, -8 * hourMs],
  ] as const) {
    expectArrows("WA-01", part, (timestamp) => [
      TimeWindow.getWindowStartWithOffset(Number(timestamp), offset, size),
    ]);
  }
});

/** The windows of each timestamp of the text. */
function expectWindows(id: string, assigner: WindowAssigner<unknown, TimeWindow>): void {
  expectArrows(id, "windows", (timestamp) => windowsAt(assigner, Number(timestamp)));
}

function expectStarts(id: string, assigner: WindowAssigner<unknown, TimeWindow>): void {
  expectArrows(id, "starts", (timestamp) => startsAt(assigner, Number(timestamp)));
}

describe("tumbling windows", () => {
  // covers: TumblingEventTimeWindows.of
  test("WA-03 without offset", () => {
    expectWindows("WA-03", TumblingEventTimeWindows.of(5000));
  });

  test("WA-04, WA-05, WA-06 with an offset, positive, negative, in units", () => {
    expectWindows("WA-04", TumblingEventTimeWindows.of(5000, 100));
    expectWindows("WA-05", TumblingEventTimeWindows.of(5000, -100));
    expectWindows("WA-06", TumblingEventTimeWindows.of("5 s", "1 s"));
  });

  test.each([
    [-1000, 0],
    [10000, 20000],
    [10000, -11000],
  ])("WA-08 size %d with offset %d is refused", (size, offset) => {
    const rule = valueOf("WA-08", "message");
    expect(() => TumblingEventTimeWindows.of(size, offset)).toThrow(rule);
    expect(() => TumblingProcessingTimeWindows.of(size, offset)).toThrow(rule);
  });

  // covers: TumblingProcessingTimeWindows.of
  // covers: TumblingProcessingTimeWindows.assignWindows
  test("of processing time go by the clock", () => {
    expect(windowsAt(TumblingProcessingTimeWindows.of(5), 999)).toEqual(["[5,10)"]);
  });

  test("a natural stagger begins windows where the first record comes", () => {
    const assigner = TumblingProcessingTimeWindows.of(5, 0, "NATURAL");
    expect(windowsAt(assigner, 999)).toEqual(["[7,12)"]);
  });
});

describe("sliding windows", () => {
  // covers: SlidingEventTimeWindows.of
  test("WA-10, WA-11, WA-13 with and without offset", () => {
    expectStarts("WA-10", SlidingEventTimeWindows.of(5000, 1000));
    expectStarts("WA-11", SlidingEventTimeWindows.of(5000, 1000, 100));
    expectStarts("WA-13", SlidingEventTimeWindows.of("5 s", "1 s", "500 ms"));
  });

  test.each([
    [-2000, 1000, 0],
    [2000, -1000, 0],
    [-20000, 10000, -1000],
    [20000, 10000, -11000],
    [20000, 10000, 11000],
  ])("WA-14 size %d, slide %d, offset %d is refused", (size, slide, offset) => {
    const rule = valueOf("WA-14", "message");
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
  // covers: EventTimeSessionWindows.withGap, ProcessingTimeSessionWindows.withGap
  // covers: ProcessingTimeSessionWindows.assignWindows
  test("WA-15 begin with the record", () => {
    expectWindows("WA-15", EventTimeSessionWindows.withGap(5000));
    expect(windowsAt(ProcessingTimeSessionWindows.withGap(5000), 999)).toEqual(["[7,5007)"]);
  });

  // covers: EventTimeSessionWindows.mergeWindows, MergingWindowAssigner.MergeCallback.merge
  // covers: ProcessingTimeSessionWindows.mergeWindows
  test("WA-16 merge where they overlap or touch", () => {
    expect(merges([[0, 0]])).toEqual([]);
    expect(merges([[0, 1]])).toEqual([]);
    const [three, two] = expectedOf("WA-16", "three");
    expect(merges([[0, 1], [1, 2], [2, 3], [4, 5], [5, 6]])).toEqual([`[0,1)[1,2)[2,3) -> ${three}`, `[4,5)[5,6) -> ${two}`]); // biome-ignore format: a table
    const [first, second] = expectedOf("WA-16", "covering");
    expect(merges([[1, 1], [0, 2], [4, 7], [5, 6]])).toEqual([`[0,2)[1,1) -> ${first}`, `[4,7)[5,6) -> ${second}`]); // biome-ignore format: a table
  });

  // covers: DynamicEventTimeSessionWindows.assignWindows
  // covers: DynamicEventTimeSessionWindows.withDynamicGap
  test("WA-18 with a gap for each record", () => {
    const assigner = DynamicEventTimeSessionWindows.withDynamicGap((gap: number) => gap);
    const windows = [
      [5000, 0],
      [4000, 4999],
      [9000, 5000],
    ].flatMap(([gap = 0, timestamp = 0]) => assigner.assignWindows(gap, timestamp));
    expectCase("WA-18", windows, "windows");
  });

  test("WA-19 a gap that is not positive is refused", () => {
    const assigner = DynamicEventTimeSessionWindows.withDynamicGap(() => -1);
    const rule = valueOf("WA-19", "message");
    expect(() => assigner.assignWindows(0, 0)).toThrow(rule);
    expect(() => EventTimeSessionWindows.withGap(0)).toThrow(rule);
  });
});

// covers: GlobalWindow.get, GlobalWindows.assignWindows, GlobalWindows.create
// covers: GlobalWindows.getDefaultTrigger, GlobalWindows.isEventTime
test("WA-20 global windows", () => {
  const assigner = GlobalWindows.create();
  expect(assigner.assignWindows()).toEqual([GlobalWindow.get()]);
  expect(assigner.isEventTime()).toBe(false);
  expect(assigner.getDefaultTrigger()).toBeInstanceOf(NeverTrigger);
  expectCase("WA-20", [NeverTrigger.name], "trigger");
  expect(GlobalWindows.createWithEndOfStreamTrigger().getDefaultTrigger()).toBeInstanceOf(
    EndOfStreamTrigger,
  );
});

// covers: EventTimeSessionWindows.getDefaultTrigger, EventTimeSessionWindows.isEventTime
// covers: ProcessingTimeSessionWindows.getDefaultTrigger, ProcessingTimeSessionWindows.isEventTime
// covers: ProcessingTimeTrigger.create, SlidingEventTimeWindows.getDefaultTrigger
// covers: SlidingEventTimeWindows.isEventTime, SlidingProcessingTimeWindows.getDefaultTrigger
// covers: SlidingProcessingTimeWindows.isEventTime, TumblingEventTimeWindows.getDefaultTrigger
// covers: TumblingEventTimeWindows.isEventTime, TumblingProcessingTimeWindows.getDefaultTrigger
// covers: TumblingProcessingTimeWindows.isEventTime
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
  expectCase("WA-09", [eventTime[0]?.isEventTime()], "isEventTime");
  expectCase("WA-09", [eventTime[0]?.getDefaultTrigger().constructor.name], "trigger");
  expectCase("W-35", [eventTime[1]?.getDefaultTrigger().constructor.name], "eventTime");
  expectCase("W-35", [clock[1]?.getDefaultTrigger().constructor.name], "processingTime");
  expect(eventTime.map((one) => [one.isEventTime(), one.getDefaultTrigger()])).toEqual(
    eventTime.map(() => [true, EventTimeTrigger.create()]),
  );
  expect(clock.map((one) => [one.isEventTime(), one.getDefaultTrigger()])).toEqual(
    clock.map(() => [false, ProcessingTimeTrigger.create()]),
  );
});

// covers: EventTimeSessionWindows.assignWindows, SlidingEventTimeWindows.assignWindows
// covers: TumblingEventTimeWindows.assignWindows
test("a record without a timestamp is refused where windows go by it", () => {
  const assigners = [
    TumblingEventTimeWindows.of(5),
    SlidingEventTimeWindows.of(5, 1),
    EventTimeSessionWindows.withGap(5),
  ];
  for (const assigner of assigners)
    expect(() => assigner.assignWindows("record", -(2 ** 63), context)).toThrow("Long.MIN_VALUE");
});
