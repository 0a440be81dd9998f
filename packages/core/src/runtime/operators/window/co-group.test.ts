/** Joins and co-groups in windows: forms of functions, what assigners, triggers and evictors see, copies. */
import { describe, expect, test } from "vitest";
import type { Collector } from "../../../functions/collector.ts";
import { FlatJoinFunction } from "../../../functions/join-functions.ts";
import { OutputTag } from "../../../functions/output-tag.ts";
import { perSubtask } from "../../../functions/per-subtask.ts";
import { type HarnessStep, runOperators, valuesOf } from "../../../testing/operator-harness.ts";
import {
  atInput,
  type CoGroupParts,
  coGroupRun,
  type KeyedNumber,
  processingTime,
  record,
  watermark,
  windowLines,
} from "../../../testing/window-script.ts";
import { CountTrigger } from "../../../windowing/count-trigger.ts";
import { DynamicEventTimeSessionWindows } from "../../../windowing/dynamic-session-windows.ts";
import type { Evictor } from "../../../windowing/evictor.ts";
import { GlobalWindows } from "../../../windowing/global-windows.ts";
import { PurgingTrigger } from "../../../windowing/purging-trigger.ts";
import { SlidingEventTimeWindows } from "../../../windowing/sliding-windows.ts";
import type { TaggedUnion } from "../../../windowing/tagged-union.ts";
import type { TimestampedValue } from "../../../windowing/timestamped-value.ts";
import {
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
} from "../../../windowing/tumbling-windows.ts";

type Tagged = TaggedUnion<KeyedNumber, KeyedNumber>;

const left = (n: number, at: number) => atInput(0, record("a", n, at));
const right = (n: number, at: number) => atInput(1, record("a", n, at));
const both = (at: number) => [atInput(0, watermark(at)), atInput(1, watermark(at))];
/** A record that can be changed. */
const counted = (input: 0 | 1, n: number, timestampMs: number): HarnessStep => ({
  type: "record",
  value: { n },
  key: "a",
  timestampMs,
  input,
});
const tens = TumblingEventTimeWindows.of(10);
const numbers = (records: Iterable<KeyedNumber>) => [...records].map(([, n]) => n).join("+");
const coGroup = (first: Iterable<KeyedNumber>, second: Iterable<KeyedNumber>) => [
  `${numbers(first)}|${numbers(second)}`,
];

function run(parts: CoGroupParts, script: readonly HarnessStep[]): Promise<readonly string[]> {
  return windowLines(coGroupRun(parts), script);
}

describe("a join function", () => {
  const script = [left(1, 1), left(2, 2), right(3, 3), right(4, 4), ...both(9)];
  const flat = (a: KeyedNumber, b: KeyedNumber, out: Collector<string>) => {
    if (a[1] === 1) out.collect(`${a[1]}${b[1]}`);
  };

  class Extended extends FlatJoinFunction<KeyedNumber, KeyedNumber, string> {
    join([, a]: KeyedNumber, [, b]: KeyedNumber): string[] {
      return a === 1 ? [`${a}${b}`] : [];
    }
  }

  test("gives a record for each pair, those of a first record together", async () => {
    const join = ([, a]: KeyedNumber, [, b]: KeyedNumber) => `${a}${b}`;
    const expected = ["13@9", "14@9", "23@9", "24@9", "WM 9"];
    expect(await run({ assigner: tens, join }, script)).toEqual(expected);
    expect(await run({ assigner: tens, join: { join } }, script)).toEqual(expected);
  });

  test("gives a list as one record", async () => {
    const join = ([, a]: KeyedNumber, [, b]: KeyedNumber) => [a, b];
    const lines = await run({ assigner: tens, join }, [left(1, 1), right(3, 3), ...both(9)]);
    expect(lines).toEqual(["(1,3)@9", "WM 9"]);
  });

  test.each<readonly [string, unknown]>([
    ["takes a collector", flat],
    ["is an object whose method takes a collector", { join: flat }],
    ["extends FlatJoinFunction", new Extended()],
    ["is made for each subtask", perSubtask(Extended)],
    [
      "is a generator",
      function* ([, a]: KeyedNumber, [, b]: KeyedNumber) {
        if (a === 1) yield `${a}${b}`;
      },
    ],
  ])("gives any number of records where it %s", async (_, join) => {
    expect(await run({ assigner: tens, join }, script)).toEqual(["13@9", "14@9", "WM 9"]);
  });

  test("that returns nothing has forgotten its return", async () => {
    const lines = await run({ assigner: tens, join: () => undefined }, script);
    expect(lines.at(-1)).toContain("FUNCTION_RETURNED_UNDEFINED");
  });

  test("may change what it is given: each pair has records of its own (O1)", async () => {
    const join = (a: { n: number }, b: { n: number }) => {
      a.n += 10;
      b.n += 10;
      return { left: a, right: b };
    };
    const at = (input: 0 | 1, n: number) => counted(input, n, 1);
    const steps = () => [at(0, 1), at(0, 2), at(1, 3), at(1, 4), ...both(9)];
    const result = await runOperators({ ...coGroupRun({ assigner: tens, join }), script: steps });
    const pair = (a: number, b: number) => ({ left: { n: a + 10 }, right: { n: b + 10 } });
    expect(valuesOf(result)).toEqual([pair(1, 3), pair(1, 4), pair(2, 3), pair(2, 4)]);
  });
});

