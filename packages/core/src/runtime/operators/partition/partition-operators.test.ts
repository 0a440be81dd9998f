import { describe, expect, test } from "vitest";
import { NO_TIMESTAMP } from "../../../base/timestamps.ts";
import type { Collector } from "../../../functions/collector.ts";
import {
  createHarnessChain,
  type HarnessStep,
  keyedRecords,
  pollSuspensions,
  records,
  runOperators,
} from "../../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../../testing/operator-nodes.ts";

const MAX = 2 ** 63;
const END: readonly HarnessStep[] = [{ type: "watermark", timestampMs: MAX }, { type: "endInput" }];

function partitionNode(
  kind: "mapPartition" | "partitionReduce" | "partitionAggregate",
  fn: unknown,
) {
  const role = { mapPartition: "mapPartition", partitionReduce: "reduce", partitionAggregate: "aggregate" }[kind]; // biome-ignore format: a table
  return operatorNode({ kind, function: functionSlot(fn, role) });
}

function sortNode(field: number | string, order = "ASCENDING", parts: object = {}) {
  return operatorNode({
    kind: "sortPartition",
    sortKey: { type: "field", field },
    order,
    ...parts,
  });
}

const notRestorable = "partitions refuse snapshots";

type Run = Parameters<typeof runOperators>[0];

/** The events under the default slices and under slices of one piece, which are the same. */
async function eventsOf(run: Run) {
  const result = await runOperators({ ...run, notRestorable });
  const configuration = { "execution.slice.max-records": "1" };
  expect(await runOperators({ ...run, configuration, notRestorable })).toEqual(result);
  return result.error ?? result.events.map(([type, , ...rest]) => [type, ...rest]);
}

const out = (...values: unknown[]) => [
  ...values.map((value) => ["record", value, NO_TIMESTAMP]),
  ["watermark", MAX],
  ["endInput"],
];

describe("mapPartition", () => {
  test("is called once with all records when the input has ended, before the last watermark goes on", async () => {
    const total = (values: Iterable<number>) => [[...values].length, [...values].join("")];
    const nodes = [partitionNode("mapPartition", total)];
    const script = () => [
      ...records(1, 2),
      { type: "watermark", timestampMs: 5 } as const,
      ...records(3),
      ...END,
    ];
    expect(await eventsOf({ nodes, script })).toEqual([["watermark", 5], ...out(3, "123")]);
  });

  test("generators and collectors are equal, and an empty partition is a call too", async () => {
    const forms = [
      function* (values: Iterable<number>) {
        yield "begin";
        yield* values;
      },
      (values: Iterable<number>, collector: Collector<unknown>) => {
        collector.collect("begin");
        for (const value of values) collector.collect(value);
      },
    ];
    for (const form of forms) {
      const nodes = [partitionNode("mapPartition", form)];
      expect(await eventsOf({ nodes, script: () => [...records(1, 2), ...END] })).toEqual(
        out("begin", 1, 2),
      );
      expect(await eventsOf({ nodes, script: () => END })).toEqual(out("begin"));
    }
  });

  test("what it yields is taken in slices, and an operator behind it ends after it", async () => {
    const nodes = [
      partitionNode("mapPartition", function* () {
        for (let value = 0; value < 3000; value++) yield value;
      }),
      partitionNode("partitionReduce", (a: number, b: number) => a + b),
    ];
    const harness = createHarnessChain({ nodes }, "auto");
    await harness.chain.open();
    harness.signals.beginSlice();
    harness.chain.inputs[0]?.endInput();
    harness.signals.endSlice();
    expect(harness.chain.numRecordsOut(0)).toBe(1023);
    expect(harness.events).toEqual([]);
    pollSuspensions(harness);
    expect(harness.events).toEqual([
      ["record", 0, (2999 * 3000) / 2, NO_TIMESTAMP],
      ["endInput", 0],
    ]);
  });

  test("a failure between two results names the operator", async () => {
    const nodes = [
      partitionNode("mapPartition", function* () {
        yield 1;
        throw new Error("no more");
      }),
    ];
    const result = await runOperators({ nodes, script: () => END, notRestorable });
    expect([result.error?.operator, result.events.length]).toEqual(["mapPartition", 1]);
  });

  test("refuses a snapshot by name: what it keeps until the end is not state", () => {
    const { chain } = createHarnessChain(
      { nodes: [partitionNode("mapPartition", () => [])] },
      "auto",
    );
    expect(() => chain.snapshot(1)).toThrow(
      expect.objectContaining({ code: "RUNTIME_NO_SNAPSHOT" }),
    );
  });

  test("a text is refused by name", async () => {
    const nodes = [partitionNode("mapPartition", () => "abc")];
    expect(await eventsOf({ nodes, script: () => END })).toMatchObject({
      code: "FUNCTION_RETURNED_STRING",
    });
  });
});

