/** The context of process functions: timestamp, time, side outputs; on keyed streams the key and state by descriptor. */
import { NO_TIMESTAMP } from "../../base/timestamps.ts";
import type { OnTimerContext, TimerService } from "../../functions/one-input.ts";
import type { OutputTag } from "../../functions/output-tag.ts";
import type { TimeDomain } from "../../functions/time-domain.ts";
import { BackendStateStore } from "../state/backend-state-store.ts";
import type { KeyedTimers } from "../time/timer-service.ts";
import type { ChainedContext } from "./chained-context.ts";
import { OperatorTimerService } from "./operator-timer-service.ts";
import { SideOutputs, type SideTarget } from "./side-outputs.ts";

/** One per operator and subtask; valid during the operator's own calls (W7). */
export class OperatorProcessContext
  extends BackendStateStore
  implements OnTimerContext<unknown>, SideTarget
{
  /** Timestamp of the current record or timer. Initialised with a fraction so that it stays an unboxed double. */
  timestampMs = 0.5;
  /** Of the timer that fires. */
  domain: TimeDomain = "EVENT_TIME";
  readonly #context: ChainedContext;
  readonly #timerService: TimerService;
  readonly #sides: SideOutputs;

  /** `timers` are the operator's own; without them the function can only read time. */
  constructor(context: ChainedContext, timers?: KeyedTimers) {
    super(context.keyedState, context.node);
    this.#context = context;
    this.#timerService = new OperatorTimerService(context, timers);
    this.#sides = new SideOutputs(context);
  }

  timeDomain(): TimeDomain {
    return this.domain;
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }

  timerService(): TimerService {
    return this.#timerService;
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#sides.output(tag, value, this.timestampMs);
  }

  sideElement(tag: OutputTag<unknown>, value: unknown): void {
    this.#sides.element(tag, value, this.timestampMs);
  }

  getCurrentKey(): unknown {
    return this.#context.keyedState?.getCurrentKey();
  }
}
