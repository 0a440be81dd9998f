/** When a call of an async function is made again, and after how long. Attempts are counted from 1. */
import { describeValue } from "../base/describe-value.ts";
import { type DurationInput, toMillis } from "../base/duration.ts";
import { callerLocation } from "../base/source-location.ts";
import { streamError } from "../base/stream-error.ts";

/** True for a result that is not good enough. Also asked for `null`, before that is an error. */
export type ResultPredicate<in OUT> = (result: readonly OUT[] | null) => boolean;

/** True for an error after which the next attempt may succeed. */
export type ExceptionPredicate = (error: unknown) => boolean;

/** What is retried; `null` for never. Flink: `AsyncRetryPredicate`. */
export abstract class AsyncRetryPredicate<in OUT = unknown> {
  abstract resultPredicate(): ResultPredicate<OUT> | null;
  abstract exceptionPredicate(): ExceptionPredicate | null;
}

/** Holds two predicates. Flink: `RetryPredicate`. */
export class RetryPredicate<in OUT = unknown> extends AsyncRetryPredicate<OUT> {
  readonly #result: ResultPredicate<OUT> | null;
  readonly #exception: ExceptionPredicate | null;

  constructor(
    resultPredicate: ResultPredicate<OUT> | null = null,
    exceptionPredicate: ExceptionPredicate | null = null,
  ) {
    super();
    requirePredicate("resultPredicate", resultPredicate);
    requirePredicate("exceptionPredicate", exceptionPredicate);
    this.#result = resultPredicate;
    this.#exception = exceptionPredicate;
  }

  resultPredicate(): ResultPredicate<OUT> | null {
    return this.#result;
  }

  exceptionPredicate(): ExceptionPredicate | null {
    return this.#exception;
  }
}

/**
 * Whether and when a call is made again. One object serves all records, so it keeps nothing of any of them.
 *
 * @example
 * ```ts
 * import { AsyncRetryStrategy, hasExceptionPredicate } from "millrace";
 *
 * const strategy = AsyncRetryStrategy.fixedDelay(3, "100 ms", null, hasExceptionPredicate);
 * strategy.canRetry(3); // => true
 * strategy.canRetry(4); // => false
 * ```
 */
export abstract class AsyncRetryStrategy<in OUT = unknown> {
  /** True where a call may follow the one that was made as number `currentAttempts`. */
  abstract canRetry(currentAttempts: number): boolean;
  /** How long to wait between that call and the next, in ms. */
  abstract getBackoffTimeMillis(currentAttempts: number): number;
  abstract getRetryPredicate(): AsyncRetryPredicate<OUT>;

  /** Never retries. The name is Flink's. */
  static noRestart(): NoRetryStrategy {
    return new NoRetryStrategy();
  }

  /** Up to `maxAttempts` calls after the first, with the same delay before each. */
  static fixedDelay<OUT = unknown>(
    maxAttempts: number,
    backoffTimeMillis: DurationInput,
    resultPredicate: ResultPredicate<OUT> | null = null,
    exceptionPredicate: ExceptionPredicate | null = null,
  ): FixedDelayRetryStrategy<OUT> {
    return new FixedDelayRetryStrategy(
      maxAttempts,
      backoffTimeMillis,
      new RetryPredicate(resultPredicate, exceptionPredicate),
    );
  }

  /** Up to `maxAttempts` calls after the first; each delay is `multiplier` times the last one, up to `maxRetryDelay`. */
  static exponentialBackoff<OUT = unknown>(
    maxAttempts: number,
    initialDelay: DurationInput,
    maxRetryDelay: DurationInput,
    multiplier: number,
    resultPredicate: ResultPredicate<OUT> | null = null,
    exceptionPredicate: ExceptionPredicate | null = null,
  ): ExponentialBackoffDelayRetryStrategy<OUT> {
    return new ExponentialBackoffDelayRetryStrategy(
      maxAttempts,
      initialDelay,
      maxRetryDelay,
      multiplier,
      new RetryPredicate(resultPredicate, exceptionPredicate),
    );
  }
}

