/** WN-01 … WN-21: windows as PyFlink's test_window.py has them. */
import {
  AggregateFunction,
  CountSlidingWindowAssigner,
  CountTrigger,
  EventTimeSessionWindows,
  GlobalWindows,
  OutputTag,
  ProcessAllWindowFunction,
  type ProcessWindowContext,
  ProcessWindowFunction,
  PurgingTrigger,
  SessionWindowTimeGapExtractor,
  type TimeWindow,
  TumblingEventTimeWindows,
  Types,
  WatermarkStrategy,
  type Window,
  WindowFunction,
} from "millrace";
import { test } from "vitest";
import { expectCase } from "../../conformance/cases.ts";
import { recordText } from "../../conformance/record-text.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Pair = [string, number];
const pairType = Types.TUPLE([Types.STRING(), Types.INT()]);
const countType = Types.TUPLE([Types.STRING(), Types.LONG(), Types.LONG(), Types.INT()]);

/** A stream of pairs whose second field is the timestamp. */
function timed(elements: readonly Pair[], parallelism = 2) {
  return streaming(parallelism)
    .fromCollection(elements, pairType)
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<Pair>().withTimestampAssigner((pair) => pair[1]),
    );
}

function at(key: string, ...times: number[]): Pair[] {
  return times.map((time) => [key, time]);
}

class CountWindowElements extends ProcessWindowFunction<
  unknown,
  [string, number, number, number],
  string,
  TimeWindow
> {
  process(key: string, context: ProcessWindowContext<TimeWindow>, elements: Iterable<unknown>) {
    const { start, end } = context.window();
    const row: [string, number, number, number] = [key, start, end, [...elements].length];
    return [row];
  }
}

class SumOfFirst extends WindowFunction<[number, string], [string, number], string, Window> {
  apply(key: string, _window: Window, inputs: Iterable<[number, string]>) {
    let sum = 0;
    for (const [n] of inputs) sum += n;
    const row: [string, number] = [key, sum];
    return [row];
  }
}

const mixed: Pair[] = [
  ["a", 1],
  ["a", 2],
  ["b", 3],
  ["a", 6],
  ["b", 8],
  ["b", 9],
  ["a", 15],
];

// covers: WindowedStream.process
test("WN-01 tumbling windows of event time", async () => {
  const result = timed(at("hi", 1, 2, 3, 4, 5, 8, 9, 15))
    .keyBy((pair) => pair[0], Types.STRING())
    .window(TumblingEventTimeWindows.of(5))
    .process(new CountWindowElements(), countType);
  expectCase("WN-01", await collected(result));
});

const counted: [number, string][] = [
  [1, "hi"],
  [2, "hello"],
  [3, "hi"],
  [4, "hello"],
  [5, "hi"],
  [6, "hello"],
];

// covers: KeyedStream.countWindow
// covers: WindowFunction.apply
test("WN-02 tumbling windows by count", async () => {
  const result = streaming()
    .fromCollection([...counted, [6, "hello"]], Types.TUPLE([Types.INT(), Types.STRING()]))
    .keyBy((pair) => pair[1], Types.STRING())
    .countWindow(3)
    .apply(new SumOfFirst(), pairType);
  expectCase("WN-02", await collected(result));
});

// covers: CountSlidingWindowAssigner.of, WindowedStream.apply
test("WN-04 sliding windows by count", async () => {
  const result = streaming()
    .fromCollection(counted, Types.TUPLE([Types.INT(), Types.STRING()]))
    .keyBy((pair) => pair[1], Types.STRING())
    .window(CountSlidingWindowAssigner.of(2, 1))
    .apply(new SumOfFirst(), pairType);
  expectCase("WN-04", await collected(result));
});

test("WN-05 session windows of event time", async () => {
  const result = timed(at("hi", 1, 2, 3, 4, 8, 9, 15))
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withGap(5))
    .process(new CountWindowElements(), countType);
  expectCase("WN-05", await collected(result));
});

class GapOfSecond extends SessionWindowTimeGapExtractor<Pair> {
  extract(element: Pair) {
    return element[1];
  }
}

