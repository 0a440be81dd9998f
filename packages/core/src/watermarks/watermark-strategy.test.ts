import { describe, expect, test } from "vitest";
import { Duration } from "../base/duration.ts";
import { WatermarkStrategy } from "./watermark-strategy.ts";

describe("a watermark strategy", () => {
  // covers: WatermarkStrategy.forBoundedOutOfOrderness, WatermarkStrategy.forGenerator
  // covers: WatermarkStrategy.forMonotonousTimestamps, WatermarkStrategy.noWatermarks
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

  // covers: WatermarkStrategy.withIdleness, WatermarkStrategy.withTimestampAssigner
  // covers: WatermarkStrategy.withWatermarkAlignment
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
    const wrong = (value: string) =>
      expect.objectContaining({
        code: "API_WRONG_TYPE",
        values: expect.objectContaining({ value }),
      });
    expect(() =>
      WatermarkStrategy.noWatermarks().withTimestampAssigner({ at: 1 } as never),
    ).toThrow(wrong("an object with at"));
    expect(() => WatermarkStrategy.forGenerator("x" as never)).toThrow(wrong('"x"'));
    expect(() => WatermarkStrategy.noWatermarks().withIdleness(0)).toThrow(wrong("0"));
    expect(() => WatermarkStrategy.forBoundedOutOfOrderness(-1)).toThrow(wrong("-1"));
    expect(() => WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(-1))).toThrow(
      wrong("-1 ms"),
    );
    expect(() => WatermarkStrategy.forBoundedOutOfOrderness("5 sek" as never)).toThrow(
      expect.objectContaining({ code: "DURATION_WRONG_VALUE" }),
    );
  });
});
