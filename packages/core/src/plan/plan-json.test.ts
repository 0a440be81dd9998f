import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { executionPlan } from "./plan-json.ts";

test("the plan of a program with every kind of edge equals the golden file", () => {
  const plan = new PlanSketch({ "parallelism.default": "2" });
  const source = plan.source("Collection Source", { isNonParallel: true });
  const third = plan.source("numbers");
  const keyed = plan.keyBy(plan.map(source, { name: "Map" }));
  const plusTwo = plan.map(keyed, {
    name: "Plus Two Map",
    parallelism: 3,
    description: "adds two",
  });
  const united = plan.union(plusTwo, third);
  plan.sink(united, { name: "Test Sink", parallelism: 4 });
  const joined = plan.coMap(plan.partition(third, { type: "broadcast" }), united);
  plan.sink(plan.partition(joined, { type: "rescale" }), { defaultName: "Print to Std. Out" });
  const expected = readFileSync(
    new URL("../../../../tests/golden/plans/every-edge.json", import.meta.url),
    "utf8",
  );
  expect(`${executionPlan(plan.build())}\n`).toBe(expected);
});

test("a union adds no node: the predecessors of its reader are its inputs", () => {
  const plan = new PlanSketch();
  const [first, second, third] = [plan.source("a"), plan.source("b"), plan.source("c")] as const;
  plan.sink(plan.map(plan.union(third, first, second)));
  const { nodes } = JSON.parse(executionPlan(plan.build())) as {
    nodes: { id: number; type: string; predecessors?: { id: number }[] }[];
  };
  expect(nodes.map(({ type }) => type)).toEqual([
    "Source: a",
    "Source: b",
    "Source: c",
    "Map",
    "Sink: Unnamed",
  ]);
  expect(nodes[3]?.predecessors?.map(({ id }) => id)).toEqual([third, first, second]);
});

test("sinks stand last, also where they were called before other operators", () => {
  const plan = new PlanSketch();
  const source = plan.source("s");
  plan.sink(source, { name: "early" });
  plan.sink(plan.map(source), { name: "late" });
  const { nodes } = JSON.parse(executionPlan(plan.build())) as { nodes: { type: string }[] };
  expect(nodes.map(({ type }) => type)).toEqual(["Source: s", "Map", "Sink: early", "Sink: late"]);
});

test("an empty plan has no nodes", () => {
  expect(JSON.parse(executionPlan(new PlanSketch().build()))).toEqual({ nodes: [] });
});
