/** DS-25, DS-40, DS-44, WM-18: programs whose results in BATCH mode are not those of STREAMING. */
import {
  type BroadcastProcessFunction,
  Configuration,
  type KeyedProcessContext,
  KeyedProcessFunction,
  MapStateDescriptor,
  Order,
  type ProcessContext,
  Row,
  Types,
  type WatermarkGenerator,
  type WatermarkOutput,
  WatermarkStrategy,
} from "millrace";
import { expect, test } from "vitest";
import { expectCase, modesOf, valueOf } from "../../conformance/cases.ts";
import { readRecord } from "../../conformance/record-text.ts";
import { collected, streaming } from "./streaming-environment.ts";

const marked: [number, string][] = [
  [1, "a"],
  [4, "b"],
  [2, "a"],
  [3, "b"],
  [3, "a"],
];

test("DS-25 a keyed reduce emits one record for each key", async () => {
  const sums = streaming(2, "BATCH")
    .fromCollection(marked, Types.ROW([Types.INT(), Types.STRING()]))
    .keyBy((value) => value[1], Types.STRING())
    .reduce((left, right) => Row.of(left[0] + right[0], right[1]));
  expectCase("DS-25", await collected(sums));
});

const timed: [number, string][] = [
  [1, "1603708211000"],
  [2, "1603708224000"],
  [3, "1603708226000"],
  [4, "1603708289000"],
];

class CurrentWatermark extends KeyedProcessFunction<number, Row<[number, string]>, number> {
  processElement(_value: Row<[number, string]>, ctx: KeyedProcessContext<number>) {
    return [ctx.timerService().currentWatermark()];
  }
}

// covers: KeyedStream.process
test("DS-40 every record of a keyed process function sees the least watermark", async () => {
  const watermarks = streaming(2, "BATCH")
    .fromCollection(timed, Types.ROW([Types.INT(), Types.STRING()]))
    .assignTimestampsAndWatermarks((s) =>
      s.forMonotonousTimestamps().withTimestampAssigner((value) => Number(value[1])),
    )
    .keyBy((value) => value[0], Types.INT())
    .process(new CurrentWatermark());
  const expected = readRecord(valueOf("DS-40", "watermark"));
  expect(await collected(watermarks)).toEqual(timed.map(() => expected));
});

const scores: [number, string, number][] = [
  [1, "9", 0],
  [1, "5", 1],
  [1, "6", 2],
  [5, "5", 0],
  [5, "3", 1],
];

test("DS-44 rolling aggregates behind each other emit one record for each key", async () => {
  const row = Types.ROW_NAMED(["v1", "v2", "v3"], [Types.INT(), Types.STRING(), Types.INT()]);
  const result = streaming(1, "BATCH")
    .fromCollection(scores, row)
    .keyBy((value) => value[0])
    .minBy("v2")
    .map(
      (value): [number, string, number] => [value[0], value[1], value[2]],
      Types.TUPLE([Types.INT(), Types.STRING(), Types.INT()]),
    )
    .keyBy((value) => value[2])
    .max(0)
    .flatMap(
      (value): [number, number][] => value.map((part) => [Number(part), 1]),
      Types.TUPLE([Types.INT(), Types.INT()]),
    )
    .keyBy(() => [1])
    .minBy()
    .flatMap((value) => [...value], Types.INT())
    .keyBy((value) => value)
    .maxBy();
  expectCase("DS-44", await collected(result));
});

/** Emits a watermark for each record and whenever it is asked. */
class EagerGenerator implements WatermarkGenerator<[string, number]> {
  onEvent(_event: [string, number], timestampMs: number, output: WatermarkOutput) {
    output.emitWatermark(timestampMs);
  }
  onPeriodicEmit(output: WatermarkOutput) {
    output.emitWatermark(1_000_000);
  }
}

test.each([
  ["periodic", WatermarkStrategy.forMonotonousTimestamps<[string, number]>()],
  ["punctuated", WatermarkStrategy.forGenerator(() => new EagerGenerator())],
])("WM-18 a %s generator emits no watermark", async (_name, strategy) => {
  const env = streaming(1, "BATCH");
  env.getConfig().setAutoWatermarkInterval(1);
  const letters: [string, number][] = "a b c d".split(" ").map((letter, index) => [letter, index]);
  const seen = env
    .fromCollection(letters)
    .assignTimestampsAndWatermarks(strategy.withTimestampAssigner((value) => value[1]))
    .process((_value, ctx: ProcessContext) => [
      `${ctx.timestamp()} ${ctx.timerService().currentWatermark()}`,
    ]);
  const least = readRecord(valueOf("DS-40", "watermark"));
  expect(valueOf("WM-18", "verdict")).toBe("any");
  expect(await collected(seen)).toEqual(letters.map(([, time]) => `${time} ${String(least)}`));
});

test.each(modesOf("DS-25"))("the result of a job at its end is the same in %s", async (mode) => {
  const last = new Map<string, number>();
  const sums = streaming(2, mode)
    .fromCollection(marked)
    .keyBy((value) => value[1])
    .sum(0);
  for (const [count, key] of await collected(sums)) last.set(key, count);
  expect(last).toEqual(
    new Map([
      ["a", 6],
      ["b", 7],
    ]),
  );
});

// covers: BroadcastProcessFunction.ReadOnlyContext
// covers: BroadcastProcessFunction.processBroadcastElement
// covers: BaseBroadcastProcessFunction.Context.getBroadcastState
// covers: BaseBroadcastProcessFunction.ReadOnlyContext.getBroadcastState, BroadcastState.put
test.each(["1 b", "128 mb"])(
  "a stream sees all of a broadcast of itself, with %s of memory",
  async (memory) => {
    const env = streaming(2, "BATCH");
    env.configure(new Configuration().setString("execution.sorted-inputs.memory", memory));
    const numbers = env.fromSequence(1, 50);
    const rules = new MapStateDescriptor<number, number>("rules");
    const broadcast = numbers.filter((n) => n % 2 === 0).broadcast(rules);
    const countRules = {
      processElement: (n: number, ctx: BroadcastProcessFunction.ReadOnlyContext) => [
        `${n} of ${[...ctx.getBroadcastState(rules)].length}`,
      ],
      processBroadcastElement(n: number, ctx: BroadcastProcessFunction.Context) {
        ctx.getBroadcastState(rules).put(n, n);
        return [] as string[];
      },
    };
    const counted = numbers.connect(broadcast).process(countRules);
    const expected = Array.from({ length: 50 }, (_, index) => `${index + 1} of 25`);
    expect((await collected(counted)).sort()).toEqual(expected.sort());
  },
);

test.each(["STREAMING", "BATCH"] as const)(
  "partitions of a key hold all of its records (%s)",
  async (mode) => {
    const keyed = () =>
      streaming(2, mode)
        .fromCollection(marked)
        .keyBy((value) => value[1])
        .fullWindowPartition();
    const counts = await collected(keyed().mapPartition((values) => [[...values].length]));
    expect(counts.sort((left, right) => left - right)).toEqual([2, 3]);
    const sorted = await collected(keyed().sortPartition(0, Order.DESCENDING));
    const byKey = (key: string) => sorted.flatMap(([n, own]) => (own === key ? [n] : []));
    expect([byKey("a"), byKey("b")]).toEqual([
      [3, 2, 1],
      [4, 3],
    ]);
  },
);
