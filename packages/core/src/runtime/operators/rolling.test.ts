import { describe, expect, test } from "vitest";
import { keyedRecords, runOperators, valuesOf } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { Row } from "../../types/row.ts";
import { Types } from "../../types/types.ts";

interface Count {
  n: number;
}

function reduceNode(value: unknown, parts: object = {}) {
  return operatorNode({ kind: "reduce", function: functionSlot(value, "reduce"), ...parts });
}

function aggregateNode(aggregate: string, field: number | string, parts: object = {}) {
  return operatorNode({ kind: "aggregate", aggregate, field, first: true, ...parts });
}

const tuples = () => keyedRecords(...[0, 1, 2, 3, 4, 5].map((i) => [i % 3, [i % 3, i]] as const));

describe("reduce", () => {
  test("emits the first record of a key as it is, then the running value", async () => {
    const result = await runOperators({
      nodes: [reduceNode((a: number, b: number) => a + b)],
      isKeyed: true,
      script: () => keyedRecords(["a", 1], ["b", 10], ["a", 2], ["a", 3]),
    });
    expect(valuesOf(result)).toEqual([1, 10, 3, 6]);
  });

  test("converts what the function returns into the declared type", async () => {
    const type = Types.ROW([Types.INT(), Types.STRING()]);
    const result = await runOperators({
      nodes: [reduceNode((a: Row, b: Row) => [a[0] + b[0], b[1]], { outputType: type })],
      isKeyed: true,
      inputType: type,
      script: () => keyedRecords(["a", Row.of(1, "x")], ["a", Row.of(2, "y")]),
    });
    expect(valuesOf(result).map((row) => type.toText(row))).toEqual(["+I[1, x]", "+I[3, y]"]);
  });

  const mutating = [
    reduceNode((a: Count, b: Count) => {
      a.n += b.n;
      return a;
    }),
    operatorNode({
      kind: "map",
      function: functionSlot((value: Count) => {
        value.n *= 100;
        return value;
      }, "map"),
    }),
  ];

  test("neither a reducer nor a receiver that changes its argument is seen by the other", async () => {
    const script = () => keyedRecords(["a", { n: 1 }], ["a", { n: 2 }], ["a", { n: 3 }]);
    const result = await runOperators({ nodes: mutating, isKeyed: true, script });
    expect(valuesOf(result)).toEqual([{ n: 100 }, { n: 300 }, { n: 600 }]);
    const reused = await runOperators({
      nodes: mutating,
      isKeyed: true,
      script,
      notRestorable: "what is emitted and what is kept are one object, which no snapshot keeps",
      configuration: { "pipeline.object-reuse": "true" },
    });
    expect(new Set(valuesOf(reused)).size).toBe(1);
  });

  test("a promise is refused by name", async () => {
    const result = await runOperators({
      nodes: [reduceNode(async () => 1)],
      isKeyed: true,
      script: () => keyedRecords(["a", 1], ["a", 2]),
    });
    expect(result.error).toMatchObject({
      code: "FUNCTION_RETURNED_PROMISE",
      operator: "reduce",
      key: '"a"',
    });
  });
});

describe("rolling aggregates", () => {
  test("sum, min and max keep the first record and replace the field", async () => {
    const run = async (aggregate: string) =>
      valuesOf(
        await runOperators({ nodes: [aggregateNode(aggregate, 1)], isKeyed: true, script: tuples }),
      );
    expect(await run("sum")).toEqual([[0, 0], [1, 1], [2, 2], [0, 3], [1, 5], [2, 7]]); // biome-ignore format: a table
    expect(await run("min")).toEqual([[0, 0], [1, 1], [2, 2], [0, 0], [1, 1], [2, 2]]); // biome-ignore format: a table
    expect(await run("max")).toEqual([[0, 0], [1, 1], [2, 2], [0, 3], [1, 4], [2, 5]]); // biome-ignore format: a table
  });

  test("minBy and maxBy keep whole records, of equal ones the first or the last", async () => {
    const script = () => keyedRecords(...[0, 1, 2, 3, 4, 5].map((i) => [0, [i % 3, i]] as const));
    const run = async (aggregate: string, first: boolean) =>
      valuesOf(
        await runOperators({
          nodes: [aggregateNode(aggregate, 0, { first })],
          isKeyed: true,
          script,
        }),
      );
    expect(await run("maxBy", true)).toEqual([[0, 0], [1, 1], [2, 2], [2, 2], [2, 2], [2, 2]]); // biome-ignore format: a table
    expect(await run("maxBy", false)).toEqual([[0, 0], [1, 1], [2, 2], [2, 2], [2, 2], [2, 5]]); // biome-ignore format: a table
    expect(await run("minBy", true)).toEqual([[0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0]]); // biome-ignore format: a table
    expect(await run("minBy", false)).toEqual([[0, 0], [0, 0], [0, 0], [0, 3], [0, 3], [0, 3]]); // biome-ignore format: a table
  });

  test("a field that is not there is an error at the first record", async () => {
    const result = await runOperators({
      nodes: [aggregateNode("sum", "price")],
      isKeyed: true,
      script: () => keyedRecords(["a", { n: 1 }]),
    });
    expect(result.error).toMatchObject({
      code: "TYPE_NO_SUCH_FIELD",
      operator: "aggregate",
      record: '{"n":1}',
    });
  });
});
