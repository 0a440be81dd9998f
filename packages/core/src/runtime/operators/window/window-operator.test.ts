/** The cases of Flink's WindowOperatorTest: tumbling, sliding and session windows, lateness, clean-up, processing time. */
import { describe, expect, test } from "vitest";
import { OutputTag } from "../../../functions/output-tag.ts";
import {
  type KeyedNumber,
  processingTime,
  record,
  runWindows,
  type WindowParts,
  watermark,
} from "../../../testing/window-script.ts";
import { ContinuousEventTimeTrigger } from "../../../windowing/continuous-event-time-trigger.ts";
import { CountTrigger } from "../../../windowing/count-trigger.ts";
import { DynamicProcessingTimeSessionWindows } from "../../../windowing/dynamic-session-windows.ts";
import { EventTimeTrigger } from "../../../windowing/event-time-trigger.ts";
import { GlobalWindows } from "../../../windowing/global-windows.ts";
import { PurgingTrigger } from "../../../windowing/purging-trigger.ts";
import {
  EventTimeSessionWindows,
  ProcessingTimeSessionWindows,
} from "../../../windowing/session-windows.ts";
import {
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
} from "../../../windowing/sliding-windows.ts";
import { TimeWindow } from "../../../windowing/time-window.ts";
import { Trigger, type TriggerContext } from "../../../windowing/trigger.ts";
import { TriggerResult } from "../../../windowing/trigger-result.ts";
import {
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
} from "../../../windowing/tumbling-windows.ts";
import type { Window } from "../../../windowing/window.ts";
import { type MergeCallback, MergingWindowAssigner } from "../../../windowing/window-assigner.ts";

type Elements = Iterable<KeyedNumber>;

function sumOf(elements: Elements): number {
  let sum = 0;
  for (const [, n] of elements) sum += n;
  return sum;
}

const reduce = (a: KeyedNumber, b: KeyedNumber): KeyedNumber => [a[0], a[1] + b[1]];

/** List-buffering and incremental: both give the same. */
const sums = {
  reduce: { reduce },
  apply: {
    apply: (key: string, _window: Window, elements: Elements) => [[key, sumOf(elements)]],
  },
} as const;

const sessionFunction = (
  key: string,
  ctx: { window(): TimeWindow },
  elements: Elements,
): unknown[] => [[`${key}-${sumOf(elements)}`, ctx.window().start, ctx.window().end]];
const sessions = {
  reduce: { reduce, process: sessionFunction },
  process: { process: sessionFunction },
} as const;

const passThrough = {
  apply: (_key: string, _window: Window, elements: Elements) => elements,
};

const key2At = (...times: number[]) => times.map((time) => record("key2", 1, time));
const key1At = (...times: number[]) => times.map((time) => record("key1", 1, time));

const common = [...key2At(3999, 3000), ...key1At(20, 0, 999), ...key2At(1998, 1999, 1000)] as const;

const late = new OutputTag<KeyedNumber>("late");

/** The common session script "SS". */
const sessionScript = [
  ...key2At(1000),
  watermark(1999),
  ...key2At(2000),
  watermark(4998),
  ...key2At(4500, 8500),
  watermark(7400),
  ...key2At(7000),
  watermark(11501),
  ...key2At(11600),
  watermark(14600),
];
const sessionScriptResult = [
  "WM 1999",
  "WM 4998",
  "WM 7400",
  "key2-5,1000,11500@11499",
  "WM 11501",
  "key2-1,11600,14600@14599",
  "WM 14600",
];

