/** Joins as plan, and their misuse at the user's line. */
import { describe, expect, test } from "vitest";
import { StreamError } from "../base/stream-error.ts";
import { OutputTag } from "../functions/output-tag.ts";
import type { Transformation } from "../plan/transformation.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { CountEvictor } from "../windowing/count-evictor.ts";
import { CountTrigger } from "../windowing/count-trigger.ts";
import { NeverTrigger } from "../windowing/never-trigger.ts";
import { EventTimeSessionWindows } from "../windowing/session-windows.ts";
import { TumblingEventTimeWindows } from "../windowing/tumbling-windows.ts";
import type { DataStream } from "./data-stream.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function streams() {
  installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  return { env, first: env.fromSequence(1, 2), second: env.fromCollection(["a", "b"]) };
}

const tens = TumblingEventTimeWindows.of(10);
const size = (text: string) => text.length;
const self = (n: number) => n;
const joined = () => {
  const { first, second } = streams();
  return first.join(second);
};
const windowed = () => joined().where(self).equalTo(size).window(tens);
const grouped = () => {
  const { first, second } = streams();
  return first.coGroup(second).where(self).equalTo(size).window(tens);
};
const keyedPair = () => {
  const { first, second } = streams();
  return [first.keyBy(self, Types.LONG()), second.keyBy(size, Types.LONG())] as const;
};
const interval = () => {
  const [left, right] = keyedPair();
  return left.intervalJoin(right);
};

function planOf(env: StreamExecutionEnvironment): readonly Record<string, unknown>[] {
  const plan: unknown = JSON.parse(env.getExecutionPlan());
  return Reflect.get(plan as object, "nodes") as Record<string, unknown>[];
}

function nodeOf(stream: DataStream<unknown>): Transformation {
  return stream.context.graph.get(stream.transformationId);
}

describe("the plan", () => {
  // covers: CountEvictor.of
  test("has one operator of a join, named by its windows, behind two hash partitions", () => {
    const { env, first, second } = streams();
    first
      .join(second)
      .where(self)
      .equalTo(size)
      .window(tens)
      .trigger(CountTrigger.of(2))
      .evictor(CountEvictor.of(1))
      .apply((n, text) => `${n}${text}`)
      .print();
    expect(planOf(env)[2]).toMatchObject({
      type: "TumblingEventTimeWindows",
      contents:
        "Window(TumblingEventTimeWindows(10), CountTrigger(2), CountEvictor(1), CoGroupWindowFunction)",
      predecessors: [
        { id: 1, ship_strategy: "HASH", side: "first" },
        { id: 2, ship_strategy: "HASH", side: "second" },
      ],
    });
    expect(env.explain()).toContain("stateful without uid");
  });

  // covers: IntervalJoined.lowerBoundExclusive, IntervalJoined.sideOutputLeftLateData
  // covers: IntervalJoined.upperBoundExclusive
  test("has one operator of an interval join, with inclusive bounds", () => {
    const { env, first, second } = streams();
    const tag = new OutputTag<number>("late");
    const result = first
      .keyBy(self)
      .intervalJoin(second.keyBy(size))
      .between("-5 s", 1000)
      .lowerBoundExclusive()
      .upperBoundExclusive()
      .sideOutputLeftLateData(tag)
      .process((n, text) => [`${n}${text}`], Types.STRING());
    result.print();
    expect(nodeOf(result)).toMatchObject({
      kind: "intervalJoin",
      lowerBoundMs: -4999,
      upperBoundMs: 999,
      leftLateTag: tag,
      rightLateTag: undefined,
      outputType: Types.STRING(),
    });
    expect(planOf(env)[2]).toMatchObject({
      type: "Interval Join",
      predecessors: [{ ship_strategy: "HASH" }, { ship_strategy: "HASH" }],
    });
  });

  // covers: CoGroupedStreams.where, JoinedStreams.where
  test("has the key's type on both sides, wherever it was declared", () => {
    const sides = [joined().where(self, Types.LONG()).equalTo(size)];
    sides.push(joined().where(self).equalTo(size, Types.LONG()));
    for (const pair of sides) {
      const result = pair.window(tens).apply((n) => n);
      const node = nodeOf(result);
      const inputs = "input1" in node ? [node.input1, node.input2] : [];
      const partitions = inputs.map((id) => result.context.graph.get(id));
      expect(partitions).toMatchObject([
        { partitioner: { keyType: Types.LONG() } },
        { partitioner: { keyType: Types.LONG() } },
      ]);
    }
  });

  test("of `with` is that of `apply`, with the user's line", () => {
    const result = windowed().with((n, text) => `${n}${text}`);
    expect(nodeOf(result).location).toContain("joins.test.ts");
    const groups = grouped().with((first) => [...first]);
    expect(nodeOf(groups)).toMatchObject({ kind: "coGroup", function: { role: "coGroup" } });
  });

  // covers: JoinedStreamsWithWindow.apply
  test("settings go to the joining operator", () => {
    const result = windowed().apply((n) => n);
    result.setParallelism(3).name("pairs").uid("pairs");
    expect(nodeOf(result)).toMatchObject({ parallelism: 3, name: "pairs", uid: "pairs" });
  });
});

