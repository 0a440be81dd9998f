/** The cases of Flink's WindowOperatorTest: tumbling, sliding and session windows, lateness, clean-up, processing time. */
import { describe, expect, test } from "vitest";
import {
  expectLines,
  linesOf,
  stepsOf,
  valueOf,
} from "../../../../../../tests/conformance/cases.ts";
import { harnessSteps, type ReadStep } from "../../../../../../tests/conformance/harness-script.ts";
import { readRecord, withoutSpaces } from "../../../../../../tests/conformance/record-text.ts";
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

const numbers = {
  apply: (_key: string, _window: Window, elements: Elements) => [...elements].map(([, n]) => n),
};
const keys = {
  apply: (_key: string, _window: Window, elements: Elements) => [...elements].map(([key]) => key),
};

/** `key2` stands for a record of that key with the number 1. */
const keyed: ReadStep = (text) => {
  const value = readRecord(text);
  return Array.isArray(value) ? { value, key: value[0] } : { value: [text, 1], key: text };
};
const numberOfOneKey: ReadStep = (text) => ({ value: ["a", Number(text)], key: "a" });

/** Runs the script of the case and compares what comes out with its text. */
async function expectScript<T>(id: string, parts: WindowParts<T>, read: ReadStep = keyed) {
  expectLines(id, await runWindows(parts, harnessSteps(id, read)));
}

const late = new OutputTag<KeyedNumber>("late");

describe.each(["reduce", "apply"] as const)("with %s", (form) => {
  test("W-01 sliding windows of event time", async () => {
    const parts = { assigner: SlidingEventTimeWindows.of("3 s", "1 s"), ...sums[form] };
    await expectScript("W-01", parts);
  });

  test("W-02 tumbling windows of event time", async () => {
    const parts = { assigner: TumblingEventTimeWindows.of("3 s"), ...sums[form] };
    await expectScript("W-02", parts);
  });

  test("W-10 the trigger of the end of the stream", async () => {
    const parts = { assigner: GlobalWindows.createWithEndOfStreamTrigger(), ...sums[form] };
    await expectScript("W-10", parts);
    const steps = harnessSteps("W-10", keyed).toSpliced(-1, 0, watermark(2 ** 53));
    expect(await runWindows(parts, steps)).toEqual([`WM ${2 ** 53}`, ...linesOf("W-10")]);
  });

  test("W-08 a continuous trigger in a global window", async () => {
    const parts = {
      assigner: GlobalWindows.create(),
      trigger: ContinuousEventTimeTrigger.of("3 s"),
      ...sums[form],
    };
    await expectScript("W-08", parts);
  });

  test("W-27 contents that were purged are not emitted at the clean-up", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of("2 s"),
      trigger: PurgingTrigger.of(EventTimeTrigger.create()),
      allowedLatenessMs: 1,
      ...sums[form],
    };
    await expectScript("W-27", parts);
  });

  test("W-16 records within the lateness fire again at once", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of("2 s"),
      trigger: PurgingTrigger.of(EventTimeTrigger.create()),
      allowedLatenessMs: 500,
      lateTag: late,
      ...sums[form],
    };
    await expectScript("W-16", parts);
  });

  test("W-18 late records go to the side output", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of("2 s"),
      lateTag: late,
      ...sums[form],
    };
    await expectScript("W-18", parts);
  });
});