describe.each(["reduce", "apply"] as const)("with %s", (form) => {
  test("W-01 sliding windows of event time", async () => {
    const parts = { assigner: SlidingEventTimeWindows.of("3 s", "1 s"), ...sums[form] };
    const marks = [999, 1999, 2999, 3999, 4999, 5999, 6999, 7999].map(watermark);
    expect(await runWindows(parts, [...common, ...marks])).toEqual([
      "key1,3@999",
      "WM 999",
      "key1,3@1999",
      "key2,3@1999",
      "WM 1999",
      "key1,3@2999",
      "key2,3@2999",
      "WM 2999",
      "key2,5@3999",
      "WM 3999",
      "key2,2@4999",
      "WM 4999",
      "key2,2@5999",
      "WM 5999",
      "WM 6999",
      "WM 7999",
    ]);
  });

  test("W-02 tumbling windows of event time", async () => {
    const parts = { assigner: TumblingEventTimeWindows.of("3 s"), ...sums[form] };
    const marks = [999, 1999, 2999, 3999, 4999, 5999, 6999].map(watermark);
    expect(await runWindows(parts, [...common, ...marks])).toEqual([
      "WM 999",
      "WM 1999",
      "key1,3@2999",
      "key2,3@2999",
      "WM 2999",
      "WM 3999",
      "WM 4999",
      "key2,2@5999",
      "WM 5999",
      "WM 6999",
    ]);
  });

  test("W-10 the trigger of the end of the stream", async () => {
    const parts = { assigner: GlobalWindows.createWithEndOfStreamTrigger(), ...sums[form] };
    const marks = [3000, 2 ** 63].map(watermark);
    expect(await runWindows(parts, [...common, ...marks])).toEqual([
      "WM 3000",
      "key1,3@MAX",
      "key2,5@MAX",
      `WM ${2 ** 63}`,
    ]);
  });

  test("W-08 a continuous trigger in a global window", async () => {
    const parts = {
      assigner: GlobalWindows.create(),
      trigger: ContinuousEventTimeTrigger.of("3 s"),
      ...sums[form],
    };
    const elements = [
      ...key1At(0),
      ...key2At(3000, 3999),
      ...key1At(20, 999),
      ...key2At(1998, 1999, 1000),
    ];
    const marks = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000].map(watermark);
    expect(await runWindows(parts, [...elements, ...marks])).toEqual([
      "WM 1000",
      "WM 2000",
      "key1,3@MAX",
      "WM 3000",
      "WM 4000",
      "WM 5000",
      "key1,3@MAX",
      "key2,5@MAX",
      "WM 6000",
      "WM 7000",
      "WM 8000",
    ]);
  });

  test("W-27 contents that were purged are not emitted at the clean-up", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of("2 s"),
      trigger: PurgingTrigger.of(EventTimeTrigger.create()),
      allowedLatenessMs: 1,
      ...sums[form],
    };
    const script = [...key2At(1000), ...[1599, 1999, 2000, 5000].map(watermark)];
    expect(await runWindows(parts, script)).toEqual([
      "WM 1599",
      "key2,1@1999",
      "WM 1999",
      "WM 2000",
      "WM 5000",
    ]);
  });

  test("W-16 records within the lateness fire again at once", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of("2 s"),
      trigger: PurgingTrigger.of(EventTimeTrigger.create()),
      allowedLatenessMs: 500,
      lateTag: late,
      ...sums[form],
    };
    const script = [
      ...key2At(500),
      watermark(1500),
      ...key2At(1300),
      watermark(2300),
      ...key2At(1997),
      watermark(6000),
      ...key2At(1998),
      watermark(7000),
    ];
    expect(await runWindows(parts, script)).toEqual([
      "WM 1500",
      "key2,2@1999",
      "WM 2300",
      "key2,1@1999",
      "WM 6000",
      "late key2,1@1998",
      "WM 7000",
    ]);
  });

  test("W-18 late records go to the side output", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of("2 s"),
      lateTag: late,
      ...sums[form],
    };
    const script = [
      ...key2At(1000),
      watermark(1985),
      ...key2At(1980),
      watermark(1999),
      ...key2At(1998, 2001),
      watermark(2999),
      watermark(3999),
    ];
    expect(await runWindows(parts, script)).toEqual([
      "WM 1985",
      "key2,2@1999",
      "WM 1999",
      "late key2,1@1998",
      "WM 2999",
      "key2,1@3999",
      "WM 3999",
    ]);
  });
});

