import { describe, expect, test } from "vitest";
import type { Boundedness } from "../connector/source.ts";
import { operatorNode } from "../testing/operator-nodes.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { compile } from "./compile.ts";
import { inputModesOf } from "./runtime-mode.ts";
import type { StreamPlan } from "./transformation.ts";
import { validate } from "./validate.ts";

/** Two sources, a keyed sum of each, two sinks; `unread`: a third source that nobody reads. */
function planOf(mode: string | undefined, first: Boundedness, second: Boundedness): StreamPlan {
  const plan = new PlanBuilder();
  for (const boundedness of [first, second]) {
    const source = plan.source(new ScriptedSource([[]], { boundedness }));
    const keyed = plan.keyBy(source, (value: unknown) => value);
    plan.sink(
      plan.reduce(keyed, (left: unknown) => left),
      new RecordingSink(),
    );
  }
  plan.source(new ScriptedSource([[]], { boundedness: "CONTINUOUS_UNBOUNDED" }));
  return plan.plan(mode === undefined ? {} : { "execution.runtime-mode": mode });
}

const bounded = "BOUNDED";
const unbounded = "CONTINUOUS_UNBOUNDED";

test.each([
  [undefined, bounded, "STREAMING"],
  ["STREAMING", bounded, "STREAMING"],
  ["streaming", unbounded, "STREAMING"],
  ["BATCH", bounded, "BATCH"],
  ["AUTOMATIC", bounded, "BATCH"],
  ["automatic", unbounded, "STREAMING"],
] as const)("%s with a second source that is %s runs in %s", (mode, second, expected) => {
  const graph = compile(planOf(mode, bounded, second));
  const modes = graph.vertices.map(({ operators, inputModes }) => [
    operators[0]?.node.kind,
    ...inputModes,
  ]);
  const input = expected === "BATCH" ? "sorted" : "direct";
  expect([graph.runtimeMode, modes]).toEqual([
    expected,
    [["source"], ["source"], ["reduce", input], ["reduce", input]],
  ]);
});

test("BATCH names each source that has no end, with the user's place", () => {
  const found = validate(planOf("BATCH", unbounded, unbounded));
  expect(
    found.map(({ severity, error }) => [
      severity,
      error.code,
      error.values["source"],
      error.where.location,
    ]),
  ).toEqual([
    ["error", "PLAN_UNBOUNDED_BATCH", "Source: source at job.ts:1:1", "job.ts:1:1"],
    ["error", "PLAN_UNBOUNDED_BATCH", "Source: source at job.ts:5:1", "job.ts:5:1"],
  ]);
});

test("a mode that does not exist is an invalid setting", () => {
  expect(validate(planOf("SOMETIMES", bounded, bounded)).map(({ error }) => error.code)).toEqual([
    "PLAN_INVALID_SETTING",
  ]);
});

test("checkpoints have no effect in BATCH, which is said once", () => {
  const plan = planOf("AUTOMATIC", bounded, bounded);
  const configuration = new Map([
    ...plan.configuration,
    ["execution.checkpointing.interval", "1 s"],
  ]);
  const found = validate({ ...plan, configuration });
  expect(found.map(({ severity, error }) => [severity, error.code])).toEqual([
    ["warning", "PLAN_CHECKPOINTS_IN_BATCH"],
  ]);
  expect(validate(planOf("STREAMING", bounded, bounded))).toEqual([]);
});

test("strategies keep their timestamps in BATCH and make no watermarks", () => {
  const assign = (): number => 1;
  const strategy = WatermarkStrategy.forMonotonousTimestamps<unknown>()
    .withTimestampAssigner(assign)
    .withIdleness(5);
  expect(strategy.withoutWatermarks()).toMatchObject({
    generation: { kind: "none" },
    timestampAssigner: assign,
    idlenessMs: undefined,
    alignment: undefined,
  });
  const nodes = planOf("BATCH", bounded, bounded).nodes.map((node) =>
    node.kind === "source" ? { ...node, watermarkStrategy: strategy } : node,
  );
  const graph = compile({ ...planOf("BATCH", bounded, bounded), nodes });
  const head = graph.vertices[0]?.operators[0]?.node;
  expect(head?.kind === "source" && head.watermarkStrategy.generation).toEqual({ kind: "none" });
});

describe("inputs in BATCH", () => {
  const modes = (parts: Parameters<typeof operatorNode>[0]) =>
    inputModesOf(operatorNode({ input: 1, ...parts }), "BATCH");
  const two = { input1: 1, input2: 2 };

  test("of keyed operators are sorted, both where there are two", () => {
    expect(modes({ kind: "process", isKeyed: true })).toEqual(["sorted"]);
    expect(modes({ kind: "window" })).toEqual(["sorted"]);
    expect(modes({ kind: "coProcess", isKeyed: true, ...two })).toEqual(["sorted", "sorted"]);
    expect(modes({ kind: "intervalJoin", ...two })).toEqual(["sorted", "sorted"]);
  });

  test("of others are direct", () => {
    expect(modes({ kind: "map" })).toEqual(["direct"]);
    expect(modes({ kind: "coMap", ...two })).toEqual(["direct", "direct"]);
    expect(modes({ kind: "sortPartition", isKeyed: true })).toEqual(["direct"]);
  });

  test("beside a broadcast one are sorted, or held until it has ended", () => {
    expect(modes({ kind: "broadcastProcess", isKeyed: true, ...two })).toEqual([
      "sorted",
      "direct",
    ]);
    expect(modes({ kind: "broadcastProcess", isKeyed: false, ...two })).toEqual(["held", "direct"]);
  });
});
