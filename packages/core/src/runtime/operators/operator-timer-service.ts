/** Time as a process function sees it: the clock, the watermark, and on keyed streams the timers of the current key. */
import { streamError } from "../../base/stream-error.ts";
import type { TimerService } from "../../functions/one-input.ts";
import type { KeyedTimers } from "../time/timer-service.ts";
import type { ChainedContext } from "./chained-context.ts";

/** The namespace of operators that have none. */
const NO_NAMESPACE = 0;

/** Without timers it reads time only: setting and deleting is `RUNTIME_TIMERS_NOT_KEYED`, as in Flink. */
export class OperatorTimerService implements TimerService {
  readonly #context: ChainedContext;
  readonly #timers: KeyedTimers | undefined;

  constructor(context: ChainedContext, timers: KeyedTimers | undefined) {
    this.#context = context;
    this.#timers = timers;
  }

  currentProcessingTime(): number {
    return this.#context.currentProcessingTimeMs();
  }

  currentWatermark(): number {
    return this.#context.currentWatermarkMs();
  }

  registerEventTimeTimer(timestampMs: number): void {
    this.#required().registerEventTimeTimer(NO_NAMESPACE, timestampMs);
  }

  registerProcessingTimeTimer(timestampMs: number): void {
    this.#required().registerProcessingTimeTimer(NO_NAMESPACE, timestampMs);
  }

  deleteEventTimeTimer(timestampMs: number): void {
    this.#required().deleteEventTimeTimer(NO_NAMESPACE, timestampMs);
  }

  deleteProcessingTimeTimer(timestampMs: number): void {
    this.#required().deleteProcessingTimeTimer(NO_NAMESPACE, timestampMs);
  }

  #required(): KeyedTimers {
    if (this.#timers !== undefined) return this.#timers;
    throw streamError("RUNTIME_TIMERS_NOT_KEYED", { operator: this.#context.node.name });
  }
}
