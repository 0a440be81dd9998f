/** DS-04 … DS-06, DS-17, DS-22, DS-24, DS-26, DS-27, DS-29, DS-30: keyed state of every kind in streaming mode. */
import { deepStrictEqual } from "node:assert/strict";
import {
  AggregatingStateDescriptor,
  CoFlatMapFunction,
  type Collector,
  CoMapFunction,
  FilterFunction,
  FlatMapFunction,
  KeyedProcessContext,
  KeyedProcessFunction,
  KeySelector,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  OutputTag,
  ReduceFunction,
  type ReducingState,
  ReducingStateDescriptor,
  Row,
  type RuntimeContext,
  StateTtlConfig,
  Time,
  Types,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "millrace";
import { expect, test } from "vitest";
import { expectCase, modesOf, valueOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

const pairs = Types.ROW([Types.STRING(), Types.INT()]);
type Pair = Row<[string, number]>;
const numberedWords: [number, string][] = [
  [1, "hi"],
  [2, "hello"],
  [3, "hi"],
  [4, "hello"],
  [5, "hi"],
  [6, "hello"],
];

class ThreeStates extends KeyedProcessFunction<string, Row<[number, string, string]>, string> {
  declare value: ValueState<number>;
  declare list: ListState<number>;
  declare map: MapState<number, string>;

  override open(context: RuntimeContext) {
    this.value = context.getState(new ValueStateDescriptor("value", Types.INT()));
    this.list = context.getListState(new ListStateDescriptor("list", Types.INT()));
    const map = new MapStateDescriptor("map", Types.INT(), Types.STRING());
    map.enableTimeToLive(
      StateTtlConfig.newBuilder(Time.seconds(1))
        .setUpdateType(StateTtlConfig.UpdateType.OnReadAndWrite)
        .setStateVisibility(StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp)
        .disableCleanupInBackground()
        .build(),
    );
    this.map = context.getMapState(map);
  }

  *processElement(value: Row<[number, string, string]>, ctx: KeyedProcessContext<string>) {
    const before = this.value.value();
    this.value.update(value[0]);
    const list = [...this.list.get()];
    this.list.add(value[0]);
    const map = [...this.map].sort(([left], [right]) => left - right);
    this.map.put(value[0], value[1]);
    const entries = map.map(([key, word]) => `${key}:${word}`);
    yield `${ctx.getCurrentKey()};${before};[${list.join()}];{${entries.join()}};${value[0]}`;
  }
}

// covers: KeyedStateStore.getState, ListState.update, RuntimeContext.getState
test.each(modesOf("DS-04"))(
  "DS-04 value, list and map state under each key, one of them with time to live (%s)",
  async (mode) => {
    const source = streaming(2, mode).fromCollection(
      [
        [1, "hi", "1603708211000"],
        [2, "hello", "1603708224000"],
        [3, "hi", "1603708226000"],
        [4, "hello", "1603708289000"],
        [5, "hi", "1603708291000"],
        [6, "hello", "1603708293000"],
      ],
      Types.ROW([Types.INT(), Types.STRING(), Types.STRING()]),
    );
    const result = source
      .assignTimestampsAndWatermarks(
        WatermarkStrategy.forMonotonousTimestamps<
          Row<[number, string, string]>
        >().withTimestampAssigner((value) => Number(value[2])),
      )
      .keyBy((value) => value[1], Types.STRING())
      .process(new ThreeStates(), Types.STRING());
    expectCase("DS-04", await collected(result));
  },
);

// covers: AppendingState.add, AppendingState.get
test.each(modesOf("DS-05"))("DS-05 reducing state (%s)", async (mode) => {
  const descriptor = new ReducingStateDescriptor<number>("sum", (a, b) => a + b, Types.INT());
  const result = streaming(2, mode)
    .fromCollection(numberedWords, Types.TUPLE([Types.INT(), Types.STRING()]))
    .keyBy((value) => value[1], Types.STRING())
    .process(
      function* (value, ctx) {
        const sum = ctx.getReducingState(descriptor);
        sum.add(value[0]);
        yield [sum.get() ?? 0, value[1]] as [number, string];
      },
      Types.TUPLE([Types.INT(), Types.STRING()]),
    );
  expectCase("DS-05", await collected(result));
});

// covers: StateTtlConfig.Builder.disableCleanupInBackground, StateTtlConfig.Builder.setUpdateType
test.each(modesOf("DS-06"))("DS-06 aggregating state with time to live (%s)", async (mode) => {
  const descriptor = new AggregatingStateDescriptor<number, number, number>(
    "sum",
    {
      createAccumulator: () => 0,
      add: (value, accumulator) => value + accumulator,
      getResult: (accumulator) => accumulator,
      merge: (a, b) => a + b,
    },
    Types.INT(),
  );
  const config = StateTtlConfig.newBuilder(Time.seconds(1))
    .setUpdateType("OnReadAndWrite")
    .disableCleanupInBackground()
    .build();
  descriptor.enableTimeToLive(config);
  const result = streaming(2, mode)
    .fromCollection(numberedWords, Types.TUPLE([Types.INT(), Types.STRING()]))
    .keyBy((value) => value[1], Types.STRING())
    .process(
      function* (value, ctx) {
        const sum = ctx.getAggregatingState(descriptor);
        sum.add(value[0]);
        yield [sum.get() ?? 0, value[1]] as [number, string];
      },
      Types.TUPLE([Types.INT(), Types.STRING()]),
    );
  expectCase("DS-06", await collected(result));
  expect(config.getStateVisibility()).toBe(valueOf("DS-06", "visibility"));
});

// covers: KeyedProcessFunction.processElement, ReducingState
// covers: RuntimeContext.getReducingState
test.each(modesOf("DS-17"))(
  "DS-17 side outputs of a keyed process function with state (%s)",
  async (mode) => {
    const tag = new OutputTag<number>("side", Types.INT());
    const descriptor = new ReducingStateDescriptor<number>("sum", (a, b) => a + b, Types.INT());
    class SumAside extends KeyedProcessFunction<string, Pair, number> {
      declare sum: ReducingState<number>;
      override open(context: RuntimeContext) {
        this.sum = context.getReducingState(descriptor);
      }
      *processElement(value: Pair) {
        yield value[1];
        this.sum.add(value[1]);
        yield [tag, this.sum.get() ?? 0] as const;
      }
    }
    const stream = () =>
      streaming(2, mode)
      .fromCollection([["a", 1], ["b", 2], ["a", 3], ["b", 4]], pairs) // biome-ignore format: a table
        .keyBy((value) => value[0], Types.STRING())
        .process(new SumAside(), Types.INT());
    expectCase("DS-17", await collected(stream()), "main");
    expectCase("DS-17", await collected(stream().getSideOutput(tag)), "side");
  },
);

class FieldOne extends KeySelector<Pair, number> {
  getKey(value: Pair) {
    return value[1];
  }
}

class CountingReduce extends ReduceFunction<Pair> {
  declare count: ValueState<number>;
  override open(context: RuntimeContext) {
    this.count = context.getState(new ValueStateDescriptor("count", Types.INT()));
  }
  reduce(previous: Pair, value: Pair): Pair {
    const count = this.count.value() ?? 1;
    this.count.update(count + 1);
    const text = previous[0] + value[0];
    if (text === "ab") deepStrictEqual(this.count.value(), 2);
    if (text === "cde") deepStrictEqual(this.count.value(), 3);
    return Row.of(text, previous[1]);
  }
}

// covers: KeyedStream.name
// covers: ReduceFunction.reduce
test("DS-22 a reduce function with state of its own, and a keyed stream has no name", async () => {
  const keyed = streaming()
    .fromCollection([["a", 0], ["c", 1], ["d", 1], ["b", 0], ["e", 1]], pairs) // biome-ignore format: a table
    .keyBy(new FieldOne(), Types.INT());
  expect(() => keyed.name("keyed")).toThrow(
    expect.objectContaining({ code: "API_NOT_ON_KEYED_STREAM" }),
  );
  expectCase("DS-22", await collected(keyed.reduce(new CountingReduce())));
});

// covers: KeyedStream.reduce
test("DS-24 reduce emits the running value of each key", async () => {
  const result = streaming()
    .fromCollection([[1, "a"], [2, "a"], [3, "a"], [4, "b"]], Types.ROW([Types.INT(), Types.STRING()])) // biome-ignore format: a table
    .keyBy((value) => value[1], Types.STRING())
    .reduce((a, b) => Row.of(a[0] + b[0], b[1]));
  expectCase("DS-24", await collected(result));
});

const letters: [string, number][] = [
  ["a", 0],
  ["b", 0],
  ["c", 1],
  ["d", 1],
  ["e", 2],
];

class Previous extends CoMapFunction<Pair, Pair, Pair> {
  declare first: ValueState<string>;
  declare second: ValueState<string>;
  override open(context: RuntimeContext) {
    this.first = context.getState(new ValueStateDescriptor("pre1", Types.STRING()));
    this.second = context.getState(new ValueStateDescriptor("pre2", Types.STRING()));
  }
  map1(value: Pair) {
    return checkPrevious(this.first, value);
  }
  map2(value: Pair) {
    return checkPrevious(this.second, value);
  }
}

function checkPrevious(state: ValueState<string>, value: Pair): Pair {
  if (value[0] === "b") deepStrictEqual(state.value(), "a");
  if (value[0] === "d") deepStrictEqual(state.value(), "c");
  state.update(value[0]);
  return value;
}

const plusOne = (value: Pair): [string, number] => [value[0], value[1] + 1];

// covers: CoMapFunction.map1, CoMapFunction.map2
test.each(modesOf("DS-26"))(
  "DS-26 a keyed co-map with state for each input, on a stream that is keyed anew (%s)",
  async (mode) => {
    const env = streaming(2, mode);
    const first = env.fromCollection(letters, pairs).keyBy((value) => value[1], Types.INT());
    const second = env.fromCollection(letters, pairs);
    const result = first
      .connect(second)
      .keyBy(
        (value) => value[1],
        (value) => value[1],
        Types.INT(),
      )
      .map(new Previous(), pairs)
      .map(plusOne);
    expectCase("DS-26", await collected(result));
  },
);

class OncePerKey extends CoFlatMapFunction<Row<[number, number]>, Row<[string, string]>, string> {
  declare seen: MapState<string, boolean>;
  override open(context: RuntimeContext) {
    this.seen = context.getMapState(
      new MapStateDescriptor("seen", Types.STRING(), Types.BOOLEAN()),
    );
  }
  *flatMap1(value: Row<[number, number]>) {
    yield `${value[0] + 1}`;
    yield `${value[0] + 1}`;
  }
  *flatMap2(value: Row<[string, string]>) {
    if (this.seen.contains(value[0])) return;
    this.seen.put(value[0], true);
    yield value[0];
  }
}

// covers: ConnectedStreams.keyBy
// covers: CoFlatMapFunction.flatMap1, CoFlatMapFunction.flatMap2, MapState.contains
test.each(modesOf("DS-27"))("DS-27 a keyed co-flat-map with map state (%s)", async (mode) => {
  const env = streaming(2, mode);
  const first = env.fromCollection([[1, 1], [2, 2], [3, 3]], Types.ROW([Types.INT(), Types.INT()])); // biome-ignore format: a table
  const second = env.fromCollection(
    [["a", "a"], ["b", "b"], ["c", "c"], ["a", "a"]], // biome-ignore format: a table
    Types.ROW([Types.STRING(), Types.STRING()]),
  );
  const result = first
    .connect(second)
    .keyBy(
      () => 1,
      () => 1,
      Types.INT(),
    )
    .flatMap(new OncePerKey(), Types.STRING())
    .filter((value) => value !== "4");
  expectCase("DS-27", await collected(result));
});

class KeyedLetters extends FlatMapFunction<Pair, Pair> {
  previous = "";
  declare count: ValueState<number>;
  override open(context: RuntimeContext) {
    this.count = context.getState(new ValueStateDescriptor("count", Types.INT()));
  }
  flatMap(value: Pair, out: Collector<Pair>) {
    this.count.update((this.count.value() ?? 0) + 1);
    const seen = [this.previous, this.count.value()];
    if (value[0] === "b") deepStrictEqual(seen, ["a", 2]);
    if (value[0] === "d") deepStrictEqual(seen, ["c", 2]);
    if (value[0] === "e") deepStrictEqual(this.count.value(), 1);
    this.previous = value[0];
    out.collect(value);
  }
}

test.each(modesOf("DS-29"))("DS-29 a keyed flat-map with state (%s)", async (mode) => {
  const keyed = streaming(2, mode)
    .fromCollection(letters, pairs)
    .keyBy((value) => value[1], Types.INT());
  expect(() => keyed.name("keyed")).toThrow(
    expect.objectContaining({ code: "API_NOT_ON_KEYED_STREAM" }),
  );
  const result = keyed.flatMap(new KeyedLetters(), pairs).map(plusOne);
  expectCase("DS-29", await collected(result));
});

class FirstOfKey extends FilterFunction<Pair> {
  declare count: ValueState<number>;
  override open(context: RuntimeContext) {
    this.count = context.getState(new ValueStateDescriptor("count", Types.INT()));
  }
  filter(value: Pair) {
    this.count.update((this.count.value() ?? 0) + 1);
    if (value[0] === "b" || value[0] === "d") deepStrictEqual(this.count.value(), 2);
    return value[0] !== "b" && value[0] !== "d";
  }
}

// covers: FilterFunction.filter
test.each(modesOf("DS-30"))("DS-30 a keyed filter with state (%s)", async (mode) => {
  const keyed = streaming(2, mode)
    .fromCollection(letters, pairs)
    .keyBy((value) => value[1], Types.INT());
  expect(() => keyed.name("keyed")).toThrow(
    expect.objectContaining({ code: "API_NOT_ON_KEYED_STREAM" }),
  );
  const result = keyed.filter(new FirstOfKey()).filter((value) => value[1] > 0);
  expectCase("DS-30", await collected(result));
});
