/**
 * `AsyncDataStream`: streams through functions that wait for something outside.
 *
 * Ordered: results leave in the order of the records. Unordered: as they come, but never across a watermark. Results
 * have the timestamps of their records.
 */
import type { DurationInput } from "../base/duration.ts";
import type {
  AsyncBatchFunction,
  AsyncContext,
  AsyncFunction,
  AsyncResult,
} from "../functions/async-functions.ts";
import type { AsyncRetryStrategy } from "../functions/async-retry.ts";
import type { StreamRecord } from "../functions/hint.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { TypeInput } from "../types/type-information.ts";
import {
  type AsyncNodeBody,
  asyncBatchWaitNode,
  asyncWaitNode,
  DEFAULT_CAPACITY,
} from "./async-arguments.ts";
import { type CallSite, callSite, wrongType } from "./call-site.ts";
import { DataStream } from "./data-stream.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";

/** What is called for a record: an async function, or an object with `asyncInvoke`. */
export type AsyncInvoke<T, R> = Fn<
  ((value: T, context: AsyncContext) => AsyncResult<R>) | AsyncFunction<T, R>
>;

/** What is called for a batch: an async function of the records, or an object with `asyncInvokeBatch`. */
export type AsyncInvokeBatch<T, R> = Fn<
  ((inputs: readonly T[], context: AsyncContext) => AsyncResult<R>) | AsyncBatchFunction<T, R>
>;

/**
 * Adds asynchronous operators to streams. Flink: `AsyncDataStream`.
 *
 * At most `capacity` calls are on their way, then the stream waits. A call that is not answered within `timeout` (0: no
 * time-out) fails the job, or gets its result from the function's `timeout` method; with a retry strategy the time-out
 * covers all attempts. Errors of arguments are `API_WRONG_TYPE`.
 *
 * @example
 * ```ts
 * import { AsyncDataStream, StreamExecutionEnvironment } from "millrace";
 *
 * const env = StreamExecutionEnvironment.getExecutionEnvironment();
 * const ids = env.fromElements(1, 2, 3);
 * const names = AsyncDataStream.orderedWait(ids, async (id) => [`user ${id}`], "5 s");
 * await names.executeAndCollect(10); // => ["user 1","user 2","user 3"]
 * ```
 */
export class AsyncDataStream {
  private constructor() {}

