/** DS-09, DS-12, DS-14, DS-15, DS-20, DS-21, DS-37, DS-39: process functions, their side outputs and timers. */
import {
  type Collector,
  type DataStream,
  KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  OutputTag,
  type ProcessContext,
  ProcessFunction,
  type Row,
  type RuntimeContext,
  type SideOutput,
  Types,
  type ValueState,
  ValueStateDescriptor,
} from "millrace";
import { expect, test } from "vitest";
import { collected, sortedText, streaming } from "./streaming-environment.ts";

type Pair = Row<[string, number]>;
type Counted = [string, number];

const pairType = Types.ROW([Types.STRING(), Types.INT()]);
const letters: [string, number][] = [
  ["a", 0],
  ["b", 1],
  ["c", 2],
];

/** Runs the job once and returns the records of several streams, each sorted. */
async function sortedOutputs(
  env: ReturnType<typeof streaming>,
  ...streams: readonly DataStream<unknown>[]
): Promise<string[][]> {
  const outputs = streams.map((stream) => {
    const records: unknown[] = [];
    stream.addSink((value) => void records.push(value));
    return records;
  });
  await env.execute();
  return outputs.map(sortedText);
}

class CountAndTime extends KeyedCoProcessFunction<string, Pair, Pair, Counted> {
  timerRegistered = false;
  count: ValueState<number> | undefined;
  override open(context: RuntimeContext) {
    this.count = context.getState(new ValueStateDescriptor("count", Types.INT()));
  }
  processElement1(value: Pair, ctx: KeyedProcessContext<string>) {
    if (!this.timerRegistered) {
      ctx.timerService().registerEventTimeTimer(3);
      this.timerRegistered = true;
    }
    return [this.counted(value)];
  }
  processElement2(value: Pair) {
    return [this.counted(value)];
  }
  override onTimer(timestampMs: number) {
    return [["on_timer", timestampMs] satisfies Counted];
  }
  private counted(value: Pair): Counted {
    const count = (this.count?.value() ?? 0) + 1;
    this.count?.update(count);
    return [value[0], count];
  }
}

test("DS-09 connected keyed streams share state, and the final watermark fires a timer", async () => {
  const env = streaming(1);
  const input = (items: [string, number][]) =>
    env
      .fromCollection(items, pairType)
      .assignTimestampsAndWatermarks((s) =>
        s.forMonotonousTimestamps().withTimestampAssigner((value) => Number(value[1])),
      );
  const result = input([
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ])
    .connect(
      input([
        ["b", 2],
        ["c", 3],
        ["d", 4],
      ]),
    )
    .keyBy(
      (value) => value[0],
      (value) => value[0],
    )
    .process(new CountAndTime())
    .map((value) => `R(${value[0]},${value[1] + 1})`);
  expect((await collected(result)).sort()).toEqual(
    "R(a,2) R(b,2) R(b,3) R(c,2) R(c,3) R(d,2) R(on_timer,4)".split(" "),
  );
});

test("DS-12 a process function emits to its main and to a side output", async () => {
  const side = new OutputTag<number>("side", Types.INT());
  const env = streaming();
  const main = env.fromCollection(letters, pairType).process(
    {
      *processElement(value: Pair) {
        yield value[0];
        yield [side, value[1]];
      },
    },
    Types.STRING(),
  );
  expect(await sortedOutputs(env, main, main.getSideOutput(side))).toEqual([
    ["a", "b", "c"],
    ["0", "1", "2"],
  ]);
});

test("DS-14 a process function emits to two side outputs of different types", async () => {
  const side1 = new OutputTag<number>("side1", Types.INT());
  const side2 = new OutputTag<string>("side2", Types.STRING());
  class Splitting extends ProcessFunction<Pair, string> {
    processElement(value: Pair, ctx: ProcessContext, out: Collector<string>) {
      out.collect(value[0]);
      ctx.output(side1, value[1]);
      ctx.output(side2, `${value[0]}${value[1]}`);
    }
  }
  const env = streaming();
  const main = env.fromCollection(letters, pairType).process(new Splitting(), Types.STRING());
  const outputs = [main, main.getSideOutput(side1), main.getSideOutput(side2)];
  expect(await sortedOutputs(env, ...outputs)).toEqual([
    ["a", "b", "c"],
    ["0", "1", "2"],
    ["a0", "b1", "c2"],
  ]);
});

