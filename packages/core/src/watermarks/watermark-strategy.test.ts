import { describe, expect, test } from "vitest";
import { WatermarkStrategy } from "./watermark-strategy.ts";

describe("a watermark strategy", () => {
  test("says how watermarks are made", () => {
    const create = () => ({ onEvent() {}, onPeriodicEmit() {} });
    expect([
      WatermarkStrategy.noWatermarks().generation,
      WatermarkStrategy.forMonotonousTimestamps().generation,
      WatermarkStrategy.forBoundedOutOfOrderness("5 s").generation,
      WatermarkStrategy.forGenerator(create).generation,
    ]).toEqual([
      { kind: "none" },
      { kind: "monotonous" },
      { kind: "boundedOutOfOrderness", maxOutOfOrdernessMs: 5000 },
      { kind: "custom", create },
    ]);
  });

  test("keeps everything else when one part is set, in any order, and never changes", () => {
    const assigner = (value: { at: number }) => value.at;
    const start = WatermarkStrategy.forMonotonousTimestamps<{ at: number }>();
    const strategy = start
      .withTimestampAssigner(assigner)
      .withIdleness("1 min")
      .withWatermarkAlignment("group", 2000);
    expect(strategy).toMatchObject({
      generation: { kind: "monotonous" },
      timestampAssigner: assigner,
      idlenessMs: 60_000,
      alignment: { group: "group", maxDriftMs: 2000, updateIntervalMs: 1000 },
    });
    expect([start.timestampAssigner, start.idlenessMs, Object.isFrozen(strategy)]).toEqual([
      undefined,
      undefined,
      true,
    ]);
  });

  test("refuses what is no assigner, no generator and no duration", () => {
    const wrong = expect.objectContaining({ code: "API_WRONG_TYPE" });
    expect(() => WatermarkStrategy.noWatermarks().withTimestampAssigner({} as never)).toThrow(
      wrong,
    );
    expect(() => WatermarkStrategy.forGenerator("x" as never)).toThrow(wrong);
    expect(() => WatermarkStrategy.noWatermarks().withIdleness(0)).toThrow(wrong);
    expect(() => WatermarkStrategy.forBoundedOutOfOrderness(-1)).toThrow(wrong);
    expect(() => WatermarkStrategy.forBoundedOutOfOrderness("5 sek" as never)).toThrow(
      expect.objectContaining({ code: "DURATION_WRONG_VALUE" }),
    );
  });
});
