/** Contract of the window operator: triggers, evictors, state and clean-up; cases WC-* and TG-* of Flink's tests. */
import { describe, expect, test } from "vitest";
import {
  expectCase,
  expectedOf,
  expectLines,
  linesOf,
  numberOf,
  valueOf,
} from "../../../../../../tests/conformance/cases.ts";
import { harnessSteps, type ReadStep } from "../../../../../../tests/conformance/harness-script.ts";
import { OutputTag } from "../../../functions/output-tag.ts";
import type { ProcessWindowContext } from "../../../functions/window-functions.ts";
import { ListStateDescriptor, ValueStateDescriptor } from "../../../state/descriptors.ts";
import { runOperators } from "../../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../../testing/operator-nodes.ts";
import {
  type KeyedNumber,
  processingTime,
  record,
  runWindows,
  watermark,
  windowRun,
} from "../../../testing/window-script.ts";
import { ContinuousEventTimeTrigger } from "../../../windowing/continuous-event-time-trigger.ts";
import { ContinuousProcessingTimeTrigger } from "../../../windowing/continuous-processing-time-trigger.ts";
import { CountEvictor } from "../../../windowing/count-evictor.ts";
import { CountTrigger } from "../../../windowing/count-trigger.ts";
import { DeltaEvictor } from "../../../windowing/delta-evictor.ts";
import { DeltaTrigger } from "../../../windowing/delta-trigger.ts";
import { EventTimeTrigger } from "../../../windowing/event-time-trigger.ts";
import { GlobalWindows } from "../../../windowing/global-windows.ts";
import { ProcessingTimeTimeoutTrigger } from "../../../windowing/processing-time-timeout-trigger.ts";
import { PurgingTrigger } from "../../../windowing/purging-trigger.ts";
import {
  EventTimeSessionWindows,
  ProcessingTimeSessionWindows,
} from "../../../windowing/session-windows.ts";
import { SlidingEventTimeWindows } from "../../../windowing/sliding-windows.ts";
import { TimeEvictor } from "../../../windowing/time-evictor.ts";
import { TimeWindow } from "../../../windowing/time-window.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "../../../windowing/trigger.ts";
import { TriggerResult } from "../../../windowing/trigger-result.ts";
import {
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
} from "../../../windowing/tumbling-windows.ts";
import type { Window } from "../../../windowing/window.ts";
import { WindowAssigner } from "../../../windowing/window-assigner.ts";

type Elements = Iterable<KeyedNumber>;
type Context = ProcessWindowContext<TimeWindow>;

/** The numbers of a window, as `1+2`. */
const numbers = {
  apply: (_key: string, _window: Window, elements: Elements) => [
    [...elements].map(([, n]) => n).join("+"),
  ],
};
const sum = {
  process: (_key: string, ctx: Context, elements: Elements) => {
    const { start, end } = ctx.window();
    return [[`[${start},${end})`, [...elements].reduce((all, [, n]) => all + n, 0)]];
  },
};

const ofOneKey: ReadStep = (text) => ({ value: ["a", Number(text)], key: "a" });

/** Fires for every record. */
class EveryRecord extends Trigger<unknown, Window> {
  onElement(): TriggerResult {
    return TriggerResult.FIRE;
  }
  onEventTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }
  clear(): void {}
}

describe("lateness", () => {
  const parts = {
    assigner: TumblingEventTimeWindows.of(2),
    trigger: new EveryRecord(),
    allowedLatenessMs: 20,
    ...numbers,
  };

  const verdict = (lines: readonly string[]) =>
    lines.length === 1 ? "dropped, no state, no timers, no output" : "processed";

  test("WC-01 a record within the allowed lateness is processed", async () => {
    const lines = await runWindows(parts, [watermark(20), record("a", 1, 0)]);
    expect(lines.slice(1)).toEqual(["1@1"]);
    expectCase("WC-01", [verdict(lines)], "verdict");
  });

  test("WC-02 a record of a window that has ended is dropped", async () => {
    // Later watermarks give nothing either: no contents and no timer were kept.
    const lines = await runWindows(parts, [watermark(21), record("a", 1, 0), watermark(100)]);
    expect(lines.slice(1)).toEqual(["WM 100"]);
    expectCase("WC-02", [verdict(lines.slice(1))], "verdict");
  });
});

/** Puts every record into the windows of the text. */
class TwoWindows extends WindowAssigner<KeyedNumber, TimeWindow> {
  assignWindows() {
    return [new TimeWindow(2, 4), new TimeWindow(0, 2)];
  }
  getDefaultTrigger() {
    return EventTimeTrigger.create();
  }
  isEventTime() {
    return true;
  }
}

