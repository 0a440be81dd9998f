/** What a function learns about where it runs, and its way to state, accumulators and metrics. */
import type { Logger } from "../base/logger.ts";
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import { KeyedStateStore } from "../state/keyed-state-store.ts";
import type { Accumulator } from "./accumulators.ts";

/**
 * Handed to `open(context)`; valid until `close()` has returned. One per subtask. Its keyed state is there on keyed
 * streams only, otherwise `STATE_NOT_KEYED`.
 */
export abstract class RuntimeContext extends KeyedStateStore {
  abstract getTaskName(): string;
  abstract getTaskNameWithSubtasks(): string;
  abstract getNumberOfParallelSubtasks(): number;
  abstract getMaxNumberOfParallelSubtasks(): number;
  abstract getIndexOfThisSubtask(): number;
  abstract getAttemptNumber(): number;
  abstract getJobId(): string;
  abstract getJobParameter(key: string, defaultValue: string): string;
  /** Metrics of the operator in this subtask. */
  abstract getMetricGroup(): MetricGroup;
  /** PyFlink's name of `getMetricGroup`. */
  abstract getMetricsGroup(): MetricGroup;
  abstract addAccumulator(name: string, accumulator: Accumulator<never, unknown>): void;
  abstract getAccumulator(name: string): Accumulator<never, unknown> | undefined;
  abstract readonly logger: Logger;
}
