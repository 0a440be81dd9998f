/** A handle on one submitted job. */
import type { MetricReading } from "../base/metrics/metric-reading.ts";
import { streamError } from "../base/stream-error.ts";
import type { RunningJob } from "../plan/executor.ts";
import { callSite } from "./call-site.ts";
import { JobExecutionResult } from "./job-execution-result.ts";
import type { JobStatus } from "./job-status.ts";

/** Watches and ends a job that `executeAsync` started. Flink: `JobClient`. */
export class JobClient {
  private readonly job: RunningJob;

  /** @internal */
  constructor(job: RunningJob) {
    this.job = job;
  }

  /** 32 hex digits. */
  getJobId(): string {
    return this.job.jobId;
  }

  /** Flink's spelling in Java. */
  getJobID(): string {
    return this.job.jobId;
  }

  /** Where the job stands; the final state after its end. */
  async getJobStatus(): Promise<JobStatus> {
    return this.job.status();
  }

  /** Cancels the job; resolves when it has ended. */
  async cancel(): Promise<void> {
    await this.job.cancel();
  }

  /** Resolves when the job has ended well; rejects with its error, or with `ENGINE_JOB_CANCELED`. */
  async getJobExecutionResult(): Promise<JobExecutionResult> {
    return new JobExecutionResult(await this.job.result());
  }

  /** The accumulators as they are now. */
  async getAccumulators(): Promise<Map<string, unknown>> {
    return new Map(this.job.accumulators());
  }

  /** The metrics as they are now, by operators and subtasks; after the job's end, also a bad one, as they were then. */
  async getMetrics(): Promise<MetricReading[]> {
    return [...this.job.metrics()];
  }

  /** Rejects with `API_NOT_AVAILABLE`: there are no savepoints yet. */
  async triggerSavepoint(_savepointDirectory?: string): Promise<string> {
    throw this.notAvailable("triggerSavepoint");
  }

  /** Rejects with `API_NOT_AVAILABLE`: there are no savepoints yet. */
  async stopWithSavepoint(
    _advanceToEndOfEventTime: boolean,
    _savepointDirectory?: string,
  ): Promise<string> {
    throw this.notAvailable("stopWithSavepoint");
  }

  private notAvailable(method: string): Error {
    const { method: what, location } = callSite(this, `JobClient.${method}`);
    return streamError("API_NOT_AVAILABLE", { what }, { where: { location } });
  }
}
