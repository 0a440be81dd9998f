/** AB-01 to AB-12: batches of `AsyncDataStream` in jobs. */
import { setTimeout as delay } from "node:timers/promises";
import { AsyncBatchFunction, AsyncDataStream, type DataStream } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, numberOf, valueOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Pair = readonly [number, number];

function pairs(count: number): DataStream<Pair> {
  const all = Array.from({ length: count }, (_, index): Pair => [index + 1, index + 1]);
  return streaming(1).fromCollection(all);
}

class Adding extends AsyncBatchFunction<Pair, number> {
  async asyncInvokeBatch(inputs: readonly Pair[]) {
    await delay(2);
    return inputs.map(([a, b]) => a + b);
  }
}

function failure(stream: DataStream<number>): Promise<unknown> {
  return collected(stream).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("AB-01 basic batches", async () => {
  expectCase(
    "AB-01",
    await collected(AsyncDataStream.unorderedWaitBatch(pairs(4), new Adding(), "10 s", 2)),
  );
});

test("AB-02 the size triggers, and the end what is left", async () => {
  expectCase(
    "AB-02",
    await collected(AsyncDataStream.unorderedWaitBatch(pairs(5), new Adding(), "10 s", 2)),
  );
});

test("AB-03 the time of the first record triggers", async () => {
  let release: () => void = () => {};
  const called = new Promise<void>((resolve) => {
    release = resolve;
  });
  async function* one(): AsyncGenerator<Pair> {
    yield [1, 1];
    await called; // the input does not end before the batch has been sent
  }
  const adding = async (inputs: readonly Pair[]) => {
    release();
    return inputs.map(([a, b]) => a + b);
  };
  const stream = streaming(1).fromAsyncIterable(one());
  expectCase(
    "AB-03",
    await collected(AsyncDataStream.unorderedWaitBatch(stream, adding, "10 s", 10, "5 ms")),
  );
});

test("AB-04 an exception", async () => {
  const message = valueOf("AB-04", "message");
  const failing = async (): Promise<number[]> => {
    throw new Error(message);
  };
  const sums = AsyncDataStream.unorderedWaitBatch(pairs(2), failing, "10 s", 2);
  expect(await failure(sums)).toMatchObject({ message: expect.stringContaining(message) });
});

test("AB-06 ordered batches", async () => {
  expectCase(
    "AB-06",
    await collected(AsyncDataStream.orderedWaitBatch(pairs(4), new Adding(), "10 s", 2)),
  );
});

/** A job whose batch function answers with `result`. */
function answering(result: unknown): DataStream<number> {
  const wrong = async (): Promise<number[]> => result as never;
  return AsyncDataStream.unorderedWaitBatch(pairs(2), wrong, "10 s", 2);
}

test("AB-07 a result that is no list", async () => {
  expect(await failure(answering(42))).toMatchObject({
    message: expect.stringContaining(valueOf("AB-07", "message")),
  });
});

test("AB-08 a result that is none", async () => {
  expect(await failure(answering(null))).toMatchObject({
    message: expect.stringContaining(valueOf("AB-08", "message")),
  });
});

test("AB-09 a batch size that is negative is refused while the job is built", () => {
  expect(() => AsyncDataStream.unorderedWaitBatch(pairs(2), new Adding(), "10 s", -1)).toThrow(
    valueOf("AB-09", "message"),
  );
});

test("AB-11 the end of the input flushes", async () => {
  const sizes: number[] = [];
  const adding = async (inputs: readonly Pair[]) => {
    sizes.push(inputs.length);
    return inputs.map(([a, b]) => a + b);
  };
  const sums = await collected(AsyncDataStream.unorderedWaitBatch(pairs(5), adding, "10 s", 3));
  expect(sums).toHaveLength(numberOf("AB-11", "results"));
  expect(sizes.map(String)).toEqual(expectedOf("AB-11", "batches"));
});

test("AB-12 several outputs of one batch", async () => {
  expectCase(
    "AB-12",
    await collected(AsyncDataStream.unorderedWaitBatch(pairs(2), new Adding(), "10 s", 2)),
  );
});