describe("sortPartition", () => {
  const pairs = [[2, "a"], [1, "b"], [2, "c"], [1, "d"]]; // biome-ignore format: a table

  test("orders the records of a subtask by a field; equal ones stay as they came, in both orders", async () => {
    const script = () => [...records(...pairs), ...END];
    expect(await eventsOf({ nodes: [sortNode(0)], script })).toEqual(
      out([1, "b"], [1, "d"], [2, "a"], [2, "c"]),
    );
    expect(await eventsOf({ nodes: [sortNode(0, "DESCENDING")], script })).toEqual(
      out([2, "a"], [2, "c"], [1, "b"], [1, "d"]),
    );
  });

  test("orders by what a selector returns", async () => {
    const sortKey = {
      type: "selector",
      function: functionSlot((value: string) => value.length, "getKey"),
    };
    const nodes = [operatorNode({ kind: "sortPartition", sortKey, order: "ASCENDING" })];
    const script = () => [...records("ccc", "a", "bb"), ...END];
    expect(await eventsOf({ nodes, script })).toEqual(out("a", "bb", "ccc"));
  });

  test("with keys, each key has its own order, one key after the other", async () => {
    const nodes = [sortNode(0, "ASCENDING", { isKeyed: true })];
    const script = () => [
      ...keyedRecords(["x", 3], ["y", 2], ["x", 1], ["y", 9], ["x", 2]),
      ...END,
    ];
    expect(await eventsOf({ nodes, isKeyed: true, script })).toEqual(out(1, 2, 3, 2, 9));
  });

  test("values without an order are an error of the operator", async () => {
    const nodes = [sortNode(0)];
    const script = () => [...records([1], ["b"]), ...END];
    expect(await eventsOf({ nodes, script })).toMatchObject({
      code: "TYPE_NOT_COMPARABLE",
      operator: "sortPartition",
    });
  });
});

describe("reduce and aggregate", () => {
  test("reduce emits one record, and none where there was none", async () => {
    const nodes = [partitionNode("partitionReduce", (a: number, b: number) => a * 10 + b)];
    expect(await eventsOf({ nodes, script: () => [...records(1, 2, 3), ...END] })).toEqual(
      out(123),
    );
    expect(await eventsOf({ nodes, script: () => END })).toEqual(out());
  });

  test("aggregate emits the accumulator's result, also that of an empty one", async () => {
    const average = {
      createAccumulator: () => ({ sum: 0, count: 0 }),
      add: (value: number, { sum, count }: { sum: number; count: number }) => ({
        sum: sum + value,
        count: count + 1,
      }),
      getResult: ({ sum, count }: { sum: number; count: number }) => [sum, count],
    };
    const nodes = [partitionNode("partitionAggregate", average)];
    expect(await eventsOf({ nodes, script: () => [...records(1, 2, 6), ...END] })).toEqual(
      out([9, 3]),
    );
    expect(await eventsOf({ nodes, script: () => END })).toEqual(out([0, 0]));
  });

  test("a promise is refused by name", async () => {
    const nodes = [partitionNode("partitionReduce", async () => 1)];
    const script = () => [...records(1, 2), ...END];
    expect(await eventsOf({ nodes, script })).toMatchObject({ code: "FUNCTION_RETURNED_PROMISE" });
  });
});
