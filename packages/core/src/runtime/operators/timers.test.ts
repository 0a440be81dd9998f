import { describe, expect, test } from "vitest";
import { expectLines, linesOf, valueOf } from "../../../../../tests/conformance/cases.ts";
import {
  harnessSteps,
  linesFrom,
  type ReadStep,
} from "../../../../../tests/conformance/harness-script.ts";
import { readRecord } from "../../../../../tests/conformance/record-text.ts";
import { StreamError } from "../../base/stream-error.ts";
import { NO_TIMESTAMP } from "../../base/timestamps.ts";
import type { Collector } from "../../functions/collector.ts";
import type { KeyedProcessContext, OnTimerContext } from "../../functions/one-input.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import { ValueStateDescriptor } from "../../state/descriptors.ts";
import {
  createHarnessChain,
  type HarnessRun,
  type HarnessStep,
  pollSuspensions,
  runOperators,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

type Context = KeyedProcessContext<string | number>;
type TimerContext = OnTimerContext<string | number>;

const stored = new ValueStateDescriptor<string | number>("stored");
const MAX = 2 ** 63;

function keyed(fn: object): Omit<HarnessRun, "script"> {
  const node = operatorNode({
    kind: "process",
    function: functionSlot(fn, "processElement"),
    isKeyed: true,
  });
  return { nodes: [node], isKeyed: true };
}

function connected(fn: object): Omit<HarnessRun, "script"> {
  const node = operatorNode({
    kind: "coProcess",
    function: functionSlot(fn, "processElement"),
    isKeyed: true,
  });
  return { nodes: [node], isKeyed: true };
}

const E = (key: unknown, timestampMs?: number, input = 0): HarnessStep =>
  timestampMs === undefined
    ? { type: "record", value: key, key, input }
    : { type: "record", value: key, key, timestampMs, input };
const WM = (timestampMs: number, input = 0): HarnessStep => ({
  type: "watermark",
  timestampMs,
  input,
});
const both = (timestampMs: number): HarnessStep[] => [WM(timestampMs, 0), WM(timestampMs, 1)];
const PT = (timestampMs: number): HarnessStep => ({ type: "processingTime", timestampMs });

/** The events of edge 0 under the default slices and under slices of one firing, which are the same. */
async function eventsOf(run: Omit<HarnessRun, "script">, script: () => readonly HarnessStep[]) {
  const result = await runOperators({ ...run, script });
  const configuration = { "execution.slice.max-records": "1" };
  expect(await runOperators({ ...run, script, configuration })).toEqual(result);
  return result.error ?? result.events.map(([type, , ...rest]) => [type, ...rest]);
}

/** A record is its own key; `before` comes before the script and gives `lines`. */
async function expectScript(
  id: string,
  run: Omit<HarnessRun, "script">,
  before: readonly HarnessStep[] = [],
  lines: readonly string[] = [],
): Promise<void> {
  const script = () => [...before, ...harnessSteps(id, byKey)];
  const result = await runOperators({ ...run, script });
  const configuration = { "execution.slice.max-records": "1" };
  expect(await runOperators({ ...run, script, configuration })).toEqual(result);
  const actual = linesFrom(result.events);
  expect(actual.slice(0, lines.length)).toEqual(lines);
  expectLines(id, actual.slice(lines.length));
}

/** The script with the wall clock in place of watermarks: the same outputs, those of timers without a timestamp. */
async function expectTwin(id: string, run: Omit<HarnessRun, "script">): Promise<void> {
  const script = () =>
    harnessSteps(id, byKey).flatMap((step) => {
      if (step.type !== "watermark") return [step];
      return step.input === 1 ? [] : [PT(step.timestampMs)];
    });
  const result = await runOperators({ ...run, script });
  const values = (lines: readonly string[]) =>
    lines.filter((line) => !line.startsWith("WM")).map((line) => line.replace(/@.*/, ""));
  expect(values(linesFrom(result.events))).toEqual(values(linesOf(id)));
}

const byKey: ReadStep = (text) => ({ value: readRecord(text), key: readRecord(text) });

describe("timers of keyed process functions", () => {
  // covers: TimerService.currentWatermark
  test("PF-01 late elements are processed, and the current watermark is visible", async () => {
    const run = keyed({
      processElement: (value: number, ctx: Context) => [
        `${value}TIME:${ctx.timerService().currentWatermark()} TS:${String(ctx.timestamp())}`,
      ],
    });
    await expectScript("PF-01", run);
  });

  // covers: TimerService.currentProcessingTime
  test("PF-02 processing time is visible, and a record without a timestamp has none", async () => {
    const run = keyed({
      processElement: (value: number, ctx: Context) => [
        `${value}TIME:${ctx.timerService().currentProcessingTime()} TS:${String(ctx.timestamp())}`,
      ],
    });
    await expectScript("PF-02", run);
  });

  // covers: KeyedProcessFunction.OnTimerContext.timeDomain
  // covers: TimerService.registerProcessingTimeTimer
  test("PF-04 a processing-time timer fires in its domain, and what it emits has no timestamp", async () => {
    const run = keyed({
      processElement(value: number, ctx: Context) {
        const timers = ctx.timerService();
        timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 5);
        return [value];
      },
      onTimer: (_timestampMs: number, ctx: TimerContext) => {
        expect(ctx.timeDomain()).toBe("PROCESSING_TIME");
        return [1777];
      },
    });
    await expectScript("PF-04", run);
  });

  test.each(["event", "processing"])(
    "PF-05 %s-time timers fire under their key",
    async (domain) => {
      const run = keyed({
        processElement(value: number, ctx: Context) {
          ctx.getState(stored).update(value);
          const timers = ctx.timerService();
          if (domain === "event") timers.registerEventTimeTimer(timers.currentWatermark() + 5);
          else timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 5);
          return [`INPUT:${value}`];
        },
        onTimer: (_timestampMs: number, ctx: TimerContext) => {
          expect(ctx.getCurrentKey()).toBe(ctx.getState(stored).value());
          return [`STATE:${String(ctx.getState(stored).value())}`];
        },
      });
      if (domain === "event") await expectScript("PF-05", run);
      else await expectTwin("PF-05", run);
    },
  );

  test("PF-07 the watermark of two inputs comes once both have it", async () => {
    const line = (value: string | number, ctx: Context) => [
      `${value}WM:${ctx.timerService().currentWatermark()} TS:${String(ctx.timestamp())}`,
    ];
    const run = connected({ processElement1: line, processElement2: line });
    await expectScript("PF-07", run, both(17), [`WM ${valueOf("PF-07", "watermark")}`]);
  });

  // covers: TimerService.deleteProcessingTimeTimer
  test.each(["event", "processing"])("PF-09 deleted %s-time timers never fire", async (domain) => {
    const time = (ctx: Context) =>
      domain === "event"
        ? ctx.timerService().currentWatermark()
        : ctx.timerService().currentProcessingTime();
    const handle = (input: number) => (value: string | number, ctx: Context) => {
      const state = ctx.getState(stored);
      const timers = ctx.timerService();
      if (state.value() === null) {
        state.update(value);
        if (domain === "event") timers.registerEventTimeTimer(time(ctx) + 5);
        else timers.registerProcessingTimeTimer(time(ctx) + 5);
        return [`INPUT${input}:${value}`];
      }
      state.clear();
      if (domain === "event") timers.deleteEventTimeTimer(time(ctx) + 4);
      else timers.deleteProcessingTimeTimer(time(ctx) + 4);
      return [];
    };
    const run = connected({
      processElement1: handle(1),
      processElement2: handle(2),
      onTimer: (_timestampMs: number, ctx: TimerContext) => [
        `STATE:${String(ctx.getState(stored).value())}`,
      ],
    });
    if (domain === "event") await expectScript("PF-09", run);
    else await expectTwin("PF-09", run);
  });

  // covers: TimerService.deleteEventTimeTimer
  test("a timer is one for each key and timestamp, and is deleted once", async () => {
    const run = keyed({
      processElement(value: string, ctx: Context) {
        const timers = ctx.timerService();
        timers.registerEventTimeTimer(10);
        timers.registerEventTimeTimer(10);
        timers.registerEventTimeTimer(20);
        if (value === "b") timers.deleteEventTimeTimer(10);
        timers.deleteEventTimeTimer(30);
      },
      onTimer: (timestampMs: number, ctx: TimerContext) => [[timestampMs, ctx.getCurrentKey()]],
    });
    expect(await eventsOf(run, () => [E("a"), E("a"), E("b"), WM(9), WM(20), WM(30)])).toEqual([
      ["watermark", 9],
      ["record", [10, "a"], 10],
      ["record", [20, "a"], 20],
      ["record", [20, "b"], 20],
      ["watermark", 20],
      ["watermark", 30],
    ]);
  });

  test("a timer registered by a timer for a time that has come fires in the same advance", async () => {
    const run = keyed({
      processElement: (_value: string, ctx: Context) =>
        ctx.timerService().registerEventTimeTimer(5),
      onTimer(timestampMs: number, ctx: TimerContext, out: Collector<unknown>) {
        out.collect([timestampMs, ctx.timerService().currentWatermark()]);
        if (timestampMs === 5) {
          ctx.timerService().registerEventTimeTimer(2);
          ctx.timerService().registerEventTimeTimer(5000);
          ctx.timerService().registerEventTimeTimer(5001);
        }
      },
    });
    expect(await eventsOf(run, () => [E("a"), WM(5000)])).toEqual([
      ["record", [5, 5000], 5],
      ["record", [2, 5000], 2],
      ["record", [5000, 5000], 5000],
      ["watermark", 5000],
    ]);
  });

  test("at the end of input the event-time timers fire under the final watermark, processing-time timers never", async () => {
    const run = keyed({
      processElement(_value: string, ctx: Context) {
        ctx.timerService().registerEventTimeTimer(7_000_000);
        ctx.timerService().registerProcessingTimeTimer(100);
      },
      onTimer(_timestampMs: number, ctx: TimerContext, out: Collector<unknown>) {
        out.collect([ctx.timeDomain(), ctx.timerService().currentWatermark()]);
        ctx.timerService().registerProcessingTimeTimer(1);
      },
    });
    expect(await eventsOf(run, () => [E("a"), WM(MAX), { type: "endInput" }, PT(200)])).toEqual([
      ["record", ["EVENT_TIME", MAX], 7_000_000],
      ["watermark", MAX],
      ["endInput"],
    ]);
  });

  test("onTimer emits by list, generator, collector and to side outputs", async () => {
    const side = new OutputTag<string>("side");
    const outputs = {
      0: [
        { to: "edge", edge: 0, sideOutputTag: undefined },
        { to: "edge", edge: 1, sideOutputTag: "side" },
      ],
    } as const;
    const forms: readonly ((ms: number, ctx: TimerContext, out: Collector<unknown>) => unknown)[] =
      [
        (ms) => [ms, [side, "late"]],
        function* (ms) {
          yield ms;
          yield [side, "late"];
        },
        (ms, ctx, out) => {
          out.collect(ms);
          ctx.output(side, "late");
        },
      ];
    for (const onTimer of forms) {
      const run = keyed({
        processElement: (_value: string, ctx: Context) =>
          ctx.timerService().registerEventTimeTimer(3),
        onTimer,
      });
      const result = await runOperators({ ...run, outputs, script: () => [E("a"), WM(4)] });
      expect(result.events).toEqual([
        ["record", 0, 3, 3],
        ["record", 1, "late", 3],
        ["watermark", 0, 4],
        ["watermark", 1, 4],
      ]);
    }
  });

  test("what a processing-time timer sends to a side output carries its time, unlike the main output", async () => {
    const side = new OutputTag<string>("side");
    const run = keyed({
      processElement: (_value: string, ctx: Context) =>
        ctx.timerService().registerProcessingTimeTimer(30),
      onTimer: (ms: number) => [ms, [side, "due"]],
    });
    const outputs = {
      0: [
        { to: "edge", edge: 0, sideOutputTag: undefined },
        { to: "edge", edge: 1, sideOutputTag: "side" },
      ],
    } as const;
    const result = await runOperators({ ...run, outputs, script: () => [E("a", 7), PT(30)] });
    expect(result.events).toEqual([
      ["record", 0, 30, NO_TIMESTAMP],
      ["record", 1, "due", 30],
    ]);
  });

  test("what goes wrong is named: no key, no whole number, a failing onTimer, a timer outside of a call", async () => {
    const registers = (_value: unknown, ctx: Context) =>
      ctx.timerService().registerEventTimeTimer(1);
    const node = operatorNode({
      kind: "process",
      function: functionSlot(registers, "processElement"),
    });
    const unkeyed = await runOperators({ nodes: [node], script: () => [E("a")] });
    expect(unkeyed.error).toMatchObject({ code: "RUNTIME_TIMERS_NOT_KEYED", operator: "process" });
    const half = await runOperators({
      ...keyed({
        processElement: (_value: unknown, ctx: Context) =>
          ctx.timerService().registerProcessingTimeTimer(1.5),
      }),
      script: () => [E("a")],
    });
    expect(half.error).toMatchObject({ code: "RUNTIME_WRONG_TIMER_TIME", operator: "process" });
    const failing = await runOperators({
      ...keyed({
        processElement: registers,
        onTimer() {
          throw new Error("no");
        },
      }),
      script: () => [E("a"), WM(2)],
    });
    expect(failing.error).toMatchObject({ code: "RUNTIME_FUNCTION_FAILED", operator: "process" });
    let escaped: Context | undefined;
    const harness = createHarnessChain(
      keyed({
        processElement(_value: unknown, ctx: Context) {
          escaped = ctx;
        },
      }),
      "off",
    );
    harness.chain.inputs[0]?.element("a", 0, "a");
    harness.signals.endSlice();
    expect(() => escaped?.timerService().registerEventTimeTimer(1)).toThrow(
      expect.objectContaining({ code: "STATE_OUTSIDE_CALL" }),
    );
  });
});

