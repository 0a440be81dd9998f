/** DS-46 … DS-59, DS-64, DS-65: names, parallelism and partitioning as the execution plan shows them. */
import { StreamError, Types } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, numberOf, valueOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

interface PlanNode {
  id: number;
  type: string;
  parallelism: number;
  predecessors?: { id: number; ship_strategy: string }[];
}

function planNodes(env: { getExecutionPlan(): string }): PlanNode[] {
  return JSON.parse(env.getExecutionPlan()).nodes;
}

const pairs = [
  [1, 2, 3, 4],
  [5, 6, 7, 8],
] as [number, number, number, number][];
const quadruple = Types.TUPLE([Types.INT(), Types.INT(), Types.INT(), Types.INT()]);

// covers: DataStream.getName, StreamExecutionEnvironment.fromCollection
test("DS-46 a name given to an operator is its name", () => {
  const stream = streaming()
    .fromCollection([1])
    .map((value) => value);
  const name = valueOf("DS-46", "name");
  stream.name(name);
  expect(stream.getName()).toBe(name);
});

test("DS-47 an operator's own parallelism is in the plan", () => {
  const env = streaming();
  env
    .fromCollection([1])
    .map((value) => value)
    .setParallelism(3)
    .addSink(() => {});
  expectCase("DS-47", [planNodes(env)[1]?.parallelism], "parallelism");
});

// covers: DataStream.forceNonParallel, KeyedStream.addSink
test("DS-49 forceNonParallel keeps an operator at parallelism 1", () => {
  const env = streaming();
  env.setParallelism(8);
  const source = env.fromSequence(1, 3);
  source.forceNonParallel();
  source.addSink(() => {});
  expectCase("DS-49", [planNodes(env)[0]?.parallelism], "parallelism");
});

test("DS-50 a union adds no node, and gives the records of all inputs", async () => {
  const env = streaming();
  const first = env.fromCollection([1, 2, 3]);
  const second = env.fromCollection([4, 5, 6]);
  const third = env.fromCollection([7, 8, 9]);
  const mapped = third.union(first, second).map((value) => value + 1);
  mapped.addSink(() => {});
  const nodes = planNodes(env);
  const sources = nodes.filter((node) => node.predecessors === undefined).map((node) => node.id);
  const map = nodes.find((node) => node.type === "Map");
  expect(sources).toHaveLength(3);
  expect(new Set(map?.predecessors?.map((input) => input.id))).toEqual(new Set(sources));
  expectCase("DS-50", await collected(mapped));
});

test("DS-51 a union of keyed streams is a plain stream of the values", async () => {
  const env = streaming();
  const first = env.fromCollection([1, 2]).keyBy((value) => value);
  const second = env.fromCollection([3, 4]).keyBy((value) => value);
  const union = first.union(second);
  union.addSink(() => {});
  // Here a keyed stream is no node of its own: the sink reads from the two sources.
  expect(planNodes(env).at(-1)?.predecessors).toHaveLength(numberOf("DS-51", "nodes"));
  expect(new Set(await collected(union))).toEqual(new Set([1, 2, 3, 4]));
  expect(() => (union as unknown as { sum(): unknown }).sum()).toThrow("sum");
});

test("DS-52 project keeps the chosen fields in the order given", async () => {
  const env = streaming();
  const projected = env.fromCollection(pairs, quadruple).project(1, 3);
  const mapped = projected.map((value) => [value[0], value[1] + 1]);
  mapped.addSink(() => {});
  expectCase("DS-52", [planNodes(env)[1]?.type], "type");
  expectCase("DS-52", await collected(mapped));
});

async function expectPartition(id: string, partition: "rebalance" | "rescale" | "shuffle") {
  const env = streaming();
  const stream = env.fromCollection([1, 2, 3, 4, 5, 6, 7])[partition]();
  const mapped = stream.map((value) => value).setParallelism(3);
  mapped.addSink(() => {});
  const map = planNodes(env).find((node) => node.type === "Map");
  expectCase(id, map?.predecessors?.map((input) => input.ship_strategy) ?? [], "strategy");
  const records = await collected(mapped);
  expect(records.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
}

test("DS-54 rebalance gives each record to exactly one subtask", () =>
  expectPartition("DS-54", "rebalance"));

test("DS-55 rescale gives each record to exactly one subtask", () =>
  expectPartition("DS-55", "rescale"));

test("DS-56 shuffle gives each record to exactly one subtask", () =>
  expectPartition("DS-56", "shuffle"));

// covers: KeyedStream.rebalance, KeyedStream.rescale, KeyedStream.shuffle
// covers: KeyedStream.forward
test("DS-57 a keyed stream refuses another partitioning", () => {
  const keyed = streaming()
    .fromCollection([1])
    .keyBy((value) => value);
  for (const method of expectedOf("DS-57", "methods")) {
    expect(() => (keyed as unknown as Record<string, () => unknown>)[method]?.()).toThrow(
      StreamError,
    );
  }
});

// covers: DataStream.disableChaining, DataStreamSink.disableChaining
test("DS-59 chaining follows the operators' strategies", () => {
  const chains = (
    adjust: (stream: { startNewChain(): unknown; disableChaining(): unknown }) => void,
  ) => {
    const env = streaming();
    const m0 = env
      .fromSequence(1, 3)
      .map((value) => value)
      .name("m0");
    const m1 = m0.map((value) => value).name("m1");
    adjust(m1);
    m1.map((value) => value)
      .name("m2")
      .addSink(() => {});
    const text = env.explain();
    const chained = (a: string, b: string) => new RegExp(`${a} -> ${b}`).test(text);
    return { withInput: chained("m0", "m1"), withOutput: chained("m1", "m2") };
  };
  // What the text says, where chaining is on at all.
  const isOn = streaming().isChainingEnabled();
  const said = (part: string) => {
    const text = valueOf("DS-59", part);
    const [withInput, withOutput] = ["m0", "m2"].map(
      (name) => isOn && text !== "neither" && !text.includes(`not with ${name}`),
    );
    return { withInput, withOutput };
  };
  expect(chains(() => {})).toEqual(said("default"));
  expect(chains((m1) => m1.startNewChain())).toEqual(said("startNewChain"));
  expect(chains((m1) => m1.disableChaining())).toEqual(said("disableChaining"));
});

// covers: KeyedStream.print
test("DS-64 DS-65 print is the sink `Print to Std. Out`, typed or not", () => {
  for (const type of [Types.ROW([Types.STRING(), Types.INT()]), undefined]) {
    const env = streaming();
    const items: [string, number][] = [
      ["ab", 1],
      ["bdc", 2],
      ["cfgs", 3],
      ["deeefg", 4],
    ];
    const stream = type === undefined ? env.fromCollection(items) : env.fromCollection(items, type);
    stream.print();
    expectCase("DS-64", [planNodes(env).at(-1)?.type], "name");
    expectCase("DS-65", [planNodes(env).at(-1)?.type], "name");
  }
});
