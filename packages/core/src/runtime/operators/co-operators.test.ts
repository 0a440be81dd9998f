import { describe, expect, test } from "vitest";
import type { Collector } from "../../functions/collector.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import { ValueStateDescriptor } from "../../state/descriptors.ts";
import { type HarnessStep, runOperators, valuesOf } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

const seen = new ValueStateDescriptor<string>("seen");

const script = (): readonly HarnessStep[] => [
  { type: "record", value: 1, key: "k" },
  { type: "record", value: "a", key: "k", input: 1 },
  { type: "record", value: 2, key: "k" },
];

describe("operators of two inputs", () => {
  test("coMap emits what either method returns; null and undefined are no output", async () => {
    const node = operatorNode({
      kind: "coMap",
      function: functionSlot(
        {
          map1: (value: number) => (value === 1 ? null : value * 10),
          map2: (text: string) => `${text}!`,
        },
        "map",
      ),
    });
    const result = await runOperators({ nodes: [node], script });
    expect(valuesOf(result)).toEqual(["a!", 20]);
    expect(result.counts).toEqual([[3, 2]]);
  });

  test("coFlatMap emits by list or collector", async () => {
    const node = operatorNode({
      kind: "coFlatMap",
      function: functionSlot(
        {
          flatMap1: (value: number) => [value, value],
          flatMap2(text: string, out: Collector<string>) {
            out.collect(text);
          },
        },
        "flatMap",
      ),
    });
    expect(valuesOf(await runOperators({ nodes: [node], script }))).toEqual([1, 1, "a", 2, 2]);
  });

  test("coProcess shares the keyed state of both inputs", async () => {
    const node = operatorNode({
      kind: "coProcess",
      isKeyed: true,
      function: functionSlot(
        {
          processElement1: (value: number, ctx: KeyedProcessContext<string>) => [
            [value, ctx.getState(seen).value()],
          ],
          processElement2(text: string, ctx: KeyedProcessContext<string>) {
            ctx.getState(seen).update(text);
          },
        },
        "processElement",
      ),
    });
    expect(valuesOf(await runOperators({ nodes: [node], isKeyed: true, script }))).toEqual([
      [1, null],
      [2, "a"],
    ]);
  });

  test("the watermark is the minimum over the inputs that are not idle", async () => {
    const node = operatorNode({
      kind: "coMap",
      function: functionSlot({ map1: () => null, map2: () => null }, "map"),
    });
    const result = await runOperators({
      nodes: [node],
      script: () => [
        { type: "watermark", timestampMs: 10 },
        { type: "watermark", timestampMs: 5, input: 1 },
        { type: "watermark", timestampMs: Number.NaN, input: 1 },
        { type: "watermark", timestampMs: 4, input: 1 },
        { type: "status", isIdle: true, input: 1 },
        { type: "status", isIdle: true },
        { type: "status", isIdle: false },
        { type: "watermark", timestampMs: 20 },
        { type: "endInput" },
        { type: "endInput", input: 1 },
      ],
    });
    expect(result.events).toEqual([
      ["watermark", 0, 5],
      ["watermark", 0, 10],
      ["status", 0, true],
      ["status", 0, false],
      ["watermark", 0, 20],
      ["endInput", 0],
    ]);
  });
});
