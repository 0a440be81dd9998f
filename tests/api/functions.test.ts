/** User functions of every kind in whole programs: what they are called with, and what their contexts tell. */
import {
  AllWindowFunction,
  type BroadcastContext,
  BroadcastProcessFunction,
  type BroadcastReadOnlyContext,
  type BroadcastState,
  type CheckpointedFunction,
  CoProcessFunction,
  CountTumblingWindowAssigner,
  type FunctionInitializationContext,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  type ListState,
  ListStateDescriptor,
  MapFunction,
  MapStateDescriptor,
  NullByteKeySelector,
  type OnTimerContext,
  Partitioner,
  PassThroughAllWindowFunction,
  PassThroughWindowFunction,
  type ProcessAllWindowContext,
  ProcessAllWindowFunction,
  type ProcessContext,
  type ProcessWindowContext,
  ProcessWindowFunction,
  type RuntimeContext,
  type SinkFunction,
  type SourceContext,
  type SourceFunction,
  StreamError,
  StreamExecutionEnvironment,
  TimestampAssigner,
  type TimeWindow,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
  WatermarkStrategy,
  type Window,
} from "millrace";
import { expect, test } from "vitest";
import { collected } from "../golden/cases/streaming-environment.ts";

function environment(): StreamExecutionEnvironment {
  return StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1);
}

/** Records that are their own timestamps. */
function timed(...values: number[]) {
  class Itself extends TimestampAssigner<number> {
    extractTimestamp(value: number): number {
      return value;
    }
  }
  return environment()
    .fromCollection(values)
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner(new Itself()),
    );
}

// covers: RichFunction.open, RichFunction.close
test("a function is opened before its records and closed behind them", async () => {
  const calls: string[] = [];
  class Noting extends MapFunction<number, number> {
    override open(context: RuntimeContext): void {
      calls.push(`open ${context.getIndexOfThisSubtask()}`);
    }
    map(value: number): number {
      calls.push(`map ${value}`);
      return value;
    }
    override close(): void {
      calls.push("close");
    }
  }
  await collected(environment().fromElements(1, 2).map(new Noting()));
  expect(calls).toEqual(["open 0", "map 1", "map 2", "close"]);
});

// covers: Partitioner.partition, NullByteKeySelector.getKey
test("a partitioner is asked with the key and the number of partitions", async () => {
  const asked: number[][] = [];
  class First extends Partitioner<number> {
    partition(key: number, numPartitions: number): number {
      asked.push([key, numPartitions]);
      return 0;
    }
  }
  const stream = environment()
    .fromElements(5, 6)
    .partitionCustom(new First(), new NullByteKeySelector<number>())
    .map((value) => value)
    .setParallelism(2);
  expect(await collected(stream)).toEqual([5, 6]);
  expect(asked).toEqual([
    [0, 2],
    [0, 2],
  ]);
});

// covers: KeyedStream.partitionCustom
test("a keyed stream has its partitions already", () => {
  const keyed = environment()
    .fromElements(1)
    .keyBy(() => 0);
  const again = (): unknown =>
    keyed.partitionCustom(
      () => 0,
      () => 0,
    );
  expect(again).toThrow(StreamError);
});

// covers: CoProcessFunction.processElement1, CoProcessFunction.processElement2
// covers: CoProcessFunction.Context.timestamp
test("a co-process function sees both inputs with their timestamps", async () => {
  class Both extends CoProcessFunction<number, number, string> {
    processElement1(value: number, ctx: ProcessContext) {
      return [`1: ${value} at ${ctx.timestamp()}`];
    }
    processElement2(value: number, ctx: ProcessContext) {
      return [`2: ${value} at ${ctx.timestamp()}`];
    }
  }
  const first = timed(3);
  const second = first.map((value) => value * 2);
  const output = await collected(first.connect(second).process(new Both()));
  expect(output.toSorted()).toEqual(["1: 3 at 3", "2: 6 at 3"]);
});

