/** Side outputs from every place where Flink has them, by `ctx.output` and by pairs, with their timestamps. */
import {
  BroadcastProcessFunction,
  CoProcessFunction,
  type DataStream,
  EventTimeSessionWindows,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  MapStateDescriptor,
  OutputTag,
  ProcessAllWindowFunction,
  type ProcessContext,
  ProcessFunction,
  ProcessJoinFunction,
  ProcessWindowFunction,
  type RuntimeExecutionMode,
  type SideOutput,
  type StreamExecutionEnvironment,
  type TimeWindow,
  TumblingEventTimeWindows,
  Types,
} from "millrace";
import { expect, test } from "vitest";
import { collected, streaming } from "./streaming-environment.ts";

type Timed = [value: number, atMs: number];
type Send = (ctx: { output(tag: OutputTag<string>, value: string): void }, value: string) => Sides;
type Sides = Iterable<SideOutput> & object;

const tag = new OutputTag<string>("side", Types.STRING());

/** The two ways to send to a side output. */
const ways: readonly (readonly [string, Send])[] = [
  [
    "ctx.output",
    (ctx, value) => {
      ctx.output(tag, value);
      return [];
    },
  ],
  ["a pair", (_ctx, value) => [[tag, value]]],
];

interface Place {
  readonly name: string;
  build(records: DataStream<Timed>, others: DataStream<Timed>, send: Send): DataStream<string>;
  /** `value@timestamp`, sorted. */
  readonly sides: readonly string[];
  readonly main?: readonly string[];
}

const key = ([value]: Timed) => value % 2;
const rules = new MapStateDescriptor("rules", Types.INT(), Types.INT());

