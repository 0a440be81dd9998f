import { describe, expect, test } from "vitest";
import { AsyncRetryStrategy } from "../functions/async-retry.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { AsyncDataStream } from "./async-data-stream.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

const fn = async (n: number) => [n];
const batchFn = async (inputs: readonly number[]) => [...inputs];
const strategy = AsyncRetryStrategy.fixedDelay<number>(3, 100);

function numbers() {
  installFakeHost();
  return StreamExecutionEnvironment.getExecutionEnvironment().fromElements(1, 2);
}

/** The node of the stream's last operation, without what all nodes have. */
function nodeOf(stream: ReturnType<typeof numbers>) {
  return stream.context.graph.get(stream.transformationId);
}

describe("nodes", () => {
  test("an operation is one node with its settings and Flink's defaults", () => {
    const stream = AsyncDataStream.unorderedWait(numbers(), fn, "5 s");
    expect(nodeOf(stream)).toMatchObject({
      kind: "asyncWait",
      function: { value: fn, role: "asyncInvoke" },
      result: "records",
      isOrdered: false,
      timeoutMs: 5000,
      capacity: 100,
      retry: undefined,
      outputType: undefined,
    });
  });

  test("type, capacity and strategy are where Flink has them", () => {
    const stream = AsyncDataStream.orderedWaitWithRetry(
      numbers(),
      fn,
      1000,
      strategy,
      7,
      Types.LONG(),
    );
    const node = nodeOf(stream);
    expect(node).toMatchObject({ isOrdered: true, timeoutMs: 1000, capacity: 7, retry: strategy });
    expect(node.outputType?.text).toBe(Types.LONG().text);
  });

  test("batches have a size and a time", () => {
    const stream = AsyncDataStream.orderedWaitBatch(numbers(), batchFn, 0, 5, "50 ms");
    expect(nodeOf(stream)).toMatchObject({
      kind: "asyncBatchWait",
      function: { value: batchFn, role: "asyncInvokeBatch" },
      isOrdered: true,
      timeoutMs: 0,
      batchSize: 5,
      batchTimeoutMs: 50,
    });
  });

  test("mapAsync is ordered, without a time-out", () => {
    const stream = numbers().mapAsync(async (n) => n);
    expect(nodeOf(stream)).toMatchObject({
      kind: "asyncWait",
      result: "record",
      isOrdered: true,
      timeoutMs: 0,
      capacity: 100,
    });
  });
});

describe("misuse is told at the user's line", () => {
  const wrong: readonly (readonly [string, () => unknown])[] = [
    ["dataStream", () => AsyncDataStream.orderedWait([1] as never, fn, 0)],
    ["asyncFunction", () => AsyncDataStream.orderedWait(numbers(), { map() {} } as never, 0)],
    ["asyncFunction", () => AsyncDataStream.orderedWaitBatch(numbers(), 5 as never, 0, 2)],
    ["capacity", () => AsyncDataStream.unorderedWait(numbers(), fn, 0, 0)],
    ["capacity", () => AsyncDataStream.unorderedWait(numbers(), fn, 0, 1.5)],
    ["timeout", () => AsyncDataStream.unorderedWait(numbers(), fn, -1)],
    ["timeout", () => AsyncDataStream.orderedWaitWithRetry(numbers(), fn, 0, strategy)],
    [
      "asyncRetryStrategy",
      () => AsyncDataStream.orderedWaitWithRetry(numbers(), fn, 1, null as never),
    ],
    ["batchSize", () => AsyncDataStream.unorderedWaitBatch(numbers(), batchFn, 0, -1)],
    ["batchTimeout", () => AsyncDataStream.unorderedWaitBatch(numbers(), batchFn, 0, 2, 0)],
    ["fn", () => numbers().mapAsync(5 as never)],
    ["options", () => numbers().mapAsync(async (n) => n, 5 as never)],
    ["options.capacity", () => numbers().mapAsync(async (n) => n, { capacity: -2 })],
    ["options.timeout", () => numbers().mapAsync(async (n) => n, { timeout: -2 })],
    ["options.ordered", () => numbers().mapAsync(async (n) => n, { ordered: "no" as never })],
    ["options.retry", () => numbers().mapAsync(async (n) => n, { retry: {} as never })],
  ];

  test.each(wrong)("%s", (parameter, call) => {
    expect(call).toThrow(
      expect.objectContaining({
        code: "API_WRONG_TYPE",
        values: expect.objectContaining({ parameter }),
        where: { location: expect.stringContaining("async-data-stream.test.ts") },
      }),
    );
  });

  test("a time-out that is no span of time", () => {
    expect(() => AsyncDataStream.orderedWait(numbers(), fn, "soon" as never)).toThrow(
      expect.objectContaining({ code: "DURATION_WRONG_VALUE" }),
    );
  });

  test("a class that was not instantiated", () => {
    class Calls {
      asyncInvoke = fn;
    }
    expect(() => AsyncDataStream.orderedWait(numbers(), Calls as never, 0)).toThrow(
      expect.objectContaining({ code: "API_CLASS_NOT_INSTANTIATED" }),
    );
  });
});