// covers: KeyedCoProcessFunction.processElement1, KeyedCoProcessFunction.processElement2
// covers: KeyedCoProcessFunction.onTimer, KeyedCoProcessFunction.Context.getCurrentKey
// covers: KeyedCoProcessFunction.OnTimerContext.timeDomain
test("a keyed co-process function has keys and timers on both sides", async () => {
  class Both extends KeyedCoProcessFunction<number, number, number, string> {
    processElement1(value: number, ctx: KeyedProcessContext<number>) {
      ctx.timerService().registerEventTimeTimer(value);
      return [`1: ${ctx.getCurrentKey()}`];
    }
    processElement2(_value: number, ctx: KeyedProcessContext<number>) {
      return [`2: ${ctx.getCurrentKey()}`];
    }
    override onTimer(timestampMs: number, ctx: OnTimerContext<number>) {
      return [`${ctx.timeDomain()} ${timestampMs} ${ctx.getCurrentKey()}`];
    }
  }
  const first = timed(3);
  const keyed = first.connect(first.map((value) => value)).keyBy(
    (value) => value % 2,
    (value) => value % 2,
  );
  const output = await collected(keyed.process(new Both()));
  expect(output.toSorted()).toEqual(["1: 1", "2: 1", "EVENT_TIME 3 1"]);
});

// covers: BroadcastProcessFunction.Context.timestamp
// covers: BaseBroadcastProcessFunction.BaseContext.currentProcessingTime
// covers: BaseBroadcastProcessFunction.BaseContext.timestamp
test("a broadcast function knows timestamps and the wall clock on both sides", async () => {
  const isClock = (ms: number): boolean => ms > Date.UTC(2020, 0) && ms <= Date.now();
  const row = (side: string, ctx: BroadcastContext | BroadcastReadOnlyContext): string =>
    `${side} ${ctx.timestamp()} ${isClock(ctx.currentProcessingTime())}`;
  class Both extends BroadcastProcessFunction<number, number, string> {
    processElement(_value: number, ctx: BroadcastReadOnlyContext) {
      return [row("element", ctx)];
    }
    processBroadcastElement(_value: number, ctx: BroadcastContext) {
      return [row("broadcast", ctx)];
    }
  }
  const stream = timed(3);
  const state = new MapStateDescriptor<string, string>("state");
  const connected = stream.connect(stream.map((value) => value).broadcast(state));
  const output = await collected(connected.process(new Both()));
  expect(output.toSorted()).toEqual(["broadcast 3 true", "element 3 true"]);
});

const seen = new ValueStateDescriptor<number>("seen");

// covers: ProcessWindowFunction.process, ProcessWindowFunction.clear
// covers: ProcessWindowFunction.Context.window, ProcessWindowFunction.Context.windowState
// covers: ProcessWindowFunction.Context.globalState
// covers: ProcessWindowFunction.Context.currentProcessingTime
// covers: ProcessWindowFunction.Context.currentWatermark
test("a process window function has state of its window and of its key, and clears the former", async () => {
  const cleared: unknown[] = [];
  class Counting extends ProcessWindowFunction<number, unknown, string, TimeWindow> {
    process(key: string, context: ProcessWindowContext<TimeWindow>, elements: Iterable<number>) {
      const count = [...elements].length;
      const total = context.globalState().getState(seen);
      total.update((total.value() ?? 0) + count);
      context.windowState().getState(seen).update(count);
      const isLater = context.currentProcessingTime() > Date.UTC(2020, 0);
      const isDue = context.currentWatermark() >= context.window().maxTimestamp();
      return [[key, context.window().start, count, total.value(), isLater, isDue]];
    }
    override clear(context: ProcessWindowContext<TimeWindow>): void {
      const state = context.windowState().getState(seen);
      cleared.push([context.window().start, state.value()]);
      state.clear();
    }
  }
  const stream = timed(1, 2, 11)
    .keyBy(() => "key")
    .window(TumblingEventTimeWindows.of(10))
    .process(new Counting());
  expect(await collected(stream)).toEqual([
    ["key", 0, 2, 2, true, true],
    ["key", 10, 1, 3, true, true],
  ]);
  expect(cleared).toEqual([
    [0, 2],
    [10, 1],
  ]);
});