  /** Calls the function for each record; results leave as they come. */
  static unorderedWait<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, R>,
    timeout: DurationInput,
    capacity?: number,
  ): DataStream<R>;
  static unorderedWait<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, NoInfer<I>>,
    timeout: DurationInput,
    capacity: number | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static unorderedWait(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    capacity: number = DEFAULT_CAPACITY,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.unorderedWait");
    const given = { isOrdered: false, asyncFunction, timeout };
    return added(at, dataStream, asyncWaitNode(at, given, capacity), outputType);
  }

  /** The same as `unorderedWait`; calls are made again as the strategy says, all within the time-out, which must be positive. */
  static unorderedWaitWithRetry<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, R>,
    timeout: DurationInput,
    asyncRetryStrategy: AsyncRetryStrategy<R>,
    capacity?: number,
  ): DataStream<R>;
  static unorderedWaitWithRetry<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, NoInfer<I>>,
    timeout: DurationInput,
    asyncRetryStrategy: AsyncRetryStrategy<I>,
    capacity: number | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static unorderedWaitWithRetry(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    strategy: unknown,
    capacity: number = DEFAULT_CAPACITY,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.unorderedWaitWithRetry");
    const given = { isOrdered: false, asyncFunction, timeout, retry: { strategy } };
    return added(at, dataStream, asyncWaitNode(at, given, capacity), outputType);
  }

  /** Calls the function for `batchSize` records at once, or for fewer when the first has waited for `batchTimeout` or the input ends; results leave as they come. */
  static unorderedWaitBatch<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, R>,
    timeout: DurationInput,
    batchSize: number,
    batchTimeout?: DurationInput,
  ): DataStream<R>;
  static unorderedWaitBatch<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, NoInfer<I>>,
    timeout: DurationInput,
    batchSize: number,
    batchTimeout: DurationInput | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static unorderedWaitBatch(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    batchSize: number,
    batchTimeout?: DurationInput,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.unorderedWaitBatch");
    const given = { isOrdered: false, asyncFunction, timeout };
    return added(
      at,
      dataStream,
      asyncBatchWaitNode(at, given, batchSize, batchTimeout),
      outputType,
    );
  }

  /** The same as `unorderedWaitBatch`; calls are made again as the strategy says, all within the time-out, which must be positive. */
  static unorderedWaitBatchWithRetry<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, R>,
    timeout: DurationInput,
    batchSize: number,
    asyncRetryStrategy: AsyncRetryStrategy<R>,
    batchTimeout?: DurationInput,
  ): DataStream<R>;
  static unorderedWaitBatchWithRetry<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, NoInfer<I>>,
    timeout: DurationInput,
    batchSize: number,
    asyncRetryStrategy: AsyncRetryStrategy<I>,
    batchTimeout: DurationInput | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static unorderedWaitBatchWithRetry(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    batchSize: number,
    strategy: unknown,
    batchTimeout?: DurationInput,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.unorderedWaitBatchWithRetry");
    const given = { isOrdered: false, asyncFunction, timeout, retry: { strategy } };
    return added(
      at,
      dataStream,
      asyncBatchWaitNode(at, given, batchSize, batchTimeout),
      outputType,
    );
  }

  /** Calls the function for each record; results leave in the order of the records. */
  static orderedWait<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, R>,
    timeout: DurationInput,
    capacity?: number,
  ): DataStream<R>;
  static orderedWait<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, NoInfer<I>>,
    timeout: DurationInput,
    capacity: number | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static orderedWait(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    capacity: number = DEFAULT_CAPACITY,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.orderedWait");
    const given = { isOrdered: true, asyncFunction, timeout };
    return added(at, dataStream, asyncWaitNode(at, given, capacity), outputType);
  }

  /** The same as `orderedWait`; calls are made again as the strategy says, all within the time-out, which must be positive. */
  static orderedWaitWithRetry<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, R>,
    timeout: DurationInput,
    asyncRetryStrategy: AsyncRetryStrategy<R>,
    capacity?: number,
  ): DataStream<R>;
  static orderedWaitWithRetry<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvoke<T, NoInfer<I>>,
    timeout: DurationInput,
    asyncRetryStrategy: AsyncRetryStrategy<I>,
    capacity: number | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static orderedWaitWithRetry(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    strategy: unknown,
    capacity: number = DEFAULT_CAPACITY,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.orderedWaitWithRetry");
    const given = { isOrdered: true, asyncFunction, timeout, retry: { strategy } };
    return added(at, dataStream, asyncWaitNode(at, given, capacity), outputType);
  }

  /** Calls the function for `batchSize` records at once, or for fewer when the first has waited for `batchTimeout` or the input ends; results leave in the order of the records. */
  static orderedWaitBatch<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, R>,
    timeout: DurationInput,
    batchSize: number,
    batchTimeout?: DurationInput,
  ): DataStream<R>;
  static orderedWaitBatch<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, NoInfer<I>>,
    timeout: DurationInput,
    batchSize: number,
    batchTimeout: DurationInput | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static orderedWaitBatch(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    batchSize: number,
    batchTimeout?: DurationInput,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.orderedWaitBatch");
    const given = { isOrdered: true, asyncFunction, timeout };
    return added(
      at,
      dataStream,
      asyncBatchWaitNode(at, given, batchSize, batchTimeout),
      outputType,
    );
  }

  /** The same as `orderedWaitBatch`; calls are made again as the strategy says, all within the time-out, which must be positive. */
  static orderedWaitBatchWithRetry<T, R extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, R>,
    timeout: DurationInput,
    batchSize: number,
    asyncRetryStrategy: AsyncRetryStrategy<R>,
    batchTimeout?: DurationInput,
  ): DataStream<R>;
  static orderedWaitBatchWithRetry<T, V, I extends StreamRecord>(
    dataStream: DataStream<T>,
    asyncFunction: AsyncInvokeBatch<T, NoInfer<I>>,
    timeout: DurationInput,
    batchSize: number,
    asyncRetryStrategy: AsyncRetryStrategy<I>,
    batchTimeout: DurationInput | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  static orderedWaitBatchWithRetry(
    dataStream: unknown,
    asyncFunction: unknown,
    timeout: DurationInput,
    batchSize: number,
    strategy: unknown,
    batchTimeout?: DurationInput,
    outputType?: AnyTypeInput,
  ): DataStream<never> {
    const at = callSite(AsyncDataStream, "AsyncDataStream.orderedWaitBatchWithRetry");
    const given = { isOrdered: true, asyncFunction, timeout, retry: { strategy } };
    return added(
      at,
      dataStream,
      asyncBatchWaitNode(at, given, batchSize, batchTimeout),
      outputType,
    );
  }
}

function added(
  at: CallSite,
  dataStream: unknown,
  body: AsyncNodeBody,
  outputType: AnyTypeInput | undefined,
): DataStream<never> {
  if (!(dataStream instanceof DataStream))
    throw wrongType(at, "dataStream", dataStream, "a DataStream");
  return dataStream.addAsync(at, body, typeArgument(at, "outputType", outputType));
}
