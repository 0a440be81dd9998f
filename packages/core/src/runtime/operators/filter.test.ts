import { describe, expect, test } from "vitest";
import { records, runOperators } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

function filterNode(value: unknown) {
  return operatorNode({ kind: "filter", function: functionSlot(value, "filter") });
}

describe("filter", () => {
  test("lets pass what the function returns something truthy for, and counts both ways", async () => {
    const result = await runOperators({
      nodes: [filterNode((value: number) => value % 3)],
      script: () => records(1, 2, 3, 4),
    });
    expect(result).toEqual({
      events: [1, 2, 4].map((value) => ["record", 0, value, -(2 ** 63)]),
      error: undefined,
      counts: [[4, 3]],
    });
  });

  test("refuses a promise, which is truthy", async () => {
    const result = await runOperators({
      nodes: [filterNode(async () => false)],
      script: () => records("a"),
    });
    expect(result.error).toMatchObject({
      code: "FUNCTION_RETURNED_PROMISE",
      operator: "filter",
      record: '"a"',
    });
    expect(result.events).toEqual([]);
  });
});
