/** Java Flink's builders of retry strategies, and the ready-made predicates of both languages. */
import type { DurationInput } from "../base/duration.ts";
import {
  type AsyncRetryPredicate,
  type ExceptionPredicate,
  ExponentialBackoffDelayRetryStrategy,
  FixedDelayRetryStrategy,
  NoRetryStrategy,
  type ResultPredicate,
  RetryPredicate,
} from "./async-retry.ts";

/** A class of errors. */
type ErrorClass = abstract new (...parameters: never[]) => unknown;

/** True for no result (`null`) and for an empty one. PyFlink: `empty_result_predicate`. */
export function emptyResultPredicate(result: readonly unknown[] | null): boolean {
  return result === null || result.length === 0;
}

/** True for every error. PyFlink: `has_exception_predicate`. */
export function hasExceptionPredicate(error: unknown): boolean {
  return error !== undefined && error !== null;
}

/** True for instances of the class. PyFlink: `exception_type_predicate`. */
export function exceptionTypePredicate(error: unknown, type: ErrorClass): boolean {
  return error instanceof type;
}

/** The predicates by their Java names. */
export const RetryPredicates: {
  readonly EMPTY_RESULT_PREDICATE: ResultPredicate<unknown>;
  readonly HAS_EXCEPTION_PREDICATE: ExceptionPredicate;
  /** Makes a predicate that is true for instances of the class. */
  createExceptionTypePredicate(type: ErrorClass): ExceptionPredicate;
} = Object.freeze({
  EMPTY_RESULT_PREDICATE: emptyResultPredicate,
  HAS_EXCEPTION_PREDICATE: hasExceptionPredicate,
  createExceptionTypePredicate(type: ErrorClass): ExceptionPredicate {
    return (error) => exceptionTypePredicate(error, type);
  },
});

/** Collects the predicates; what it builds is for the caller to keep. */
class PredicateBuilder<in out OUT> {
  private result: ResultPredicate<OUT> | null = null;
  private exception: ExceptionPredicate | null = null;

  /** Retries results for which the predicate is true. */
  ifResult(resultRetryPredicate: ResultPredicate<OUT>): this {
    this.result = resultRetryPredicate;
    return this;
  }

  /** Retries errors for which the predicate is true. */
  ifException(exceptionRetryPredicate: ExceptionPredicate): this {
    this.exception = exceptionRetryPredicate;
    return this;
  }

  protected predicate(): AsyncRetryPredicate<OUT> {
    return new RetryPredicate(this.result, this.exception);
  }
}

/** Builds a strategy of `maxAttempts` retries with the same delay before each. */
export class FixedDelayRetryStrategyBuilder<in out OUT = unknown> extends PredicateBuilder<OUT> {
  private readonly parameters: readonly [number, DurationInput];

  constructor(maxAttempts: number, backoffTimeMillis: DurationInput) {
    super();
    this.parameters = [maxAttempts, backoffTimeMillis];
  }

  build(): FixedDelayRetryStrategy<OUT> {
    return new FixedDelayRetryStrategy(...this.parameters, this.predicate());
  }
}

/** Builds a strategy of `maxAttempts` retries with delays that grow by `multiplier` up to `maxRetryDelay`. */
export class ExponentialBackoffDelayRetryStrategyBuilder<
  in out OUT = unknown,
> extends PredicateBuilder<OUT> {
  private readonly parameters: readonly [number, DurationInput, DurationInput, number];

  constructor(
    maxAttempts: number,
    initialDelay: DurationInput,
    maxRetryDelay: DurationInput,
    multiplier: number,
  ) {
    super();
    this.parameters = [maxAttempts, initialDelay, maxRetryDelay, multiplier];
  }

  build(): ExponentialBackoffDelayRetryStrategy<OUT> {
    return new ExponentialBackoffDelayRetryStrategy(...this.parameters, this.predicate());
  }
}

/**
 * Java Flink's entry to the strategies.
 *
 * @example
 * ```ts
 * import { AsyncRetryStrategies, RetryPredicates } from "millrace";
 *
 * const strategy = new AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder(5, 100, 1000, 3)
 *   .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
 *   .build();
 * [1, 2, 3, 4].map((attempt) => strategy.getBackoffTimeMillis(attempt)); // => [100,300,900,1000]
 * ```
 */
export const AsyncRetryStrategies: {
  readonly NO_RETRY_STRATEGY: NoRetryStrategy;
  readonly FixedDelayRetryStrategyBuilder: typeof FixedDelayRetryStrategyBuilder;
  readonly ExponentialBackoffDelayRetryStrategyBuilder: typeof ExponentialBackoffDelayRetryStrategyBuilder;
} = Object.freeze({
  NO_RETRY_STRATEGY: new NoRetryStrategy(),
  FixedDelayRetryStrategyBuilder,
  ExponentialBackoffDelayRetryStrategyBuilder,
});
