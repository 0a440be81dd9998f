/** What windows have beside test_window.py: aggregates of a field, windows by count over all records, dropped late records. */
import {
  CountEvictor,
  CountTrigger,
  GlobalWindows,
  ProcessingTimeSessionWindows,
  type ProcessWindowContext,
  ProcessWindowFunction,
  SlidingEventTimeWindows,
  type TimeWindow,
  TumblingEventTimeWindows,
  Types,
  WatermarkStrategy,
} from "millrace";
import { describe, expect, test } from "vitest";
import { collected, sortedText, streaming } from "./streaming-environment.ts";

type Triple = [string, number, number];
const tripleType = Types.TUPLE([Types.STRING(), Types.INT(), Types.INT()]);
const triples: Triple[] = [
  ["a", 5, 1],
  ["a", 2, 2],
  ["b", 7, 3],
  ["a", 2, 4],
  ["b", 1, 12],
  ["a", 9, 13],
];

function timed() {
  return streaming()
    .fromCollection(triples, tripleType)
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<Triple>().withTimestampAssigner((one) => one[2]),
    );
}

describe("aggregates of a field", () => {
  const windowed = () =>
    timed()
      .keyBy((one) => one[0], Types.STRING())
      .window(TumblingEventTimeWindows.of(10));

  // covers: WindowedStream.max, WindowedStream.min, WindowedStream.sum
  test("sum, min and max keep the first record and replace the field", async () => {
    expect(sortedText(await collected(windowed().sum(1)))).toEqual([
      "a,9,1",
      "a,9,13",
      "b,1,12",
      "b,7,3",
    ]);
    expect(sortedText(await collected(windowed().min(1)))).toEqual([
      "a,2,1",
      "a,9,13",
      "b,1,12",
      "b,7,3",
    ]);
    expect(sortedText(await collected(windowed().max(1)))).toEqual([
      "a,5,1",
      "a,9,13",
      "b,1,12",
      "b,7,3",
    ]);
  });

  test("minBy and maxBy keep whole records, of equal ones the first or the last", async () => {
    expect(sortedText(await collected(windowed().minBy(1)))).toContain("a,2,2");
    expect(sortedText(await collected(windowed().minBy(1, false)))).toContain("a,2,4");
    expect(sortedText(await collected(windowed().maxBy(1)))).toContain("a,5,1");
  });

  // covers: DataStream.windowAll
  test("over all records", async () => {
    const result = timed().windowAll(TumblingEventTimeWindows.of(10)).sum(1);
    expect(sortedText(await collected(result))).toEqual(["a,16,1", "b,10,12"]);
  });
});

// covers: DataStream.countWindowAll
test("windows by count over all records", async () => {
  const numbers = streaming(1).fromCollection([1, 2, 3, 4, 5], Types.INT());
  const tumbling = numbers.countWindowAll(2).reduce((a, b) => a + b);
  expect(await collected(tumbling)).toEqual([3, 7]);
  const again = streaming(1).fromCollection([1, 2, 3, 4, 5], Types.INT());
  expect(await collected(again.countWindowAll(3, 1).reduce((a, b) => a + b))).toEqual([6, 9, 12]);
});

test("Java's sliding windows by count are a trigger and an evictor", async () => {
  const result = streaming(1)
    .fromCollection([1, 2, 3, 4, 5], Types.INT())
    .keyBy(() => 0)
    .window(GlobalWindows.create())
    .trigger(CountTrigger.of(2))
    .evictor(CountEvictor.of(3))
    .apply((_key, _window, inputs) => [[...inputs].join("+")]);
  expect(await collected(result)).toEqual(["1+2", "2+3+4"]);
});

// covers: KeyedStream.window
test("windows of processing time that have not ended give nothing at the end of the input", async () => {
  const result = streaming(1)
    .fromCollection([1, 2, 3], Types.INT())
    .keyBy(() => 0)
    .window(ProcessingTimeSessionWindows.withGap("1 h"))
    .reduce((a, b) => a + b);
  expect(await collected(result)).toEqual([]);
});

class OpenedOnce extends ProcessWindowFunction<Triple, string, string, TimeWindow> {
  prefix = "";
  override open() {
    this.prefix += "opened";
  }
  process(key: string, context: ProcessWindowContext<TimeWindow>, elements: Iterable<Triple>) {
    return [`${this.prefix} ${key} ${context.window().start} ${[...elements].length}`];
  }
}

test("window functions are opened before their first call", async () => {
  const result = timed()
    .keyBy((one) => one[0], Types.STRING())
    .window(SlidingEventTimeWindows.of(10, 5))
    .process(new OpenedOnce(), Types.STRING());
  expect(sortedText(await collected(result))).toEqual([
    "opened a -5 3",
    "opened a 0 3",
    "opened a 10 1",
    "opened a 5 1",
    "opened b -5 1",
    "opened b 0 1",
    "opened b 10 1",
    "opened b 5 1",
  ]);
});