// covers: EventTimeSessionWindows.withDynamicGap
// covers: SessionWindowTimeGapExtractor.extract
test("WN-06 session windows with a gap for each record", async () => {
  const result = timed(at("hi", 1, 2, 3, 4, 9, 9, 15), 1)
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withDynamicGap(new GapOfSecond()))
    .process(new CountWindowElements(), countType);
  expectCase("WN-06", await collected(result));
});

test("WN-07 reduce in session windows", async () => {
  const result = timed(mixed)
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withGap(2))
    .reduce((a, b) => [b[0], a[1] + b[1]]);
  expectCase("WN-07", await collected(result));
});

interface Parity {
  name: string;
  counts: Record<number, number>;
}

class EvensMinusOdds extends AggregateFunction<Pair, Parity, Pair> {
  createAccumulator(): Parity {
    return { name: "", counts: { 0: 0, 1: 0 } };
  }
  add(value: Pair, accumulator: Parity) {
    const parity = value[1] % 2;
    accumulator.counts[parity] = (accumulator.counts[parity] ?? 0) + 1;
    return { name: value[0], counts: accumulator.counts };
  }
  getResult({ name, counts }: Parity): Pair {
    return [name, (counts[0] ?? 0) - (counts[1] ?? 0)];
  }
  override merge(a: Parity, b: Parity): Parity {
    const sum = (parity: number) => (a.counts[parity] ?? 0) + (b.counts[parity] ?? 0);
    return { name: a.name, counts: { 0: sum(0), 1: sum(1) } };
  }
}

// covers: AggregateFunction, AggregateFunction.add, AggregateFunction.createAccumulator
// covers: AggregateFunction.getResult, AggregateFunction.merge
test("WN-09 aggregate in session windows, accumulators are not shared", async () => {
  const result = timed(mixed)
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withGap(2))
    .aggregate(new EvensMinusOdds(), undefined, undefined, pairType);
  expectCase("WN-09", await collected(result));
});

class SumAndName extends AggregateFunction<Pair, [number, string], Pair> {
  createAccumulator(): [number, string] {
    return [0, ""];
  }
  add(value: Pair, accumulator: [number, string]): [number, string] {
    return [accumulator[0] + value[1], value[0]];
  }
  getResult(accumulator: [number, string]): Pair {
    return [accumulator[1], accumulator[0]];
  }
  override merge(a: [number, string], b: [number, string]): [number, string] {
    return [a[0] + b[0], a[1]];
  }
}

const accumulatorType = Types.TUPLE([Types.INT(), Types.STRING()]);

test("WN-10 aggregate with a declared accumulator", async () => {
  const result = timed(mixed)
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withGap(2))
    .aggregate(new SumAndName(), undefined, accumulatorType, pairType);
  expectCase("WN-10", await collected(result));
});

class SumText extends ProcessWindowFunction<Pair, string, string, TimeWindow> {
  process(key: string, _context: ProcessWindowContext<TimeWindow>, elements: Iterable<Pair>) {
    return [...elements].map(([, sum]) => `key ${key} timestamp sum ${sum}`);
  }
}

test("WN-11 aggregate with a process function behind it", async () => {
  const result = timed(mixed)
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withGap(2))
    .aggregate(new SumAndName(), new SumText(), accumulatorType, Types.STRING());
  expectCase("WN-11", await collected(result));
});

// covers: ProcessWindowFunction.Context.window, ProcessWindowFunction.process
test("WN-12 a late record bridges two sessions", async () => {
  const result = timed(at("hi", 0, 8, 4))
    .keyBy((pair) => pair[0], Types.STRING())
    .window(EventTimeSessionWindows.withGap(5))
    .process(new CountWindowElements(), countType);
  expectCase("WN-12", await collected(result));
});

test("WN-14 a global window with a purging trigger", async () => {
  const result = timed(at("hi", 1, 1, 1, 1, 1, 1, 1), 1)
    .keyBy((pair) => pair[0], Types.STRING())
    .window(GlobalWindows.create())
    .trigger(PurgingTrigger.of(CountTrigger.of(2)))
    .process((key, _context, elements) => [[key, [...elements].length] as Pair], pairType);
  expectCase("WN-14", await collected(result));
});

