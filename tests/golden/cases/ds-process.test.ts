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
  Row,
  type RuntimeContext,
  type RuntimeExecutionMode,
  type SideOutput,
  Types,
  type ValueState,
  ValueStateDescriptor,
} from "millrace";
import { expect, test } from "vitest";
import { expectCase, modesOf, valueOf } from "../../conformance/cases.ts";
import { readRecord } from "../../conformance/record-text.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Pair = Row<[string, number]>;
type Counted = [string, number];

const pairType = Types.ROW([Types.STRING(), Types.INT()]);
const letters: [string, number][] = [
  ["a", 0],
  ["b", 1],
  ["c", 2],
];

/** Runs the job once; each stream gives the part of the case that its name says. */
async function expectOutputs(
  id: string,
  env: ReturnType<typeof streaming>,
  streams: Readonly<Record<string, DataStream<unknown>>>,
): Promise<void> {
  const outputs = Object.entries(streams).map(([part, stream]) => {
    const records: unknown[] = [];
    stream.addSink((value) => void records.push(value));
    return { part, records };
  });
  await env.execute();
  for (const { part, records } of outputs) expectCase(id, records, part);
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

// covers: KeyedCoProcessFunction.onTimer, KeyedCoProcessFunction.processElement1
// covers: KeyedCoProcessFunction.processElement2
test.each(modesOf("DS-09"))(
  "DS-09 connected keyed streams share state, and the final watermark fires a timer (%s)",
  async (mode) => {
    const env = streaming(1, mode);
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
      .map((value) => Row.of(value[0], value[1] + 1));
    expectCase("DS-09", await collected(result));
  },
);

test.each(modesOf("DS-12"))(
  "DS-12 a process function emits to its main and to a side output (%s)",
  async (mode) => {
    const side = new OutputTag<number>("side", Types.INT());
    const env = streaming(2, mode);
    const main = env.fromCollection(letters, pairType).process(
      {
        *processElement(value: Pair) {
          yield value[0];
          yield [side, value[1]];
        },
      },
      Types.STRING(),
    );
    await expectOutputs("DS-12", env, { main, side: main.getSideOutput(side) });
  },
);

// covers: ProcessContext.output, ProcessFunction.processElement
test.each(modesOf("DS-14"))(
  "DS-14 a process function emits to two side outputs of different types (%s)",
  async (mode) => {
    const side1 = new OutputTag<number>("side1", Types.INT());
    const side2 = new OutputTag<string>("side2", Types.STRING());
    class Splitting extends ProcessFunction<Pair, string> {
      processElement(value: Pair, ctx: ProcessContext, out: Collector<string>) {
        out.collect(value[0]);
        ctx.output(side1, value[1]);
        ctx.output(side2, `${value[0]}${value[1]}`);
      }
    }
    const env = streaming(2, mode);
    const main = env.fromCollection(letters, pairType).process(new Splitting(), Types.STRING());
    await expectOutputs("DS-14", env, {
      main,
      side1: main.getSideOutput(side1),
      side2: main.getSideOutput(side2),
    });
  },
);

test.each(modesOf("DS-15"))(
  "DS-15 a process function of two inputs emits to a side output from both (%s)",
  async (mode) => {
    const side = new OutputTag<number>("side", Types.INT());
    const env = streaming(2, mode);
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
    await expectOutputs("DS-15", env, { main, side: main.getSideOutput(side) });
  },
);

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

test.each(modesOf("DS-20"))(
  "DS-20 a side output is collected without any sink on the main stream (%s)",
  async (mode) => {
    const side = new OutputTag<number>("side", Types.INT());
    const main = streaming(2, mode)
      .fromCollection([1, 2, 3], Types.INT())
      .process(new Doubling(side));
    expectCase("DS-20", await collected(main.getSideOutput(side)), "side");
  },
);

test.each(modesOf("DS-21"))(
  "DS-21 the same tag in two operators is two streams (%s)",
  async (mode) => {
    const side = new OutputTag<number>("side", Types.INT());
    const env = streaming(2, mode);
    const first = env
      .fromCollection([1, 2, 3], Types.INT())
      .process(new Doubling(side), Types.INT());
    const second = first
      .map((value) => value * 2, Types.INT())
      .process(new Doubling(side), Types.INT());
    await expectOutputs("DS-21", env, {
      sink1: first.getSideOutput(side),
      sink2: second.getSideOutput(side),
    });
  },
);

const timed: [number, string][] = [
  [1, "1603708211000"],
  [2, "1603708224000"],
  [3, "1603708226000"],
  [4, "1603708289000"],
];

function timedStream(mode: RuntimeExecutionMode) {
  const env = streaming(1, mode);
  env.getConfig().setAutoWatermarkInterval(2000);
  return env
    .fromCollection(timed, Types.ROW([Types.INT(), Types.STRING()]))
    .assignTimestampsAndWatermarks((s) =>
      s.forMonotonousTimestamps().withTimestampAssigner((value) => Number(value[1])),
    );
}

test.each(modesOf("DS-37"))(
  "DS-37 a process function sees the timestamp of each record (%s)",
  async (mode) => {
    const result = timedStream(mode).process((value, ctx: ProcessContext) => {
      // The record without its timestamp, and the timestamp as the context has it.
      const record: [number, number | null] = [value[0], ctx.timestamp()];
      return [record];
    });
    expectCase("DS-37", await collected(result), "input");
  },
);

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

const watermark = Number(readRecord(valueOf("DS-39", "watermark")));

// covers: KeyedProcessFunction.onTimer
test("DS-39 a timer behind the data but ahead of the first watermark fires exactly once", async () => {
  const result = timedStream("STREAMING")
    .keyBy((value) => value[0], Types.INT())
    .process(new PastTimer());
  const records = await collected(result);
  const lines = records.filter((text) => !text.startsWith("on timer"));
  expect(lines.map((line) => line.replace(/^\d+ /, "")).sort()).toEqual(
    timed.map(([, time]) => `${time} ${watermark} ${time}`),
  );
  expectCase(
    "DS-39",
    records.filter((text) => text.startsWith("on timer")),
    "timer",
  );
});