test("WC-03 the trigger is asked for each window of a record", async () => {
  const parts = {
    assigner: SlidingEventTimeWindows.of(4, 2),
    trigger: new EveryRecord(),
    ...numbers,
  };
  // One record, two windows: each fires once, with exactly that record.
  const largest = expectedOf("WC-03", "windows").map(
    (text) => Number(/,(\d+)\)/.exec(text)?.[1]) - 1,
  );
  expect(await runWindows({ ...parts, assigner: new TwoWindows() }, [record("a", 1, 1)])).toEqual(
    largest.toSorted((a, b) => a - b).map((time) => `1@${time}`),
  );
  expect(await runWindows(parts, [record("a", 1, 3), record("a", 2, 4)])).toEqual([
    "1@3",
    "1+2@5",
    "1@5",
    "2@7",
  ]);
});

test("WC-05 results carry the window's largest timestamp, in their order", async () => {
  const parts = {
    assigner: TumblingEventTimeWindows.of(2),
    process: () => expectedOf("WC-05"),
  };
  const lines = await runWindows(parts, [record("a", 1, 0), watermark(1)], false);
  const time = valueOf("WC-05", "timestamp");
  expectCase(
    "WC-05",
    lines.filter((line) => !line.startsWith("WM")).map((line) => line.replace(`@${time}`, "")),
  );
});

test("WC-06 side outputs carry the window's largest timestamp, in their order", async () => {
  const tag = new OutputTag<KeyedNumber>("late");
  const parts = {
    assigner: TumblingEventTimeWindows.of(42),
    lateTag: tag,
    process: (_key: string, ctx: Context) => {
      ctx.output(tag, ["side", 1]);
      return ["Hallo", [tag, ["pair", 2]]];
    },
  };
  const time = valueOf("WC-06", "timestamp");
  expect(await runWindows(parts, [record("a", 1, 0), watermark(41)], false)).toEqual([
    `late (side,1)@${time}`,
    `Hallo@${time}`,
    `late (pair,2)@${time}`,
    `WM ${time}`,
  ]);
});

// covers: Trigger.TriggerContext.getPartitionedState
test("WC-08 the trigger is cleared once, when the window is dropped", async () => {
  const seen = new ValueStateDescriptor<number>("seen");
  let cleared = 0;
  class FarTimer extends EveryRecord {
    override onElement(
      _value?: unknown,
      _timestamp?: number,
      _window?: Window,
      ctx?: TriggerContext,
    ) {
      ctx?.registerEventTimeTimer(1000);
      const state = ctx?.getPartitionedState(seen);
      state?.update((state.value() ?? 0) + 1);
      return state?.value() === 2 ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }
    override onEventTime(time?: number): TriggerResult {
      return time === 1000 ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }
    override clear(): void {
      cleared += 1;
    }
  }
  const parts = {
    assigner: TumblingEventTimeWindows.of(20),
    trigger: new FarTimer(),
    allowedLatenessMs: 20,
    ...numbers,
  };
  const cleanup = numberOf("WC-08", "cleanup");
  const script = [record("a", 1, 0), record("a", 2, 1), watermark(cleanup - 1)];
  expect(await runWindows(parts, script)).toEqual(["1+2@19", `WM ${cleanup - 1}`]);
  expect(cleared).toBe(0);
  expect(await runWindows(parts, [...script, watermark(cleanup), watermark(2000)])).toEqual([
    "1+2@19",
    `WM ${cleanup - 1}`,
    `WM ${cleanup}`,
    "WM 2000",
  ]);
  expect(cleared).toBe(6 * numberOf("WC-08", "clears")); // in each of the six forms of the chain
});

describe("state of window functions", () => {
  const counter = new ValueStateDescriptor<number>("count");
  const history = new ListStateDescriptor<number>("history");
  const parts = {
    assigner: TumblingEventTimeWindows.of(10),
    trigger: new EveryRecord(),
    process: {
      process(_key: string, ctx: Context, elements: Elements) {
        const perWindow = ctx.windowState().getState(counter);
        perWindow.update((perWindow.value() ?? 0) + 1);
        const perKey = ctx.globalState().getListState(history);
        perKey.add([...elements].length);
        return [`window ${perWindow.value()}, key ${[...perKey.get()].join()}`];
      },
      clear(ctx: Context) {
        ctx.windowState().getState(counter).clear();
      },
    },
  };

  test("WC-11 is kept for each window, and for each key over all windows", async () => {
    const script = [record("a", 1, 1), record("a", 1, 2), record("a", 1, 11), record("b", 1, 1)];
    expect(valueOf("WC-11", "verdict")).toBe("cleared");
    expect(await runWindows(parts, script)).toEqual([
      "window 1, key 1@9",
      "window 1, key 1@9",
      "window 2, key 1,2@9",
      "window 1, key 1,2,1@19",
    ]);
  });

  // covers: Trigger.OnMergeContext
  test("WC-12 of a window is refused where windows merge", async () => {
    class MergingEveryRecord extends EveryRecord {
      override canMerge(): boolean {
        return true;
      }
      override onMerge(_window: Window, _ctx: OnMergeContext): void {}
    }
    const merging = {
      ...parts,
      assigner: EventTimeSessionWindows.withGap(5),
      trigger: new MergingEveryRecord(),
    };
    const [line] = await runWindows(merging, [record("a", 1, 1)]);
    expect(line).toContain(valueOf("WC-12", "message"));
  });
});

