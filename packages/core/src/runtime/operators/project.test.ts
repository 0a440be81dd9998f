import { describe, expect, test } from "vitest";
import { records, runOperators, valuesOf } from "../../testing/operator-harness.ts";
import { operatorNode } from "../../testing/operator-nodes.ts";
import { isRow, Row } from "../../types/row.ts";

describe("project", () => {
  test("emits fields by position in the order asked for: tuples of tuples, rows of rows", async () => {
    const result = await runOperators({
      nodes: [operatorNode({ kind: "project", fields: [2, 0] })],
      script: () => records(["a", "b", "c"], Row.of(1, 2, 3)),
    });
    const [tuple, row] = valuesOf(result);
    expect(tuple).toEqual(["c", "a"]);
    expect([isRow(row), String(row)]).toEqual([true, "+I[3, 1]"]);
  });

  test.each([
    ["a tuple that is too short", ["a", "b"], 2, '["a","b"]'],
    ["a row that is too short", Row.of(1), 2, "+I[1]"],
    ["an object", { a: 1 }, 2, '{"a":1}'],
    ["a number", 5, 2, "5"],
  ])("fails on %s", async (_name, record, field, value) => {
    const result = await runOperators({
      nodes: [operatorNode({ kind: "project", fields: [field] })],
      script: () => records(record),
    });
    expect(result.error).toMatchObject({
      code: "TYPE_NO_SUCH_FIELD",
      message: expect.stringContaining(`The record ${value} has no field ${field}.`),
    });
  });
});