describe.each(["reduce", "process"] as const)("sessions with %s", (form) => {
  const gap = EventTimeSessionWindows.withGap("3 s");
  const parts = { assigner: gap, ...sessions[form] };

  test("W-03 session windows", async () => {
    await expectScript("W-03", parts);
  });

  test("W-05 counts of merged sessions add up", async () => {
    const trigger = PurgingTrigger.of(CountTrigger.of(4));
    await expectScript("W-05", { ...parts, trigger });
    // It fires with the fourth record, before the next.
    const [first] = stepsOf("W-05");
    const steps = harnessSteps("W-05", keyed);
    const lines = await runWindows({ ...parts, trigger }, steps.toSpliced(4, 0, watermark(-1)));
    expect(lines.slice(0, 2)).toEqual([...(first?.outputs ?? []), "WM -1"]);
  });

  // covers: ContinuousEventTimeTrigger.canMerge, ContinuousEventTimeTrigger.onMerge
  test("W-06 a continuous trigger in sessions", async () => {
    const trigger = ContinuousEventTimeTrigger.of("2 s");
    await expectScript("W-06", { ...parts, trigger });
  });

  // covers: TimeWindow.mergeWindows
  // covers: MergingWindowAssigner.mergeWindows
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
    await expectScript("W-07", { ...parts, assigner: new PointSessions() });
  });

  const purging = PurgingTrigger.of(EventTimeTrigger.create());

  test("W-20 late records do not merge with anything", async () => {
    await expectScript("W-20", { ...parts, trigger: purging, lateTag: late });
  });

  test("W-21 late records without lateness", async () => {
    await expectScript("W-21", { ...parts, lateTag: late });
  });

  test("W-22 a session whose contents were purged is remembered", async () => {
    const given = { ...parts, trigger: purging, allowedLatenessMs: 10, lateTag: late };
    await expectScript("W-22", given);
  });

  test("W-23 a late record is added to the session that has fired", async () => {
    const given = { ...parts, allowedLatenessMs: 10, lateTag: late };
    await expectScript("W-23", given);
  });

  test("W-25 huge lateness", async () => {
    const given = { ...parts, allowedLatenessMs: 10000, lateTag: late };
    await expectScript("W-25", given);
  });

  test("W-28 a session is dropped after its lateness", async () => {
    const given = { ...parts, trigger: purging, allowedLatenessMs: 10 };
    const lines = linesOf("W-28").with(0, withoutSpaces(valueOf("W-28", "session function")));
    expect(await runWindows(given, harnessSteps("W-28", keyed))).toEqual(lines);
  });
});

const tuples = (elements: Elements) => [...elements].map(([key, n]) => `(${key},${n})`).join();

// covers: Trigger.TriggerContext.registerEventTimeTimer, Window.maxTimestamp
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
    apply: (_key: string, _window: Window, elements: Elements) => [`GOT: ${tuples(elements)}`],
  };
  await expectScript("W-26", parts);
});

test("W-30 sliding windows with an offset", async () => {
  const parts = { assigner: SlidingEventTimeWindows.of(2000, 500, 10), ...numbers };
  await expectScript("W-30", parts, numberOfOneKey);
});

describe("processing time", () => {
  test("W-11 tumbling windows", async () => {
    const parts = { assigner: TumblingProcessingTimeWindows.of("3 s"), ...sums.reduce };
    await expectScript("W-11", parts, (text) => ({ ...keyed(text, 0), timestampMs: 7000 }));
  });

  test("W-12 sliding windows", async () => {
    const parts = { assigner: SlidingProcessingTimeWindows.of("3 s", "1 s"), ...sums.apply };
    await expectScript("W-12", parts);
  });

  test("W-13 session windows", async () => {
    const parts = { assigner: ProcessingTimeSessionWindows.withGap("3 s"), ...sums.reduce };
    await expectScript("W-13", parts);
  });

  // covers: DynamicProcessingTimeSessionWindows.withDynamicGap
  // covers: DynamicEventTimeSessionWindows.mergeWindows
  // covers: DynamicProcessingTimeSessionWindows.assignWindows
  // covers: DynamicProcessingTimeSessionWindows.mergeWindows
  test("W-15 session windows with a gap for each record", async () => {
    const assigner = DynamicProcessingTimeSessionWindows.withDynamicGap(() => 3000);
    await expectScript("W-15", { assigner, ...sums.reduce });
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
    expect(await runWindows({ assigner, reduce }, script)).toEqual(["(a,8)@5999"]);
  });

  // covers: ProcessingTimeTrigger.onElement, ProcessingTimeTrigger.onProcessingTime
  test("W-31 tumbling windows with an offset", async () => {
    const parts = { assigner: TumblingProcessingTimeWindows.of(3000, 1000), ...keys };
    await expectScript("W-31", parts);
  });

  // covers: SlidingProcessingTimeWindows.of
  test("W-32 sliding windows with an offset", async () => {
    const parts = { assigner: SlidingProcessingTimeWindows.of(3000, 1000, 10), ...numbers };
    await expectScript("W-32", parts, numberOfOneKey);
  });
});
