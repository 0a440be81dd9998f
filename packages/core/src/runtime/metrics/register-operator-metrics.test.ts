import { expect, test } from "vitest";
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { createHarnessChain } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode, operatorVertex } from "../../testing/operator-nodes.ts";
import { TumblingEventTimeWindows } from "../../windowing/tumbling-windows.ts";
import { registerOperatorMetrics } from "./register-operator-metrics.ts";
import { SubtaskMetrics } from "./subtask-metrics.ts";

const isEven = operatorNode({
  kind: "filter",
  name: "Filter",
  function: functionSlot((value: number) => value % 2 === 0, "filter"),
});
const twice = operatorNode({
  kind: "flatMap",
  name: "Twice",
  function: functionSlot((value: number) => [value, value], "flatMap"),
});

test.each(["auto", "off"] as const)(
  "operators count records and know their watermarks (code generation %s)",
  async (codeGeneration) => {
    const { chain, environment, signals } = createHarnessChain(
      { nodes: [isEven, twice] },
      codeGeneration,
    );
    const read = () =>
      environment.metrics.read().map(({ identifier, value }) => [identifier, value]);
    await chain.open();
    expect(read()).toContainEqual(["Twice.0.currentOutputWatermark", MIN_TIMESTAMP]);
    signals.beginSlice();
    for (const value of [1, 2, 3, 4]) chain.inputs[0]?.element(value, value, undefined);
    chain.inputs[0]?.watermark(3);
    signals.endSlice();
    expect(read()).toEqual([
      ["Filter.0.numRecordsIn", 4],
      ["Filter.0.currentInputWatermark", 3],
      ["Filter.0.numRecordsOut", 2],
      ["Filter.0.currentOutputWatermark", 3],
      ["Twice.0.numRecordsIn", 2],
      ["Twice.0.currentInputWatermark", 3],
      ["Twice.0.numRecordsOut", 4],
      ["Twice.0.currentOutputWatermark", 3],
    ]);
  },
);

test("late records that go nowhere are counted", async () => {
  const assigner = TumblingEventTimeWindows.of(10);
  const window = operatorNode({
    kind: "window",
    name: "Window",
    assigner,
    trigger: assigner.getDefaultTrigger(),
    isAll: false,
    allowedLatenessMs: 0,
  });
  const { chain, environment, signals } = createHarnessChain(
    { nodes: [window], isKeyed: true },
    "auto",
  );
  await chain.open();
  signals.beginSlice();
  chain.inputs[0]?.watermark(19);
  for (const at of [5, 25, 9]) chain.inputs[0]?.element(at, at, "key");
  signals.endSlice();
  expect(
    environment.metrics.read().find(({ name }) => name === "numLateRecordsDropped"),
  ).toMatchObject({ identifier: "Window.0.numLateRecordsDropped", kind: "counter", value: 2 });
});

test("an operator of two inputs has the watermark of each", () => {
  const { operators, ...rest } = operatorVertex({ nodes: [operatorNode({ kind: "coMap" })] });
  const [head] = operators;
  const vertex = {
    ...rest,
    operators: head === undefined ? [] : [{ ...head, inputTypes: [undefined, undefined] }],
  };
  const { environment } = createHarnessChain({ nodes: [isEven] }, "auto");
  const metrics = new SubtaskMetrics({
    ...environment,
    nameOf: (node) => node.name,
    nowMs: () => 0,
  });
  registerOperatorMetrics(vertex, metrics, {
    numRecordsIn: () => 7,
    numRecordsOut: () => 8,
    inputWatermarkMs: () => 10,
    headWatermarkMs: (input) => 10 * (input + 1),
    outputWatermarkMs: () => 9,
  });
  expect(new Map(metrics.read().map(({ name, value }) => [name, value]))).toEqual(
    new Map([
      ["numRecordsIn", 7],
      ["numRecordsOut", 8],
      ["currentInputWatermark", 10],
      ["currentInput1Watermark", 10],
      ["currentInput2Watermark", 20],
      ["currentOutputWatermark", 9],
    ]),
  );
});
