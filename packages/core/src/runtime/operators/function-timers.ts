/** The timers of a keyed process function: fires its `onTimer` under the timer's key, and emits what that returns. */
import { NO_TIMESTAMP } from "../../base/timestamps.ts";
import type { TimeDomain } from "../../functions/time-domain.ts";
import type { FiringTimer, KeyedTimers } from "../time/timer-service.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionResults } from "./function-results.ts";
import type { OperatorInput } from "./operator.ts";
import { OperatorProcessContext } from "./process-context.ts";
import type { UserFunction } from "./user-function.ts";

/** What a process function is called with. */
export interface ProcessCalls {
  readonly processContext: OperatorProcessContext;
  readonly results: FunctionResults;
  /** Present on keyed streams. */
  readonly timers: KeyedTimers | undefined;
}

/** Makes the context that the function is called with. */
export type CreateProcessContext = (timers: KeyedTimers | undefined) => OperatorProcessContext;

/**
 * Makes the context, the outputs and the timers of a process function.
 *
 * What an event-time timer emits carries the timer's timestamp, what a processing-time timer emits has none.
 */
export function createProcessCalls(
  context: ChainedContext,
  user: UserFunction,
  createContext: CreateProcessContext = (timers) => new OperatorProcessContext(context, timers),
): ProcessCalls {
  const onTimer = user.optionalMethod("onTimer");
  const fire = (timer: FiringTimer, domain: TimeDomain, outputTimestampMs: number): void => {
    if (onTimer === undefined) return;
    processContext.timestampMs = timer.timestampMs;
    processContext.domain = domain;
    results.timestampMs = outputTimestampMs;
    results.emit(onTimer(timer.timestampMs, processContext, results.collector));
  };
  const timers =
    context.keyedState === undefined
      ? undefined
      : context.createTimers({
          onEventTime: (timer) => fire(timer, "EVENT_TIME", timer.timestampMs),
          onProcessingTime: (timer) => fire(timer, "PROCESSING_TIME", NO_TIMESTAMP),
        });
  const processContext = createContext(timers);
  const results = new FunctionResults(context, processContext);
  return { processContext, results, timers };
}

/** An input of an operator with timers: its watermarks fire them. Without timers watermarks pass through the chain. */
export function timedInput(
  element: OperatorInput["element"],
  timers: KeyedTimers | undefined,
): OperatorInput {
  if (timers === undefined) return { element };
  return { element, watermark: (timestampMs) => timers.advanceWatermark(timestampMs) };
}