describe.each(["reduce", "process"] as const)("sessions with %s", (form) => {
  const gap = EventTimeSessionWindows.withGap("3 s");
  const parts = { assigner: gap, ...sessions[form] };

  test("W-03 session windows", async () => {
    const script = [
      record("key2", 1, 0),
      record("key2", 2, 1000),
      record("key2", 3, 2500),
      record("key1", 1, 10),
      record("key1", 2, 1000),
      record("key1", 3, 2500),
      record("key2", 4, 5501),
      record("key2", 5, 6000),
      record("key2", 5, 6000),
      record("key2", 6, 6050),
      watermark(12000),
      record("key2", 10, 15000),
      record("key2", 20, 15000),
      watermark(17999),
    ];
    expect(await runWindows(parts, script)).toEqual([
      "key1-6,10,5500@5499",
      "key2-6,0,5500@5499",
      "key2-20,5501,9050@9049",
      "WM 12000",
      "key2-30,15000,18000@17999",
      "WM 17999",
    ]);
  });

  test("W-05 counts of merged sessions add up", async () => {
    const script = [
      record("key2", 1, 0),
      record("key2", 2, 1000),
      record("key2", 3, 2500),
      record("key2", 4, 3500),
      watermark(-1),
      record("key1", 1, 10),
      record("key1", 2, 1000),
      record("key1", 3, 2500),
      record("key1", 1, 6000),
      record("key1", 2, 6500),
      record("key1", 3, 7000),
      watermark(0),
      record("key1", 10, 4500),
    ];
    const trigger = PurgingTrigger.of(CountTrigger.of(4));
    expect(await runWindows({ ...parts, trigger }, script)).toEqual([
      "key2-10,0,6500@6499",
      "WM -1",
      "WM 0",
      "key1-22,10,10000@9999",
    ]);
  });

  test("W-06 a continuous trigger in sessions", async () => {
    const script = [
      record("key1", 1, 1500),
      record("key2", 1, 0),
      record("key2", 3, 2500),
      record("key2", 2, 1000),
      watermark(2500),
      record("key2", 5, 4000),
      watermark(3000),
      record("key1", 2, 4000),
      record("key2", 4, 3500),
      watermark(4000),
    ];
    const trigger = ContinuousEventTimeTrigger.of("2 s");
    expect(await runWindows({ ...parts, trigger }, script)).toEqual([
      "key1-1,1500,4500@4499",
      "key2-6,0,5500@5499",
      "WM 2500",
      "WM 3000",
      "key1-3,1500,7000@6999",
      "key2-15,0,7000@6999",
      "WM 4000",
    ]);
  });

  test("W-07 empty windows merge into those that they touch", async () => {
    class PointSessions extends MergingWindowAssigner<KeyedNumber, TimeWindow> {
      assignWindows([, n]: KeyedNumber, timestamp: number) {
        return [new TimeWindow(timestamp, timestamp + (n === 33 ? 0 : 3000))];
      }
      mergeWindows(windows: Iterable<TimeWindow>, callback: MergeCallback<TimeWindow>) {
        TimeWindow.mergeWindows(windows, callback);
      }
      getDefaultTrigger() {
        return EventTimeTrigger.create();
      }
      isEventTime() {
        return true;
      }
    }
    const script = [
      record("key2", 1, 0),
      record("key2", 33, 1000),
      record("key2", 33, 2500),
      record("key1", 1, 10),
      record("key1", 2, 1000),
      record("key1", 33, 2500),
      watermark(12000),
    ];
    expect(await runWindows({ ...parts, assigner: new PointSessions() }, script)).toEqual([
      "key2-67,0,3000@2999",
      "key1-36,10,4000@3999",
      "WM 12000",
    ]);
  });

  const purging = PurgingTrigger.of(EventTimeTrigger.create());

  test("W-20 late records do not merge with anything", async () => {
    const script = [
      ...sessionScript,
      ...key2At(10000, 10100, 14500),
      watermark(20000),
      watermark(100000),
    ];
    expect(await runWindows({ ...parts, trigger: purging, lateTag: late }, script)).toEqual([
      ...sessionScriptResult,
      "late key2,1@10000",
      "late key2,1@10100",
      "key2-1,14500,17500@17499",
      "WM 20000",
      "WM 100000",
    ]);
  });

  const lateScript = [...sessionScript, ...key2At(10000, 14500), watermark(20000)];

  test("W-21 late records without lateness", async () => {
    expect(await runWindows({ ...parts, lateTag: late }, lateScript)).toEqual([
      ...sessionScriptResult,
      "late key2,1@10000",
      "key2-1,14500,17500@17499",
      "WM 20000",
    ]);
  });

  test("W-22 a session whose contents were purged is remembered", async () => {
    const given = { ...parts, trigger: purging, allowedLatenessMs: 10, lateTag: late };
    expect(await runWindows(given, lateScript)).toEqual([
      ...sessionScriptResult,
      "key2-1,10000,14600@14599",
      "key2-1,10000,17500@17499",
      "WM 20000",
    ]);
  });

  test("W-23 a late record is added to the session that has fired", async () => {
    const given = { ...parts, allowedLatenessMs: 10, lateTag: late };
    expect(await runWindows(given, lateScript)).toEqual([
      ...sessionScriptResult,
      "key2-2,10000,14600@14599",
      "key2-3,10000,17500@17499",
      "WM 20000",
    ]);
  });

  test("W-25 huge lateness", async () => {
    const given = { ...parts, allowedLatenessMs: 10000, lateTag: late };
    expect(await runWindows(given, lateScript)).toEqual([
      ...sessionScriptResult,
      "key2-7,1000,14600@14599",
      "key2-8,1000,17500@17499",
      "WM 20000",
    ]);
  });

  test("W-28 a session is dropped after its lateness", async () => {
    const script = [...key2At(1000), watermark(4998), watermark(14600)];
    const given = { ...parts, trigger: purging, allowedLatenessMs: 10 };
    expect(await runWindows(given, script)).toEqual([
      "key2-1,1000,4000@3999",
      "WM 4998",
      "WM 14600",
    ]);
  });
});

