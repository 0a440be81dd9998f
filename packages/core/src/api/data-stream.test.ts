import { describe, expect, test } from "vitest";
import { OutputTag } from "../functions/output-tag.ts";
import { isPerSubtask, perSubtask } from "../functions/per-subtask.ts";
import type { StreamPlan, Transformation } from "../plan/transformation.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

/** The plan of what an environment holds. */
async function planOf(build: (env: StreamExecutionEnvironment) => unknown): Promise<StreamPlan> {
  const host = installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  build(env);
  await env.executeAsync("job");
  const [plan] = host.plans;
  if (plan === undefined) throw new Error("nothing was submitted");
  return plan;
}

/** A node without its location and without settings that were left at their defaults. */
function brief(node: Transformation): Record<string, unknown> {
  const { location, ...rest } = node;
  const defaults = { name: "", isNonParallel: false, chaining: "ALWAYS" } as Record<
    string,
    unknown
  >;
  const entries = Object.entries(rest).filter(
    ([key, value]) => value !== undefined && defaults[key] !== value,
  );
  expect(location).toMatch(/data-stream\.test\.ts:\d+:\d+$/);
  return Object.fromEntries(entries);
}

const double = (value: number) => value * 2;

describe("the plan of a program", () => {
  // covers: DataStream.filter, DataStream.name, DataStream.setBufferTimeout
  // covers: DataStream.setDescription, DataStream.setMaxParallelism, DataStream.setParallelism
  // covers: DataStream.slotSharingGroup, DataStream.startNewChain, DataStream.uid
  // covers: DataStreamSink.name, DataStreamSink.setDescription, DataStreamSink.setParallelism
  // covers: DataStreamSink.slotSharingGroup, DataStreamSink.uid, KeyedStream.filter
  test("has a node for each call, with the user's place, names, types and functions in slots", async () => {
    const plan = await planOf((env) => {
      env
        .fromCollection([1, 2], Types.INT())
        .map(double, Types.LONG)
        .name("double")
        .uid("u1")
        .setParallelism(3)
        .setMaxParallelism(9)
        .setDescription("twice")
        .startNewChain()
        .setBufferTimeout(5)
        .slotSharingGroup("g")
        .filter((value) => value > 1)
        .print("id");
    });
    expect(plan.jobName).toBe("job");
    expect(plan.nodes.map(brief)).toMatchObject([
      {
        id: 1,
        kind: "source",
        name: "Collection Source",
        parallelism: 1,
        isNonParallel: true,
        outputType: Types.INT(),
        source: { what: "collection", items: [1, 2] },
        watermarkStrategy: { generation: { kind: "none" } },
      },
      {
        id: 2,
        kind: "map",
        input: 1,
        name: "double",
        uid: "u1",
        parallelism: 3,
        maxParallelism: 9,
        description: "twice",
        chaining: "HEAD",
        bufferTimeoutMs: 5,
        slotSharingGroup: "g",
        isKeyed: false,
        function: { value: double, role: "map" },
        outputType: Types.LONG(),
      },
      {
        id: 3,
        kind: "filter",
        input: 2,
        isKeyed: false,
        function: { role: "filter" },
        outputType: Types.LONG(),
      },
      { id: 4, kind: "sink", input: 3, sink: { what: "print", identifier: "id", toStderr: false } },
    ]);
    expect(plan.nodes.every((node) => Object.isFrozen(node))).toBe(true);
  });

  // covers: DataStream.broadcast, DataStream.forward, DataStream.global, DataStream.partitionCustom
  // covers: DataStream.printToErr, DataStream.rebalance, DataStream.rescale, DataStream.shuffle
  test("has partitionings as nodes between operators", async () => {
    const partition = (key: string, count: number) => key.length % count;
    const key = (value: number) => String(value);
    const plan = await planOf((env) => {
      const source = env.fromSequence(1, 9);
      const all = [
        source.rebalance(),
        source.rescale(),
        source.shuffle(),
        source.broadcast(),
        source.global(),
        source.forward(),
        source.partitionCustom(partition, key),
        source.partitionCustom({ key, partition }),
      ];
      for (const stream of all) stream.printToErr();
    });
    const partitioners = plan.nodes.flatMap((node) =>
      node.kind === "partition" ? [node.partitioner] : [],
    );
    const custom = {
      type: "custom",
      partitioner: { value: partition, role: "partition" },
      keySelector: { value: key, role: "getKey" },
    };
    expect(partitioners).toEqual([
      { type: "rebalance" },
      { type: "rescale" },
      { type: "shuffle" },
      { type: "broadcast" },
      { type: "global" },
      { type: "forward" },
      custom,
      custom,
    ]);
    expect(plan.nodes.flatMap((node) => (node.kind === "partition" ? [node.input] : []))).toEqual(
      Array.from({ length: 8 }, () => 1),
    );
  });

  // covers: DataStream.keyBy, KeyedStream.keyBy
  test("partitions by key from the stream without a key, and marks the operators behind as keyed", async () => {
    const key = (value: number) => value % 2;
    const plan = await planOf((env) => {
      const keyed = env
        .fromSequence(1, 9)
        .keyBy((value) => value)
        .keyBy(key, Types.INT);
      keyed.map(double).print();
      keyed.reduce((a, b) => a + b).print();
      keyed.sum().print();
      keyed.maxBy(0, false).print();
    });
    expect(
      plan.nodes.filter((node) => node.kind !== "sink" && node.kind !== "source").map(brief),
    ).toEqual([
      {
        id: 3,
        kind: "partition",
        input: 1,
        partitioner: {
          type: "hash",
          keySelector: { value: key, role: "getKey" },
          keyType: Types.INT(),
        },
      },
      { id: 4, kind: "map", input: 3, isKeyed: true, function: { value: double, role: "map" } },
      {
        id: 6,
        kind: "reduce",
        input: 3,
        function: { value: expect.any(Function), role: "reduce" },
      },
      { id: 8, kind: "aggregate", input: 3, aggregate: "sum", field: 0, first: true },
      { id: 10, kind: "aggregate", input: 3, aggregate: "maxBy", field: 0, first: false },
    ]);
  });

  // covers: DataStream.connect, DataStream.getSideOutput, DataStream.process, DataStream.union
  // covers: KeyedStream.connect, KeyedStream.union
  test("joins two streams by union and connect, and opens side outputs", async () => {
    const late = new OutputTag("late", Types.STRING());
    const both = { map1: double, map2: double };
    const plan = await planOf((env) => {
      const [a, b] = [env.fromSequence(1, 2), env.fromSequence(3, 4)];
      const main = a.union(b).process((value, _ctx, out) => out.collect(value), Types.LONG);
      main.getSideOutput(late).print();
      a.connect(b).map(both).print();
      a.keyBy(double).connect(b.keyBy(double)).map(both).print();
      a.connect(b)
        .keyBy(double, double, Types.LONG)
        .flatMap({ flatMap1: () => [1], flatMap2: () => [2] })
        .print();
    });
    const interesting = plan.nodes.filter((node) =>
      ["union", "sideOutput", "coMap", "coFlatMap"].includes(node.kind),
    );
    expect(interesting.map(brief)).toMatchObject([
      { kind: "union", inputs: [1, 2] },
      { kind: "sideOutput", input: 4, tag: late, outputType: Types.STRING() },
      {
        kind: "coMap",
        input1: 1,
        input2: 2,
        isKeyed: false,
        function: { value: both, role: "map" },
      },
      { kind: "coMap", input1: 9, input2: 10, isKeyed: true },
      { kind: "coFlatMap", input1: 13, input2: 14, isKeyed: true, function: { role: "flatMap" } },
    ]);
  });

  // covers: DataStream.assignTimestampsAndWatermarks
  test("takes watermark strategies as values and as functions of the factories", async () => {
    const plan = await planOf((env) => {
      env
        .fromSequence(1, 2)
        .assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps())
        .assignTimestampsAndWatermarks((s) =>
          s
            .forBoundedOutOfOrderness("1 s")
            .withTimestampAssigner((value) => value)
            .withIdleness("5 s"),
        )
        .print();
    });
    const strategies = plan.nodes.flatMap((node) =>
      node.kind === "timestampsAndWatermarks" ? [node.watermarkStrategy] : [],
    );
    expect(strategies.map(({ generation, idlenessMs }) => [generation, idlenessMs])).toEqual([
      [{ kind: "monotonous" }, undefined],
      [{ kind: "boundedOutOfOrderness", maxOutOfOrdernessMs: 1000 }, 5000],
    ]);
  });

  // covers: DataStream.project, KeyedStream.project
  test("gives the fields of a projection their types", async () => {
    const plan = await planOf((env) => {
      env
        .fromCollection(
          [[1, "a", true]],
          Types.TUPLE([Types.INT(), Types.STRING(), Types.BOOLEAN()]),
        )
        .project(2, 0)
        .print();
    });
    expect(plan.nodes[1]).toMatchObject({ kind: "project", fields: [2, 0] });
    expect(plan.nodes[1]?.outputType?.equals(Types.TUPLE([Types.BOOLEAN(), Types.INT()]))).toBe(
      true,
    );
  });

  // covers: DataStream.addSink
  test("gives each subtask's sink a function of its own", async () => {
    class Writer {
      count = 0;
      invoke() {
        this.count += 1;
      }
    }
    const writer = new Writer();
    const plan = await planOf((env) => env.fromSequence(1, 2).addSink(writer));
    const node = plan.nodes[1] as unknown as { sink: { create(subtask: number): Writer } };
    const copy = node.sink.create(0);
    copy.invoke();
    expect([copy.count, writer.count]).toEqual([1, 0]);
  });

  // covers: DataStream.map, DataStream.print, KeyedStream.map
  test("keeps recipes as they are", async () => {
    const plan = await planOf((env) =>
      env
        .fromSequence(1, 2)
        .map(perSubtask(() => double))
        .print(),
    );
    const [, map] = plan.nodes;
    expect(map?.kind === "map" && isPerSubtask(map.function.value)).toBe(true);
  });

  test("holds what leads to a sink, and a stream again that an earlier job used", async () => {
    const host = installFakeHost();
    const env = StreamExecutionEnvironment.getExecutionEnvironment();
    const stream = env.fromSequence(1, 2);
    stream.map(double);
    stream.print();
    await env.executeAsync();
    stream.map(double).print();
    await env.executeAsync("second");
    await env.executeAsync("third");
    expect(host.plans.map((plan) => [plan.jobName, plan.nodes.map((node) => node.id)])).toEqual([
      ["Flink Streaming Job", [1, 3]],
      ["second", [1, 4, 5]],
      ["third", []],
    ]);
  });
});
