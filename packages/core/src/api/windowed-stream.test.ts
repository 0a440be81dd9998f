/** Windowed streams as plan, and their misuse at the user's line. */
import { describe, expect, test } from "vitest";
import { expectCase } from "../../../../tests/conformance/cases.ts";
import { StreamError } from "../base/stream-error.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { CountEvictor } from "../windowing/count-evictor.ts";
import { CountTrigger } from "../windowing/count-trigger.ts";
import { NeverTrigger } from "../windowing/never-trigger.ts";
import { PurgingTrigger } from "../windowing/purging-trigger.ts";
import { EventTimeSessionWindows } from "../windowing/session-windows.ts";
import type { TimeWindow } from "../windowing/time-window.ts";
import { TumblingEventTimeWindows } from "../windowing/tumbling-windows.ts";
import { WindowAssigner } from "../windowing/window-assigner.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function numbers() {
  installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  return { env, stream: env.fromSequence(1, 2) };
}

const keyed = () => numbers().stream.keyBy((n) => n % 2, Types.LONG());
const windowed = () => keyed().window(TumblingEventTimeWindows.of("5 s"));
const sessions = () => keyed().window(EventTimeSessionWindows.withGap("5 s"));
const sum = (a: number, b: number) => a + b;
const total = { createAccumulator: () => 0, add: sum, getResult: (n: number) => n };

function contents(env: StreamExecutionEnvironment): unknown {
  const plan: unknown = JSON.parse(env.getExecutionPlan());
  return Reflect.get(Reflect.get(plan as object, "nodes") as object, "1");
}

describe("the plan", () => {
  // covers: AllWindowedStream.trigger, WindowedStream.trigger
  test("names the assigner, and describes trigger, evictor and function", () => {
    const { env, stream } = numbers();
    stream
      .keyBy((n) => n % 2)
      .window(TumblingEventTimeWindows.of("5 s"))
      .trigger(PurgingTrigger.of(CountTrigger.of(2)))
      .evictor(CountEvictor.of(1))
      .reduce(sum)
      .print();
    const text =
      "Window(TumblingEventTimeWindows(5000), PurgingTrigger(CountTrigger(2)), CountEvictor(1), reduce)";
    expect(contents(env)).toMatchObject({
      type: "TumblingEventTimeWindows",
      contents: text,
      predecessors: [{ ship_strategy: "HASH" }],
    });
  });

  // covers: AllWindowedStream.reduce
  test("puts windows over all records into one subtask", () => {
    const { env, stream } = numbers();
    env.setParallelism(4);
    stream.windowAll(TumblingEventTimeWindows.of("5 s")).reduce(sum).print();
    expect(contents(env)).toMatchObject({ type: "TumblingEventTimeWindows", parallelism: 1 });
    const result = stream.windowAll(TumblingEventTimeWindows.of("5 s")).reduce(sum);
    expect(() => result.setParallelism(2)).toThrow("cannot run in parallel");
  });

  // covers: AllWindowedStream.getInputType, WindowedStream.aggregate, WindowedStream.getInputType
  // covers: WindowedStream.reduce
  test("keeps the declared type of the records where the function does", () => {
    const { stream } = numbers();
    const declared = stream.map((n) => n, Types.LONG()).keyBy((n) => n);
    const over = declared.window(TumblingEventTimeWindows.of(5));
    expect(over.getInputType().text).toBe(Types.LONG().text);
    expect(over.reduce(sum).getType().text).toBe(Types.LONG().text);
    expect(over.aggregate(total, undefined, Types.LONG(), Types.INT()).getType().text).toBe(
      Types.INT().text,
    );
  });
});

/** What a program without types may come to: its default trigger is no trigger. */
class Untriggered extends WindowAssigner<number, TimeWindow> {
  assignWindows() {
    return [];
  }
  getDefaultTrigger() {
    return undefined as never;
  }
  isEventTime() {
    return true;
  }
}

test.each<readonly [string, () => unknown, string, string]>([
  ["no assigner", () => keyed().window({} as never), "API_WRONG_TYPE", "windowAssigner"],
  [
    "an assigner without trigger",
    () => keyed().window(new Untriggered()),
    "API_WRONG_TYPE",
    "Trigger",
  ],
  ["no trigger", () => windowed().trigger({} as never), "API_WRONG_TYPE", "trigger"],
  ["no evictor", () => windowed().evictor({} as never), "API_WRONG_TYPE", "evictor"],
  ["no tag", () => windowed().sideOutputLateData("late" as never), "API_WRONG_TYPE", "outputTag"],
  ["negative lateness", () => windowed().allowedLateness(-1), "API_WRONG_TYPE", "lateness"],
  [
    "a trigger that cannot merge in windows that do",
    () => sessions().trigger(new NeverTrigger()),
    "WINDOW_TRIGGER_CANNOT_MERGE",
    "NeverTrigger",
  ],
  [
    "an incremental function with open",
    () => windowed().reduce({ open: () => undefined, reduce: sum }),
    "API_RICH_WINDOW_FUNCTION",
    "WindowedStream.reduce",
  ],
  [
    "an aggregate without merge in windows that merge",
    () => sessions().aggregate(total),
    "API_WRONG_TYPE",
    "merge",
  ],
  ["a function for aggregate", () => windowed().aggregate(sum as never), "API_WRONG_TYPE", "add"],
  ["no function", () => windowed().process(5 as never), "API_WRONG_TYPE", "windowFunction"],
  ["a wrong field", () => windowed().sum({} as never), "API_WRONG_TYPE", "field"],
  ["a count of 0", () => keyed().countWindow(0), "API_WRONG_TYPE", "size"],
])("%s is refused at the user's line", (_what, misuse, code, named) => {
  let thrown: unknown;
  try {
    misuse();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(StreamError);
  const error = thrown as StreamError;
  expect(error.code).toBe(code);
  expect(error.message).toContain(named);
  expect(error.where.location).toContain("windowed-stream.test.ts");
});

test("W-33 a trigger that cannot merge is refused while the program is built", () => {
  let thrown: unknown;
  try {
    sessions().trigger(new NeverTrigger());
  } catch (error) {
    thrown = error;
  }
  const isRefused =
    thrown instanceof StreamError && thrown.message.includes("does not support merging");
  expectCase("W-33", [isRefused ? "unsupported operation" : thrown], "methods");
});