test.each<readonly [string, () => unknown, string, string]>([
  ["no stream to join", () => streams().first.join(5 as never), "API_WRONG_TYPE", "other"],
  ["no stream to group", () => streams().first.coGroup(5 as never), "API_WRONG_TYPE", "other"],
  [
    "a stream of another environment",
    () => streams().first.join(streams().second),
    "API_FOREIGN_STREAM",
    "DataStream.join",
  ],
  ["no key", () => joined().where(5 as never), "API_WRONG_TYPE", "JoinedStreams.where"],
  [
    "no other key",
    () =>
      joined()
        .where(self)
        .equalTo({} as never),
    "API_WRONG_TYPE",
    "equalTo",
  ],
  [
    "keys of two types",
    () =>
      joined()
        .where(self, Types.LONG())
        .equalTo((text: string) => text as never, Types.STRING() as never),
    "API_KEY_TYPES_DIFFER",
    "first key = LONG, second key = STRING",
  ],
  [
    "no assigner",
    () =>
      joined()
        .where(self)
        .equalTo(size)
        .window(5 as never),
    "API_WRONG_TYPE",
    "windowAssigner",
  ],
  ["no trigger", () => windowed().trigger({} as never), "API_WRONG_TYPE", "JoinedStreams.With"],
  ["no evictor", () => grouped().evictor({} as never), "API_WRONG_TYPE", "CoGroupedStreams.With"],
  ["no lateness", () => grouped().allowedLateness(-1), "API_WRONG_TYPE", "lateness"],
  ["no tag", () => windowed().sideOutputLateData("l" as never), "API_WRONG_TYPE", "outputTag"],
  [
    "a trigger that cannot merge in windows that do",
    () =>
      joined()
        .where(self)
        .equalTo(size)
        .window(EventTimeSessionWindows.withGap(5))
        .trigger(new NeverTrigger()),
    "WINDOW_TRIGGER_CANNOT_MERGE",
    "NeverTrigger",
  ],
  ["no join function", () => windowed().apply(5 as never), "API_WRONG_TYPE", "join"],
  ["no function behind with", () => windowed().with({} as never), "API_WRONG_TYPE", "join"],
  ["no co-group function", () => grouped().apply({} as never), "API_WRONG_TYPE", "coGroup"],
  [
    "an interval join with a stream without a key",
    () => keyedPair()[0].intervalJoin(streams().second as never),
    "API_FOREIGN_STREAM",
    "KeyedStream.intervalJoin",
  ],
  [
    "an interval join with no key on the other side",
    () => {
      const { first, second } = streams();
      return first.keyBy(self).intervalJoin(second as never);
    },
    "API_WRONG_TYPE",
    "a KeyedStream",
  ],
  [
    "an interval join of keys of two types",
    () => {
      const { first, second } = streams();
      const other = second.keyBy((text) => text, Types.STRING());
      return first.keyBy(self, Types.LONG()).intervalJoin(other as never);
    },
    "API_KEY_TYPES_DIFFER",
    "first key = LONG, second key = STRING",
  ],
  [
    "an interval join in processing time",
    () => interval().inProcessingTime().between(0, 1),
    "API_JOIN_PROCESSING_TIME",
    "event time",
  ],
  ["bounds in the wrong order", () => interval().between(1, 0), "API_JOIN_BOUNDS", "1 ms and 0 ms"],
  ["no bound", () => interval().between("soon" as never, 0), "DURATION_WRONG_VALUE", "soon"],
  [
    "no tag of late records",
    () =>
      interval()
        .between(0, 1)
        .sideOutputRightLateData("late" as never),
    "API_WRONG_TYPE",
    "sideOutputRightLateData",
  ],
  [
    "no function of an interval join",
    () =>
      interval()
        .inProcessingTime()
        .inEventTime()
        .between(0, 1)
        .process(5 as never),
    "API_WRONG_TYPE",
    "processElement",
  ],
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
  expect(error.where.location).toContain("joins.test.ts");
});
