/** AF-01 to AF-08: `AsyncDataStream` in jobs. Answers come from timers of a few milliseconds; nothing here sleeps. */
import { setTimeout as delay } from "node:timers/promises";
import {
  AsyncDataStream,
  AsyncFunction,
  AsyncRetryStrategy,
  type DataStream,
  emptyResultPredicate,
  hasExceptionPredicate,
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
  // covers: AsyncDataStream, AsyncDataStream.unorderedWait, AsyncFunction, AsyncFunction.asyncInvoke
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

  // covers: AsyncDataStream.orderedWait
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

  // covers: AsyncFunction.timeout
  test("AF-08 what stands in after a time-out", async () => {
    const stuck = new Stuck("difference");
    const sums = AsyncDataStream.unorderedWait(pairsOf(pairs()), stuck, "5 ms", 2, Types.INT());
    expectCase("AF-08", await collected(sums));
  });
});

/** Adds as `Adding` does; the first two calls for a pair fail, or answer with nothing. */
function flaky(refuse: () => number[]) {
  const calls = new Map<number, number>();
  return async ([a, b]: Pair): Promise<number[]> => {
    const count = (calls.get(a) ?? 0) + 1;
    calls.set(a, count);
    return count <= 2 ? refuse() : [a + b];
  };
}

const busy = (): number[] => {
  throw new Error("busy");
};

describe("retries", () => {
  const onError = AsyncRetryStrategy.fixedDelay<number>(2, "1 ms", null, hasExceptionPredicate);

  // covers: AsyncDataStream.orderedWaitWithRetry
  test("a call that fails is made again, in order", async () => {
    const fn = flaky(busy);
    const sums = AsyncDataStream.orderedWaitWithRetry(pairsOf(pairs()), fn, "5 s", onError, 2);
    expect(await collected(sums)).toEqual([2, 4, 6, 8, 10]);
  });

  // covers: AsyncDataStream.unorderedWaitWithRetry
  test("an empty result is asked for again", async () => {
    const onEmpty = AsyncRetryStrategy.exponentialBackoff<number>(
      2,
      "1 ms",
      "4 ms",
      2,
      emptyResultPredicate,
    );
    const fn = flaky(() => []);
    const sums = AsyncDataStream.unorderedWaitWithRetry(pairsOf(pairs()), fn, "5 s", onEmpty, 2);
    expect((await collected(sums)).toSorted((a, b) => a - b)).toEqual([2, 4, 6, 8, 10]);
  });

  test("batches are retried as a whole", async () => {
    const sizes: number[] = [];
    const fn = async (inputs: readonly Pair[]): Promise<number[]> => {
      sizes.push(inputs.length);
      return sizes.length <= 2 ? busy() : inputs.map(([a, b]) => a + b);
    };
    const stream = pairsOf(pairs(2));
    const ordered = AsyncDataStream.orderedWaitBatchWithRetry(stream, fn, "5 s", 2, onError);
    expect(await collected(ordered)).toEqual([2, 4]);
    expect(sizes).toEqual([2, 2, 2]);
  });

  test("a strategy whose predicate is missing is named", async () => {
    const strategy = {
      canRetry: () => true,
      getBackoffTimeMillis: () => 1,
      getRetryPredicate: () => null as never,
    };
    const sums = AsyncDataStream.unorderedWaitBatchWithRetry(
      pairsOf(pairs(1)),
      async () => [1],
      "5 s",
      1,
      strategy,
    );
    expect(await failure(sums)).toMatchObject({
      code: "RUNTIME_FUNCTION_FAILED",
      message: expect.stringContaining("getRetryPredicate"),
    });
  });
});

describe("mapAsync", () => {
  // covers: DataStream.mapAsync
  test("gives one record for each record, in order unless told otherwise", async () => {
    const slow = async ([a, b]: Pair) => {
      await delay(2 * (6 - a));
      return a + b;
    };
    expect(await collected(pairsOf(pairs()).mapAsync(slow))).toEqual([2, 4, 6, 8, 10]);
    const options = { capacity: 5, ordered: false, timeout: "5 s" } as const;
    const unordered = await collected(pairsOf(pairs()).mapAsync(slow, options, Types.INT()));
    expect(unordered.toSorted((a, b) => a - b)).toEqual([2, 4, 6, 8, 10]);
  });

  test("a failure names the user's place and the record, and keeps the stack", async () => {
    const sums = pairsOf(pairs(1)).mapAsync(async (): Promise<number> => {
      await delay(1);
      throw new Error("no such user");
    });
    expect(await failure(sums)).toMatchObject({
      code: "RUNTIME_FUNCTION_FAILED",
      where: { record: "[1,1]", location: expect.stringContaining("af-async-functions.test.ts") },
      cause: expect.objectContaining({
        message: "no such user",
        stack: expect.stringContaining("af-async-functions.test.ts"),
      }),
    });
  });

  test("the end of the job aborts the calls that nobody waits for any more", async () => {
    const signals: AbortSignal[] = [];
    const allCalled = Promise.withResolvers<number>();
    const first = pairsOf(pairs()).mapAsync(async ([a], { signal }) => {
      if (a === 1) return allCalled.promise;
      signals.push(signal);
      if (a === 5) allCalled.resolve(1);
      return new Promise<number>(() => {});
    });
    for await (const value of first.executeAndCollect()) {
      expect(value).toBe(1);
      break; // cancels the job
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true]);
  });
});
