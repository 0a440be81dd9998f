/** DS-45 and what a program reads of its metrics. */
import {
  type BigDecimal,
  type Counter,
  DiscardingSink,
  type Distribution,
  EventTimeTrigger,
  type KeyedProcessContext,
  KeyedProcessFunction,
  MapFunction,
  type Meter,
  OutputTag,
  Row,
  type RuntimeContext,
  SinkFunction,
  SourceFunction,
  StreamExecutionEnvironment,
  type TimeWindow,
  type TriggerContext,
  TumblingEventTimeWindows,
  Types,
} from "millrace";
import { Sink, SinkWriter, type SinkWriterContext, type WriterSnapshot } from "millrace/connector";
import { expect, test } from "vitest";
import { expectCase } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Word = [string, string, BigDecimal];

class Measured extends MapFunction<Word, Row<[string, number, BigDecimal]>> {
  declare counter: Counter;
  declare meter: Meter;
  declare distribution: Distribution;
  count = 0;
  length = 0;

  override open(context: RuntimeContext) {
    const group = context.getMetricsGroup();
    this.counter = group.counter("my_counter");
    this.meter = group.meter("my_meter", 1);
    group.gauge("my_gauge", () => this.length);
    this.distribution = group.distribution("my_distribution");
  }

  map(value: Word) {
    this.count += 1;
    this.counter.inc();
    this.requireCount(this.counter);
    this.meter.markEvent(1);
    this.requireCount(this.meter);
    this.distribution.update(Number(String(value[2])));
    this.length = value[0].length;
    return Row.of(value[0], value[0].length, value[2]);
  }

  requireCount(metric: Counter | Meter) {
    if (metric.getCount() !== this.count)
      throw new Error(`${metric.getCount()} instead of ${this.count}`);
  }
}

// covers: RuntimeContext.getMetricsGroup
test("DS-45 a function counts with metrics of all kinds", async () => {
  const words: [string, string, number][] = [
    ["ab", "a", 1],
    ["bdc", "a", 2],
    ["cfgs", "a", 3],
    ["deeefg", "a", 4],
  ];
  const type = Types.TUPLE([Types.STRING(), Types.STRING(), Types.BIG_DEC()]);
  const measured = streaming()
    .fromCollection(words, type)
    .keyBy((value) => value[1])
    .map(new Measured(), Types.ROW([Types.STRING(), Types.INT(), Types.BIG_DEC()]));
  expectCase("DS-45", await collected(measured));
});

test("the result of a job has what its functions and the engine measured", async () => {
  const env = streaming();
  env
    .fromCollection([1, 2, 3, 4])
    .keyBy((value) => value % 2)
    .map(
      new (class extends MapFunction<number, number> {
        declare seen: Counter;
        override open(context: RuntimeContext) {
          this.seen = context.getMetricGroup().addGroup("values").counter("seen");
        }
        map(value: number) {
          this.seen.inc(value);
          return value;
        }
      })(),
    )
    .name("Measure")
    .sinkTo(new DiscardingSink());
  const metrics = (await env.execute())
    .getMetrics()
    .filter((one) => one.operatorName === "Measure");
  const total = (name: string) => {
    let sum = 0;
    for (const one of metrics) if (one.kind === "counter" && one.name === name) sum += one.value;
    return sum;
  };
  expect([total("seen"), total("numRecordsIn"), total("numRecordsOut")]).toEqual([10, 4, 4]);
  expect(metrics.map(({ identifier }) => identifier)).toContain("Measure.0.values.seen");
});

test("late records of a window are counted unless they have a side output", async () => {
  const late = new OutputTag<[number, number]>("late");
  const dropped = async (hasSideOutput: boolean) => {
    const env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    const windows = env
      .fromElements<[number, number]>([1, 10], [2, 31], [3, 5], [4, 6])
      .assignTimestampsAndWatermarks((strategy) =>
        strategy
          .forGenerator(() => ({
            onEvent: (value, _timestamp, output) => output.emitWatermark(value[1]),
            onPeriodicEmit() {},
          }))
          .withTimestampAssigner((value) => value[1]),
      )
      .keyBy(() => "all")
      .window(TumblingEventTimeWindows.of(10));
    const sums = (hasSideOutput ? windows.sideOutputLateData(late) : windows).sum(0);
    sums.name("Sums").sinkTo(new DiscardingSink());
    const found = (await env.execute())
      .getMetrics()
      .find(({ identifier }) => identifier === "Sums.0.numLateRecordsDropped");
    return found?.value;
  };
  expect([await dropped(false), await dropped(true)]).toEqual([2, 0]);
});

class CountingSource extends SourceFunction<number> {
  declare sent: Counter;
  override open(context: RuntimeContext) {
    this.sent = context.getMetricGroup().counter("sent");
  }
  *run() {
    for (const value of [1, 2, 3]) {
      this.sent.inc();
      yield value;
    }
  }
}