const places: readonly Place[] = [
  {
    name: "a process function",
    build: (records, _others, send) =>
      records.process(
        new (class extends ProcessFunction<Timed, string> {
          *processElement([value]: Timed, ctx: ProcessContext) {
            yield* send(ctx, `before ${value}`);
            yield `main ${value}`;
            yield* send(ctx, `after ${value}`);
          }
        })(),
      ),
    main: ["main 1", "main 2", "main 3"],
    sides: ["after 1@10", "after 2@20", "after 3@30", "before 1@10", "before 2@20", "before 3@30"],
  },
  {
    name: "a keyed process function",
    build: (records, _others, send) =>
      records.keyBy(key).process(
        new (class extends KeyedProcessFunction<number, Timed, string> {
          processElement([value]: Timed, ctx: KeyedProcessContext<number>) {
            return send(ctx, `${value} of ${ctx.getCurrentKey()}`);
          }
        })(),
      ),
    sides: ["1 of 1@10", "2 of 0@20", "3 of 1@30"],
  },
  {
    name: "a timer",
    build: (records, _others, send) =>
      records.keyBy(key).process(
        new (class extends KeyedProcessFunction<number, Timed, string> {
          processElement(value: Timed, ctx: KeyedProcessContext<number>) {
            ctx.timerService().registerEventTimeTimer(value[1] + 5);
          }
          override onTimer(timestampMs: number, ctx: KeyedProcessContext<number>) {
            return send(ctx, `timer of ${ctx.getCurrentKey()} at ${timestampMs}`);
          }
        })(),
      ),
    sides: ["timer of 0 at 25@25", "timer of 1 at 15@15", "timer of 1 at 35@35"],
  },
  {
    name: "a function of two streams",
    build: (records, others, send) =>
      records.connect(others).process(
        new (class extends CoProcessFunction<Timed, Timed, string> {
          processElement1([value]: Timed, ctx: ProcessContext) {
            return send(ctx, `left ${value}`);
          }
          processElement2([value]: Timed, ctx: ProcessContext) {
            return send(ctx, `right ${value}`);
          }
        })(),
      ),
    sides: ["left 1@10", "left 2@20", "left 3@30", "right 1@12", "right 4@41"],
  },
  {
    name: "a function of two keyed streams, and its timers",
    build: (records, others, send) =>
      records
        .keyBy(key)
        .connect(others.keyBy(key))
        .process(
          new (class extends KeyedCoProcessFunction<number, Timed, Timed, string> {
            processElement1([value]: Timed, ctx: KeyedProcessContext<number>) {
              return send(ctx, `left ${value}`);
            }
            processElement2([value]: Timed, ctx: KeyedProcessContext<number>) {
              ctx.timerService().registerEventTimeTimer(100 + value);
              return send(ctx, `right ${value}`);
            }
            override onTimer(timestampMs: number, ctx: KeyedProcessContext<number>) {
              return send(ctx, `timer ${timestampMs}`);
            }
          })(),
        ),
    sides: [
      "left 1@10", "left 2@20", "left 3@30", "right 1@12", "right 4@41", "timer 101@101",
      "timer 104@104",
    ], // biome-ignore format: a list
  },
  {
    name: "a window function of a key",
    build: (records, _others, send) =>
      records
        .keyBy(key)
        .window(TumblingEventTimeWindows.of(20))
        .process(
          new (class extends ProcessWindowFunction<Timed, string, number, TimeWindow> {
            process(
              one: number,
              ctx: ProcessWindowFunction.Context<TimeWindow>,
              elements: Iterable<Timed>,
            ) {
              return send(ctx, `${[...elements].length} of ${one}`);
            }
          })(),
        ),
    sides: ["1 of 0@39", "1 of 1@19", "1 of 1@39"],
  },
  {
    name: "a window function behind an incremental one, in sessions",
    build: (records, _others, send) =>
      records
        .keyBy(() => 0)
        .window(EventTimeSessionWindows.withGap(15))
        .reduce(
          (a, b): Timed => [a[0] + b[0], b[1]],
          new (class extends ProcessWindowFunction<Timed, string, number, TimeWindow> {
            process(
              _one: number,
              ctx: ProcessWindowFunction.Context<TimeWindow>,
              elements: Iterable<Timed>,
            ) {
              return send(ctx, `sum ${[...elements].map(([value]) => value).join()}`);
            }
          })(),
        ),
    sides: ["sum 6@44"],
  },
  {
    name: "a window function of all records",
    build: (records, _others, send) =>
      records.windowAll(TumblingEventTimeWindows.of(100)).process(
        new (class extends ProcessAllWindowFunction<Timed, string, TimeWindow> {
          process(ctx: ProcessAllWindowFunction.Context<TimeWindow>, elements: Iterable<Timed>) {
            return send(ctx, `all ${[...elements].length}`);
          }
        })(),
      ),
    sides: ["all 3@99"],
  },
  {
    name: "both sides of a broadcast function",
    build: (records, others, send) =>
      records.connect(others.broadcast(rules)).process(
        new (class extends BroadcastProcessFunction<Timed, Timed, string> {
          processElement([value]: Timed, ctx: BroadcastProcessFunction.ReadOnlyContext) {
            return send(ctx, `record ${value}`);
          }
          processBroadcastElement([value]: Timed, ctx: BroadcastProcessFunction.Context) {
            return send(ctx, `rule ${value}`);
          }
        })(),
      ),
    sides: ["record 1@10", "record 2@20", "record 3@30", "rule 1@12", "rule 4@41"],
  },
  {
    name: "both sides of a keyed broadcast function, and its timers",
    build: (records, others, send) =>
      records
        .keyBy(key)
        .connect(others.broadcast(rules))
        .process(
          new (class extends KeyedBroadcastProcessFunction<number, Timed, Timed, string> {
            processElement(
              [value]: Timed,
              ctx: KeyedBroadcastProcessFunction.ReadOnlyContext<number>,
            ) {
              ctx.timerService().registerEventTimeTimer(200 + value);
              return send(ctx, `record ${value}`);
            }
            processBroadcastElement(
              [value]: Timed,
              ctx: KeyedBroadcastProcessFunction.Context<number>,
            ) {
              return send(ctx, `rule ${value}`);
            }
            override onTimer(
              timestampMs: number,
              ctx: KeyedBroadcastProcessFunction.OnTimerContext<number>,
            ) {
              return send(ctx, `timer ${timestampMs}`);
            }
          })(),
        ),
    sides: [
      "record 1@10", "record 2@20", "record 3@30", "rule 1@12", "rule 4@41", "timer 201@201",
      "timer 202@202", "timer 203@203",
    ], // biome-ignore format: a list
  },
  {
    name: "the function of an interval join",
    build: (records, others, send) =>
      records
        .keyBy(key)
        .intervalJoin(others.keyBy(key))
        .between(-50, 50)
        .process(
          new (class extends ProcessJoinFunction<Timed, Timed, string> {
            processElement([left]: Timed, [right]: Timed, ctx: ProcessJoinFunction.Context) {
              return send(ctx, `${left} and ${right}`);
            }
          })(),
        ),
    sides: ["1 and 1@12", "2 and 4@41", "3 and 1@30"],
  },
];

/** In order, so that no watermark is ahead of a record. */
function inOrder(env: StreamExecutionEnvironment, records: Timed[]): DataStream<Timed> {
  return env
    .fromCollection(records)
    .assignTimestampsAndWatermarks((strategy) =>
      strategy.forMonotonousTimestamps().withTimestampAssigner(([, atMs]) => atMs),
    );
}

class Stamp extends ProcessFunction<string, string> {
  processElement(value: string, ctx: ProcessContext) {
    return [`${value}@${ctx.timestamp()}`];
  }
}