test("DS-15 a process function of two inputs emits to a side output from both", async () => {
  const side = new OutputTag<number>("side", Types.INT());
  const env = streaming();
  const numbers: [number, string][] = [
    [3, "c"],
    [1, "a"],
    [0, "d"],
  ];
  const main = env
    .fromCollection(letters, pairType)
    .connect(env.fromCollection(numbers, Types.ROW([Types.INT(), Types.STRING()])))
    .process(
      {
        processElement1: (value: Pair) => [value[0], [side, value[1]]],
        processElement2: (value: Row<[number, string]>) => [value[1], [side, value[0]]],
      },
      Types.STRING(),
    );
  expect(await sortedOutputs(env, main, main.getSideOutput(side))).toEqual([
    ["a", "a", "b", "c", "c", "d"],
    ["0", "0", "1", "1", "2", "3"],
  ]);
});

/** Emits v, and 2v to the side output. */
class Doubling extends ProcessFunction<number, number> {
  readonly side: OutputTag<number>;
  constructor(side: OutputTag<number>) {
    super();
    this.side = side;
  }
  *processElement(value: number): Generator<number | SideOutput> {
    yield value;
    yield [this.side, value * 2];
  }
}

test("DS-20 a side output is collected without any sink on the main stream", async () => {
  const side = new OutputTag<number>("side", Types.INT());
  const main = streaming().fromCollection([1, 2, 3], Types.INT()).process(new Doubling(side));
  expect(sortedText(await collected(main.getSideOutput(side)))).toEqual(["2", "4", "6"]);
});

test("DS-21 the same tag in two operators is two streams", async () => {
  const side = new OutputTag<number>("side", Types.INT());
  const env = streaming();
  const first = env.fromCollection([1, 2, 3], Types.INT()).process(new Doubling(side), Types.INT());
  const second = first
    .map((value) => value * 2, Types.INT())
    .process(new Doubling(side), Types.INT());
  const sides = [first.getSideOutput(side), second.getSideOutput(side)];
  expect((await sortedOutputs(env, ...sides)).map((texts) => texts.map(Number))).toEqual([
    [2, 4, 6],
    [12, 4, 8],
  ]);
});

const timed: [number, string][] = [
  [1, "1603708211000"],
  [2, "1603708224000"],
  [3, "1603708226000"],
  [4, "1603708289000"],
];

function timedStream() {
  const env = streaming(1);
  env.getConfig().setAutoWatermarkInterval(2000);
  return env
    .fromCollection(timed, Types.ROW([Types.INT(), Types.STRING()]))
    .assignTimestampsAndWatermarks((s) =>
      s.forMonotonousTimestamps().withTimestampAssigner((value) => Number(value[1])),
    );
}

test("DS-37 a process function sees the timestamp of each record", async () => {
  const result = timedStream().process((value, ctx: ProcessContext) => [
    `${String(ctx.timestamp())} ${value[0]}`,
  ]);
  expect(await collected(result)).toEqual(timed.map(([id, text]) => `${text} ${id}`));
});

class PastTimer extends KeyedProcessFunction<number, Row<[number, string]>, string> {
  isRegistered = false;
  processElement(value: Row<[number, string]>, ctx: KeyedProcessContext<number>) {
    if (!this.isRegistered) {
      ctx.timerService().registerEventTimeTimer(3);
      this.isRegistered = true;
    }
    const parts = [
      ctx.getCurrentKey(),
      ctx.timestamp(),
      ctx.timerService().currentWatermark(),
      value[1],
    ];
    return [parts.join(" ")];
  }
  override onTimer(timestampMs: number, _ctx: OnTimerContext<number>, out: Collector<string>) {
    out.collect(`on timer: ${timestampMs}`);
  }
}

test("DS-39 a timer behind the data but ahead of the first watermark fires exactly once", async () => {
  const result = timedStream()
    .keyBy((value) => value[0], Types.INT())
    .process(new PastTimer());
  expect(sortedText(await collected(result))).toEqual([
    ...timed.map(([id, text]) => `${id} ${text} ${-(2 ** 63)} ${text}`),
    "on timer: 3",
  ]);
});