class CountingSink extends SinkFunction<number> {
  declare taken: Counter;
  override open(context: RuntimeContext) {
    this.taken = context.getMetricGroup().counter("taken");
  }
  invoke() {
    this.taken.inc();
  }
}

/** A sink of the connector interface that counts what it writes, in tens. */
class TensSink extends Sink<number, never, never> {
  readonly guarantee = "none";
  override createWriter({ metricGroup }: SinkWriterContext) {
    return new TensWriter(metricGroup.addGroup("tens").counter("written"));
  }
}

class TensWriter extends SinkWriter<number, never, never> {
  readonly #written: Counter;
  constructor(written: Counter) {
    super();
    this.#written = written;
  }
  write() {
    this.#written.inc(10);
  }
  snapshot(): WriterSnapshot<never, never> {
    return { state: [], committables: [], durable: Promise.resolve() };
  }
  async flush() {}
  close() {}
}

test("functions of sources and sinks measure in the group of their operator, and so do connectors", async () => {
  const env = streaming(1);
  const numbers = env.addSource(new CountingSource(), "Numbers");
  numbers.addSink(new CountingSink()).name("Out");
  numbers.sinkTo(new TensSink()).name("Tens");
  const metrics = (await env.execute()).getMetrics();
  const names = ["sent", "taken", "written", "numRecordsIn", "numRecordsOut", "numRecordsInErrors"];
  const values = metrics
    .filter(({ name }) => names.includes(name))
    .map(({ identifier, value }): [string, unknown] => [identifier, value]);
  expect(new Map(values)).toEqual(
    new Map([
      ["Source: Numbers.0.numRecordsIn", 3],
      ["Source: Numbers.0.numRecordsInErrors", 0],
      ["Source: Numbers.0.numRecordsOut", 3],
      ["Source: Numbers.0.sent", 3],
      ["Sink: Out.0.numRecordsIn", 3],
      ["Sink: Out.0.numRecordsOut", 3],
      ["Sink: Out.0.taken", 3],
      ["Sink: Tens.0.numRecordsIn", 3],
      ["Sink: Tens.0.numRecordsOut", 3],
      ["Sink: Tens.0.tens.written", 30],
    ]),
  );
});

// Counts the records of each window, and fires at the window's end.
class CountingTrigger extends EventTimeTrigger {
  override onElement(value: object, timestamp: number, window: TimeWindow, ctx: TriggerContext) {
    ctx.getMetricGroup().addGroup("trigger").counter("asked").inc();
    return super.onElement(value, timestamp, window, ctx);
  }
}

// covers: Trigger.TriggerContext.getMetricGroup
test("a trigger measures in the group of its operator", async () => {
  const env = streaming(1);
  env
    .fromElements<[number, number]>([1, 10], [2, 11], [3, 35])
    .assignTimestampsAndWatermarks((strategy) =>
      strategy.forMonotonousTimestamps().withTimestampAssigner((value) => value[1]),
    )
    .keyBy(() => "all")
    .window(TumblingEventTimeWindows.of(10))
    .trigger(new CountingTrigger())
    .sum(0)
    .name("Sums")
    .sinkTo(new DiscardingSink());
  const metrics = (await env.execute()).getMetrics();
  expect(metrics.find(({ identifier }) => identifier === "Sums.0.trigger.asked")).toMatchObject({
    kind: "counter",
    value: 3,
  });
});

test("metrics of a job that runs, and of one that has failed, can be read", async () => {
  const env = streaming(1);
  const more = Promise.withResolvers<void>();
  env
    .fromAsyncIterable(
      (async function* () {
        yield 1;
        yield 2;
        await more.promise;
        yield 3;
      })(),
    )
    .keyBy(() => "all")
    .process(
      new (class extends KeyedProcessFunction<string, number, number> {
        declare seen: Counter;
        override open(context: RuntimeContext) {
          this.seen = context.getMetricGroup().counter("seen");
          context.getMetricGroup().gauge("broken", () => {
            throw new Error("no value");
          });
        }
        processElement(value: number, _context: KeyedProcessContext<string>) {
          this.seen.inc();
          if (value === 3) throw new Error("stop");
        }
      })(),
    )
    .name("Count")
    .sinkTo(new DiscardingSink());
  env.setLogger({ debug() {}, info() {}, warn() {}, error() {} });
  const client = await env.executeAsync();
  const read = async () => {
    const metrics = await client.getMetrics();
    return metrics.find(({ identifier }) => identifier === "Count.0.seen")?.value;
  };
  for (let turn = 0; turn < 10_000 && (await read()) !== 2; turn += 1)
    await new Promise((resolve) => setImmediate(resolve));
  expect(await read()).toBe(2);
  more.resolve();
  await expect(client.getJobExecutionResult()).rejects.toThrow("stop");
  expect(await read()).toBe(3);
  const broken = (await client.getMetrics()).find(({ name }) => name === "broken");
  expect(broken).toMatchObject({ value: undefined, error: { code: "METRIC_GAUGE_FAILED" } });
});
