/** Keyed state through snapshots: what a restored operator finds, what it keeps for later, and what it refuses by name. */
import { describe, expect, test } from "vitest";
import type { OperatorSnapshot } from "../../checkpoint/snapshot/operator-snapshot.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import { StateTtlConfig } from "../../state/state-ttl-config.ts";
import { createHarnessChain, type HarnessRun } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { throughBytes } from "../../testing/snapshot-bytes.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import { Types } from "../../types/types.ts";

type Context = KeyedProcessContext<unknown>;
type Process = (value: number, ctx: Context) => unknown;

/** One attempt: records under their keys, then a snapshot; what was emitted. */
async function attempt(
  process: Process,
  records: readonly (readonly [unknown, number])[],
  restored?: OperatorSnapshot,
  parts: Pick<HarnessRun, "keyType" | "maxParallelism"> = {},
): Promise<{ readonly emitted: readonly unknown[]; readonly snapshot: OperatorSnapshot }> {
  const node = operatorNode({
    kind: "process",
    name: "counter",
    isKeyed: true,
    function: functionSlot(process, "processElement"),
  });
  const harness = createHarnessChain({ nodes: [node], isKeyed: true, ...parts }, "auto", {
    restored: () => restored,
  });
  await harness.chain.open();
  for (const [key, value] of records) harness.chain.inputs[0]?.element(value, 0, key);
  const [snapshot] = throughBytes(harness.chain.snapshot(1));
  await harness.chain.close();
  if (snapshot === undefined) throw new TypeError("there is one operator");
  return { emitted: harness.events.map((event) => event[2]), snapshot };
}

const names = (snapshot: OperatorSnapshot) => snapshot.keyed?.states.map(({ name }) => name);
const counter = (name: string, type?: AnyTypeInformation): Process => {
  const count = new ValueStateDescriptor<number>(name, type as never); // a type of numbers
  return (value, ctx) => {
    const state = ctx.getState(count);
    state.update((state.value() ?? 0) + value);
    return [state.value()];
  };
};

