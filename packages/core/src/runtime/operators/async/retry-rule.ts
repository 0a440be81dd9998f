/** A user's retry strategy as an operator asks it. @internal */
import { describeValue } from "../../../base/describe-value.ts";
import type {
  AsyncRetryPredicate,
  AsyncRetryStrategy,
  ExceptionPredicate,
  ResultPredicate,
} from "../../../functions/async-retry.ts";

/** The strategy of one operator. Its predicates are asked for once. */
export class RetryRule {
  readonly #strategy: AsyncRetryStrategy<never>;
  readonly #isRetriedResult: ResultPredicate<unknown> | null;
  readonly #isRetriedError: ExceptionPredicate | null;

  constructor(strategy: AsyncRetryStrategy<never>) {
    this.#strategy = strategy;
    const predicate: unknown = strategy.getRetryPredicate();
    if (!isPredicate(predicate))
      throw new TypeError(
        `getRetryPredicate of the retry strategy returned ${describeValue(predicate)}, not an AsyncRetryPredicate`,
      );
    // `never` stands for the records of the function beside it, which the api has compared.
    this.#isRetriedResult = predicate.resultPredicate() as ResultPredicate<unknown> | null;
    this.#isRetriedError = predicate.exceptionPredicate();
  }

  /** How long to wait before the call that follows an error, in ms; `undefined` where none does. */
  delayAfterError(attempt: number, error: unknown): number | undefined {
    return this.#isRetriedError?.(error) === true ? this.#delayAfter(attempt) : undefined;
  }

  /** The same for a result; one that is not a list is an error in any case. */
  delayAfterResult(
    attempt: number,
    list: readonly unknown[] | null | undefined,
  ): number | undefined {
    if (list === undefined || this.#isRetriedResult?.(list) !== true) return undefined;
    return this.#delayAfter(attempt);
  }

  #delayAfter(attempt: number): number | undefined {
    if (!this.#strategy.canRetry(attempt)) return undefined;
    const delayMs: unknown = this.#strategy.getBackoffTimeMillis(attempt);
    if (typeof delayMs !== "number" || Number.isNaN(delayMs))
      throw new TypeError(
        `getBackoffTimeMillis of the retry strategy returned ${describeValue(delayMs)}, not a number of milliseconds`,
      );
    return Math.max(0, delayMs);
  }
}

function isPredicate(value: unknown): value is AsyncRetryPredicate<never> {
  if (typeof value !== "object" || value === null) return false;
  return ["resultPredicate", "exceptionPredicate"].every(
    (method) => typeof Reflect.get(value, method) === "function",
  );
}