/** Never retries. */
export class NoRetryStrategy extends AsyncRetryStrategy {
  canRetry(_currentAttempts: number): boolean {
    return false;
  }

  /** Always -1: there is no next call. */
  getBackoffTimeMillis(_currentAttempts: number): number {
    return -1;
  }

  getRetryPredicate(): AsyncRetryPredicate {
    return new RetryPredicate();
  }
}

/** The same delay before each retry. */
export class FixedDelayRetryStrategy<in OUT = unknown> extends AsyncRetryStrategy<OUT> {
  readonly #maxAttempts: number;
  readonly #backoffMs: number;
  readonly #predicate: AsyncRetryPredicate<OUT>;

  constructor(
    maxAttempts: number,
    backoffTimeMillis: DurationInput,
    predicate: AsyncRetryPredicate<OUT> = new RetryPredicate(),
  ) {
    super();
    this.#maxAttempts = requireCount("maxAttempts", maxAttempts);
    this.#backoffMs = requireSpan("backoffTimeMillis", backoffTimeMillis);
    this.#predicate = predicate;
  }

  canRetry(currentAttempts: number): boolean {
    return currentAttempts <= this.#maxAttempts;
  }

  getBackoffTimeMillis(_currentAttempts: number): number {
    return this.#backoffMs;
  }

  getRetryPredicate(): AsyncRetryPredicate<OUT> {
    return this.#predicate;
  }
}

/** Delays that grow. The delay follows from the attempt alone, where Flink keeps the last one of any record. */
export class ExponentialBackoffDelayRetryStrategy<
  in OUT = unknown,
> extends AsyncRetryStrategy<OUT> {
  readonly #maxAttempts: number;
  readonly #initialMs: number;
  readonly #mostMs: number;
  readonly #multiplier: number;
  readonly #predicate: AsyncRetryPredicate<OUT>;

  constructor(
    maxAttempts: number,
    initialDelay: DurationInput,
    maxRetryDelay: DurationInput,
    multiplier: number,
    predicate: AsyncRetryPredicate<OUT> = new RetryPredicate(),
  ) {
    super();
    this.#maxAttempts = requireCount("maxAttempts", maxAttempts);
    this.#initialMs = requireSpan("initialDelay", initialDelay);
    this.#mostMs = requireSpan("maxRetryDelay", maxRetryDelay);
    if (!Number.isFinite(multiplier) || multiplier <= 0)
      throw wrongArgument("multiplier", multiplier, "a positive number");
    this.#multiplier = multiplier;
    this.#predicate = predicate;
  }

  canRetry(currentAttempts: number): boolean {
    return currentAttempts <= this.#maxAttempts;
  }

  getBackoffTimeMillis(currentAttempts: number): number {
    const ms = this.#initialMs * this.#multiplier ** Math.max(0, currentAttempts - 1);
    return Math.min(Math.floor(ms), this.#mostMs);
  }

  getRetryPredicate(): AsyncRetryPredicate<OUT> {
    return this.#predicate;
  }
}

function requireCount(parameter: string, value: unknown): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  throw wrongArgument(parameter, value, "a positive whole number");
}

function requireSpan(parameter: string, value: DurationInput): number {
  const ms = toMillis(value);
  if (ms > 0) return ms;
  throw wrongArgument(parameter, value, "a positive span of time");
}

function requirePredicate(parameter: string, value: unknown): void {
  if (value === null || typeof value === "function") return;
  throw wrongArgument(parameter, value, "a function or null");
}

function wrongArgument(parameter: string, value: unknown, expected: string): Error {
  const values = {
    method: "AsyncRetryStrategy",
    parameter,
    value: describeValue(value),
    expected,
  };
  return streamError("API_WRONG_TYPE", values, {
    where: { location: callerLocation(wrongArgument) },
  });
}
