/** Cached streams in whole jobs, in all projects of the matrix. */
import { OutputTag, Types } from "millrace";
import { expect, test } from "vitest";
import { collected, sortedText, streaming } from "./streaming-environment.ts";

test("the second job reads what the first has computed, and gets records of its own", async () => {
  const env = streaming();
  const calls: number[] = [];
  const cached = env
    .fromCollection([1, 2, 3])
    .map((n) => {
      calls.push(n);
      return { n };
    })
    .cache();
  const doubled = () =>
    cached.map((value) => {
      value.n *= 2;
      return value.n;
    });
  for (let job = 0; job < 3; job++)
    expect(sortedText(await collected(doubled()))).toEqual(["2", "4", "6"]);
  expect(calls.length).toBe(3);
  await cached.invalidate();
  expect(sortedText(await collected(doubled()))).toEqual(["2", "4", "6"]);
  expect(calls.length).toBe(6);
});

test("a job that is not read to its end leaves nothing", async () => {
  const env = streaming();
  let calls = 0;
  const cached = env
    .fromSequence(1, 100_000)
    .map((n) => {
      calls += 1;
      return n;
    })
    .cache();
  await cached.executeAndCollect("first", 1);
  const before = calls;
  await collected(cached.filter((n) => n === 1));
  expect(calls).toBe(before + 100_000);
});

test("records keep their timestamps, their order and their type", async () => {
  const env = streaming();
  const cached = env
    .fromCollection([[3, 30], [1, 10], [2, 20]], Types.TUPLE([Types.INT(), Types.LONG()])) // biome-ignore format: a table
    .assignTimestampsAndWatermarks((s) =>
      s.forBoundedOutOfOrderness("1 min").withTimestampAssigner(([, at]) => at),
    )
    .setParallelism(1)
    .cache();
  const times = () =>
    cached
      .process((value, ctx) => [`${String(value)} at ${String(ctx.timestamp())}`])
      .setParallelism(1);
  const expected = ["3,30 at 30", "1,10 at 10", "2,20 at 20"];
  expect(await collected(times())).toEqual(expected);
  expect(await collected(times())).toEqual(expected);
});

test("a side output is kept as any other stream", async () => {
  const env = streaming();
  const tag = new OutputTag<string>("odd");
  const split = env.fromSequence(1, 4).process((n, ctx) => {
    if (n % 2 === 1) ctx.output(tag, `odd ${n}`);
    return [n];
  });
  const odd = split.getSideOutput(tag).cache();
  expect(sortedText(await collected(odd))).toEqual(["odd 1", "odd 3"]);
  expect(sortedText(await collected(odd))).toEqual(["odd 1", "odd 3"]);
});
