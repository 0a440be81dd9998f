import { describe, expect, test } from "vitest";
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import { ValueStateDescriptor } from "../../state/descriptors.ts";
import { createHarnessChain, pollSuspensions } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

type Step = readonly [key: string, value: unknown, timestampMs?: number] | "end of key";

/** Runs records and ends of keys through a keyed operator of BATCH mode, in both forms of its chain. */
async function runBatch(node: PhysicalNode, steps: readonly Step[]) {
  const run = async (codeGeneration: "auto" | "off") => {
    const harness = createHarnessChain(
      { nodes: [node], isKeyed: true, inputModes: ["sorted"] },
      codeGeneration,
    );
    const { chain, events, signals } = harness;
    await chain.open();
    for (const step of steps) {
      signals.beginSlice();
      if (step === "end of key") chain.endKey();
      else chain.inputs[0]?.element(step[1], step[2] ?? 0, step[0]);
      signals.endSlice();
      pollSuspensions(harness);
    }
    chain.inputs[0]?.watermark(MAX_TIMESTAMP);
    chain.inputs[0]?.endInput();
    await chain.close();
    return { events: [...events], counts: [chain.numRecordsIn(0), chain.numRecordsOut(0)] };
  };
  const generated = await run("auto");
  expect(await run("off")).toEqual(generated);
  return generated;
}

const end = [
  ["watermark", 0, MAX_TIMESTAMP],
  ["endInput", 0],
];
const ofKeys: Step[] = [
  ["a", { n: 1 }],
  ["a", { n: 5 }],
  ["a", { n: 2 }],
  "end of key",
  ["b", { n: 7 }],
  "end of key",
];

describe("rolling operators emit once for each key, at its end", () => {
  test("reduce", async () => {
    const reduce = (left: { n: number }, right: { n: number }) => ({ n: left.n + right.n });
    const node = operatorNode({ kind: "reduce", function: functionSlot(reduce, "reduce") });
    expect(await runBatch(node, ofKeys)).toEqual({
      events: [
        ["record", 0, { n: 8 }, MAX_TIMESTAMP],
        ["record", 0, { n: 7 }, MAX_TIMESTAMP],
        ...end,
      ],
      counts: [4, 2],
    });
  });

  test.each([
    ["sum", 8],
    ["min", 1],
    ["max", 5],
    ["minBy", 1],
    ["maxBy", 5],
  ] as const)("%s", async (aggregate, expected) => {
    const node = operatorNode({ kind: "aggregate", aggregate, field: "n", first: true });
    expect(await runBatch(node, ofKeys)).toEqual({
      events: [
        ["record", 0, { n: expected }, MAX_TIMESTAMP],
        ["record", 0, { n: 7 }, MAX_TIMESTAMP],
        ...end,
      ],
      counts: [4, 2],
    });
  });
});

test("the state of a key is gone when it has ended, also where it comes again", async () => {
  const seen = new ValueStateDescriptor<number>("seen");
  const processElement = (value: unknown, ctx: KeyedProcessContext<string>) => {
    const count = (ctx.getState(seen).value() ?? 0) + 1;
    ctx.getState(seen).update(count);
    return [`${String(value)} ${count}`];
  };
  const node = operatorNode({
    kind: "process",
    isKeyed: true,
    function: functionSlot({ processElement }, "processElement"),
  });
  const { events } = await runBatch(node, [
    ["a", "x"],
    ["a", "y"],
    "end of key",
    ["a", "z"],
    "end of key",
  ]);
  expect(events.slice(0, -2).map(([, , value]) => value)).toEqual(["x 1", "y 2", "z 1"]);
});

test("timers that are set while timers fire are ignored, and said once", async () => {
  const fired: number[] = [];
  const fn = {
    processElement(_value: unknown, ctx: KeyedProcessContext<string>) {
      ctx.timerService().registerEventTimeTimer(5);
    },
    onTimer(timestampMs: number, ctx: KeyedProcessContext<string>) {
      fired.push(timestampMs);
      ctx.timerService().registerEventTimeTimer(timestampMs + 1);
      ctx.timerService().registerProcessingTimeTimer(timestampMs + 1);
    },
  };
  const warnings: unknown[] = [];
  const harness = createHarnessChain(
    {
      nodes: [
        operatorNode({
          kind: "process",
          isKeyed: true,
          function: functionSlot(fn, "processElement"),
        }),
      ],
      isKeyed: true,
      inputModes: ["sorted"],
    },
    "auto",
  );
  harness.environment.logger.warn = (fields: object) => warnings.push(fields);
  for (const key of ["a", "b"]) {
    harness.chain.inputs[0]?.element(1, 1, key);
    harness.chain.endKey();
  }
  expect(fired).toEqual([5, 5]);
  expect(warnings).toEqual([{ operator: "process", timestampMs: 6 }]);
});
