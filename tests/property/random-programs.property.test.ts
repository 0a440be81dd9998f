/**
 * R1 and O1: a program's result is that of a naive model over arrays, whatever the parallelism, chaining, slice size,
 * code generation and partitioning, also where functions mutate the records they are given.
 */
import fc from "fast-check";
import {
  type Collector,
  Configuration,
  type DataStream,
  StreamExecutionEnvironment,
} from "millrace";
import { expect, test } from "vitest";
import { propertyRuns } from "../../packages/core/src/testing/property-runs.ts";

interface Item {
  key: number;
  value: number;
  marks: number[];
}

type Step =
  | { kind: "add"; amount: number }
  | { kind: "keepUnless"; divisor: number }
  | { kind: "repeat"; form: "array" | "generator" | "collector" }
  | { kind: "mark"; mark: number }
  | { kind: "branches"; left: number; right: number }
  | { kind: "partition"; partition: "rebalance" | "shuffle" | "rescale" | "global" | "key" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), amount: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant("keepUnless" as const), divisor: fc.integer({ min: 2, max: 5 }) }),
  fc.record({
    kind: fc.constant("repeat" as const),
    form: fc.constantFrom("array" as const, "generator" as const, "collector" as const),
  }),
  fc.record({ kind: fc.constant("mark" as const), mark: fc.nat(9) }),
  fc.record({ kind: fc.constant("branches" as const), left: fc.nat(9), right: fc.nat(9) }),
  fc.record({
    kind: fc.constant("partition" as const),
    partition: fc.constantFrom("rebalance", "shuffle", "rescale", "global", "key"),
  }),
);

const settings = fc.record({
  "parallelism.default": fc.constantFrom("1", "2", "3"),
  "execution.slice.max-records": fc.constantFrom("1", "7", "65536"),
  "pipeline.operator-chaining.enabled": fc.constantFrom("true", "false"),
  "execution.code-generation": fc.constantFrom("auto", "off"),
});

/** Mutates its argument, as users' functions do. */
function marked(item: Item, mark: number): Item {
  item.marks.push(mark);
  item.value += mark;
  return item;
}

function extended(stream: DataStream<Item>, next: Step): DataStream<Item> {
  switch (next.kind) {
    case "add":
      return stream.map((item) => ({ ...item, value: item.value + next.amount }));
    case "keepUnless":
      return stream.filter((item) => item.value % next.divisor !== 0);
    case "repeat":
      if (next.form === "array") return stream.flatMap((item) => [item, { ...item, value: 1 }]);
      if (next.form === "generator") {
        return stream.flatMap(function* (item) {
          yield item;
          yield { ...item, value: 1 };
        });
      }
      return stream.flatMap((item, out: Collector<Item>) => {
        out.collect(item);
        out.collect({ ...item, value: 1 });
      });
    case "mark":
      return stream.map((item) => marked(item, next.mark));
    case "branches": {
      const left = stream.map((item) => marked(item, next.left));
      return left.union(stream.map((item) => marked(item, next.right)));
    }
    case "partition":
      return next.partition === "key"
        ? stream.keyBy((item) => item.key).filter(() => true)
        : stream[next.partition]();
  }
}

function expected(items: Item[], next: Step): Item[] {
  const copy = (item: Item): Item => ({ ...item, marks: [...item.marks] });
  switch (next.kind) {
    case "add":
      return items.map((item) => ({ ...item, value: item.value + next.amount }));
    case "keepUnless":
      return items.filter((item) => item.value % next.divisor !== 0);
    case "repeat":
      return items.flatMap((item) => [copy(item), { ...copy(item), value: 1 }]);
    case "mark":
      return items.map((item) => marked(copy(item), next.mark));
    case "branches":
      return items.flatMap((item) => [
        marked(copy(item), next.left),
        marked(copy(item), next.right),
      ]);
    case "partition":
      return items;
  }
}

function texts(items: readonly unknown[]): string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}

/** A repeated record shares its marks with the original: a later mutation of both is the program's own aliasing. */
function isFreeOfAliases(steps: readonly Step[]): boolean {
  const repeat = steps.findIndex((next) => next.kind === "repeat");
  return !steps.some(
    (next, index) =>
      index > repeat && repeat >= 0 && (next.kind === "mark" || next.kind === "branches"),
  );
}

const program = fc.array(step, { maxLength: 6 }).filter(isFreeOfAliases);
const input = fc.array(fc.record({ key: fc.nat(4), value: fc.nat(50) }), {
  minLength: 1,
  maxLength: 12,
});
const runs = propertyRuns(60);

test("a program of stateless operators gives the records of the naive model", async () => {
  await fc.assert(
    fc.asyncProperty(input, program, settings, async (values, steps, configuration) => {
      const items: Item[] = values.map((item) => ({ ...item, marks: [] }));
      const env = StreamExecutionEnvironment.getExecutionEnvironment(
        new Configuration(new Map(Object.entries(configuration))),
      );
      const model = steps.reduce(expected, structuredClone(items));
      const stream = steps.reduce(extended, env.fromCollection(items));
      const records: Item[] = [];
      for await (const record of stream.executeAndCollect()) records.push(record);
      expect(texts(records)).toEqual(texts(model));
    }),
    runs,
  );
}, 120_000);

test("a keyed sum and a keyed reduce end at the totals of the naive model", async () => {
  await fc.assert(
    fc.asyncProperty(
      input,
      program,
      settings,
      fc.boolean(),
      async (values, steps, configuration, byReduce) => {
        const items: Item[] = values.map((item) => ({ ...item, value: item.value + 1, marks: [] }));
        const env = StreamExecutionEnvironment.getExecutionEnvironment(
          new Configuration(new Map(Object.entries(configuration))),
        );
        const totals = new Map<number, number>();
        for (const item of steps.reduce(expected, structuredClone(items))) {
          totals.set(item.key, (totals.get(item.key) ?? 0) + item.value);
        }
        const keyed = steps.reduce(extended, env.fromCollection(items)).keyBy((item) => item.key);
        const running = byReduce
          ? keyed.reduce((left, right) => {
              left.value += right.value;
              return left;
            })
          : keyed.sum("value");
        const last = new Map<number, number>();
        for await (const { key, value } of running.executeAndCollect()) {
          last.set(key, Math.max(value, last.get(key) ?? 0));
        }
        expect(last).toEqual(totals);
      },
    ),
    runs,
  );
}, 120_000);
