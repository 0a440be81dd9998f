/**
 * BATCH: keyed programs give the results of naive models, whatever the order of the input, the parallelism, the slices,
 * the code generation, and however little memory a sort has.
 */
import fc from "fast-check";
import {
  Configuration,
  CountTrigger,
  type DataStream,
  EventTimeSessionWindows,
  GlobalWindows,
  type KeyedProcessContext,
  type OnTimerContext,
  ProcessingTimeSessionWindows,
  StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
  type WindowAssigner,
} from "millrace";
import { expect, test } from "vitest";
import { propertyRuns } from "../../packages/core/src/testing/property-runs.ts";

interface Item {
  readonly key: number | string;
  readonly time: number;
  value: number;
}

const items = fc
  .array(
    fc.record({
      key: fc.oneof(fc.nat(3), fc.constantFrom("a", "b", "1")),
      value: fc.nat(20),
      place: fc.nat(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) =>
    // Times are unique, so that the order of a key's records is determined; the input is in another order.
    parts
      .map(({ key, value, place }, index) => ({ place, item: { key, value, time: index * 3 } }))
      .toSorted((left, right) => left.place - right.place)
      .map(({ item }): Item => item),
  );

const settings = fc.record({
  "parallelism.default": fc.constantFrom("1", "2", "3"),
  "execution.slice.max-records": fc.constantFrom("1", "7", "65536"),
  "execution.code-generation": fc.constantFrom("auto", "off"),
  "execution.sorted-inputs.memory": fc.constantFrom("1 b", "1 kb", "128 mb"),
  "pipeline.object-reuse": fc.constantFrom("true", "false"),
  "execution.runtime-mode": fc.constantFrom("BATCH", "AUTOMATIC"),
});

const runs = propertyRuns(40);

type Settings = Readonly<Record<string, string>>;

async function collected<T>(stream: DataStream<T>): Promise<T[]> {
  const records: T[] = [];
  for await (const record of stream.executeAndCollect()) records.push(record);
  return records;
}

/** The items as a stream, spread over the subtasks. */
function streamOf(values: readonly Item[], configuration: Settings): DataStream<Item> {
  const env = StreamExecutionEnvironment.getExecutionEnvironment(
    new Configuration(new Map(Object.entries(configuration))),
  );
  return env
    .fromCollection(structuredClone([...values]))
    .rebalance()
    .map((item) => ({ ...item }))
    .assignTimestampsAndWatermarks((s) =>
      s.forMonotonousTimestamps().withTimestampAssigner((item) => item.time),
    );
}

function byKey(values: readonly Item[]): Map<Item["key"], Item[]> {
  const ordered = values.toSorted((left, right) => left.time - right.time);
  return Map.groupBy(ordered, ({ key }) => key);
}

const texts = (values: readonly unknown[]): string[] =>
  values.map((value) => JSON.stringify(value)).sort();

const sumOf = (values: readonly Item[]): number =>
  values.reduce((sum, { value }) => sum + value, 0);

test("reduce, sum and maxBy emit one record for each key", async () => {
  const kind = fc.constantFrom("reduce", "sum", "maxBy");
  await fc.assert(
    fc.asyncProperty(items, settings, kind, async (values, configuration, form) => {
      const keyed = streamOf(values, configuration).keyBy((item) => item.key);
      const result =
        form === "reduce"
          ? keyed.reduce((left, right) => {
              left.value += right.value;
              return left;
            })
          : keyed[form === "sum" ? "sum" : "maxBy"]("value");
      const expected = [...byKey(values)].map(([key, own]) => [
        key,
        form === "maxBy" ? Math.max(...own.map(({ value }) => value)) : sumOf(own),
      ]);
      const actual = (await collected(result)).map(({ key, value }) => [key, value]);
      expect(texts(actual)).toEqual(texts(expected));
    }),
    runs,
  );
}, 120_000);

test("a process function sees a key's records in the order of time, then its timers", async () => {
  const seen = new ValueStateDescriptor<string>("seen");
  await fc.assert(
    fc.asyncProperty(items, settings, async (values, configuration) => {
      const result = streamOf(values, configuration)
        .keyBy((item) => item.key)
        .process({
          processElement(item: Item, ctx: KeyedProcessContext<Item["key"]>) {
            const state = ctx.getState(seen);
            state.update(`${state.value() ?? ""} ${item.time}`);
            ctx.timerService().registerEventTimeTimer(item.time + item.value);
            return [] as string[];
          },
          onTimer(timestampMs: number, ctx: OnTimerContext<Item["key"]>) {
            return [
              `${JSON.stringify(ctx.getCurrentKey())}:${ctx.getState(seen).value()} @${timestampMs}`,
            ];
          },
        });
      const expected = [...byKey(values)].flatMap(([key, own]) => {
        const state = own.map(({ time }) => ` ${time}`).join("");
        const times = new Set(own.map(({ time, value }) => time + value));
        return Array.from(times, (time) => `${JSON.stringify(key)}:${state} @${time}`);
      });
      expect((await collected(result)).sort()).toEqual(expected.sort());
    }),
    runs,
  );
}, 120_000);

/** Splits a key's records, which are in the order of time, where `cuts` says so. */
function split(own: readonly Item[], cuts: (last: Item, next: Item) => boolean): Item[][] {
  const parts: Item[][] = [];
  for (const item of own) {
    const last = parts.at(-1)?.at(-1);
    if (last === undefined || cuts(last, item)) parts.push([item]);
    else parts.at(-1)?.push(item);
  }
  return parts;
}

const windows: Record<
  string,
  { assigner: () => WindowAssigner<unknown, never>; cuts: (last: Item, next: Item) => boolean }
> = {
  tumbling: {
    assigner: () => TumblingEventTimeWindows.of(10) as never,
    cuts: (last, next) => Math.floor(last.time / 10) !== Math.floor(next.time / 10),
  },
  session: {
    assigner: () => EventTimeSessionWindows.withGap(7) as never,
    cuts: (last, next) => next.time - last.time > 7,
  },
  "session of processing time": {
    assigner: () => ProcessingTimeSessionWindows.withGap("1 d") as never,
    cuts: () => false,
  },
};

test("windows hold what a naive model puts into them", async () => {
  const kind = fc.constantFrom(...Object.keys(windows));
  await fc.assert(
    fc.asyncProperty(
      items,
      settings,
      kind,
      fc.boolean(),
      async (values, configuration, name, isAll) => {
        const { assigner, cuts } = windows[name]!;
        const stream = streamOf(values, configuration);
        const sum = (left: Item, right: Item): Item => ({
          ...left,
          value: left.value + right.value,
        });
        const result = isAll
          ? stream.windowAll(assigner()).reduce(sum)
          : stream
              .keyBy((item) => item.key)
              .window(assigner())
              .reduce(sum);
        const keys = isAll
          ? [values.toSorted((left, right) => left.time - right.time)]
          : [...byKey(values).values()];
        const expected = keys.flatMap((own) => split(own, cuts)).map(sumOf);
        expect(texts((await collected(result)).map(({ value }) => value))).toEqual(texts(expected));
      },
    ),
    runs,
  );
}, 120_000);

// covers: CountTumblingWindowAssigner.of
test("count windows fire when they are full, and what is left of a key is dropped", async () => {
  await fc.assert(
    fc.asyncProperty(items, settings, fc.boolean(), async (values, configuration, isGlobal) => {
      const keyed = streamOf(values, configuration).keyBy((item) => item.key);
      const counted = isGlobal
        ? keyed.window(GlobalWindows.create()).trigger(CountTrigger.of(3))
        : keyed.countWindow(3);
      const result = counted.reduce((left, right) => ({
        ...left,
        value: left.value + right.value,
      }));
      const expected = [...byKey(values).values()].flatMap((own) =>
        own.flatMap((_, index) => {
          if (index % 3 !== 2) return [];
          return [sumOf(own.slice(isGlobal ? 0 : index - 2, index + 1))];
        }),
      );
      expect(texts((await collected(result)).map(({ value }) => value))).toEqual(texts(expected));
    }),
    runs,
  );
}, 120_000);

test("two keyed inputs are read as one, by key and time", async () => {
  await fc.assert(
    fc.asyncProperty(items, settings, async (values, configuration) => {
      const stream = streamOf(values, configuration);
      const seen = new ValueStateDescriptor<string>("seen");
      const note =
        (side: string) =>
        (item: Item, ctx: KeyedProcessContext<Item["key"]>): string[] => {
          const state = ctx.getState(seen);
          const text = `${state.value() ?? ""} ${side}${item.time}`;
          state.update(text);
          return [`${JSON.stringify(item.key)}:${text}`];
        };
      const result = stream
        .filter((item) => item.time % 2 === 0)
        .connect(stream.filter((item) => item.time % 2 === 1))
        .keyBy(
          (item) => item.key,
          (item) => item.key,
        )
        .process({ processElement1: note("l"), processElement2: note("r") });
      const expected = [...byKey(values)].flatMap(([key, own]) =>
        own.map((_, index) => {
          const before = own.slice(0, index + 1);
          const text = before.map(({ time }) => ` ${time % 2 === 0 ? "l" : "r"}${time}`).join("");
          return `${JSON.stringify(key)}:${text}`;
        }),
      );
      expect((await collected(result)).sort()).toEqual(expected.sort());
    }),
    runs,
  );
}, 120_000);
