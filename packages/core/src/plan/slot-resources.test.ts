import { expect, test } from "vitest";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { compile } from "./compile.ts";
import { explain } from "./explain.ts";
import { type SlotResources, slotResourcesText } from "./slot-resources.ts";
import type { StreamPlan } from "./transformation.ts";

const heavy: SlotResources = {
  cpuCores: 2,
  taskHeapBytes: 100 * 2 ** 20,
  taskOffHeapBytes: 2 ** 20,
  managedBytes: 512 * 2 ** 10,
  external: new Map([["gpu", 1]]),
};

/** A source, a map in the group `heavy` and one behind it, a map in a group without resources, and a sink. */
function plan(): StreamPlan {
  const sketch = new PlanSketch();
  const first = sketch.map(sketch.source("s"), { slotSharingGroup: "heavy" });
  const other = sketch.map(sketch.map(first), { name: "Other", slotSharingGroup: "other" });
  sketch.sink(other, { slotSharingGroup: "default" });
  return { ...sketch.build(), slotSharingGroups: new Map([["heavy", heavy]]) };
}

test("a chain is in one group, and the job graph carries groups and their resources", () => {
  const graph = compile(plan());
  expect(graph.vertices.map(({ name, slotSharingGroup }) => [name, slotSharingGroup])).toEqual([
    ["Source: s", "default"],
    ["Map -> Map", "heavy"],
    ["Other", "other"],
    ["Sink: Unnamed", "default"],
  ]);
  expect(graph.slotSharingGroups).toEqual(new Map([["heavy", heavy]]));
});

test("an explanation tells groups and resources, but for the default group without any", () => {
  const lines = explain(plan()).split("\n");
  expect(lines.filter((line) => line.includes("max parallelism"))).toEqual([
    "    parallelism 1, max parallelism 128",
    '    parallelism 1, max parallelism 128, slot sharing group "heavy" (2 cores, task heap 100 mb, task off-heap 1 mb, managed 0.5 mb, gpu 1)',
    '    parallelism 1, max parallelism 128, slot sharing group "other"',
    "    parallelism 1, max parallelism 128",
  ]);
});

test("resources that nobody asked for have no text", () => {
  expect(slotResourcesText({ external: new Map() })).toBe("");
  expect(slotResourcesText({ cpuCores: 1, external: new Map() })).toBe("1 core");
});