describe("W5: a watermark that fires many timers", () => {
  const COUNT = 2500;
  const run = keyed({
    processElement(value: number, ctx: Context) {
      ctx.timerService().registerEventTimeTimer(value % 7);
      return [[value, ctx.timerService().currentWatermark()]];
    },
    onTimer: (_timestampMs: number, ctx: TimerContext) => [ctx.getCurrentKey()],
  });

  test.each(["auto", "off"] as const)(
    "fires so many in a slice; what arrives meanwhile waits, the watermark comes last (code generation %s)",
    (codeGeneration) => {
      const { chain, events, signals } = createHarnessChain(run, codeGeneration);
      const [input] = chain.inputs;
      const [suspension] = chain.suspensions;
      if (input === undefined || suspension === undefined) throw new Error("no timers");
      for (let value = 0; value < COUNT; value++) input.element(value, 0, value);
      events.length = 0;
      signals.beginSlice();
      input.watermark(10);
      expect([events.length, signals.stop, suspension.hasRoom()]).toEqual([1024, 1, false]);
      input.element(-1, 0, "late");
      input.watermark(20);
      input.status(true);
      input.endInput();
      expect(suspension.isFinished).toBe(false);
      const slices: number[] = [];
      while (suspension.isReady()) {
        const before = events.length;
        signals.beginSlice();
        suspension.poll(1000);
        signals.endSlice();
        slices.push(events.length - before);
      }
      // The last one: the rest of the timers, and everything that waited.
      expect(slices).toEqual([1000, COUNT - 1024 - 1000 + 6]);
      expect(events.slice(COUNT)).toEqual([
        ["watermark", 0, 10],
        ["record", 0, [-1, 10], 0],
        ["record", 0, "late", -1],
        ["watermark", 0, 20],
        ["status", 0, true],
        ["endInput", 0],
      ]);
      expect([suspension.isFinished, suspension.hasRoom()]).toEqual([true, true]);
    },
  );

  test("stops when something behind it is full, before the first timer too", () => {
    const { chain, events, signals } = createHarnessChain(run, "off");
    for (let value = 0; value < 3; value++) chain.inputs[0]?.element(value, 0, value);
    events.length = 0;
    signals.raiseStop();
    chain.inputs[0]?.watermark(10);
    expect(events).toEqual([]);
    pollSuspensions({ chain, signals });
    expect(events.length).toBe(4);
  });

  test("an error of a record that waited names the record and its key", () => {
    const { chain, signals } = createHarnessChain(
      keyed({
        processElement(value: number, ctx: Context) {
          if (value < 0) throw new Error("negative");
          ctx.timerService().registerEventTimeTimer(1);
        },
      }),
      "auto",
    );
    for (let value = 0; value < COUNT; value++) chain.inputs[0]?.element(value, 0, value);
    chain.inputs[0]?.watermark(10);
    chain.inputs[0]?.element(-1, 0, "late");
    let error: unknown;
    try {
      pollSuspensions({ chain, signals });
    } catch (thrown) {
      error = chain.describeFailure(thrown);
    }
    expect(error instanceof StreamError && [error.code, error.where]).toMatchObject([
      "RUNTIME_FUNCTION_FAILED",
      { operator: "process", record: "-1", key: '"late"' },
    ]);
  });
});