test("a trigger that returns nothing is refused by name", async () => {
  class Nothing extends EveryRecord {
    override onElement(): never {
      return undefined as never; // what a forgotten return gives
    }
  }
  const parts = { assigner: TumblingEventTimeWindows.of(10), trigger: new Nothing(), ...numbers };
  const [line] = await runWindows(parts, [record("a", 1, 1)]);
  expect(line).toContain("The trigger of window returned undefined");
});

describe("continuous triggers", () => {
  test("of event time fire at the interval, at the end, and at once for late records", async () => {
    const parts = {
      assigner: TumblingEventTimeWindows.of(10),
      trigger: ContinuousEventTimeTrigger.of(4),
      allowedLatenessMs: 100,
      ...numbers,
    };
    const script = [
      record("a", 1, 1),
      watermark(4),
      record("a", 2, 5),
      watermark(7),
      watermark(8),
      watermark(9),
      record("a", 3, 2),
      watermark(200),
    ];
    expect(await runWindows(parts, script)).toEqual([
      "1@9",
      "WM 4",
      "WM 7",
      "1+2@9",
      "WM 8",
      "1+2@9",
      "WM 9",
      "1+2+3@9",
      "WM 200",
    ]);
  });

  const trigger = ContinuousProcessingTimeTrigger.of(5);

  // covers: ContinuousProcessingTimeTrigger.of, ContinuousProcessingTimeTrigger.onElement
  // covers: ContinuousProcessingTimeTrigger.onProcessingTime
  test("TG-13 of processing time", async () => {
    const parts = { assigner: TumblingProcessingTimeWindows.of(10), trigger, ...sum };
    expectLines("TG-13", await runWindows(parts, harnessSteps("TG-13", ofOneKey)));
  });

  // covers: ContinuousProcessingTimeTrigger.canMerge, ContinuousProcessingTimeTrigger.onMerge
  test("TG-15 of processing time in sessions", async () => {
    const parts = { assigner: ProcessingTimeSessionWindows.withGap(10), trigger, ...sum };
    expectLines("TG-15", await runWindows(parts, harnessSteps("TG-15", ofOneKey)));
  });

  test("TG-14 of processing time in windows of event time", async () => {
    const parts = { assigner: TumblingEventTimeWindows.of(10), trigger, ...sum };
    const lines = await runWindows(parts, harnessSteps("TG-14", ofOneKey));
    // The text names the window where it is another than before.
    const sums = (texts: readonly string[]) =>
      texts.map((text) => text.replace(/^\(\[\d+,\d+\),(\d+)\)/, "$1"));
    expect(sums(lines)).toEqual(sums(linesOf("TG-14")));
    expect(lines.at(-1)).toBe(linesOf("TG-14").at(-1));
  });
});

describe("other triggers", () => {
  const global = GlobalWindows.create();
  const numbersOf = (...given: number[]) => given.map((n) => record("a", n, 0));

  // covers: DeltaTrigger.of
  test("a delta trigger fires where a record is far from the last one that fired", async () => {
    const trigger = DeltaTrigger.of(3, (a: KeyedNumber, b: KeyedNumber) => b[1] - a[1]);
    const parts = { assigner: global, trigger, ...numbers };
    expect(await runWindows(parts, numbersOf(1, 2, 5, 6, 9))).toEqual([
      "1+2+5+6+9@MAX",
      "1+2+5@MAX",
    ]);
  });

  // covers: ProcessingTimeTimeoutTrigger.of
  test("a time-out fires what has waited too long", async () => {
    const nested = PurgingTrigger.of(CountTrigger.of(3));
    const trigger = PurgingTrigger.of(ProcessingTimeTimeoutTrigger.of(nested, 10));
    const parts = { assigner: global, trigger, ...numbers };
    const script = [
      processingTime(0),
      ...numbersOf(1, 2),
      processingTime(9),
      processingTime(10),
      ...numbersOf(3, 4, 5),
      processingTime(100),
    ];
    expect(await runWindows(parts, script)).toEqual(["1+2@MAX", "3+4+5@MAX"]);
  });
});

