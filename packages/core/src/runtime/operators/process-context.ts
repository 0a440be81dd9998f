/** The context of process functions: timestamp, time, side outputs; on keyed streams the key and state by descriptor. */

import { streamError } from "../../base/stream-error.ts";
import { NO_TIMESTAMP } from "../../base/timestamps.ts";
import type { OnTimerContext, TimerService } from "../../functions/one-input.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import type { TimeDomain } from "../../functions/time-domain.ts";
import type {
  AggregatingStateDescriptor, ListStateDescriptor, MapStateDescriptor, ReducingStateDescriptor, ValueStateDescriptor,
} from "../../state/descriptors.ts"; // biome-ignore format: names of one family
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "../../state/handles.ts";
import { previewOf } from "../../types/text.ts";
import type { KeyedTimers } from "../time/timer-service.ts";
import type { ChainedContext } from "./chained-context.ts";
import { requireKeyedState } from "./keyed-state-access.ts";
import { outputOutsideCall } from "./operator-collector.ts";
import { OperatorTimerService } from "./operator-timer-service.ts";
import { RecordCheck } from "./record-check.ts";

/** One per operator and subtask; valid during the operator's own calls (W7). */
export class OperatorProcessContext implements OnTimerContext<unknown> {
  /** Timestamp of the current record or timer. Initialised with a fraction so that it stays an unboxed double. */
  timestampMs = 0.5;
  /** Of the timer that fires. */
  domain: TimeDomain = "EVENT_TIME";
  readonly #context: ChainedContext;
  readonly #timerService: TimerService;
  readonly #checks = new Map<string, RecordCheck>();

  /** `timers` are the operator's own; without them the function can only read time. */
  constructor(context: ChainedContext, timers?: KeyedTimers) {
    this.#context = context;
    this.#timerService = new OperatorTimerService(context, timers);
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
    const { guard } = this.#context;
    if (guard.running.number !== guard.operatorNumber) throw outputOutsideCall(guard);
    const record = this.#checkSide(tag, value);
    try {
      this.#context.output.side(tag.id, record, this.timestampMs);
    } catch (error) {
      throw this.#context.downstreamFailed(error);
    }
    guard.running.number = guard.operatorNumber;
  }

  /** Sends an element `[tag, value]` of a result; not under a user's call. */
  sideElement(tag: OutputTag<unknown>, value: unknown): void {
    this.#context.output.side(tag.id, this.#checkSide(tag, value), this.timestampMs);
  }

  getCurrentKey(): unknown {
    return this.#context.keyedState?.getCurrentKey();
  }

  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    return requireKeyedState(this.#context, descriptor).valueState(descriptor);
  }

  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return requireKeyedState(this.#context, descriptor).listState(descriptor);
  }

  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> {
    return requireKeyedState(this.#context, descriptor).mapState(descriptor);
  }

  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> {
    return requireKeyedState(this.#context, descriptor).reducingState(descriptor);
  }

  getAggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT> {
    return requireKeyedState(this.#context, descriptor).aggregatingState(descriptor);
  }

  #checkSide(tag: OutputTag<never>, value: unknown): unknown {
    if (!OutputTag.is(tag))
      throw streamError("RUNTIME_WRONG_OUTPUT_TAG", {
        operator: this.#context.node.name,
        given: previewOf(tag),
      });
    let check = this.#checks.get(tag.id);
    if (check === undefined) {
      check = new RecordCheck(tag.type, this.#context.node.name);
      this.#checks.set(tag.id, check);
    }
    return check.check(value);
  }
}
