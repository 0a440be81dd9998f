/**
 * One call of an async function that is on its way: what it was called with, its answer, and how many times it was made.
 *
 * Requests are used again. AR1: only one whose last promise is settled, and that nobody has given up, goes back to the
 * pool, so that an answer never meets another record's request. Its two callbacks live as long as it does: a call costs
 * no closure.
 * @internal
 */
import type { Cancel } from "../../../base/ports.ts";
import { AsyncContext } from "../../../functions/async-functions.ts";
import type { RecordBatch } from "./record-batch.ts";
import type { QueueItem } from "./result-queue.ts";

/** Takes the outcome of a promise. */
export type TakeAnswer = (request: AsyncRequest, answer: unknown, hasFailed: boolean) => void;

const NO_RESULTS: readonly unknown[] = [];

/** A call and its place in the queue of results. */
export class AsyncRequest implements QueueItem {
  readonly type = "request";
  /** What the function is called with: a record, or the records of a batch. */
  input: unknown = undefined;
  /** Of a record; a fraction, so that it stays an unboxed double. */
  timestampMs = 0.5;
  deadlineMs = 0.5;
  batch: RecordBatch | undefined = undefined;
  isDone = false;
  isBarrier = false;
  segment: object | undefined = undefined;
  /** Counted from 1. */
  attempt = 0;
  /** Its promise is not settled. */
  isOpen = false;
  /** It has an answer that the operator has not looked at. */
  isAnswered = false;
  /** Its time-out has passed. */
  isExpired = false;
  answer: unknown = undefined;
  hasFailed = false;
  results: readonly unknown[] = NO_RESULTS;
  cancelRetry: Cancel | undefined = undefined;
  readonly context: RequestContext = new RequestContext();
  readonly onValue: (value: unknown) => void;
  readonly onError: (error: unknown) => void;

  constructor(take: TakeAnswer) {
    this.onValue = (value) => {
      this.isOpen = false;
      if (!this.isExpired) take(this, value, false);
    };
    this.onError = (error) => {
      this.isOpen = false;
      if (!this.isExpired) take(this, error, true);
    };
  }

  /** False where something may still come that belongs to this call (AR1). */
  get isReusable(): boolean {
    return !this.isOpen && !this.isExpired;
  }

  /** Forgets the call. */
  reset(): void {
    this.input = undefined;
    this.batch = undefined;
    this.isDone = false;
    this.isBarrier = false;
    this.isAnswered = false;
    this.segment = undefined;
    this.answer = undefined;
    this.results = NO_RESULTS;
    this.context.reset();
  }
}

/** What the user's function gets; the signal is made when it is read. */
class RequestContext extends AsyncContext {
  #controller: AbortController | undefined;
  #isAborted = false;
  #reason: unknown;

  override get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#isAborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  abort(reason?: unknown): void {
    this.#isAborted = true;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }

  reset(): void {
    this.#controller = undefined;
  }
}
