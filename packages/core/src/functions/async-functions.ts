/** Functions that wait for something outside: a database, a service. Their calls run at the same time, up to a capacity. */
import type { RichFunction } from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** The records that one call gives. A bare string does not compile: it would be emitted character by character. */
export type AsyncRecords<R> = readonly R[] | (Iterable<R> & object);

/** What an async function returns: usually it is `async`, and its promise is waited for. */
export type AsyncResult<R> = AsyncRecords<R> | PromiseLike<AsyncRecords<R>>;

/** What one call of an async function sees besides the record. Valid until what the call returned is settled. */
export abstract class AsyncContext {
  /**
   * Aborted when nobody waits for the call any more: its time-out has passed, or the job ends. Made when it is first
   * read; hand it to `fetch` and the like, so that nothing is left running.
   */
  abstract readonly signal: AbortSignal;
}

/**
 * Calls something outside for each record. Flink: `AsyncFunction`.
 *
 * Calls begin in the order of the records, in the worker's thread. Keyed state cannot be used (`STATE_IN_ASYNC_FUNCTION`).
 */
export abstract class AsyncFunction<in T, out R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /** The records that come of `value`; a rejection is retried where a strategy says so, otherwise it fails the job. */
  abstract asyncInvoke(value: T, context: AsyncContext): AsyncResult<R>;
  /** What stands in for the result when the time-out has passed. Without it the job fails (`FUNCTION_TIMED_OUT`). */
  timeout?(value: T): AsyncResult<R>;
}

/** As `AsyncFunction`, with several records in one call. Flink: `AsyncBatchFunction`. */
export abstract class AsyncBatchFunction<in T, out R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /**
   * The records that come of all `inputs`. Where they are as many as the inputs, each has the timestamp of the input at
   * its place; otherwise all have the earliest.
   */
  abstract asyncInvokeBatch(inputs: readonly T[], context: AsyncContext): AsyncResult<R>;
  /** What stands in for the result when the time-out has passed. Without it the job fails (`FUNCTION_TIMED_OUT`). */
  timeoutBatch?(inputs: readonly T[]): AsyncResult<R>;
}
