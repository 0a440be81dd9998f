/** Every method of the state handles, from a function's point of view, keyed and broadcast. */
import {
  type BroadcastOnTimerContext,
  type KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  type KeyedBroadcastReadOnlyContext,
  type KeyedProcessContext,
  KeyedProcessFunction,
  ListStateDescriptor,
  MAX_TIMESTAMP,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StreamExecutionEnvironment,
  TimeDomain,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "millrace";
import { expect, test } from "vitest";
import { collected } from "../golden/cases/streaming-environment.ts";

function environment(): StreamExecutionEnvironment {
  return StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1);
}

/** What a keyed function finds out about its state, in one call. */
async function found(look: (ctx: KeyedProcessContext<string>) => unknown[]): Promise<unknown[]> {
  class Looking extends KeyedProcessFunction<string, string, unknown[]> {
    processElement(_value: string, ctx: KeyedProcessContext<string>) {
      return [look(ctx)];
    }
  }
  const stream = environment()
    .fromElements("a")
    .keyBy((value) => value)
    .process(new Looking());
  const [result] = await collected(stream);
  return result ?? [];
}

// covers: State.clear, ValueState.value, ValueState.update, KeyedProcessFunction.Context.getCurrentKey
test("a value is what was set last, and none when it is cleared", async () => {
  const result = await found((ctx) => {
    const state = ctx.getState(new ValueStateDescriptor<number>("value"));
    const before = state.value();
    state.update(1);
    state.update(2);
    const set = state.value();
    state.clear();
    return [ctx.getCurrentKey(), before, set, state.value()];
  });
  expect(result).toEqual(["a", null, 2, null]);
});

// covers: ListState.add, ListState.addAll, ListState.get, ListState.update, AppendingState.add
// covers: AppendingState.get, MergingState
test("a list grows at its end and can be replaced; a sum is reduced as it grows", async () => {
  const result = await found((ctx) => {
    const list = ctx.getListState(new ListStateDescriptor<number>("list"));
    const sum = ctx.getReducingState(new ReducingStateDescriptor<number>("sum", (a, b) => a + b));
    list.add(1);
    list.addAll([2, 3]);
    const grown = [...list.get()];
    list.update([9]);
    const empty = sum.get();
    sum.add(4);
    sum.add(5);
    return [grown, [...list.get()], empty, sum.get()];
  });
  expect(result).toEqual([[1, 2, 3], [9], null, 9]);
});

// covers: MapState.get, MapState.put, MapState.putAll, MapState.remove, MapState.contains
// covers: MapState.items, MapState.keys, MapState.values, MapState.isEmpty
test("a map has entries by key", async () => {
  const result = await found((ctx) => {
    const map = ctx.getMapState(new MapStateDescriptor<string, number>("map"));
    const isEmptyBefore = map.isEmpty();
    map.put("x", 1);
    map.putAll([
      ["y", 2],
      ["z", 3],
    ]);
    map.remove("x");
    const entries = [[...map.items()], [...map.keys()], [...map.values()]];
    return [isEmptyBefore, map.isEmpty(), map.contains("x"), map.get("x"), map.get("y"), entries];
  });
  const items = [
    ["y", 2],
    ["z", 3],
  ];
  expect(result).toEqual([true, false, false, null, 2, [items, ["y", "z"], [2, 3]]]);
});

const letters = new MapStateDescriptor<string, number>("letters");

class BothSides extends KeyedBroadcastProcessFunction<string, string, number, unknown> {
  processBroadcastElement(value: number, ctx: KeyedBroadcastContext<string>) {
    const state = ctx.getBroadcastState(letters);
    state.put("gone", value);
    state.putAll([
      ["a", value],
      ["b", value + 1],
    ]);
    state.remove("gone");
    return [];
  }

  processElement(_value: string, ctx: KeyedBroadcastReadOnlyContext<string>) {
    ctx.timerService().registerEventTimeTimer(10);
    return [];
  }

  override onTimer(timestampMs: number, ctx: BroadcastOnTimerContext<string>) {
    const state = ctx.getBroadcastState(letters);
    const entries = [[...state.items()], [...state.keys()], [...state.values()]];
    const more = [state.contains("gone"), state.get("b"), state.isEmpty()];
    return [
      [timestampMs, ctx.timeDomain(), ctx.getCurrentKey(), ctx.currentWatermark(), entries, more],
    ];
  }
}

// covers: BroadcastState.put, BroadcastState.putAll, BroadcastState.remove
// covers: ReadOnlyBroadcastState.get, ReadOnlyBroadcastState.contains, ReadOnlyBroadcastState.items
// covers: ReadOnlyBroadcastState.keys, ReadOnlyBroadcastState.values
// covers: ReadOnlyBroadcastState.isEmpty, BroadcastStream, BaseBroadcastProcessFunction
// covers: KeyedBroadcastProcessFunction.OnTimerContext.timeDomain
// covers: KeyedBroadcastProcessFunction.Context.getBroadcastState
// covers: BaseBroadcastProcessFunction.BaseContext.currentWatermark
// covers: TimeDomain
test("broadcast state is written on one side and read on the other, in timers too", async () => {
  const env = environment();
  const words = env
    .fromElements("a")
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<string>().withTimestampAssigner(() => 5),
    )
    .keyBy((value) => value);
  const stream = words.connect(env.fromElements(1).broadcast(letters)).process(new BothSides());
  const items = [
    ["a", 1],
    ["b", 2],
  ];
  expect(await collected(stream)).toEqual([
    [10, TimeDomain.EVENT_TIME, "a", MAX_TIMESTAMP, [items, ["a", "b"], [1, 2]], [false, 2, false]],
  ]);
});
