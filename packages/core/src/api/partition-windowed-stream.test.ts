/** Full-window partitions as plan, and their misuse at the user's line. */
import { describe, expect, test } from "vitest";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { Order } from "./order.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function environment() {
  installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  env.setParallelism(4);
  return env;
}

const total = { createAccumulator: () => 0, add: (a: number, b: number) => a + b, getResult: (n: number) => n }; // biome-ignore format: one function

function operators(env: StreamExecutionEnvironment): unknown[] {
  const plan = JSON.parse(env.getExecutionPlan()) as {
    nodes: { type: string; parallelism: number }[];
  }; // as Flink writes it
  return plan.nodes.slice(1, -1).map(({ type, parallelism }) => [type, parallelism]);
}

describe("the plan", () => {
  test("has operators of their own without keys, with the parallelism of the input", () => {
    const env = environment();
    const partition = env.fromSequence(1, 9).map((n) => n).setParallelism(3).rebalance().fullWindowPartition(); // biome-ignore format: one stream
    partition.mapPartition((values) => values).print();
    partition.sortPartition(0, Order.ASCENDING).print();
    partition.reduce((a) => a).print();
    partition.aggregate(total).print();
    const ours = operators(env).filter(
      (one) => !/^(Map|Sink.*)$/.test(String((one as string[])[0])),
    );
    expect(ours).toEqual([
      ["MapPartition", 3],
      ["SortPartition", 3],
      ["PartitionReduce", 3],
      ["PartitionAggregate", 3],
    ]);
  });

  // covers: PartitionWindowedStream.aggregate, PartitionWindowedStream.mapPartition
  // covers: PartitionWindowedStream.reduce
  test("has windows over everything with keys, and a sort of its own", () => {
    const env = environment();
    const partition = env.fromSequence(1, 9).keyBy((n) => n % 2).fullWindowPartition(); // biome-ignore format: one stream
    partition.mapPartition((values) => values).print();
    partition.sortPartition(0, Order.DESCENDING).print();
    partition.reduce((a) => a).print();
    partition.aggregate(total).print();
    const names = operators(env).map((one) => (one as string[])[0]);
    expect(names.filter((name) => !String(name).startsWith("Sink"))).toEqual([
      "GlobalWindows",
      "KeyedSortPartition",
      "GlobalWindows",
      "GlobalWindows",
    ]);
  });

  // covers: DataStream.getType, PartitionWindowedStream.sortPartition
  test("keeps the declared type where the function does", () => {
    const stream = environment().fromCollection(
      [[1, "a"]],
      Types.TUPLE([Types.INT(), Types.STRING()]),
    );
    const sorted = stream.fullWindowPartition().sortPartition(1, Order.ASCENDING);
    expect(String(sorted.getType())).toBe(String(stream.getType()));
  });
});

describe("misuse", () => {
  const partition = () =>
    environment().fromCollection([[1, "a"]], Types.TUPLE([Types.INT(), Types.STRING()])).fullWindowPartition(); // biome-ignore format: one stream

  test.each([
    ["a field that is not there", () => partition().sortPartition(2 as never, Order.ASCENDING)],
    ["no order", () => partition().sortPartition(0, "ANY" as never)],
    ["no function", () => partition().mapPartition(1 as never)],
    [
      "an aggregate without add",
      () => partition().aggregate({ createAccumulator: () => 0 } as never),
    ],
  ])("%s is an error at the call", (_, call) => {
    expect(call).toThrow(expect.objectContaining({ code: "API_WRONG_TYPE" }));
  });
});