describe("evictors", () => {
  const global = GlobalWindows.create();
  const script = [1, 2, 3, 4, 5].map((n) => record("a", n, n));

  test("a count evictor keeps the last records", async () => {
    const evictor = CountEvictor.of(2);
    const parts = { assigner: global, trigger: CountTrigger.of(2), evictor, ...numbers };
    expect(await runWindows(parts, script)).toEqual(["1+2@MAX", "3+4@MAX"]);
  });

  test("an evictor behind the function keeps them for the next firing", async () => {
    const evictor = CountEvictor.of(1, true);
    const parts = { assigner: global, trigger: CountTrigger.of(2), evictor, ...numbers };
    expect(await runWindows(parts, script)).toEqual(["1+2@MAX", "2+3+4@MAX"]);
  });

  // covers: TimeEvictor.of
  test("a time evictor keeps the youngest", async () => {
    const evictor = TimeEvictor.of(2);
    const parts = { assigner: global, trigger: CountTrigger.of(4), evictor, ...numbers };
    expect(await runWindows(parts, script)).toEqual(["3+4@MAX"]);
  });

  // covers: DeltaEvictor.of
  test("a delta evictor keeps what is close to the last record", async () => {
    const evictor = DeltaEvictor.of(3, (a: KeyedNumber, b: KeyedNumber) => b[1] - a[1]);
    const parts = { assigner: global, trigger: CountTrigger.of(5), evictor, ...numbers };
    expect(await runWindows(parts, script)).toEqual(["3+4+5@MAX"]);
  });

  test("incremental functions run over what is left", async () => {
    const reduce = (a: KeyedNumber, b: KeyedNumber): KeyedNumber => [a[0], a[1] + b[1]];
    const evictor = CountEvictor.of(2);
    const parts = { assigner: global, trigger: CountTrigger.of(2), evictor, reduce };
    expect(await runWindows(parts, script)).toEqual(["(a,3)@MAX", "(a,7)@MAX"]);
  });

  test("sessions merge with their records", async () => {
    const evictor = CountEvictor.of(2);
    const parts = {
      assigner: EventTimeSessionWindows.withGap(5),
      trigger: EventTimeTrigger.create(),
      evictor,
      ...numbers,
    };
    const bridged = [record("a", 1, 0), record("a", 2, 8), record("a", 3, 4), watermark(50)];
    expect(await runWindows(parts, bridged)).toEqual(["2+3@12", "WM 50"]);
  });
});

test("a function that changes its records does not reach other windows", async () => {
  const mutating = {
    reduce(a: [string, number], b: [string, number]) {
      a[1] += b[1];
      return a;
    },
  };
  const parts = { assigner: SlidingEventTimeWindows.of(4, 2), reduce: mutating };
  expect(await runWindows(parts, [record("a", 1, 3), record("a", 2, 4), watermark(9)])).toEqual([
    "(a,1)@3",
    "(a,3)@5",
    "(a,2)@7",
    "WM 9",
  ]);
});

test("an error of the second window of a record is this operator's, also when the first has fired", async () => {
  const failing = (a: KeyedNumber, b: KeyedNumber): KeyedNumber => {
    if (b[1] === 2) throw new TypeError("two");
    return a;
  };
  const parts = {
    assigner: SlidingEventTimeWindows.of(4, 2),
    trigger: new EveryRecord(),
    reduce: failing,
  };
  const window = windowRun(parts);
  const map = operatorNode({
    kind: "map",
    function: functionSlot((value: unknown) => value, "map"),
  });
  const { error } = await runOperators({
    nodes: [...window.nodes, map],
    isKeyed: true,
    // The record is in the windows of 4 and of 2; only that of 2 has a record already.
    script: () => [record("a", 1, 3), record("a", 2, 4)],
  });
  expect([error?.code, error?.operator]).toEqual(["RUNTIME_FUNCTION_FAILED", "window"]);
});

// covers: ProcessingTimeSessionWindows.withDynamicGap
// covers: ProcessingTimeTrigger.canMerge, ProcessingTimeTrigger.onMerge
test("sessions of processing time with a gap for each record", async () => {
  const assigner = ProcessingTimeSessionWindows.withDynamicGap(([key]: KeyedNumber) =>
    key === "key1" ? 3000 : 4000,
  );
  const script = [
    processingTime(10),
    record("key2", 1, 0),
    record("key1", 1, 0),
    processingTime(3009),
    record("key2", 1, 0),
    processingTime(7007),
    processingTime(7008),
  ];
  expect(await runWindows({ assigner, ...sum }, script)).toEqual([
    "([10,3010),1)@3009",
    "([10,7009),2)@7008",
  ]);
});
