/**
 * Calls an async function for several records at once: when a batch is full, its time is over, or the input ends.
 *
 * A watermark that comes while a batch is gathered takes its place in it, so that watermarks do not make batches small;
 * it leaves after the results of the records before it. Flink: `AsyncBatchWaitOperator`.
 */
import type { Cancel } from "../../../base/ports.ts";
import type { AsyncBatchWaitNode } from "../../../plan/transformation.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Operator } from "../operator.ts";
import { heldCopier } from "../record-copier.ts";
import { UserFunction } from "../user-function.ts";
import { type HeldItem, holdItems } from "./held-requests.ts";
import { PendingResults } from "./pending-results.ts";
import type { Mark } from "./queued-mark.ts";
import { RecordBatch } from "./record-batch.ts";

/** `orderedWaitBatch` and `unorderedWaitBatch`. */
export function createAsyncBatchWaitOperator(
  context: ChainedContext<AsyncBatchWaitNode>,
): Operator {
  const user = new UserFunction(context, context.node.function);
  const copy = heldCopier(context.operator.inputTypes[0]);
  const gathering = new BatchGathering(context, user);
  return {
    inputs: [
      {
        element: (value, timestampMs) => gathering.add(copy(value), timestampMs),
        watermark: (timestampMs) => gathering.mark({ type: "watermark", timestampMs }),
        status: (isIdle) => gathering.mark({ type: "status", isIdle }),
        endInput: () => gathering.flush(),
      },
    ],
    suspension: gathering.pending.suspension,
    open: () => gathering.open(),
    snapshotState: () => ({ pending: holdItems(context, gathering.held()) }),
    close() {
      gathering.close();
      return user.close();
    },
  };
}

/** The batch that grows, and those that are on their way. */
class BatchGathering {
  readonly pending: PendingResults;
  readonly #context: ChainedContext<AsyncBatchWaitNode>;
  #batch: RecordBatch | undefined;
  #cancelTimer: Cancel | undefined;

  constructor(context: ChainedContext<AsyncBatchWaitNode>, user: UserFunction) {
    this.#context = context;
    this.pending = new PendingResults({
      context,
      user,
      method: context.node.function.role,
      timeoutMethod: "timeoutBatch",
      isList: true,
      emit: ({ batch, results }) => batch?.emit(results, context.output),
      holdsMore: () => this.#batch !== undefined,
    });
  }

  add(value: unknown, timestampMs: number): void {
    const { batchSize } = this.#context.node;
    if (this.#batch === undefined) {
      this.#batch = new RecordBatch();
      this.#startTimer();
    }
    this.#batch.add(value, timestampMs);
    if (this.#batch.records.length >= batchSize) this.flush();
  }

  mark(mark: Mark): void {
    if (this.#batch === undefined) this.pending.mark(mark);
    else this.#batch.addMark(mark);
  }

  /** Opens the function, and gathers what was held at the cut again. */
  open(): Promise<void> {
    return this.pending.open(
      (value, timestampMs) => this.add(value, timestampMs),
      (mark) => {
        if (this.#batch === undefined) this.pending.hold(mark);
        else this.#batch.addMark(mark);
      },
    );
  }

  /** What was taken and not emitted, oldest first. */
  held(): readonly HeldItem[] {
    return [...this.pending.held(), ...(this.#batch?.held() ?? [])];
  }

  /** Calls the function for what was gathered. */
  flush(): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    this.#batch = undefined;
    this.#stopTimer();
    const request = this.pending.calls.request();
    request.input = batch.records;
    request.batch = batch;
    request.isBarrier = batch.marks.length > 0;
    this.pending.start(request);
  }

  close(): void {
    this.#stopTimer();
    this.#batch = undefined;
    this.pending.calls.close();
  }

  #startTimer(): void {
    const { node, environment, schedule } = this.#context;
    if (node.batchTimeoutMs === 0) return;
    this.#cancelTimer = schedule(environment.ports.scheduler.now() + node.batchTimeoutMs, () => {
      this.#cancelTimer = undefined;
      this.flush();
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
