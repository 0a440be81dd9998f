/**
 * The part that asynchronous operators have in common: calls that are on their way, and the emission of what came of them.
 *
 * PE1: results are emitted by polls, only while what is behind has room (W4). PE2: the operator is full while `capacity`
 * items wait, marks included, as in Flink: nothing upstream is polled, what arrives goes to its inbox (W6).
 * @internal
 */
import type { AsyncBatchWaitNode, AsyncWaitNode } from "../../../plan/transformation.ts";
import { type ResumableWork, Suspension } from "../../suspension.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { UserFunction } from "../user-function.ts";
import { AsyncCalls } from "./async-calls.ts";
import type { AsyncRequest } from "./async-request.ts";
import { type HeldItem, restoredItems } from "./held-requests.ts";
import { OrderedQueue } from "./ordered-queue.ts";
import { type Mark, QueuedMark, sendMark } from "./queued-mark.ts";
import type { ResultQueue } from "./result-queue.ts";
import { UnorderedQueue } from "./unordered-queue.ts";

/** What one kind of asynchronous operator adds. */
export interface PendingResultsPorts {
  readonly context: ChainedContext<AsyncWaitNode | AsyncBatchWaitNode>;
  readonly user: UserFunction;
  /** Names of the function's methods. */
  readonly method: string;
  readonly timeoutMethod: string;
  /** The function answers with a list. */
  readonly isList: boolean;
  /** Sends the results of a request on. */
  emit(request: AsyncRequest): void;
  /** Something is held that is in no request yet. */
  holdsMore(): boolean;
}

/** What waits for its turn. */
export type QueuedItem = AsyncRequest | QueuedMark;

/** The queue of one operator in one subtask. */
export class PendingResults implements ResumableWork {
  readonly calls: AsyncCalls;
  readonly suspension: Suspension;
  readonly #ports: PendingResultsPorts;
  readonly #queue: ResultQueue<QueuedItem>;
  readonly #capacity: number;

  constructor(ports: PendingResultsPorts) {
    const { node, environment, operator } = ports.context;
    this.#ports = ports;
    this.#queue = node.isOrdered ? new OrderedQueue() : new UnorderedQueue();
    this.#capacity = node.capacity;
    this.suspension = new Suspension(this, environment.signals, operator.inputTypes);
    this.calls = new AsyncCalls({
      ...ports,
      complete: (request) => this.#queue.complete(request),
    });
    environment.metrics
      .ofOperator(operator)
      .view("counter", "numRetries", () => this.calls.retryCount);
  }

  /** Starts a request that `calls.request` gave and the operator has filled. */
  start(request: AsyncRequest): void {
    this.#queue.add(request);
    this.calls.start(request);
    if (this.isFull) this.suspension.suspend();
  }

  /** Sends a mark on, or lets it wait for what is before it. */
  mark(mark: Mark): void {
    if (this.#queue.size === 0) sendMark(mark, this.#ports.context.output);
    else this.hold(mark);
  }

  /** Lets a mark wait in any case; polls send it on. */
  hold(mark: Mark): void {
    this.#queue.add(new QueuedMark(mark));
    if (this.isFull) this.suspension.suspend();
  }

  /** What was taken and not emitted, oldest first. */
  held(): readonly HeldItem[] {
    return this.#queue.waiting().flatMap((item): readonly HeldItem[] => {
      if (item instanceof QueuedMark) return [item.mark];
      const { batch, input, timestampMs } = item;
      return batch?.held() ?? [{ type: "record", value: input, timestampMs }];
    });
  }

  /** Opens the function and takes what was held at the cut again; `add` takes a record. */
  async open(
    add: (value: unknown, timestampMs: number) => void,
    mark: (mark: Mark) => void,
  ): Promise<void> {
    const { context, user } = this.#ports;
    await user.open();
    const { running } = context.guard;
    const before = running.number;
    try {
      for (const item of restoredItems(context)) {
        if (item.type === "record") add(item.value, item.timestampMs);
        else mark(item);
      }
    } finally {
      running.number = before;
    }
  }

  get hasWork(): boolean {
    return this.#queue.hasNext;
  }

  get isFull(): boolean {
    return this.#queue.size >= this.#capacity;
  }

  get isOutstanding(): boolean {
    return this.#queue.size > 0 || this.#ports.holdsMore();
  }

  resume(limit: number): number {
    const { context } = this.#ports;
    const { signals } = context.environment;
    let done = 0;
    while (done < limit && signals.stop === 0) {
      const item = this.#queue.take();
      if (item === undefined) break;
      done += 1;
      if (item instanceof QueuedMark) {
        sendMark(item.mark, context.output);
        continue;
      }
      try {
        this.#ports.emit(item);
      } catch (error) {
        throw context.describeFailure(error, { value: item.input, key: undefined });
      }
      this.calls.release(item);
    }
    return done;
  }
}
