/**
 * Calls the user's async function, and sees to it that each call ends: with results, after retries, by its time-out.
 *
 * AC1: answers come outside of every call and become one mail (W3), in which predicates and time-out handlers run. AC2:
 * what comes after the time-out, or after `close`, is ignored. AC3: a time-out covers all attempts; calls begin in order,
 * so the oldest that is pending has the earliest deadline, and one timer serves all. AC4: `close` leaves no timer behind.
 * @internal
 */
import { isThenable } from "../../../base/is-thenable.ts";
import type { Cancel } from "../../../base/ports.ts";
import { streamError } from "../../../base/stream-error.ts";
import type { AsyncBatchWaitNode, AsyncWaitNode } from "../../../plan/transformation.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { UserFunction, UserMethod } from "../user-function.ts";
import { AsyncRequest, type TakeAnswer } from "./async-request.ts";
import { AsyncResults } from "./async-results.ts";
import { RetryRule } from "./retry-rule.ts";

/** What the calls belong to. */
export interface AsyncCallsPorts {
  readonly context: ChainedContext<AsyncWaitNode | AsyncBatchWaitNode>;
  readonly user: UserFunction;
  /** Names of the function's methods. */
  readonly method: string;
  readonly timeoutMethod: string;
  /** The function answers with a list. */
  readonly isList: boolean;
  /** A request has its results. */
  complete(request: AsyncRequest): void;
}

/** The calls of one operator in one subtask and attempt. */
export class AsyncCalls {
  /** Calls that were made again: the metric `numRetries`. */
  retryCount = 0;
  readonly #ports: AsyncCallsPorts;
  readonly #invoke: UserMethod;
  readonly #results: AsyncResults;
  readonly #retryRule: RetryRule | undefined;
  readonly #timeoutMs: number;
  /** Without results, in the order in which they began. */
  readonly #pending = new Set<AsyncRequest>();
  readonly #take: TakeAnswer;
  #answered: AsyncRequest[] = [];
  readonly #free: AsyncRequest[] = [];
  #cancelTimeout: Cancel | undefined;
  #isClosed = false;

  constructor(ports: AsyncCallsPorts) {
    const { node } = ports.context;
    this.#ports = ports;
    this.#invoke = ports.user.method(ports.method);
    this.#results = new AsyncResults(ports.context, ports.isList);
    this.#retryRule = node.retry === undefined ? undefined : new RetryRule(node.retry);
    this.#timeoutMs = node.timeoutMs;
    this.#take = (request, answer, hasFailed) => this.#arrive(request, answer, hasFailed);
  }

  /** A request to be filled and started. */
  request(): AsyncRequest {
    return this.#free.pop() ?? new AsyncRequest(this.#take);
  }

