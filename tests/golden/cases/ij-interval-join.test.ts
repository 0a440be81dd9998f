/** IJ-01 … IJ-05: interval joins, as operator scripts and as programs. */
import { StreamError, WatermarkStrategy } from "millrace";
import { expect, test } from "vitest";
import { caseOf, expectCase, expectedOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Numbered = readonly [side: string, n: number];

/** Numbers with themselves as timestamps, and watermarks that follow them. */
function numbered(env: ReturnType<typeof streaming>, side: string, numbers: readonly number[]) {
  return env
    .fromCollection(numbers.map((n): Numbered => [side, n]))
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<Numbered>().withTimestampAssigner(([, n]) => n),
    )
    .keyBy(() => "key");
}

/** `[-2,-1]` with inclusive, `(-3,-1)` with exclusive bounds. */
function boundsOf(text: string): { lower: number; upper: number; isExclusive: boolean } {
  const [, open, lower, upper] = /^([[(])(-?\d+),(-?\d+)[\])]$/.exec(text) ?? [];
  return { lower: Number(lower), upper: Number(upper), isExclusive: open === "(" };
}

/** What the text expects of bounds where the sides have changed places. */
function mirrored(pairs: readonly string[]): string[] {
  return pairs.map((pair) => pair.replace(/^\((\d+),(\d+)\)$/, "($2,$1)")).toSorted();
}

async function joined(
  text: string,
  isMirrored: boolean,
): Promise<readonly (readonly [number, number, number])[]> {
  const { lower, upper, isExclusive } = boundsOf(text);
  const env = streaming();
  const left = numbered(env, "left", [1, 2, 3, 4]);
  const right = numbered(env, "right", [1, 2, 3, 4]);
  const between = isMirrored
    ? right.intervalJoin(left).between(-upper, -lower)
    : left.intervalJoin(right).between(lower, upper);
  const bounded = isExclusive ? between.lowerBoundExclusive().upperBoundExclusive() : between;
  const pairs = bounded.process(([, a], [, b], ctx) => [[a, b, ctx.getTimestamp()] as const]);
  return collected(pairs);
}

test.each(Object.keys(caseOf("IJ-01").expected))("IJ-01 bounds %s", async (text) => {
  const pairs = await joined(text, false);
  expectCase(
    "IJ-01",
    pairs.map(([a, b]) => [a, b]),
    text,
  );
  expect(pairs.map(([a, b, at]) => at - Math.max(a, b))).toEqual(pairs.map(() => 0));
  const swapped = await joined(text, true);
  expect(swapped.map(([a, b]) => `(${a},${b})`).toSorted()).toEqual(
    mirrored(expectedOf("IJ-01", text)),
  );
});

// covers: IntervalJoin.between, KeyedStream.intervalJoin
test("IJ-05 a record without timestamp, on either side", async () => {
  for (const isLeft of [true, false]) {
    const env = streaming();
    const plain = env.fromCollection([["plain", 1] as Numbered]).keyBy(() => "key");
    const timed = numbered(env, "timed", [1]);
    const [first, second] = isLeft ? [plain, timed] : [timed, plain];
    const result = collected(
      first
        .intervalJoin(second)
        .between(0, 0)
        .process((a) => [a]),
    );
    const failure: unknown = await result.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "RUNTIME_JOIN_WITHOUT_TIMESTAMP" });
    expectCase("IJ-05", [failure instanceof StreamError ? "error" : failure], "verdict");
  }
});