describe("a co-group function", () => {
  test("sees groups of which one may be empty, in the order of arrival", async () => {
    const script = [left(2, 1), left(1, 2), left(5, 15), right(6, 25), ...both(29)];
    const lines = await run({ assigner: tens, coGroup: { coGroup } }, script);
    expect(lines).toEqual(["2+1|@9", "5|@19", "|6@29", "WM 29"]);
  });

  test("gets copies where the window goes on, and of what is in several windows (O1)", async () => {
    const changing = (first: Iterable<{ n: number }>) => {
      const seen: number[] = [];
      for (const one of first) seen.push((one.n += 1));
      return [seen.join()];
    };
    const step = (n: number) => counted(0, n, 7);
    const parts: CoGroupParts = {
      assigner: SlidingEventTimeWindows.of(10, 5),
      coGroup: changing,
      allowedLatenessMs: 10,
    };
    const script = () => [step(1), ...both(9), step(3), ...both(14)];
    const { events } = await runOperators({ ...coGroupRun(parts), script });
    const fired = events.flatMap((event) => (event[0] === "record" ? [[event[2], event[3]]] : []));
    expect(fired).toEqual([
      ["2", 9],
      ["2,4", 9],
      ["2,4", 14],
    ]);
  });

  test("runs in windows of processing time, which nothing ends at the end of the input", async () => {
    const parts: CoGroupParts = { assigner: TumblingProcessingTimeWindows.of(10), coGroup };
    const end = [0, 1].map((input): HarnessStep => ({ type: "endInput", input }));
    const script = [left(1, 0), right(2, 0), processingTime(10), left(3, 0), ...end];
    expect(await run(parts, [...script, processingTime(40)])).toEqual(["1|2@9"]);
  });
});

test("late records of both streams go to the side output as they came", async () => {
  const parts: CoGroupParts = { assigner: tens, coGroup, lateTag: new OutputTag("late") };
  const script = [...both(19), left(1, 3), right(2, 4), right(3, 25), ...both(29)];
  const lines = await run(parts, script);
  expect(lines).toEqual(["WM 19", "late (a,1)@3", "late (a,2)@4", "|3@29", "WM 29"]);
});

test("the watermark is that of the slower stream", async () => {
  const parts: CoGroupParts = { assigner: tens, coGroup };
  const script = [left(1, 3), atInput(0, watermark(50)), right(2, 4), atInput(1, watermark(9))];
  expect(await run(parts, script)).toEqual(["1|2@9", "WM 9"]);
});

test("triggers and assigners see which stream a record came from", async () => {
  const gap = { extract: (element: Tagged) => (element.isOne() ? 2 : 5) };
  const assigner = DynamicEventTimeSessionWindows.withDynamicGap(gap);
  const script = [left(1, 0), right(2, 10), left(3, 14), ...both(30)];
  expect(await run({ assigner, coGroup }, script)).toEqual(["1|@1", "3|2@15", "WM 30"]);
});

test("windows by count take records of both streams", async () => {
  const assigner = GlobalWindows.create();
  const trigger = PurgingTrigger.of(CountTrigger.of(3));
  const script = [left(1, 0), right(2, 0), left(3, 0), right(4, 0)];
  expect(await run({ assigner, trigger, coGroup }, script)).toEqual(["1+3|2@MAX"]);
});

// covers: Evictor
test("evictors see which stream a record came from, and may leave nothing", async () => {
  const evictor: Evictor<Tagged, never> = {
    evictBefore(elements: TimestampedValue<Tagged>[]) {
      const kept = elements.filter((element) => (element.getValue().getTwo()?.[1] ?? 0) > 2);
      elements.splice(0, elements.length, ...kept);
    },
    evictAfter() {},
  };
  const script = [left(1, 1), right(2, 2), right(3, 3), left(4, 14), ...both(19)];
  const lines = await run({ assigner: tens, evictor, coGroup }, script);
  expect(lines).toEqual(["|3@9", "|@19", "WM 19"]);
});
