/** What a function learns about where it runs, and its way to state, accumulators, metrics and files. */
import type { Logger } from "../base/logger.ts";
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import { KeyedStateStore } from "../state/keyed-state-store.ts";
import type {
  Accumulator,
  DoubleCounter,
  Histogram,
  IntCounter,
  LongCounter,
} from "./accumulators.ts";
import type { DistributedCache } from "./distributed-cache.ts";
import type { JobInfo } from "./job-info.ts";
import type { TaskInfo } from "./task-info.ts";

/**
 * Handed to `open(context)`; valid until `close()` has returned. One per subtask. Its keyed state is there on keyed
 * streams only, otherwise `STATE_NOT_KEYED`.
 */
export abstract class RuntimeContext extends KeyedStateStore {
  abstract getJobInfo(): JobInfo;
  abstract getTaskInfo(): TaskInfo;
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
  /** All that `env.getConfig().setGlobalJobParameters(…)` set; a copy. */
  abstract getGlobalJobParameters(): Record<string, string>;
  /** Whether records are passed on without copies. */
  abstract isObjectReuseEnabled(): boolean;
  /** The files of `env.registerCachedFile(path, name)`. */
  abstract getDistributedCache(): DistributedCache;
  abstract addAccumulator(name: string, accumulator: Accumulator<never, unknown>): void;
  abstract getAccumulator(name: string): Accumulator<never, unknown> | undefined;
  /**
   * The counter of that name; added where this subtask has none. Where it is of another class:
   * `RUNTIME_ACCUMULATOR_OTHER_CLASS`.
   */
  abstract getIntCounter(name: string): IntCounter;
  /** As `getIntCounter`. */
  abstract getLongCounter(name: string): LongCounter;
  /** As `getIntCounter`. */
  abstract getDoubleCounter(name: string): DoubleCounter;
  /** As `getIntCounter`. */
  abstract getHistogram(name: string): Histogram;
  abstract readonly logger: Logger;
}
