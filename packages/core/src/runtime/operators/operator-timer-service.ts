/** Time as an operator sees it: the clock and the watermark. */
import { type StreamError, streamError } from "../../base/stream-error.ts";
import type { TimerService } from "../../functions/one-input.ts";
import type { ChainedContext } from "./chained-context.ts";

/** Reads time; registering and deleting timers is `RUNTIME_TIMERS_NOT_AVAILABLE`. */
export class OperatorTimerService implements TimerService {
  readonly #context: ChainedContext;

  constructor(context: ChainedContext) {
    this.#context = context;
  }

  currentProcessingTime(): number {
    return this.#context.environment.ports.scheduler.now();
  }

  currentWatermark(): number {
    return this.#context.currentWatermarkMs();
  }

  registerEventTimeTimer(_timestampMs: number): void {
    throw this.#refusal();
  }

  registerProcessingTimeTimer(_timestampMs: number): void {
    throw this.#refusal();
  }

  deleteEventTimeTimer(_timestampMs: number): void {
    throw this.#refusal();
  }

  deleteProcessingTimeTimer(_timestampMs: number): void {
    throw this.#refusal();
  }

  #refusal(): StreamError {
    return streamError("RUNTIME_TIMERS_NOT_AVAILABLE", { operator: this.#context.node.name });
  }
}