describe("a restored operator", () => {
  const value = new ValueStateDescriptor<number>("value", Types.LONG());
  const list = new ListStateDescriptor<number>("list", Types.LONG());
  const map = new MapStateDescriptor<string, number | null>("map");
  const reducing = new ReducingStateDescriptor<number>("reducing", (a, b) => a + b);
  const aggregating = new AggregatingStateDescriptor("aggregating", {
    createAccumulator: () => ({ sum: 0, count: 0 }),
    add: (n: number, { sum, count }: { sum: number; count: number }) => ({
      sum: sum + n,
      count: count + 1,
    }),
    getResult: ({ sum, count }) => sum / count,
    merge: (a) => a,
  });
  const all: Process = (n, ctx) => {
    const keyed = ctx.getState(value);
    keyed.update((keyed.value() ?? 0) + n);
    ctx.getListState(list).add(n);
    ctx.getMapState(map).put(n % 2 === 0 ? "even" : "odd", n === 3 ? null : n);
    ctx.getReducingState(reducing).add(n);
    ctx.getAggregatingState(aggregating).add(n);
    return [
      [
        ctx.getCurrentKey(),
        keyed.value(),
        [...ctx.getListState(list).get()],
        [...ctx.getMapState(map).entries()],
        ctx.getReducingState(reducing).get(),
        ctx.getAggregatingState(aggregating).get(),
      ],
    ];
  };

  test("finds all five kinds of state as they were, under each key", async () => {
    const before = [["a", 1], ["b", 2], ["a", 3]] as const; // biome-ignore format: records
    const after = [["a", 4], ["b", 6]] as const; // biome-ignore format: records
    const { snapshot } = await attempt(all, before);
    const { emitted } = await attempt(all, after, snapshot);
    expect(emitted).toEqual([
      ["a", 8, [1, 3, 4], [["odd", null], ["even", 4]], 8, 8 / 3],
      ["b", 8, [2, 6], [["even", 6]], 8, 4],
    ]); // biome-ignore format: a row for each record
  });

  test("finds keys by value, whatever they are", async () => {
    const keys = [{ user: 1, at: [1, 2] }, 7n, null, "text", true, -0];
    const { snapshot } = await attempt(
      counter("count"),
      keys.map((key) => [key, 1] as const),
    );
    const same = [{ at: [1, 2], user: 1 }, 7, null, "text", true, 0];
    const again = same.map((key) => [key, 1] as const);
    expect((await attempt(counter("count"), again, snapshot)).emitted).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test("holds nothing for keys whose state was cleared", async () => {
    const clearing: Process = (_value, ctx) => ctx.getState(value).clear();
    const { snapshot } = await attempt(counter("value", Types.LONG()), [["a", 1], ["b", 1]]); // biome-ignore format: records
    const cleared = await attempt(clearing, [["a", 0]], snapshot);
    const groups = cleared.snapshot.keyed?.states.flatMap((state) => state.groups) ?? [];
    expect(groups.map(({ entryCount }) => entryCount)).toEqual([1]);
  });

  test("keeps state that nobody asks for any more, and finds it when somebody does", async () => {
    const first = await attempt(counter("old"), [["a", 5]]);
    const second = await attempt(counter("new"), [["a", 1], ["b", 1]], first.snapshot); // biome-ignore format: records
    expect(names(second.snapshot)).toEqual(["new", "old"]);
    const third = await attempt(counter("old"), [["a", 1], ["b", 1]], second.snapshot); // biome-ignore format: records
    expect(third.emitted).toEqual([6, 1]);
    expect(names(third.snapshot)).toEqual(["new", "old"]);
  });

  test("gives a state its entries when it is first asked for, also in the middle of a key", async () => {
    const { snapshot } = await attempt(counter("late"), [["a", 5], ["b", 7]]); // biome-ignore format: records
    const late = counter("late");
    const lazy: Process = (n, ctx) => (n === 0 ? counter("other")(1, ctx) : late(n, ctx));
    const records = [["b", 0], ["b", 1], ["a", 1]] as const; // biome-ignore format: records
    expect((await attempt(lazy, records, snapshot)).emitted).toEqual([1, 8, 6]);
  });

  test("a snapshot is not changed by what happens after it", async () => {
    const lists = new ListStateDescriptor<{ n: number }>("lists");
    const mutable: Process = (n, ctx) => {
      const state = ctx.getListState(lists);
      for (const one of state.get()) one.n += 100;
      state.add({ n });
      return [[...state.get()].map((one) => one.n)];
    };
    const node = operatorNode({
      kind: "process",
      isKeyed: true,
      function: functionSlot(mutable, "processElement"),
    });
    const { chain } = createHarnessChain({ nodes: [node], isKeyed: true }, "auto");
    await chain.open();
    chain.inputs[0]?.element(1, 0, "a");
    const [taken] = chain.snapshot(1);
    chain.inputs[0]?.element(2, 0, "a");
    expect((await attempt(mutable, [["a", 3]], taken)).emitted).toEqual([[101, 3]]);
  });
});

describe("a type that has changed", () => {
  const stored = (type: AnyTypeInformation) => attempt(counter("count", type), [["a", 1]]);

  test("is migrated where nothing is lost", async () => {
    const { snapshot } = await stored(Types.INT());
    const { emitted } = await attempt(counter("count", Types.LONG()), [["a", 1]], snapshot);
    expect(emitted).toEqual([2]);
  });

  test("is refused otherwise, naming state, operator and both types", async () => {
    const { snapshot } = await stored(Types.INT());
    const error = await attempt(counter("count", Types.STRING()), [["a", 1]], snapshot).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      code: "STATE_INCOMPATIBLE_SERIALIZER",
      values: { state: "count", operator: "counter" },
    });
    expect(String(error)).toMatch(/value state of INT and is value state of STRING now/);
  });

  test("of another kind of state is refused", async () => {
    const { snapshot } = await stored(Types.INT());
    const list: Process = (n, ctx) =>
      ctx.getListState(new ListStateDescriptor<number>("count", Types.INT())).add(n);
    await expect(attempt(list, [["a", 1]], snapshot)).rejects.toMatchObject({
      code: "STATE_INCOMPATIBLE_SERIALIZER",
      message: expect.stringContaining("the kinds of state differ"),
    });
  });

  test("is refused when a handle is made in open, before any record", async () => {
    const { snapshot } = await stored(Types.INT());
    const fn = {
      open: (context: { getState(of: ValueStateDescriptor<string>): unknown }) => {
        context.getState(new ValueStateDescriptor<string>("count", Types.STRING()));
      },
      processElement: () => [],
    };
    const node = operatorNode({
      kind: "process",
      isKeyed: true,
      function: functionSlot(fn, "processElement"),
    });
    const run = { nodes: [node], isKeyed: true };
    const { chain } = createHarnessChain(run, "auto", { restored: () => snapshot });
    await expect(chain.open()).rejects.toMatchObject({ code: "STATE_INCOMPATIBLE_SERIALIZER" });
  });

  test("of keys is refused where they would be others, and read where they are equal", async () => {
    const ints = { keyType: Types.INT() };
    const { snapshot } = await attempt(counter("count"), [[1, 1]], undefined, ints);
    const longs = { keyType: Types.LONG() };
    expect((await attempt(counter("count"), [[1, 1]], snapshot, longs)).emitted).toEqual([2]);
    const texts = { keyType: Types.STRING() };
    await expect(attempt(counter("count"), [], snapshot, texts)).rejects.toMatchObject({
      code: "STATE_OTHER_KEY_TYPE",
      values: { operator: "counter", stored: "INT", current: "STRING" },
    });
  });

  test("another number of key groups is refused", async () => {
    const { snapshot } = await attempt(counter("count"), [["a", 1]]);
    const fewer = { maxParallelism: 64 };
    await expect(attempt(counter("count"), [], snapshot, fewer)).rejects.toMatchObject({
      code: "STATE_OTHER_MAX_PARALLELISM",
      values: { stored: "128", current: "64" },
    });
  });

  test("state may begin to expire, or stop to", async () => {
    const timed = new ValueStateDescriptor<number>("count");
    timed.enableTimeToLive(StateTtlConfig.newBuilder(100).build());
    const expiring: Process = (_n, ctx) => [ctx.getState(timed).value()];
    const plain = await attempt(counter("count"), [["a", 5]]);
    const begun = await attempt(expiring, [["a", 0]], plain.snapshot);
    expect(begun.emitted).toEqual([5]);
    const stopped = await attempt(counter("count"), [["a", 1]], begun.snapshot);
    expect(stopped.emitted).toEqual([6]);
  });
});

test("a value that cannot be stored is an error of the state, with the way out", async () => {
  class Money {
    readonly amount = 1;
  }
  const state = new ValueStateDescriptor<Money>("money");
  const process: Process = (_n, ctx) => ctx.getState(state).update(new Money());
  await expect(attempt(process, [["a", 1]])).rejects.toMatchObject({
    code: "STATE_NOT_STORABLE",
    values: { state: "money", operator: "counter" },
  });
});

test("the same state has the same bytes, whatever the order of its making", async () => {
  const keys = Array.from({ length: 50 }, (_, index) => `key ${index}`);
  const one = await attempt(
    counter("count"),
    keys.map((key) => [key, 1] as const),
  );
  const other = await attempt(
    counter("count"),
    keys.toReversed().map((key) => [key, 1] as const),
  );
  expect(other.snapshot.keyed).toEqual(one.snapshot.keyed);
});
