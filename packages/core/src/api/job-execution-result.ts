/** What an ended job leaves to the program. */
import type { MetricReading } from "../base/metrics/metric-reading.ts";
import type { JobResult } from "../plan/executor.ts";
import { textOf } from "../types/text.ts";

/** The outcome of a job that ended well. Flink: `JobExecutionResult`. */
export class JobExecutionResult {
  private readonly result: JobResult;

  /** @internal */
  constructor(result: JobResult) {
    this.result = result;
  }

  /** 32 hex digits. */
  getJobId(): string {
    return this.result.jobId;
  }

  /** Flink's spelling in Java. */
  getJobID(): string {
    return this.result.jobId;
  }

  getJobName(): string {
    return this.result.jobName;
  }

  /** Milliseconds from the start of the sources to the end. */
  getNetRuntime(): number {
    return this.result.netRuntimeMs;
  }

  /** The merged value of an accumulator, `null` where no function registered one of that name. */
  getAccumulatorResult<V = unknown>(accumulatorName: string): V | null {
    return (this.result.accumulators.get(accumulatorName) ?? null) as V | null; // the caller knows the accumulator's type
  }

  getAllAccumulatorResults(): Map<string, unknown> {
    return new Map(this.result.accumulators);
  }

  /** The metrics as they were when everything was closed, by operators and subtasks. */
  getMetrics(): MetricReading[] {
    return [...this.result.metrics];
  }

  /** Always true: a job whose result is not known gives no object. */
  isJobExecutionResult(): boolean {
    return true;
  }

  toString(): string {
    const accumulators = [...this.result.accumulators].map(
      ([name, value]) => `\n- ${name}: ${textOf(value)}`,
    );
    const list = accumulators.length === 0 ? "" : `\nAccumulators:${accumulators.join("")}`;
    return `Job ${this.result.jobId} "${this.result.jobName}" finished after ${this.result.netRuntimeMs} ms.${list}`;
  }
}
