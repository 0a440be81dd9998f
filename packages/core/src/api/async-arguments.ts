/** Arguments of the asynchronous operations, checked, and the nodes that they add. */
import { type DurationInput, toMillis } from "../base/duration.ts";
import type { AsyncRetryStrategy } from "../functions/async-retry.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { checkAt, functionSlot, hasMethods } from "./check-arguments.ts";
import type { NodeBody } from "./graph-builder.ts";

/** Flink's: calls that may be on their way at the same time. */
export const DEFAULT_CAPACITY = 100;

/** How `mapAsync` runs its function. */
export interface MapAsyncOptions<in R = unknown> {
  /** Calls that may be on their way at the same time, then the stream waits. Default 100. */
  readonly capacity?: number;
  /** A call that is not answered within it fails the job (`FUNCTION_TIMED_OUT`); it covers all retries. Default 0: none. */
  readonly timeout?: DurationInput;
  /** Results in the order of the records (default), or as they come, but never across a watermark. */
  readonly ordered?: boolean;
  /** Which failures and results are retried, and when. Default: none. */
  readonly retry?: AsyncRetryStrategy<R>;
}

/** The node of an asynchronous operation, but for its input. */
export type AsyncNodeBody =
  Extract<NodeBody, { kind: "asyncWait" | "asyncBatchWait" }> extends infer N
    ? N extends unknown
      ? Omit<N, "input">
      : never
    : never;

/** What the user passed to `AsyncDataStream`, unchecked. */
export interface AsyncArguments {
  readonly isOrdered: boolean;
  readonly asyncFunction: unknown;
  readonly timeout: DurationInput;
  /** Present in the forms with retry, which need a time-out. */
  readonly retry?: { readonly strategy: unknown } | undefined;
}

/** The node of `mapAsync`. */
export function mapAsyncNode(
  at: CallSite,
  fn: unknown,
  options: MapAsyncOptions<never> = {},
): AsyncNodeBody {
  if (typeof options !== "object" || options === null)
    throw wrongType(at, "options", options, "an object with capacity, timeout, ordered, retry");
  const { capacity = DEFAULT_CAPACITY, timeout = 0, ordered = true, retry } = options;
  if (typeof ordered !== "boolean")
    throw wrongType(at, "options.ordered", ordered, "true or false");
  return {
    kind: "asyncWait",
    function: functionSlot(at, fn, { parameter: "fn", role: "mapAsync" }),
    result: "record",
    isOrdered: ordered,
    timeoutMs: requireSpan(at, "options.timeout", timeout, false),
    capacity: requirePositive(at, "options.capacity", capacity),
    retry: retry === undefined ? undefined : requireStrategy(at, "options.retry", retry),
  };
}

/** The node of an operator that calls the function for each record. */
export function asyncWaitNode(
  at: CallSite,
  given: AsyncArguments,
  capacity: unknown,
): AsyncNodeBody {
  const rule = { parameter: "asyncFunction", role: "asyncInvoke" };
  return {
    kind: "asyncWait",
    function: functionSlot(at, given.asyncFunction, rule),
    result: "records",
    ...settingsOf(at, given, requirePositive(at, "capacity", capacity)),
  };
}

/** The node of an operator that calls the function for batches of records. */
export function asyncBatchWaitNode(
  at: CallSite,
  given: AsyncArguments,
  batchSize: unknown,
  batchTimeout: DurationInput | undefined,
): AsyncNodeBody {
  const rule = { parameter: "asyncFunction", role: "asyncInvokeBatch" };
  return {
    kind: "asyncBatchWait",
    function: functionSlot(at, given.asyncFunction, rule),
    ...settingsOf(at, given, DEFAULT_CAPACITY),
    batchSize: requirePositive(at, "batchSize", batchSize),
    batchTimeoutMs:
      batchTimeout === undefined ? 0 : requireSpan(at, "batchTimeout", batchTimeout, true),
  };
}

/** A whole number from 1. */
function requirePositive(at: CallSite, parameter: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  throw wrongType(at, parameter, value, "a positive whole number");
}

/** A span of time in ms, greater than 0 or not negative. */
function requireSpan(
  at: CallSite,
  parameter: string,
  value: DurationInput,
  isPositive: boolean,
): number {
  const ms = checkAt(at, () => toMillis(value));
  if (isPositive ? ms > 0 : ms >= 0) return ms;
  const expected = isPositive ? "a positive span of time" : "a span of time, or 0 for none";
  throw wrongType(at, parameter, value, expected);
}

/** An object that serves as a retry strategy. */
function requireStrategy(
  at: CallSite,
  parameter: string,
  value: unknown,
): AsyncRetryStrategy<never> {
  const methods = ["canRetry", "getBackoffTimeMillis", "getRetryPredicate"];
  if (hasMethods(value, methods)) return value as AsyncRetryStrategy<never>; // it has the methods
  throw wrongType(
    at,
    parameter,
    value,
    "an AsyncRetryStrategy, such as AsyncRetryStrategy.fixedDelay(3, 100, null, hasExceptionPredicate)",
  );
}

function settingsOf(
  at: CallSite,
  given: AsyncArguments,
  capacity: number,
): Pick<AsyncNodeBody, "isOrdered" | "timeoutMs" | "capacity" | "retry"> {
  const { isOrdered, timeout, retry } = given;
  return {
    isOrdered,
    timeoutMs: requireSpan(at, "timeout", timeout, retry !== undefined),
    capacity,
    retry:
      retry === undefined ? undefined : requireStrategy(at, "asyncRetryStrategy", retry.strategy),
  };
}