// covers: ProcessAllWindowFunction.process, ProcessAllWindowFunction.clear
// covers: ProcessAllWindowFunction.Context.window, ProcessAllWindowFunction.Context.windowState
// covers: ProcessAllWindowFunction.Context.globalState, AllWindowFunction.apply
test("functions of windows over all records have the same without a key", async () => {
  const cleared: number[] = [];
  class Counting extends ProcessAllWindowFunction<number, unknown, TimeWindow> {
    process(context: ProcessAllWindowContext<TimeWindow>, elements: Iterable<number>) {
      const total = context.globalState().getState(seen);
      total.update((total.value() ?? 0) + [...elements].length);
      context.windowState().getState(seen).update(context.window().start);
      return [total.value()];
    }
    override clear(context: ProcessAllWindowContext<TimeWindow>): void {
      cleared.push(context.windowState().getState(seen).value() ?? -1);
    }
  }
  class Start extends AllWindowFunction<number, string, TimeWindow> {
    apply(window: TimeWindow, inputs: Iterable<number>) {
      return [`${window.start}: ${[...inputs].join(" ")}`];
    }
  }
  const windows = () => timed(1, 2, 11).windowAll(TumblingEventTimeWindows.of(10));
  expect(await collected(windows().process(new Counting()))).toEqual([2, 3]);
  expect(cleared).toEqual([0, 10]);
  expect(await collected(windows().apply(new Start()))).toEqual(["0: 1 2", "10: 11"]);
});

// covers: PassThroughWindowFunction.apply, PassThroughAllWindowFunction.apply
test("pass-through functions give the records of a window as they are", async () => {
  const two = CountTumblingWindowAssigner.of(2);
  const env = environment();
  const keyed = env
    .fromElements(1, 2, 3)
    .keyBy(() => 0)
    .window(two)
    .apply(new PassThroughWindowFunction<number>());
  expect(await collected(keyed)).toEqual([1, 2]);
  const all = env.fromElements(1, 2, 3).windowAll(two);
  const passing: AllWindowFunction<number, number, Window> = new PassThroughAllWindowFunction();
  expect(await collected(all.apply(passing))).toEqual([1, 2]);
});

// covers: SourceFunction, SinkFunction, TimestampAssigner.extractTimestamp
test("a source function and a sink function of one's own", async () => {
  const written: [number, number | null][] = [];
  const source: SourceFunction<number> = {
    async run(context: SourceContext<number>): Promise<void> {
      await context.collect(1);
      await context.collect(2);
    },
    cancel() {},
  };
  const sink: SinkFunction<number> = {
    invoke: (value, context) => void written.push([value, context.timestamp()]),
  };
  class Ten extends TimestampAssigner<number> {
    extractTimestamp(value: number): number {
      return value * 10;
    }
  }
  const env = environment();
  env
    .addSource(source)
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner(new Ten()),
    )
    .addSink(sink);
  await env.execute();
  expect(written).toEqual([
    [1, 10],
    [2, 20],
  ]);
});

// covers: OperatorStateStore.getUnionListState, OperatorStateStore.getBroadcastState
test("a checkpointed function has operator state, of lists and by key", async () => {
  class Keeping extends MapFunction<number, [number[], number]> implements CheckpointedFunction {
    private list: ListState<number> | undefined;
    private byName: BroadcastState<string, number> | undefined;

    initializeState(context: FunctionInitializationContext): void {
      const store = context.getOperatorStateStore();
      this.list = store.getUnionListState(new ListStateDescriptor<number>("list"));
      this.byName = store.getBroadcastState(new MapStateDescriptor<string, number>("map"));
    }

    snapshotState(): void {}

    map(value: number): [number[], number] {
      this.list?.add(value);
      const before = this.byName?.get("last") ?? 0;
      this.byName?.put("last", value);
      return [[...(this.list?.get() ?? [])], before];
    }
  }
  expect(await collected(environment().fromElements(1, 2).map(new Keeping()))).toEqual([
    [[1], 0],
    [[1, 2], 1],
  ]);
});
