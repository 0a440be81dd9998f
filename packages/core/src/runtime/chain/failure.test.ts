import { expect, test } from "vitest";
import { streamError } from "../../base/stream-error.ts";
import type { Collector } from "../../functions/collector.ts";
import { records, runOperators } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { describeError } from "./failure.ts";

const operator = { node: operatorNode({ kind: "map", name: "Map" }), subtaskIndex: 0 };

test("an error without frames of the user's shows hint and documentation once when it has got its place", () => {
  const raised = streamError("FUNCTION_RETURNED_UNDEFINED", { operator: "Map" });
  raised.stack = "Error\n    at node:internal/timers:1:1";
  const described = describeError(raised, operator, { value: 1, key: undefined });
  const labels = (described as Error).stack?.match(/^(?:hint|docs|where|record|key)(?= )/gm);
  expect(labels).toEqual(["hint", "docs", "where", "record"]);
});

test("a failure behind a collector names the record, also where the function has swallowed it and failed itself", async () => {
  const collecting = functionSlot((value: number, out: Collector<number>) => {
    try {
      out.collect(value);
    } catch {
      throw new Error("second");
    }
  }, "flatMap");
  const failing = functionSlot(() => {
    throw new Error("first");
  }, "map");
  const { error } = await runOperators({
    nodes: [
      operatorNode({ kind: "flatMap", function: collecting, name: "collecting" }),
      operatorNode({ kind: "map", function: failing, name: "failing" }),
    ],
    script: () => records(7),
  });
  expect([error?.code, error?.operator, error?.record]).toEqual([
    "RUNTIME_FUNCTION_FAILED",
    "failing",
    "7",
  ]);
  expect(error?.message).toContain("first");
});

test.each([
  ["an error without a message", new RangeError(), "RangeError"],
  ["a text", "out of paper.", "out of paper"],
  ["nothing", undefined, "undefined"],
  ["an object", { status: 500 }, '{"status":500}'],
  ["an object that has no text", Object.create(null), "{}"],
])("%s that was thrown can be read in the message", (_name, thrown, text) => {
  const described = describeError(thrown, operator, { value: 1, key: undefined });
  expect([described.values["message"], described.where.record, described.cause]).toEqual([
    text,
    "1",
    thrown,
  ]);
});
