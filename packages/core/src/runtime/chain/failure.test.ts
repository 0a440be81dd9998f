import { expect, test } from "vitest";
import { streamError } from "../../base/stream-error.ts";
import { operatorNode } from "../../testing/operator-nodes.ts";
import { describeError } from "./failure.ts";

const operator = { node: operatorNode({ kind: "map", name: "Map" }), subtaskIndex: 0 };

test("an error without frames of the user's shows hint and documentation once when it has got its place", () => {
  const raised = streamError("FUNCTION_RETURNED_UNDEFINED", { operator: "Map" });
  raised.stack = "Error\n    at node:internal/timers:1:1";
  const described = describeError(raised, operator, { value: 1, key: undefined });
  const labels = (described as Error).stack?.match(/^(?:hint|docs|where|record|key)(?= )/gm);
  expect(labels).toEqual(["hint", "docs", "where", "record"]);
});
