import { describe, expect, test } from "vitest";
import {
  AsyncRetryStrategy,
  ExponentialBackoffDelayRetryStrategy,
  FixedDelayRetryStrategy,
  NoRetryStrategy,
  RetryPredicate,
} from "./async-retry.ts";
import {
  AsyncRetryStrategies,
  emptyResultPredicate,
  exceptionTypePredicate,
  hasExceptionPredicate,
  RetryPredicates,
} from "./async-retry-strategies.ts";

const attempts = [1, 2, 3, 4];

// covers: NoRetryStrategy, NoRetryStrategy.canRetry, NoRetryStrategy.getBackoffTimeMillis, NoRetryStrategy.getRetryPredicate
// covers: AsyncRetryStrategy.noRestart
test("no retry: never, with no predicate", () => {
  const strategy = AsyncRetryStrategy.noRestart();
  const predicate = strategy.getRetryPredicate();
  expect(strategy).toBeInstanceOf(NoRetryStrategy);
  expect([strategy.canRetry(1), strategy.getBackoffTimeMillis(1)]).toEqual([false, -1]);
  expect([predicate.resultPredicate(), predicate.exceptionPredicate()]).toEqual([null, null]);
});

// covers: AsyncRetryStrategy, AsyncRetryStrategy.fixedDelay, AsyncRetryStrategy.canRetry
// covers: AsyncRetryStrategy.getBackoffTimeMillis, AsyncRetryStrategy.getRetryPredicate
// covers: FixedDelayRetryStrategy, FixedDelayRetryStrategy.canRetry, FixedDelayRetryStrategy.getBackoffTimeMillis
// covers: FixedDelayRetryStrategy.getRetryPredicate
test("fixed delay: as many retries as attempts, the same delay before each", () => {
  const strategy = AsyncRetryStrategy.fixedDelay(3, "1 s", emptyResultPredicate, null);
  expect(strategy).toBeInstanceOf(FixedDelayRetryStrategy);
  expect(attempts.map((attempt) => strategy.canRetry(attempt))).toEqual([true, true, true, false]);
  expect(attempts.map((attempt) => strategy.getBackoffTimeMillis(attempt))).toEqual([
    1000, 1000, 1000, 1000,
  ]);
  expect(strategy.getRetryPredicate().resultPredicate()).toBe(emptyResultPredicate);
});

// covers: AsyncRetryStrategy.exponentialBackoff, ExponentialBackoffDelayRetryStrategy
// covers: ExponentialBackoffDelayRetryStrategy.canRetry, ExponentialBackoffDelayRetryStrategy.getBackoffTimeMillis
// covers: ExponentialBackoffDelayRetryStrategy.getRetryPredicate
test("exponential backoff: delays grow up to the greatest, in whichever order they are asked for", () => {
  const strategy = AsyncRetryStrategy.exponentialBackoff(
    3,
    100,
    350,
    2,
    null,
    hasExceptionPredicate,
  );
  expect(strategy).toBeInstanceOf(ExponentialBackoffDelayRetryStrategy);
  const delays = (of: readonly number[]) => of.map((at) => strategy.getBackoffTimeMillis(at));
  expect(delays(attempts)).toEqual([100, 200, 350, 350]);
  expect(delays([4, 1])).toEqual([350, 100]);
  expect(attempts.map((attempt) => strategy.canRetry(attempt))).toEqual([true, true, true, false]);
  expect(strategy.getRetryPredicate().exceptionPredicate()).toBe(hasExceptionPredicate);
});

// covers: RetryPredicate, RetryPredicate.resultPredicate, RetryPredicate.exceptionPredicate
// covers: AsyncRetryPredicate, AsyncRetryPredicate.resultPredicate, AsyncRetryPredicate.exceptionPredicate
test("a predicate holds what it was given", () => {
  const predicate = new RetryPredicate(emptyResultPredicate, hasExceptionPredicate);
  expect([predicate.resultPredicate(), predicate.exceptionPredicate()]).toEqual([
    emptyResultPredicate,
    hasExceptionPredicate,
  ]);
});

test("the ready-made predicates", () => {
  expect([null, [], [1]].map(emptyResultPredicate)).toEqual([true, true, false]);
  expect([new Error("no"), "no", null, undefined].map(hasExceptionPredicate)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(exceptionTypePredicate(new RangeError("no"), RangeError)).toBe(true);
  expect(RetryPredicates.createExceptionTypePredicate(RangeError)(new TypeError("no"))).toBe(false);
});

test("Java's builders build the same strategies", () => {
  const fixed = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<number>(2, 10)
    .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
    .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
    .build();
  const predicate = fixed.getRetryPredicate();
  expect([fixed.canRetry(2), fixed.canRetry(3), fixed.getBackoffTimeMillis(1)]).toEqual([
    true,
    false,
    10,
  ]);
  expect([predicate.resultPredicate(), predicate.exceptionPredicate()]).toEqual([
    emptyResultPredicate,
    hasExceptionPredicate,
  ]);
  expect(AsyncRetryStrategies.NO_RETRY_STRATEGY.canRetry(1)).toBe(false);
});

describe("wrong parameters are told at the user's line", () => {
  test.each([
    ["maxAttempts", () => AsyncRetryStrategy.fixedDelay(0, 100)],
    ["maxAttempts", () => AsyncRetryStrategy.fixedDelay(1.5, 100)],
    ["backoffTimeMillis", () => AsyncRetryStrategy.fixedDelay(3, 0)],
    ["initialDelay", () => AsyncRetryStrategy.exponentialBackoff(3, -1, 100, 2)],
    ["maxRetryDelay", () => AsyncRetryStrategy.exponentialBackoff(3, 1, 0, 2)],
    ["multiplier", () => AsyncRetryStrategy.exponentialBackoff(3, 1, 100, Number.NaN)],
    ["resultPredicate", () => AsyncRetryStrategy.fixedDelay(3, 100, true as never)],
    ["exceptionPredicate", () => new RetryPredicate(null, "all" as never)],
  ])("%s", (parameter, make) => {
    expect(make).toThrow(
      expect.objectContaining({
        code: "API_WRONG_TYPE",
        values: expect.objectContaining({ parameter }),
        where: { location: expect.stringContaining("async-retry.test.ts") },
      }),
    );
  });
});
