/** PF-22 … PF-29: side outputs, their watermarks, and what is late for a window. */
import {
  OutputTag,
  type ProcessAllWindowContext,
  ProcessAllWindowFunction,
  type ProcessContext,
  ProcessFunction,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  type TimeWindow,
  Types,
  WatermarkStrategy,
} from "millrace";
import { Sink, SinkWriter, type SinkWriterContext, type WriterSnapshot } from "millrace/connector";
import { ScriptedSource } from "millrace/testing";
import { expect, test } from "vitest";
import { expectCase, expectedOf, valueOf } from "../../conformance/cases.ts";
import { recordText } from "../../conformance/record-text.ts";
import { collected, streaming } from "./streaming-environment.ts";

const text = new OutputTag<string>("string", Types.STRING());
const integer = new OutputTag<number>("int", Types.INT());

/** Sends every number on, and to the side as text, and 13. */
class SideOutputs extends ProcessFunction<number, number> {
  processElement(value: number, ctx: ProcessContext): number[] {
    ctx.output(text, `sideout-${value}`);
    ctx.output(integer, 13);
    return [value];
  }
}

/** Writes down the watermarks of each subtask. */
class WatermarkSink extends Sink<unknown, never, never> {
  readonly guarantee = "none";
  readonly watermarks = new Map<number, number[]>();

  override createWriter({ subtaskIndex }: SinkWriterContext): SinkWriter<unknown, never, never> {
    const seen: number[] = [];
    this.watermarks.set(subtaskIndex, seen);
    return new WatermarkWriter(seen);
  }
}

class WatermarkWriter extends SinkWriter<unknown, never, never> {
  readonly #seen: number[];

  constructor(seen: number[]) {
    super();
    this.#seen = seen;
  }

  write(): void {}

  override writeWatermark(timestampMs: number): void {
    this.#seen.push(timestampMs);
  }

  snapshot(): WriterSnapshot<never, never> {
    return { state: [], committables: [], durable: Promise.resolve() };
  }

  async flush(): Promise<void> {}

  close(): void {}
}

/** One to five, each with itself as its timestamp, and a watermark after each. */
function outOfOrder(env: StreamExecutionEnvironment) {
  return env.fromCollection([1, 2, 5, 3, 4], Types.INT()).assignTimestampsAndWatermarks(
    WatermarkStrategy.forGenerator<number>(() => ({
      onEvent: (value, _timestampMs, output) => output.emitWatermark(value),
      onPeriodicEmit: () => {},
    })).withTimestampAssigner((value) => value),
  );
}

// covers: DataStream.sinkTo, ScriptedSource
// covers: Sink, SinkWriter
test("PF-22 the main stream and the side stream see all watermarks, in each subtask", async () => {
  const env = streaming(1);
  const script = [
    { record: 1, timestampMs: 0 },
    { watermark: 0 },
    { record: 2, timestampMs: 1 },
    { record: 5, timestampMs: 2 },
    { watermark: 2 },
    { record: 3, timestampMs: 3 },
    { record: 4, timestampMs: 4 },
  ];
  const [main, side] = [new WatermarkSink(), new WatermarkSink()];
  const sent = env
    .fromSource(new ScriptedSource<number>([script]), WatermarkStrategy.noWatermarks(), "numbers")
    .rebalance()
    .process(new SideOutputs())
    .setParallelism(3);
  sent.sinkTo(main).setParallelism(3);
  sent.getSideOutput(text).sinkTo(side).setParallelism(3);
  await env.execute();
  const expected = expectedOf("PF-22", "watermarks");
  for (const { watermarks } of [main, side]) {
    const texts = [0, 1, 2].map((subtask) => watermarks.get(subtask)?.map(recordText));
    expect(texts).toEqual([expected, expected, expected]);
  }
});

test("PF-24 side outputs of several types", async () => {
  const env = streaming(1);
  const sent = () => env.fromCollection([1, 2, 3, 4, 5], Types.INT()).process(new SideOutputs());
  expectCase("PF-24", await collected(sent().getSideOutput(text)), "text");
  expectCase("PF-24", await collected(sent().getSideOutput(integer)), "integer");
});

test("PF-25 two tags of one id and different types are refused", () => {
  const sent = streaming(1).fromCollection([1], Types.INT()).process(new SideOutputs());
  sent.getSideOutput(new OutputTag<string>("same", Types.STRING()));
  expect(valueOf("PF-25", "verdict")).toBe("unsupported operation");
  expect(() => sent.getSideOutput(new OutputTag<number>("same", Types.INT()))).toThrow(
    expect.objectContaining({ code: "API_SIDE_OUTPUT_TYPES_DIFFER" }),
  );
});

test("PF-26 a tag that nobody writes to is an empty stream", async () => {
  const sent = streaming(1).fromCollection([1, 2], Types.INT()).process(new SideOutputs());
  const other = new OutputTag<string>("other", Types.STRING());
  const records = await collected(sent.getSideOutput(other));
  expect(records.length === 0 ? "empty" : records).toBe(valueOf("PF-26", "verdict"));
});

// covers: AllWindowedStream.apply, AllWindowedStream.sideOutputLateData
// covers: WindowedStream.sideOutputLateData
test("PF-27 what is late for windows of all records goes to the side", async () => {
  const late = new OutputTag<number>("late", Types.INT());
  const windowed = outOfOrder(streaming(1))
    .windowAll(SlidingEventTimeWindows.of("1 ms", "1 ms"))
    .sideOutputLateData(late)
    .apply((_window, values: Iterable<number>) => [...values]);
  const texts = windowed.getSideOutput(late).map((value) => `late-${value}`);
  expectCase("PF-27", await collected(texts), "late");
});

class SideOfWindow extends ProcessAllWindowFunction<number, number, TimeWindow> {
  *process(
    context: ProcessAllWindowContext<TimeWindow>,
    values: Iterable<number>,
  ): Generator<number> {
    for (const value of values) {
      context.output(text, `sideout-${value}`);
      yield value;
    }
  }
}

// covers: AllWindowedStream.process
// covers: ProcessAllWindowFunction.process
test("PF-29 a window function's own side output; late records are gone", async () => {
  const windowed = () =>
    outOfOrder(streaming(1))
      .windowAll(SlidingEventTimeWindows.of("1 ms", "1 ms"))
      .process(new SideOfWindow());
  expectCase("PF-29", await collected(windowed()), "main");
  expectCase("PF-29", await collected(windowed().getSideOutput(text)), "side");
});

test("WM-03 a time-out of nothing or less is refused", () => {
  for (const timeout of expectedOf("WM-03", "timeouts").map(Number)) {
    expect(() => WatermarkStrategy.noWatermarks().withIdleness(timeout)).toThrow(
      expect.objectContaining({ code: "API_WRONG_TYPE" }),
    );
  }
});