test("W-26 empty contents do not call the function", async () => {
  class Twice extends Trigger<unknown, Window> {
    onElement(_value: unknown, _timestamp: number, window: Window, ctx: TriggerContext) {
      ctx.registerEventTimeTimer(window.maxTimestamp());
      ctx.registerEventTimeTimer(window.maxTimestamp() + 100);
      return TriggerResult.CONTINUE;
    }
    onEventTime() {
      return TriggerResult.FIRE_AND_PURGE;
    }
    onProcessingTime() {
      return TriggerResult.CONTINUE;
    }
    clear() {}
  }
  const parts: WindowParts = {
    assigner: TumblingEventTimeWindows.of("2 s"),
    trigger: new Twice(),
    allowedLatenessMs: 100,
    apply: (_key: string, _window: Window, elements: Elements) => [`GOT: ${String([...elements])}`],
  };
  const script = [...key2At(1000), ...[1599, 1999, 2100, 5000].map(watermark)];
  expect(await runWindows(parts, script)).toEqual([
    "WM 1599",
    "GOT: key2,1@1999",
    "WM 1999",
    "WM 2100",
    "WM 5000",
  ]);
});

test("W-30 sliding windows with an offset", async () => {
  const parts = { assigner: SlidingEventTimeWindows.of(2000, 500, 10), ...passThrough };
  expect(await runWindows(parts, [record("a", 1, 333), watermark(6666)])).toEqual([
    "a,1@509",
    "a,1@1009",
    "a,1@1509",
    "a,1@2009",
    "WM 6666",
  ]);
});

describe("processing time", () => {
  test("W-11 tumbling windows", async () => {
    const parts = { assigner: TumblingProcessingTimeWindows.of("3 s"), ...sums.reduce };
    const script = [
      processingTime(3),
      ...key2At(2 ** 63, 7000, 7000),
      ...key1At(7000, 7000),
      processingTime(5000),
      ...key1At(7000, 7000, 7000),
      processingTime(7000),
    ];
    expect(await runWindows(parts, script)).toEqual(["key1,2@2999", "key2,3@2999", "key1,3@5999"]);
  });

  test("W-12 sliding windows", async () => {
    const parts = { assigner: SlidingProcessingTimeWindows.of("3 s", "1 s"), ...sums.apply };
    const script = [
      processingTime(3),
      ...key2At(0),
      processingTime(1000),
      ...key2At(0, 0),
      processingTime(2000),
      ...key1At(0, 0),
      processingTime(3000),
      ...key1At(0, 0, 0),
      processingTime(7000),
    ];
    expect(await runWindows(parts, script)).toEqual([
      "key2,1@999",
      "key2,3@1999",
      "key1,2@2999",
      "key2,3@2999",
      "key1,5@3999",
      "key2,2@3999",
      "key1,5@4999",
      "key1,3@5999",
    ]);
  });

  test("W-13 session windows", async () => {
    const parts = { assigner: ProcessingTimeSessionWindows.withGap("3 s"), ...sums.reduce };
    const script = [
      processingTime(3),
      ...key2At(0),
      processingTime(1000),
      ...key2At(0),
      processingTime(5000),
      ...key2At(0, 0),
      ...key1At(0, 0, 0),
      processingTime(10000),
    ];
    expect(await runWindows(parts, script)).toEqual(["key2,2@3999", "key1,3@7999", "key2,2@7999"]);
  });

  test("sessions with a gap for each record end by the longest", async () => {
    const assigner = DynamicProcessingTimeSessionWindows.withDynamicGap(
      ([, n]: KeyedNumber) => n * 1000,
    );
    const script = [
      processingTime(3),
      record("a", 5, 0),
      record("a", 1, 0),
      processingTime(4000),
      record("a", 2, 0),
      processingTime(5999),
      processingTime(6000),
    ];
    expect(await runWindows({ assigner, reduce }, script)).toEqual(["a,8@5999"]);
  });

  test("W-31 tumbling windows with an offset", async () => {
    const parts = { assigner: TumblingProcessingTimeWindows.of(3000, 1000), ...passThrough };
    const script = [
      processingTime(3),
      ...key2At(0, 0, 0),
      ...key1At(0, 0),
      processingTime(5000),
      ...key1At(0, 0, 0),
      processingTime(7000),
    ];
    expect(await runWindows(parts, script)).toEqual([
      "key1,1@999",
      "key1,1@999",
      "key2,1@999",
      "key2,1@999",
      "key2,1@999",
      "key1,1@6999",
      "key1,1@6999",
      "key1,1@6999",
    ]);
  });

  test("W-32 sliding windows with an offset", async () => {
    const parts = { assigner: SlidingProcessingTimeWindows.of(3000, 1000, 10), ...passThrough };
    const script = [
      processingTime(3),
      record("a", 1, 0),
      processingTime(1111),
      record("a", 2, 0),
      processingTime(2222),
    ];
    expect(await runWindows(parts, script)).toEqual(["a,1@9", "a,1@1009", "a,1@2009", "a,2@2009"]);
  });
});
