/** The `RuntimeContext` that `open` gets: what the environment and the operator's context know, in Flink's names. */
import { GLOBAL_JOB_PARAMETERS, OBJECT_REUSE, readOption } from "../../base/config-options.ts";
import type { Logger } from "../../base/logger.ts";
import type { MetricGroup } from "../../base/metrics/metric-group.ts";
import {
  type Accumulator,
  DoubleCounter,
  Histogram,
  IntCounter,
  LongCounter,
} from "../../functions/accumulators.ts";
import type { DistributedCache } from "../../functions/distributed-cache.ts";
import type { JobInfo } from "../../functions/job-info.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import type { TaskInfo } from "../../functions/task-info.ts";
import { BackendStateStore } from "../state/backend-state-store.ts";
import { CachedFileLookup } from "./cached-file-lookup.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionJob, FunctionTask } from "./place-of-function.ts";
import { addAccumulator, findAccumulator, obtainAccumulator } from "./subtask-accumulators.ts";

/** Valid from `open` until `close` has returned. */
export class OperatorRuntimeContext extends BackendStateStore implements RuntimeContext {
  readonly logger: Logger;
  readonly #context: ChainedContext;
  readonly #task: TaskInfo;

  constructor(context: ChainedContext) {
    super(context.keyedState, context.node);
    this.#context = context;
    this.#task = new FunctionTask(context.environment);
    this.logger = context.environment.logger;
  }

  getJobInfo(): JobInfo {
    return new FunctionJob(this.#context.environment);
  }

  getTaskInfo(): TaskInfo {
    return this.#task;
  }

  getTaskName(): string {
    return this.#task.getTaskName();
  }

  getTaskNameWithSubtasks(): string {
    return this.#task.getTaskNameWithSubtasks();
  }

  getNumberOfParallelSubtasks(): number {
    return this.#task.getNumberOfParallelSubtasks();
  }

  getMaxNumberOfParallelSubtasks(): number {
    return this.#task.getMaxNumberOfParallelSubtasks();
  }

  getIndexOfThisSubtask(): number {
    return this.#task.getIndexOfThisSubtask();
  }

  getAttemptNumber(): number {
    return this.#task.getAttemptNumber();
  }

  getJobId(): string {
    return this.#context.environment.jobId;
  }

  getJobParameter(key: string, defaultValue: string): string {
    return this.#jobParameters().get(key) ?? defaultValue;
  }

  getGlobalJobParameters(): Record<string, string> {
    return Object.fromEntries(this.#jobParameters());
  }

  isObjectReuseEnabled(): boolean {
    return readOption(this.#context.environment.configuration, OBJECT_REUSE);
  }

  getDistributedCache(): DistributedCache {
    return new CachedFileLookup(this.#context);
  }

  getMetricGroup(): MetricGroup {
    const { environment, operator } = this.#context;
    return environment.metrics.ofOperator(operator);
  }

  getMetricsGroup(): MetricGroup {
    return this.getMetricGroup();
  }

  addAccumulator(name: string, accumulator: Accumulator<never, unknown>): void {
    addAccumulator(this.#context, name, accumulator);
  }

  getAccumulator(name: string): Accumulator<never, unknown> | undefined {
    return findAccumulator(this.#context, name);
  }

  getIntCounter(name: string): IntCounter {
    return obtainAccumulator(this.#context, "getIntCounter", name, IntCounter);
  }

  getLongCounter(name: string): LongCounter {
    return obtainAccumulator(this.#context, "getLongCounter", name, LongCounter);
  }

  getDoubleCounter(name: string): DoubleCounter {
    return obtainAccumulator(this.#context, "getDoubleCounter", name, DoubleCounter);
  }

  getHistogram(name: string): Histogram {
    return obtainAccumulator(this.#context, "getHistogram", name, Histogram);
  }

  #jobParameters(): ReadonlyMap<string, string> {
    return readOption(this.#context.environment.configuration, GLOBAL_JOB_PARAMETERS);
  }
}
