import { describe, expect, test } from "vitest";
import { StreamError } from "../base/stream-error.ts";
import { namedType, PlanSketch } from "../testing/plan-sketch.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { compile } from "./compile.ts";
import type { StreamPlan, TransformationId } from "./transformation.ts";
import { requireValid, validate } from "./validate.ts";

function findings(plan: StreamPlan) {
  return validate(plan).map(({ severity, error }) => ({
    severity,
    code: error.code,
    values: error.values,
    location: error.where.location,
  }));
}

/** The one error of a plan. */
function onlyError(plan: StreamPlan) {
  const found = findings(plan);
  expect(found).toHaveLength(1);
  expect(found[0]?.severity).toBe("error");
  return { code: found[0]?.code, values: found[0]?.values, location: found[0]?.location };
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("findings", () => {
  test("without generated uids every operator needs a uid or a uid hash, and each that has none is named", () => {
    const plan = new PlanSketch({ "pipeline.auto-generate-uids": "false" });
    const source = plan.source("s", { uid: "in" });
    plan.map(source, { uidHash: "0".repeat(32), chaining: "HEAD" });
    plan.sink(plan.map(source, { name: "Twice" }), { name: "out" });
    expect(findings(plan.build())).toEqual(
      [
        ["Twice at job.ts:3:1", "job.ts:3:1"],
        ["Sink: out at job.ts:4:1", "job.ts:4:1"],
      ].map(([operator, location]) => ({
        severity: "error",
        code: "PLAN_MISSING_UID",
        values: { operator },
        location,
      })),
    );
  });

  test("a plan without problems has none", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s", { uid: "in" }), { uid: "out" });
    expect(findings(plan.build())).toEqual([]);
  });

  test("no sink is an error at the last call", () => {
    const plan = new PlanSketch();
    plan.map(plan.source("s"));
    expect(onlyError(plan.build("count"))).toEqual({
      code: "PLAN_NO_OPERATORS",
      values: { job: '"count"' },
      location: "job.ts:2:1",
    });
    expect(onlyError(new PlanSketch().build("empty"))).toEqual({
      code: "PLAN_NO_OPERATORS",
      values: { job: '"empty"' },
      location: undefined,
    });
  });

  test("a duplicate uid names both operators and their places", () => {
    const plan = new PlanSketch();
    const mapped = plan.map(plan.source("s"), { uid: "enrich", name: "m" });
    plan.sink(mapped, { uid: "enrich" });
    expect(onlyError(plan.build())).toEqual({
      code: "PLAN_DUPLICATE_UID",
      values: { uid: "enrich", first: "m at job.ts:2:1", second: "Sink: Unnamed at job.ts:3:1" },
      location: "job.ts:3:1",
    });
  });

  test("a duplicate uid hash names both operators", () => {
    const plan = new PlanSketch({ "pipeline.operator-chaining.enabled": "false" });
    const uidHash = "0123456789abcdef0123456789abcdef";
    plan.sink(plan.source("s", { uidHash }), { uidHash });
    expect(onlyError(plan.build())).toEqual({
      code: "PLAN_DUPLICATE_UID_HASH",
      values: {
        hash: uidHash,
        first: "Source: s at job.ts:1:1",
        second: "Sink: Unnamed at job.ts:2:1",
      },
      location: "job.ts:2:1",
    });
  });

  test.each(["", "abc", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcdeg"])(
    "the uid hash %j is refused",
    (uidHash) => {
      const plan = new PlanSketch();
      plan.sink(plan.source("s", { uidHash }));
      expect(onlyError(plan.build())).toEqual({
        code: "PLAN_INVALID_UID_HASH",
        values: { hash: uidHash, operator: "Source: s at job.ts:1:1" },
        location: "job.ts:1:1",
      });
    },
  );

  test("a uid hash inside of a chain is refused, at its head it is not", () => {
    const uidHash = "0123456789abcdef0123456789abcdef";
    const plan = (chaining: "ALWAYS" | "HEAD") => {
      const builder = new PlanSketch();
      builder.sink(builder.source("s"), { uidHash, chaining });
      return builder.build();
    };
    expect(onlyError(plan("ALWAYS"))).toEqual({
      code: "PLAN_UID_HASH_IN_CHAIN",
      values: { operator: "Sink: Unnamed at job.ts:2:1", input: "Source: s at job.ts:1:1" },
      location: "job.ts:2:1",
    });
    expect(findings(plan("HEAD"))).toEqual([]);
  });

  test.each([0, -1, 1.5, 32_769])("parallelism %d is refused", (parallelism) => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"), { parallelism });
    expect(onlyError(plan.build())).toMatchObject({
      code: "PLAN_INVALID_PARALLELISM",
      values: { setting: "parallelism", value: String(parallelism) },
    });
  });

  test("parallelism above the max parallelism is refused", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"), { parallelism: 5, maxParallelism: 4 });
    expect(onlyError(plan.build())).toEqual({
      code: "PLAN_PARALLELISM_ABOVE_MAXIMUM",
      values: { operator: "Sink: Unnamed at job.ts:2:1", parallelism: "5", maxParallelism: "4" },
      location: "job.ts:2:1",
    });
  });

  test("parallelism of what cannot be parallel is refused, for operators and for sources that say so", () => {
    for (const settings of [{ isNonParallel: true }, { maxSourceParallelism: 1 }]) {
      const plan = new PlanSketch();
      plan.sink(plan.source("s", { ...settings, parallelism: 2 }));
      expect(onlyError(plan.build())).toEqual({
        code: "PLAN_NON_PARALLEL",
        values: { operator: "Source: s at job.ts:1:1", parallelism: "2" },
        location: "job.ts:1:1",
      });
    }
  });

  test("forward between different parallelism is refused at the call of forward", () => {
    const plan = new PlanSketch();
    const forward = plan.partition(plan.source("s"), { type: "forward" });
    plan.sink(forward, { parallelism: 2 });
    expect(onlyError(plan.build())).toEqual({
      code: "PLAN_FORWARD_PARALLELISM",
      values: {
        source: "Source: s at job.ts:1:1",
        sourceParallelism: "1",
        target: "Sink: Unnamed at job.ts:3:1",
        targetParallelism: "2",
      },
      location: "job.ts:2:1",
    });
  });

  test("a union of different declared types is refused, undeclared ones go with any", () => {
    const plan = (first?: string, second?: string) => {
      const builder = new PlanSketch();
      const a = builder.source("a", {
        outputType: first === undefined ? undefined : namedType(first),
      });
      const b = builder.source("b", {
        outputType: second === undefined ? undefined : namedType(second),
      });
      builder.sink(builder.union(builder.partition(a, { type: "shuffle" }), b));
      return builder.build();
    };
    expect(onlyError(plan("INT", "STRING"))).toEqual({
      code: "PLAN_UNION_TYPES",
      values: { first: "INT", second: "STRING" },
      location: "job.ts:4:1",
    });
    expect([plan("INT", "INT"), plan("INT"), plan(undefined, "INT")].flatMap(findings)).toEqual([]);
  });

  test("an input that is not before its reader is refused", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"));
    plan.sink(9 as TransformationId, { name: "lost" });
    plan.sink(4 as TransformationId, { name: "itself" });
    expect(findings(plan.build()).map(({ code, values }) => [code, values])).toEqual([
      ["PLAN_UNKNOWN_INPUT", { operator: "Sink: lost at job.ts:3:1", input: "9" }],
      ["PLAN_UNKNOWN_INPUT", { operator: "Sink: itself at job.ts:4:1", input: "4" }],
    ]);
  });

  test.each([
    ["parallelism.default", "0", "a whole number from 1"],
    ["pipeline.max-parallelism", "many", "a whole number from 1 to 32768, or -1"],
    ["pipeline.operator-chaining.enabled", "yes", "true or false"],
    ["execution.buffer-timeout.interval", "soon", "a duration such as 100 ms"],
  ])("the setting %s = %s is refused", (key, value, expected) => {
    const plan = new PlanSketch({ [key]: value });
    plan.sink(plan.source("s"));
    expect(onlyError(plan.build())).toEqual({
      code: "PLAN_INVALID_SETTING",
      values: { key, value, expected },
      location: undefined,
    });
  });

  test("watermark alignment is a warning where no source can wait for it, and none on a source", () => {
    const plan = new PlanSketch();
    const watermarkStrategy = WatermarkStrategy.noWatermarks().withWatermarkAlignment("group", 5);
    const source = plan.source("s", { watermarkStrategy });
    plan.sink(plan.timestamps(source, watermarkStrategy));
    expect(findings(plan.build())).toEqual([
      {
        severity: "warning",
        code: "PLAN_ALIGNMENT_NOT_IN_EFFECT",
        values: { operator: "Timestamps/Watermarks at job.ts:2:1" },
        location: "job.ts:2:1",
      },
    ]);
  });

  test("more than 300 operators in a row are a warning, and the plan compiles", () => {
    const plan = (count: number) => {
      const builder = new PlanSketch();
      let last = builder.source("s");
      for (let index = 2; index < count; index++) last = builder.map(last);
      builder.sink(last);
      return builder.build();
    };
    expect(findings(plan(300))).toEqual([]);
    expect(findings(plan(301))).toEqual([
      {
        severity: "warning",
        code: "PLAN_LONG_CALL_CHAIN",
        values: { count: "301", operator: "Sink: Unnamed at job.ts:301:1" },
        location: "job.ts:301:1",
      },
    ]);
    expect(compile(plan(301)).vertices).toHaveLength(1);
  });
});

describe("refusing", () => {
  test("a single error is thrown as it is", () => {
    const error = thrownBy(() => compile(new PlanSketch().build()));
    expect(error).toBeInstanceOf(StreamError);
    expect(error).toMatchObject({ code: "PLAN_NO_OPERATORS" });
  });

  test("several errors are thrown as one that lists them all", () => {
    const plan = new PlanSketch();
    const mapped = plan.map(plan.source("s", { uid: "x", parallelism: 0 }), {
      uid: "x",
      name: "m",
    });
    plan.sink(mapped);
    const error = thrownBy(() => requireValid(plan.build()));
    expect(error).toMatchObject({
      code: "PLAN_SEVERAL_PROBLEMS",
      values: { count: "2" },
      cause: { errors: [{ code: "PLAN_DUPLICATE_UID" }, { code: "PLAN_INVALID_PARALLELISM" }] },
    });
    expect(String(error)).toContain('- PLAN_DUPLICATE_UID  Two operators have the uid "x"');
    expect(String(error)).toContain("- PLAN_INVALID_PARALLELISM");
  });

  test("warnings are returned", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"));
    expect(requireValid(plan.build())).toEqual([]);
  });
});