// covers: Types.LONG
test("WN-15 tumbling windows of all records", async () => {
  const elements: Pair[] = [
    ["hi", 1],
    ["hello", 2],
    ["hi", 3],
    ["hello", 4],
    ["hello", 5],
    ["hi", 8],
    ["hi", 9],
    ["hi", 15],
  ];
  const result = timed(elements)
    .windowAll(TumblingEventTimeWindows.of(5))
    .process(
      (context, inputs) => {
        const { start, end } = context.window();
        return [[start, end, [...inputs].length]];
      },
      Types.TUPLE([Types.LONG(), Types.LONG(), Types.INT()]),
    );
  expectCase("WN-15", await collected(result));
});

test("WN-16 reduce in sessions of all records", async () => {
  const result = timed(mixed, 1)
    .windowAll(EventTimeSessionWindows.withGap(2))
    .reduce((a, b) => [a[0], a[1] + b[1]]);
  expectCase("WN-16", await collected(result));
});

class WithStart extends ProcessAllWindowFunction<Pair, string, TimeWindow> {
  *process(context: ProcessAllWindowFunction.Context<TimeWindow>, elements: Iterable<Pair>) {
    for (const pair of elements) yield `${context.window().start}:${recordText(pair)}`;
  }
}

// covers: ProcessAllWindowFunction.Context.window
test("WN-17 reduce of all records with a process function behind it", async () => {
  const result = timed(mixed, 1)
    .windowAll(EventTimeSessionWindows.withGap(2))
    .reduce((a, b) => [a[0], a[1] + b[1]], new WithStart());
  expectCase("WN-17", await collected(result));
});

// covers: AllWindowedStream.aggregate
test("WN-19 aggregate of all records with a process function behind it", async () => {
  const result = timed(mixed, 1)
    .windowAll(EventTimeSessionWindows.withGap(2))
    .aggregate(new SumAndName(), (_context, elements) =>
      [...elements].map(([key, sum]) => `key ${key} timestamp sum ${sum}`),
    );
  expectCase("WN-19", await collected(result));
});

// covers: AllWindowedStream.allowedLateness, WindowedStream.allowedLateness
test("WN-20 late records go to a side output", async () => {
  const row = Types.ROW([Types.STRING(), Types.INT()]);
  const tag = new OutputTag("late-data", row);
  const env = streaming(1);
  const main = env
    .fromCollection(
      [
        ["a", 0],
        ["a", 8],
        ["a", 4],
        ["a", 6],
      ],
      row,
    )
    .assignTimestampsAndWatermarks((strategies) =>
      strategies
        .forGenerator(() => ({
          onEvent: (_event, timestamp, output) => output.emitWatermark(timestamp - 1),
          onPeriodicEmit: () => {},
        }))
        .withTimestampAssigner((value) => value[1]),
    )
    .keyBy((value) => value[0], Types.STRING())
    .window(TumblingEventTimeWindows.of(5))
    .allowedLateness(0)
    .sideOutputLateData(tag)
    .process(new CountWindowElements(), countType);
  const late: unknown[] = [];
  main.getSideOutput(tag).addSink((value) => void late.push(value));
  const records: unknown[] = [];
  main.addSink((value) => void records.push(value));
  await env.execute();
  expectCase("WN-20", records, "main");
  expectCase("WN-20", late, "side");
});

test("WN-21 keys of several fields in a chain with windows", async () => {
  const day: [number, string, string, number][] = [
    [1676461680000, "a1", "b1", 1],
    [1676461680000, "a1", "b1", 1],
    [1676461680000, "a2", "b2", 1],
    [1676461680000, "a1", "b2", 1],
    [1676461740000, "a1", "b1", 1],
    [1676461740000, "a2", "b2", 1],
  ];
  const result = streaming()
    .fromCollection(day)
    .assignTimestampsAndWatermarks((strategies) =>
      strategies.forMonotonousTimestamps().withTimestampAssigner((value) => value[0]),
    )
    .keyBy((value) => [value[0], value[1], value[2]])
    .window(TumblingEventTimeWindows.of("1 min"))
    .reduce((a, b) => [a[0], a[1], a[2], a[3] + b[3]])
    .map((value) => [value[0], value[1], value[3]]);
  expectCase("WN-21", await collected(result));
});
