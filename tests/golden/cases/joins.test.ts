/** Window join, co-group and interval join as programs: the same in both modes and every variant of the matrix (R1). */
import {
  type DataStream,
  EventTimeSessionWindows,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  Types,
} from "millrace";
import { describe, expect, test } from "vitest";
import { collected, sortedText, streaming } from "./streaming-environment.ts";

type Mode = "STREAMING" | "BATCH";
type Timed = [key: string, text: string, at: number];

function timed(env: StreamExecutionEnvironment, records: Timed[]): DataStream<Timed> {
  const type = Types.TUPLE([Types.STRING(), Types.STRING(), Types.INT()]);
  return env
    .fromCollection(records, type)
    .assignTimestampsAndWatermarks((s) =>
      s.forMonotonousTimestamps().withTimestampAssigner(([, , at]) => at),
    );
}

function both(mode: Mode): readonly [DataStream<Timed>, DataStream<Timed>] {
  const env = streaming(2, mode);
  const first: Timed[] = [
    ["a", "1", 0],
    ["a", "2", 4],
    ["b", "3", 6],
    ["c", "4", 12],
  ];
  const second: Timed[] = [
    ["a", "x", 3],
    ["b", "y", 8],
    ["a", "z", 11],
    ["d", "w", 12],
  ];
  return [timed(env, first), timed(env, second)];
}

/** Flink's setting gives copies up. */
const isObjectReuse = process.env["MILLRACE_MATRIX"]?.includes("object-reuse") === true;

describe.each<Mode>(["STREAMING", "BATCH"])("in mode %s", (mode) => {
  // covers: DataStream.join
  test("a window join gives the pairs of each key and window", async () => {
    const [first, second] = both(mode);
    const pairs = first
      .join(second)
      .where(([key]) => key)
      .equalTo(([key]) => key)
      .window(SlidingEventTimeWindows.of(10, 5))
      .apply(([, left], [, right]) => left + right, Types.STRING());
    // [-5,5): 1x 2x; [0,10): 1x 2x 3y; [5,15): 3y
    expect(sortedText(await collected(pairs))).toEqual(["1x", "1x", "2x", "2x", "3y", "3y"]);
  });

  // covers: CoGroupedStreamsWithWindow.apply, DataStream.coGroup
  test("a co-group gives what has no partner too: a full outer join", async () => {
    const [first, second] = both(mode);
    const rows = first
      .coGroup(second)
      .where(([key]) => key)
      .equalTo(([key]) => key)
      .window(TumblingEventTimeWindows.of(10))
      .apply(function* (left, right) {
        const lefts = [...left].map(([, text]) => text);
        const rights = [...right].map(([, text]) => text);
        for (const one of lefts.length > 0 ? lefts : ["-"])
          for (const other of rights.length > 0 ? rights : ["-"]) yield one + other;
      });
    expect(sortedText(await collected(rows))).toEqual(["-w", "-z", "1x", "2x", "3y", "4-"]);
  });

  test("records of both streams keep a session open", async () => {
    const [first, second] = both(mode);
    const sessions = first
      .coGroup(second)
      .where(() => "all")
      .equalTo(() => "all")
      .window(EventTimeSessionWindows.withGap(3))
      .apply((left, right) => [`${[...left].length}+${[...right].length}`]);
    expect(sortedText(await collected(sessions))).toEqual(["4+4"]);
  });

  // covers: IntervalJoined.process
  test("an interval join gives the pairs that are near, and its result goes on with their time", async () => {
    const [first, second] = both(mode);
    const near = first
      .keyBy(([key]) => key)
      .intervalJoin(second.keyBy(([key]) => key))
      .between(-1, 10)
      .process(([key, left], [, right]) => [`${key}${left}${right}`])
      .keyBy(() => "all")
      .window(TumblingEventTimeWindows.of(5))
      .process((_key, ctx, pairs) => [`${ctx.window().start}: ${[...pairs].toSorted().join()}`]);
    expect(sortedText(await collected(near))).toEqual(["0: a1x,a2x", "10: a2z", "5: b3y"]);
  });

  test.skipIf(isObjectReuse)(
    "a function that changes its records changes no other pair (O1)",
    async () => {
      const env = streaming(2, mode);
      const objects = (name: string, count: number) =>
        env
          .fromCollection(Array.from({ length: count }, (_, n) => ({ name: `${name}${n}`, n: 1 })))
          .assignTimestampsAndWatermarks((s) =>
            s.forMonotonousTimestamps().withTimestampAssigner(() => 1),
          );
      const sums = objects("l", 2)
        .join(objects("r", 3))
        .where(() => "all")
        .equalTo(() => "all")
        .window(TumblingEventTimeWindows.of(10))
        .apply((left, right) => {
          left.n += 10;
          right.n += 100;
          return left.n + right.n;
        });
      expect(sortedText(await collected(sums))).toEqual(["112", "112", "112", "112", "112", "112"]);
    },
  );
});
