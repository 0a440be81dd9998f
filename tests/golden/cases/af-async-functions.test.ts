/** AF-01 to AF-08: `AsyncDataStream` in jobs. Answers come from timers of a few milliseconds; nothing here sleeps. */
import { setTimeout as delay } from "node:timers/promises";
import {
  AsyncDataStream,
  AsyncFunction,
  type DataStream,
  Types,
  WatermarkStrategy,
} from "millrace";
import { describe, expect, test } from "vitest";
import { expectCase, valueOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Pair = readonly [number, number];

const type = Types.ROW_NAMED(["v1", "v2"], [Types.INT(), Types.INT()]);

function pairs(count = 5) {
  const rows = Array.from({ length: count }, (_, index): [number, number] => [
    index + 1,
    index + 1,
  ]);
  return streaming(1).fromCollection(rows, type);
}

type Pairs = ReturnType<typeof pairs>;

/** Answers after a while that `delayMs` gives; the first calls take longest, so that order is not there by itself. */
class Adding extends AsyncFunction<Pair, number> {
  private readonly delayMs: number;
  constructor(delayMs: number) {
    super();
    this.delayMs = delayMs;
  }
  async asyncInvoke([a, b]: Pair) {
    await delay(this.delayMs * (6 - a));
    return [a + b];
  }
}

/** Never answers. */
class Stuck extends AsyncFunction<Pair, number> {
  private readonly instead: "null" | "error" | "difference";
  constructor(instead: "null" | "error" | "difference") {
    super();
    this.instead = instead;
  }
  asyncInvoke() {
    return new Promise<number[]>(() => {});
  }
  override timeout([a, b]: Pair): number[] {
    if (this.instead === "error") throw new Error(valueOf("AF-07", "message"));
    return this.instead === "null" ? (null as never) : [a - b];
  }
}

const pairsOf = (stream: Pairs) => stream.map((row): Pair => [row[0], row[1]]);

function failure(stream: DataStream<number>): Promise<unknown> {
  return collected(stream).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("async functions", () => {
  test("AF-01 unordered mode", async () => {
    const sums = AsyncDataStream.unorderedWait(
      pairsOf(pairs()),
      new Adding(2),
      "5 s",
      2,
      Types.INT(),
    );
    expectCase("AF-01", await collected(sums));
  });

  test("AF-02 ordered mode", async () => {
    const sums = AsyncDataStream.orderedWait(
      pairsOf(pairs()),
      new Adding(2),
      "5 s",
      2,
      Types.INT(),
    );
    expectCase("AF-02", await collected(sums));
  });

  test("AF-03 no result overtakes a watermark", async () => {
    const strategy = WatermarkStrategy.forGenerator<Pair>(() => ({
      onEvent: (_event, timestamp, output) => output.emitWatermark(timestamp),
      onPeriodicEmit() {},
    })).withTimestampAssigner(([, seconds]) => seconds);
    const timed = pairsOf(pairs()).assignTimestampsAndWatermarks(strategy);
    const sums = AsyncDataStream.unorderedWait(timed, new Adding(2), "5 s", 2, Types.INT());
    expectCase("AF-03", await collected(sums));
  });

  test("AF-05 a result that is none", async () => {
    const sums = AsyncDataStream.unorderedWait(pairsOf(pairs()), new Stuck("null"), "5 ms", 2);
    expect(await failure(sums)).toMatchObject({
      code: "FUNCTION_RETURNED_NULL",
      message: expect.stringContaining(valueOf("AF-05", "message")),
    });
  });

  test("AF-06 an exception in asyncInvoke", async () => {
    const message = valueOf("AF-06", "message");
    const failing = async (): Promise<number[]> => {
      throw new Error(message);
    };
    const sums = AsyncDataStream.unorderedWait(pairsOf(pairs()), failing, "5 s", 2, Types.INT());
    expect(await failure(sums)).toMatchObject({ message: expect.stringContaining(message) });
  });

  test("AF-07 an exception in timeout", async () => {
    const sums = AsyncDataStream.unorderedWait(pairsOf(pairs(3)), new Stuck("error"), "5 ms", 2);
    expect(await failure(sums)).toMatchObject({
      message: expect.stringContaining(valueOf("AF-07", "message")),
    });
  });

  test("AF-08 what stands in after a time-out", async () => {
    const stuck = new Stuck("difference");
    const sums = AsyncDataStream.unorderedWait(pairsOf(pairs()), stuck, "5 ms", 2, Types.INT());
    expectCase("AF-08", await collected(sums));
  });
});
