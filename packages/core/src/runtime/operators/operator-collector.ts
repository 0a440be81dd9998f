/** The collector that a user's function is given. Depth first (W2), closed outside of the operator's own calls (W7). */
import { type StreamError, streamError } from "../../base/stream-error.ts";
import { Collector } from "../../functions/collector.ts";
import type { CallGuard } from "../state/backend.ts";
import type { ChainedContext } from "./chained-context.ts";

/** Sends one element of a result on: the record after its check, or a `[tag, value]` pair. */
export interface ElementOutput {
  /** Checks and converts; what is thrown here is the function's own mistake. */
  prepare(element: unknown): unknown;
  /** Sends what `prepare` returned. */
  send(element: unknown): void;
}

/** Collector of the plain form; generated chains write a class of their own with the same parts. */
export class OperatorCollector extends Collector<unknown> {
  readonly #context: ChainedContext;
  readonly #elements: ElementOutput;

  constructor(context: ChainedContext, elements: ElementOutput) {
    super();
    this.#context = context;
    this.#elements = elements;
  }

  collect(record: unknown): void {
    const { guard } = this.#context;
    if (guard.running.number !== guard.operatorNumber) throw outputOutsideCall(guard);
    const prepared = this.#elements.prepare(record);
    try {
      this.#elements.send(prepared);
    } catch (error) {
      throw this.#context.downstreamFailed(error);
    }
    guard.running.number = guard.operatorNumber;
  }
}

/** `OUTPUT_OUTSIDE_CALL` for an operator. */
export function outputOutsideCall(guard: CallGuard): StreamError {
  return streamError(
    "OUTPUT_OUTSIDE_CALL",
    { operator: guard.operatorName },
    { where: { operator: guard.operatorName, subtask: guard.subtaskIndex } },
  );
}
