/** DS-46 … DS-59, DS-64, DS-65: names, parallelism and partitioning as the execution plan shows them. */
import { StreamError, Types } from "millrace";
import { expect, test } from "vitest";
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

test("DS-46 a name given to an operator is its name", () => {
  const stream = streaming()
    .fromCollection([1])
    .map((value) => value);
  stream.name("test_name");
  expect(stream.getName()).toBe("test_name");
});

test("DS-47 an operator's own parallelism is in the plan", () => {
  const env = streaming();
  env
    .fromCollection([1])
    .map((value) => value)
    .setParallelism(3)
    .addSink(() => {});
  expect(planNodes(env)[1]?.parallelism).toBe(3);
});

test("DS-49 forceNonParallel keeps an operator at parallelism 1", () => {
  const env = streaming();
  env.setParallelism(8);
  const source = env.fromSequence(1, 3);
  source.forceNonParallel();
  source.addSink(() => {});
  expect(planNodes(env)[0]?.parallelism).toBe(1);
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
  const records = await collected(mapped);
  expect(records.sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("DS-51 a union of keyed streams is a plain stream of the values", async () => {
  const env = streaming();
  const first = env.fromCollection([1, 2]).keyBy((value) => value);
  const second = env.fromCollection([3, 4]).keyBy((value) => value);
  const union = first.union(second);
  expect(new Set(await collected(union))).toEqual(new Set([1, 2, 3, 4]));
  expect(() => (union as unknown as { sum(): unknown }).sum()).toThrow("sum");
});

test("DS-52 project keeps the chosen fields in the order given", async () => {
  const env = streaming();
  const projected = env.fromCollection(pairs, quadruple).project(1, 3);
  const mapped = projected.map((value) => [value[0], value[1] + 1]);
  mapped.addSink(() => {});
  expect(planNodes(env)[1]?.type).toBe("Projection");
  expect(new Set(await collected(mapped))).toEqual(
    new Set([
      [2, 5],
      [6, 9],
    ]),
  );
});

for (const { id, partition, strategy } of [
  { id: "DS-54", partition: "rebalance", strategy: "REBALANCE" },
  { id: "DS-55", partition: "rescale", strategy: "RESCALE" },
  { id: "DS-56", partition: "shuffle", strategy: "SHUFFLE" },
] as const) {
  test(`${id} ${partition} gives each record to exactly one subtask`, async () => {
    const env = streaming();
    const stream = env.fromCollection([1, 2, 3, 4, 5, 6, 7])[partition]();
    const mapped = stream.map((value) => value).setParallelism(3);
    mapped.addSink(() => {});
    const map = planNodes(env).find((node) => node.type === "Map");
    expect(map?.predecessors?.map((input) => input.ship_strategy)).toEqual([strategy]);
    const records = await collected(mapped);
    expect(records.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
}

test("DS-57 a keyed stream refuses another partitioning", () => {
  const keyed = streaming()
    .fromCollection([1])
    .keyBy((value) => value);
  for (const method of ["shuffle", "rebalance", "rescale", "broadcast", "forward"] as const) {
    expect(() => (keyed as unknown as Record<string, () => unknown>)[method]?.()).toThrow(
      StreamError,
    );
  }
});

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
  const isOff = streaming().isChainingEnabled() === false;
  expect(chains(() => {})).toEqual({ withInput: !isOff, withOutput: !isOff });
  expect(chains((m1) => m1.startNewChain())).toEqual({ withInput: false, withOutput: !isOff });
  expect(chains((m1) => m1.disableChaining())).toEqual({ withInput: false, withOutput: false });
});

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
    expect(planNodes(env).at(-1)?.type).toBe("Sink: Print to Std. Out");
  }
});
