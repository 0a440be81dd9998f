import { describe, expect, test } from "vitest";
import type { DataStream } from "../api/data-stream.ts";
import { MAX_TIMESTAMP } from "../base/timestamps.ts";
import {
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
} from "../functions/one-input.ts";
import { OutputTag } from "../functions/output-tag.ts";
import type { RuntimeContext } from "../functions/runtime-context.ts";
import { ValueStateDescriptor } from "../state/descriptors.ts";
import type { ValueState } from "../state/handles.ts";
import { Types } from "../types/types.ts";
import { runFunction, runTwoInputFunction } from "./run-function.ts";

const late = new OutputTag<string>("late", Types.STRING());

/** Counts the words of each key; tells the count when event time passes ten more than the word's. */
class Counter extends KeyedProcessFunction<string, string, string> {
  private count: ValueState<number> | undefined;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor("count", Types.INT()));
  }

  processElement(word: string, ctx: KeyedProcessContext<string>): string[] {
    const timestampMs = ctx.timestamp() ?? 0;
    if (timestampMs <= ctx.timerService().currentWatermark()) ctx.output(late, word);
    this.count?.update((this.count.value() ?? 0) + 1);
    ctx.timerService().registerEventTimeTimer(timestampMs + 10);
    return [];
  }

  override onTimer(_timestampMs: number, ctx: OnTimerContext<string>): string[] {
    return [`${ctx.getCurrentKey()}: ${this.count?.value()}`];
  }
}

const counted = (words: DataStream<string>) => words.keyBy((word) => word).process(new Counter());

describe("a function of one input", () => {
  test("gives what its script makes it give, with timers, side outputs and watermarks", async () => {
    const run = await runFunction({
      build: counted,
      sideOutputs: [late],
      script: () => [
        { record: "a", timestampMs: 1 },
        { record: "b", timestampMs: 2 },
        { record: "a", timestampMs: 3 },
        { watermark: 11 },
        { record: "b", timestampMs: 4 },
      ],
    });
    expect(run.error).toBeUndefined();
    expect(run.records).toEqual([
      { value: "a: 2", timestampMs: 11 },
      { value: "b: 2", timestampMs: 12 },
      { value: "a: 2", timestampMs: 13 },
      { value: "b: 2", timestampMs: 14 },
    ]);
    expect(run.sideOutput(late)).toEqual(["b"]);
    expect(run.watermarks).toEqual([11, MAX_TIMESTAMP]);
  });

  test("goes on from a snapshot, also where the script asks for one", async () => {
    const run = await runFunction({
      build: counted,
      ends: false,
      script: () => [
        { record: "a", timestampMs: 1 },
        { snapshot: true },
        { record: "a", timestampMs: 1 },
        { watermark: 11 },
      ],
    });
    expect(run.values).toEqual(["a: 2"]);
  });

  test("that counts in a field instead of in state is found", async () => {
    class Forgetful extends KeyedProcessFunction<string, string, number> {
      private count = 0;
      processElement(): number[] {
        this.count += 1;
        return [this.count];
      }
    }
    const forgetful = {
      build: (words: DataStream<string>) => words.keyBy((word) => word).process(new Forgetful()),
      script: () => [{ record: "a" }, { record: "a" }],
    };
    await expect(runFunction(forgetful)).rejects.toThrow("the forms differ");
    const run = await runFunction({ ...forgetful, notRestorable: "it counts in a field" });
    expect(run.values).toEqual([1, 2]);
  });

  test("that changes its input fails in the runs with frozen records", async () => {
    const changing = runFunction({
      build: (numbers: DataStream<{ n: number }>) =>
        numbers.map((record) => Object.assign(record, { n: record.n + 1 })),
      script: () => [{ record: { n: 1 } }],
    });
    await expect(changing).rejects.toThrow("JAVASCRIPT_FROZEN_OBJECT");
  });

  test("that throws gives its error, with what came out before", async () => {
    const run = await runFunction({
      build: (numbers: DataStream<number>) =>
        numbers.map((n) => {
          if (n === 2) throw new Error("two");
          return n;
        }),
      script: () => [{ record: 1 }, { record: 2 }],
    });
    expect([run.values, run.error?.code, run.error?.record]).toEqual([
      [1],
      "RUNTIME_FUNCTION_FAILED",
      "2",
    ]);
    expect(run.error?.location).toContain("run-function.test.ts");
  });
});

test("a function of two inputs sees their watermarks apart", async () => {
  const run = await runTwoInputFunction({
    build: (first: DataStream<number>, second: DataStream<string>) =>
      first.connect(second).map({ map1: (n: number) => `${n}`, map2: (text: string) => text }),
    script: () => [
      { record: 1, timestampMs: 5 },
      { record2: "b", timestampMs: 6 },
      { watermark1: 10 },
      { watermark2: 8 },
      { watermark: 20 },
    ],
  });
  expect(run.records).toEqual([
    { value: "1", timestampMs: 5 },
    { value: "b", timestampMs: 6 },
  ]);
  expect(run.watermarks).toEqual([8, 20, MAX_TIMESTAMP]);
});

test("what runs in several parts is refused, naming them", async () => {
  const several = runFunction({
    build: (words: DataStream<string>) =>
      words
        .keyBy((word) => word)
        .reduce((left) => left)
        .rebalance()
        .map((word) => word),
    script: () => [],
  });
  await expect(several).rejects.toMatchObject({
    code: "TESTING_NOT_ONE_CHAIN",
    values: { count: "2" },
  });
});