  /** Calls the function. What it throws fails the job as if its promise were rejected. */
  start(request: AsyncRequest): void {
    this.#pending.add(request);
    if (this.#timeoutMs > 0) {
      request.deadlineMs = this.#now() + this.#timeoutMs;
      if (this.#cancelTimeout === undefined) this.#expireAt(request.deadlineMs);
    }
    request.attempt = 1;
    this.#call(request);
  }

  /** Takes back a request whose results were emitted. */
  release(request: AsyncRequest): void {
    if (!request.isReusable) return;
    request.reset();
    this.#free.push(request);
  }

  /** Nobody waits any more: signals are aborted, timers cleared, later answers dropped. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimeout();
    for (const request of this.#pending) {
      request.cancelRetry?.();
      request.context.abort();
    }
    this.#pending.clear();
    this.#answered = [];
  }

  #call(request: AsyncRequest): void {
    const { guard } = this.#ports.context;
    guard.running.number = guard.operatorNumber;
    try {
      const answer = this.#invoke(request.input, request.context);
      if (isThenable(answer)) {
        request.isOpen = true;
        promiseOf(answer).then(request.onValue, request.onError);
      } else this.#arrive(request, answer, false);
    } catch (error) {
      request.isOpen = false;
      this.#arrive(request, error, true);
    }
  }

  #arrive(request: AsyncRequest, answer: unknown, hasFailed: boolean): void {
    if (this.#isClosed) return;
    request.isAnswered = true;
    request.answer = answer;
    request.hasFailed = hasFailed;
    this.#answered.push(request);
    if (this.#answered.length === 1) this.#ports.context.post(() => this.#settleAll());
  }

  #settleAll(): void {
    const answered = this.#answered;
    this.#answered = [];
    for (const request of answered) {
      try {
        this.#settle(request);
      } catch (error) {
        throw this.#describe(error, request);
      }
    }
  }

  #settle(request: AsyncRequest): void {
    const { answer, hasFailed } = request;
    request.isAnswered = false;
    request.answer = undefined;
    this.#enter();
    const list = hasFailed ? undefined : this.#results.listOf(answer);
    const delayMs = this.#delayBeforeRetry(request, answer, hasFailed, list);
    if (delayMs !== undefined) {
      this.#retryAfter(request, delayMs);
      return;
    }
    if (hasFailed) throw answer;
    request.results = this.#results.check(answer, list);
    request.isDone = true;
    this.#pending.delete(request);
    if (this.#pending.size === 0) this.#stopTimeout();
    this.#ports.complete(request);
  }

  #delayBeforeRetry(
    { attempt, isExpired }: AsyncRequest,
    answer: unknown,
    hasFailed: boolean,
    list: readonly unknown[] | null | undefined,
  ): number | undefined {
    if (this.#retryRule === undefined || isExpired) return undefined;
    return hasFailed
      ? this.#retryRule.delayAfterError(attempt, answer)
      : this.#retryRule.delayAfterResult(attempt, list);
  }

  #retryAfter(request: AsyncRequest, delayMs: number): void {
    if (this.#timeoutMs > 0 && request.deadlineMs <= this.#now()) {
      this.#timeOut(request); // its deadline passed while the answer was on its way
      return;
    }
    request.cancelRetry = this.#ports.context.schedule(this.#now() + delayMs, () => {
      request.cancelRetry = undefined;
      // Its mail may have been posted before the time-out or the end took it back.
      if (request.isExpired || this.#isClosed) return;
      request.attempt += 1;
      this.retryCount += 1;
      this.#call(request);
    });
  }

  // Time-outs.

  #expireAt(deadlineMs: number): void {
    this.#cancelTimeout = this.#ports.context.schedule(deadlineMs, () => this.#expire());
  }

  #stopTimeout(): void {
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
  }

  #expire(): void {
    this.#cancelTimeout = undefined;
    if (this.#isClosed) return;
    const nowMs = this.#now();
    for (const request of this.#pending) {
      if (request.isExpired) continue; // its handler's promise is being waited for
      if (request.deadlineMs > nowMs) {
        this.#expireAt(request.deadlineMs);
        return;
      }
      // An answer that is there counts: its mail comes next.
      if (request.isAnswered) continue;
      try {
        this.#timeOut(request);
      } catch (error) {
        throw this.#describe(error, request);
      }
    }
  }

  #timeOut(request: AsyncRequest): void {
    const { user, timeoutMethod, context } = this.#ports;
    request.isExpired = true;
    request.cancelRetry?.();
    const error = streamError("FUNCTION_TIMED_OUT", {
      operator: context.node.name,
      timeoutMs: this.#timeoutMs,
    });
    request.context.abort(error);
    const handler = user.optionalMethod(timeoutMethod);
    this.#enter();
    if (handler === undefined) throw error;
    const answer = handler(request.input);
    if (!isThenable(answer)) {
      this.#arrive(request, answer, false);
      return;
    }
    promiseOf(answer).then(
      (value) => this.#arrive(request, value, false),
      (failure: unknown) => this.#arrive(request, failure, true),
    );
  }

  #now(): number {
    return this.#ports.context.environment.ports.scheduler.now();
  }

  #enter(): void {
    const { guard } = this.#ports.context;
    guard.running.number = guard.operatorNumber;
  }

  #describe(error: unknown, request: AsyncRequest): unknown {
    return this.#ports.context.describeFailure(error, { value: request.input, key: undefined });
  }
}

function promiseOf(thenable: unknown): Promise<unknown> {
  return thenable instanceof Promise ? thenable : Promise.resolve(thenable);
}