const modes: readonly RuntimeExecutionMode[] = ["STREAMING", "BATCH"];
const runs = places.flatMap((place) =>
  modes.flatMap((mode) => ways.map(([way, send]) => ({ ...place, mode, way, send }))),
);

// covers: ProcessFunction.processElement, KeyedProcessFunction.onTimer, KeyedProcessFunction.Context.getCurrentKey
// covers: CoProcessFunction.processElement1, CoProcessFunction.processElement2, KeyedCoProcessFunction.onTimer
// covers: KeyedCoProcessFunction.processElement1, KeyedCoProcessFunction.processElement2
// covers: BroadcastProcessFunction, KeyedBroadcastProcessFunction.onTimer, ProcessContext.output
// covers: ProcessWindowFunction.process, ProcessAllWindowFunction.process
test.each(runs)("$name sends to side outputs by $way ($mode)", async (run) => {
  const env = streaming(1, run.mode);
  const records = inOrder(env, [[1, 10], [2, 20], [3, 30]]); // biome-ignore format: a table
  const others = inOrder(env, [[1, 12], [4, 41]]); // biome-ignore format: a table
  const main = run.build(records, others, run.send);
  const sides = main.getSideOutput(tag).process(new Stamp());
  const outputs = await collected(
    main
      .map((value): [boolean, string] => [true, value])
      .union(sides.map((value): [boolean, string] => [false, value])),
  );
  const of = (isMain: boolean) =>
    outputs
      .filter(([from]) => from === isMain)
      .map(([, value]) => value)
      .sort();
  expect({ main: of(true), sides: of(false) }).toEqual({ main: run.main ?? [], sides: run.sides });
});

const late = new OutputTag<Timed>("late");
const lateRight = new OutputTag<Timed>("late right");

/** A watermark behind each record, of its time. */
function outOfOrder(env: StreamExecutionEnvironment, records: Timed[]): DataStream<Timed> {
  return env.fromCollection(records).assignTimestampsAndWatermarks((strategy) =>
    strategy
      .forGenerator(() => ({
        onEvent: (_value, atMs, output) => output.emitWatermark(atMs),
        onPeriodicEmit() {},
      }))
      .withTimestampAssigner(([, atMs]) => atMs),
  );
}

class StampTimed extends ProcessFunction<Timed, string> {
  processElement([value]: Timed, ctx: ProcessContext) {
    return [`${value}@${ctx.timestamp()}`];
  }
}

const lates: readonly (readonly [string, (records: DataStream<Timed>) => DataStream<Timed>])[] = [
  [
    "windows of a key",
    (records) =>
      records
        .keyBy(() => 0)
        .window(TumblingEventTimeWindows.of(10))
        .allowedLateness(10)
        .sideOutputLateData(late)
        .sum(0),
  ],
  [
    "windows of all records",
    (records) =>
      records
        .windowAll(TumblingEventTimeWindows.of(10))
        .allowedLateness(10)
        .sideOutputLateData(late)
        .reduce((a, b): Timed => [a[0] + b[0], b[1]]),
  ],
];

test.each(lates)("%s send what is too late to a side output", async (_name, windowed) => {
  const env = streaming(1);
  const sums = windowed(outOfOrder(env, [[1, 5], [2, 25], [3, 11], [4, 9]])); // biome-ignore format: a table
  expect(await collected(sums.getSideOutput(late).process(new StampTimed()))).toEqual(["4@9"]);
});

class Nothing extends ProcessJoinFunction<Timed, Timed, string> {
  processElement() {
    return [];
  }
}

// covers: IntervalJoined.sideOutputRightLateData, IntervalJoined.sideOutputLeftLateData
test("an interval join sends what is late of each stream to a side output of its own", async () => {
  const env = streaming(1);
  // Of one source, so that both have seen the watermark when the late ones come.
  const records = outOfOrder(env, [[1, 50], [2, 50], [3, 8], [4, 9]]); // biome-ignore format: a table
  const left = records.filter(([value]) => value % 2 === 1).keyBy(() => 0);
  const right = records.filter(([value]) => value % 2 === 0).keyBy(() => 0);
  const joined = left
    .intervalJoin(right)
    .between(-5, 5)
    .sideOutputLeftLateData(late)
    .sideOutputRightLateData(lateRight)
    .process(new Nothing());
  const stamped = (from: OutputTag<Timed>) =>
    joined
      .getSideOutput(from)
      .process(new StampTimed())
      .map((value) => `${from.id} ${value}`);
  const sides = await collected(stamped(late).union(stamped(lateRight)));
  expect(sides.sort()).toEqual(["late 3@8", "late right 4@9"]);
});
