import { describe, expect, test } from "vitest";
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import {
  createHarnessChain,
  type HarnessStep,
  records,
  runOperators,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import type { WatermarkGenerator } from "../../watermarks/watermark-generator.ts";
import { WatermarkStrategy } from "../../watermarks/watermark-strategy.ts";

function timestampsNode(
  watermarkStrategy: unknown,
  kind: "timestampsAndWatermarks" | "source" = "timestampsAndWatermarks",
) {
  return operatorNode({ kind, watermarkStrategy });
}

const byValue = (value: number) => value;

const script = (): readonly HarnessStep[] => [
  ...records(100, 300, 200),
  { type: "periodicEmit" },
  { type: "periodicEmit" },
  ...records(400),
  { type: "watermark", timestampMs: 5 },
  { type: "periodicEmit" },
  { type: "watermark", timestampMs: MAX_TIMESTAMP },
];

describe("timestamps and watermarks", () => {
  test("monotonous: the largest timestamp - 1 ms, once; watermarks from before are dropped but for the last", async () => {
    const strategy =
      WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner(byValue);
    const result = await runOperators({ nodes: [timestampsNode(strategy)], script });
    expect(result).toEqual({
      events: [
        ["record", 0, 100, 100],
        ["record", 0, 300, 300],
        ["record", 0, 200, 200],
        ["watermark", 0, 299],
        ["record", 0, 400, 400],
        ["watermark", 0, 399],
        ["watermark", 0, MAX_TIMESTAMP],
      ],
      error: undefined,
      counts: [[4, 4]],
    });
  });

  test.each(["timestampsAndWatermarks", "source"] as const)(
    "%s: idle after the time-out without a record, active with the next watermark and at the end",
    async (kind) => {
      const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
        .withTimestampAssigner(byValue)
        .withIdleness(10);
      const clock = (timestampMs: number): HarnessStep[] => [
        { type: "processingTime", timestampMs },
        { type: "periodicEmit" },
      ];
      const { events } = await runOperators({
        nodes: [timestampsNode(strategy, kind)],
        script: () => [
          ...records(100),
          ...[1, 2, 12, 13, 14].flatMap(clock),
          ...records(200),
          ...[15, 16, 30].flatMap(clock),
          { type: "watermark", timestampMs: MAX_TIMESTAMP },
        ],
      });
      expect(events).toEqual([
        ["record", 0, 100, 100],
        ["watermark", 0, 99],
        ["status", 0, true],
        ["record", 0, 200, 200],
        ["status", 0, false],
        ["watermark", 0, 199],
        ["status", 0, true],
        ["status", 0, false],
        ["watermark", 0, MAX_TIMESTAMP],
      ]);
    },
  );

  test("bounded out of orderness stays behind by the bound", async () => {
    const strategy =
      WatermarkStrategy.forBoundedOutOfOrderness<number>(50).withTimestampAssigner(byValue);
    const result = await runOperators({ nodes: [timestampsNode(strategy)], script });
    expect(result.events.filter(([type]) => type === "watermark")).toEqual([
      ["watermark", 0, 249],
      ["watermark", 0, 349],
      ["watermark", 0, MAX_TIMESTAMP],
    ]);
  });

  test("none: timestamps are assigned, no watermark follows", async () => {
    const strategy = WatermarkStrategy.noWatermarks<number>().withTimestampAssigner(byValue);
    const result = await runOperators({ nodes: [timestampsNode(strategy)], script });
    expect(result.events.at(-1)).toEqual(["watermark", 0, MAX_TIMESTAMP]);
    expect(result.events.filter(([type]) => type === "record").map((event) => event[3])).toEqual([
      100, 300, 200, 400,
    ]);
  });

  // covers: WatermarkGenerator
  test("a generator of the user's own emits when it likes, rising only", async () => {
    const strategy = WatermarkStrategy.forGenerator<number>(
      (): WatermarkGenerator<number> => ({
        onEvent: (value, _timestampMs, output) => output.emitWatermark(value),
        onPeriodicEmit: (output) => output.markIdle(),
      }),
    );
    const result = await runOperators({
      nodes: [timestampsNode(strategy)],
      script: () => [...records(5, 3, Number.NaN), { type: "periodicEmit" }, ...records(9)],
    });
    expect(result.events.filter(([type]) => type !== "record")).toEqual([
      ["watermark", 0, 5],
      ["status", 0, true],
      ["status", 0, false],
      ["watermark", 0, 9],
    ]);
  });

  test.each(["timestampsAndWatermarks", "source"] as const)(
    "the final watermark ends the idleness that a generator of %s has declared, so that it counts",
    async (kind) => {
      const strategy = WatermarkStrategy.forGenerator<number>(
        (): WatermarkGenerator<number> => ({
          onEvent: () => {},
          onPeriodicEmit: (output) => output.markIdle(),
        }),
      );
      const result = await runOperators({
        nodes: [timestampsNode(strategy, kind)],
        script: () => [
          { type: "periodicEmit" },
          { type: "watermark", timestampMs: MAX_TIMESTAMP },
          { type: "endInput" },
        ],
      });
      expect(result.events).toEqual([
        ["status", 0, true],
        ["status", 0, false],
        ["watermark", 0, MAX_TIMESTAMP],
        ["endInput", 0],
      ]);
    },
  );

  test("what is not a number is refused", async () => {
    const strategy = WatermarkStrategy.noWatermarks<number>().withTimestampAssigner(
      (() => "soon") as never,
    );
    const result = await runOperators({
      nodes: [timestampsNode(strategy)],
      script: () => records(1),
    });
    expect(result.error).toMatchObject({
      code: "RUNTIME_WRONG_TIMESTAMP",
      operator: "timestampsAndWatermarks",
      record: "1",
    });
  });

  test("a new timestamp holds for what is behind, and not for the branch beside it", async () => {
    const strategy = WatermarkStrategy.noWatermarks<number>().withTimestampAssigner(byValue);
    const result = await runOperators({
      nodes: [
        operatorNode({ kind: "map", function: functionSlot(byValue, "map") }),
        timestampsNode(strategy),
      ],
      outputs: {
        0: [
          { to: "operator", operator: 1, sideOutputTag: undefined },
          { to: "edge", edge: 1, sideOutputTag: undefined },
        ],
      },
      script: () => [{ type: "record", value: 7, timestampMs: 1 }],
    });
    expect(result.events).toEqual([
      ["record", 0, 7, 7],
      ["record", 1, 7, 1],
    ]);
  });

  test("a source's chain pulls from its reader up to a limit, or until it is asked to stop", () => {
    for (const codeGeneration of ["auto", "off"] as const) {
      const { chain, events, signals } = createHarnessChain(
        {
          nodes: [
            timestampsNode(WatermarkStrategy.forMonotonousTimestamps(), "source"),
            operatorNode({
              kind: "map",
              function: functionSlot((value: number) => {
                if (value === 4) signals.raiseStop();
                return value;
              }, "map"),
            }),
          ],
        },
        codeGeneration,
      );
      const reader = {
        timestampMs: 0,
        count: 0,
        next(): number | undefined {
          this.count += 1;
          this.timestampMs = this.count * 10;
          return this.count > 6 ? undefined : this.count;
        },
      };
      const pull = chain.pullLoop(reader);
      expect(pull(2)).toBe(2);
      expect(pull(10)).toBe(2);
      signals.beginSlice();
      expect(pull(10)).toBe(2);
      chain.onPeriodicEmit();
      expect(events).toEqual([
        ...[1, 2, 3, 4, 5, 6].map((value) => ["record", 0, value, value * 10]),
        ["watermark", 0, 59],
      ]);
      expect([chain.numRecordsIn(0), chain.numRecordsOut(1)]).toEqual([6, 6]);
    }
  });

  test("a reader that throws is not blamed on the last record's operator", () => {
    for (const codeGeneration of ["auto", "off"] as const) {
      const { chain } = createHarnessChain(
        {
          nodes: [
            timestampsNode(WatermarkStrategy.noWatermarks(), "source"),
            operatorNode({ kind: "map", function: functionSlot(byValue, "map") }),
          ],
        },
        codeGeneration,
      );
      let count = 0;
      const next = () => {
        count += 1;
        if (count > 1) throw new Error("unreadable");
        return count;
      };
      expect(() => chain.pullLoop({ timestampMs: 0, next })(10)).toThrow(
        expect.objectContaining({
          code: "RUNTIME_FUNCTION_FAILED",
          where: expect.objectContaining({ operator: "source", record: undefined }),
        }),
      );
    }
  });
});

test.each([
  [{}, "{}"],
  [undefined, "undefined"],
  [{ onEvent: 5 }, '{"onEvent":5}'],
])("what is made for %j as a generator is told before the first record", async (made, value) => {
  const strategy = WatermarkStrategy.forGenerator(() => made as never).withTimestampAssigner(
    byValue as never,
  );
  const run = runOperators({ nodes: [timestampsNode(strategy)], script });
  await expect(run).rejects.toMatchObject({
    code: "RUNTIME_WRONG_WATERMARK_GENERATOR",
    message: expect.stringContaining(`returned ${value}, which is no watermark generator.`),
  });
});
