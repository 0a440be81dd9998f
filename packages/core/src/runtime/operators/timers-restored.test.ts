/** PF-06, PF-10 and IJ-03: timers and buffers are there again in an operator that was restored from a snapshot. */
import { expect, test } from "vitest";
import { expectCase, expectLines } from "../../../../../tests/conformance/cases.ts";
import { harnessSteps, linesFrom } from "../../../../../tests/conformance/harness-script.ts";
import { readRecord } from "../../../../../tests/conformance/record-text.ts";
import type { KeyedProcessContext, OnTimerContext } from "../../functions/one-input.ts";
import { type HarnessStep, runOperators, valuesOf } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

type Context = KeyedProcessContext<unknown>;

function setTimers(_value: unknown, ctx: Context) {
  ctx.timerService().registerProcessingTimeTimer(5);
  ctx.timerService().registerEventTimeTimer(6);
}

const onTimer = (_timestampMs: number, ctx: OnTimerContext<unknown>) => [
  ctx.timeDomain() === "EVENT_TIME" ? "EVENT:1777" : "PROC:1777",
];

test("PF-06 timers of both clocks fire in the restored operator", async () => {
  const node = operatorNode({
    kind: "process",
    function: functionSlot({ processElement: setTimers, onTimer }, "processElement"),
    isKeyed: true,
  });
  const script = () =>
    harnessSteps("PF-06", (text) => ({ value: readRecord(text), key: readRecord(text) }));
  const { events, error } = await runOperators({ nodes: [node], isKeyed: true, script });
  expect(error).toBeUndefined();
  expectLines("PF-06", linesFrom(events));
});

test("PF-10 timers that both inputs of a key have set fire once in the restored operator", async () => {
  const node = operatorNode({
    kind: "coProcess",
    function: functionSlot(
      { processElement1: setTimers, processElement2: setTimers, onTimer },
      "processElement",
    ),
    isKeyed: true,
  });
  const script = (): HarnessStep[] => [
    { type: "record", value: 5, key: "5", timestampMs: 12, input: 0 },
    { type: "record", value: "5", key: "5", timestampMs: 12, input: 1 },
    { type: "snapshot" },
    { type: "processingTime", timestampMs: 5 },
    { type: "watermark", timestampMs: 6, input: 0 },
    { type: "watermark", timestampMs: 6, input: 1 },
  ];
  const { events, error } = await runOperators({ nodes: [node], isKeyed: true, script });
  expect(error).toBeUndefined();
  const lines = linesFrom(events).filter((line) => !line.startsWith("WM"));
  expectCase("PF-10", lines.slice(0, 1), "processing");
  expectCase("PF-10", lines.slice(1), "event");
});

test("IJ-03 restored buffers are joined with what comes later", async () => {
  const node = operatorNode({
    kind: "intervalJoin",
    lowerBoundMs: -1,
    upperBoundMs: 1,
    function: functionSlot((left: number, right: number) => [[left, right]], "processElement"),
  });
  const both = (n: number) =>
    [0, 1].map(
      (input): HarnessStep => ({ type: "record", value: n, key: "k", timestampMs: n, input }),
    );
  const before = [1, 2, 3].flatMap(both);
  const pairs = async (...steps: HarnessStep[]) =>
    valuesOf(await runOperators({ nodes: [node], isKeyed: true, script: () => steps }));
  const early = await pairs(...before);
  expectCase("IJ-03", early, "before");
  const all = await pairs(...before, { type: "snapshot" }, ...both(4));
  expect(all.slice(0, early.length)).toEqual(early);
  expectCase("IJ-03", all.slice(early.length), "after");
});
