/**
 * A submitted job: its state, its outcome, and the ways to end it early.
 *
 * J1 The outcome is set once, after everything is closed. J2 A failure that happened before or during a cancellation's
 * close does not replace the cancellation; a failed close never hides the first failure. J3 Closing after a failure or a
 * cancellation takes at most `CLOSE_LIMIT_MS`.
 * @internal
 */
import type { Logger } from "../base/logger.ts";
import type { MetricReading } from "../base/metrics/metric-reading.ts";
import type { Scheduler } from "../base/ports.ts";
import { type StreamError, streamError } from "../base/stream-error.ts";
import type { JobResult, JobStatusName, RunningJob } from "../plan/executor.ts";
import { mergeAccumulators } from "../runtime/metrics/merge-accumulators.ts";
import type { Attempt } from "./attempt.ts";
import { JobState } from "./job-state.ts";

/** How long functions, readers and writers may take to close after a failure or a cancellation. */
const CLOSE_LIMIT_MS = 5000;

/** How a job ended. */
export type JobOutcome =
  | { readonly type: "finished"; readonly result: JobResult }
  | { readonly type: "failed"; readonly error: unknown }
  | { readonly type: "canceled"; readonly error: StreamError };

export interface JobPorts {
  readonly jobId: string;
  readonly jobName: string;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
}

export class Job implements RunningJob {
  readonly jobId: string;
  readonly jobName: string;
  /** True once somebody asked for the result. */
  isObserved = false;
  readonly #ports: JobPorts;
  readonly #state = new JobState();
  readonly #ended = Promise.withResolvers<JobOutcome>();
  readonly #startedMs: number;
  #attempt: Attempt | undefined;
  #isCancelRequested = false;
  /** From outside of the attempt's calls. */
  #failure: { readonly error: unknown } | undefined;
  readonly #interrupted = Promise.withResolvers<{ readonly error: unknown } | undefined>();

  constructor(ports: JobPorts) {
    this.jobId = ports.jobId;
    this.jobName = ports.jobName;
    this.#ports = ports;
    this.#startedMs = ports.scheduler.monotonicNow();
  }

  status(): JobStatusName {
    return this.#state.status;
  }

  /** Resolves with the outcome once everything is closed; never rejects. Does not count as asking for the result. */
  get ended(): Promise<JobOutcome> {
    return this.#ended.promise;
  }

  async result(): Promise<JobResult> {
    this.isObserved = true;
    const outcome = await this.#ended.promise;
    if (outcome.type === "finished") return outcome.result;
    throw outcome.error;
  }

  async cancel(): Promise<void> {
    if (!this.#isCancelRequested && this.#state.canBecome("CANCELLING")) {
      this.#isCancelRequested = true;
      this.#state.transition("CANCELLING");
      this.#attempt?.stop();
      this.#interrupted.resolve(undefined);
    }
    await this.#ended.promise;
  }

  accumulators(): ReadonlyMap<string, unknown> {
    return mergeAccumulators(
      (this.#attempt?.deployment.subtasks ?? []).map((subtask) => subtask.environment.accumulators),
    );
  }

  metrics(): readonly MetricReading[] {
    const subtasks = this.#attempt?.deployment.subtasks ?? [];
    return subtasks.flatMap((subtask) => subtask.environment.metrics.read());
  }

  /** Ends the job with a failure from outside of its calls; dropped where the job is ending already. */
  fail(error: unknown): void {
    if (!this.#state.canBecome("FAILING")) return;
    this.#failure ??= { error };
    this.#attempt?.fail(error);
    this.#interrupted.resolve({ error });
  }

  /** Called by the attempt when everything is open. */
  onRunning(): void {
    if (this.#state.canBecome("RUNNING")) this.#state.transition("RUNNING");
  }

  /** Runs the attempt and settles the outcome, `beforeSettled` first. Called once; never rejects. */
  async run(attempt: Attempt, beforeSettled: (outcome: JobOutcome) => void): Promise<JobOutcome> {
    this.#attempt = attempt;
    if (this.#state.canBecome("CREATED")) this.#state.transition("CREATED");
    const outcome = await this.#execute(attempt);
    beforeSettled(outcome);
    this.#ended.resolve(outcome);
    return outcome;
  }

  async #execute(attempt: Attempt): Promise<JobOutcome> {
    if (this.#isCancelRequested) attempt.stop();
    const running = attempt.run().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    // An attempt that is to end early may hang in a user's open(): its close, with a limit, waits for that.
    const failure = await Promise.race([running, this.#interrupted.promise]);
    if (this.#isCancelRequested) return this.#endCanceled(attempt);
    if (failure !== undefined) return this.#endFailed(attempt, failure.error);
    const closeFailures = await attempt.close();
    if (this.#isCancelRequested) return this.#endCanceled(attempt);
    const [first] = closeFailures;
    if (this.#failure !== undefined) return this.#endFailed(attempt, this.#failure.error);
    if (first !== undefined) return this.#endFailed(attempt, first);
    let accumulators: ReadonlyMap<string, unknown>;
    try {
      accumulators = this.accumulators();
    } catch (error) {
      return this.#endFailed(attempt, error);
    }
    this.#state.transition("FINISHED");
    const netRuntimeMs = Math.round(this.#ports.scheduler.monotonicNow() - this.#startedMs);
    return {
      type: "finished",
      result: {
        jobId: this.jobId,
        jobName: this.jobName,
        netRuntimeMs,
        accumulators,
        metrics: this.metrics(),
      },
    };
  }

  async #endFailed(attempt: Attempt, error: unknown): Promise<JobOutcome> {
    this.#state.transition("FAILING");
    await this.#closeWithin(attempt, CLOSE_LIMIT_MS);
    this.#state.transition("FAILED");
    return { type: "failed", error };
  }

  async #endCanceled(attempt: Attempt): Promise<JobOutcome> {
    await this.#closeWithin(attempt, CLOSE_LIMIT_MS);
    this.#state.transition("CANCELED");
    return { type: "canceled", error: streamError("ENGINE_JOB_CANCELED", { job: this.jobName }) };
  }

  /** Closes; what fails or takes too long is said, not raised: the job has another outcome already. */
  async #closeWithin(attempt: Attempt, limitMs: number): Promise<void> {
    const { logger, scheduler } = this.#ports;
    const limit = Promise.withResolvers<"limit">();
    const cancelTimer = scheduler.timer(limitMs, () => limit.resolve("limit"));
    const failures = await Promise.race([attempt.close(), limit.promise]);
    cancelTimer();
    if (failures === "limit") {
      logger.warn(
        { job: this.jobName, limitMs },
        "The job did not close in time and is left as it is.",
      );
      return;
    }
    for (const failure of failures) {
      logger.warn(
        { job: this.jobName, error: failure },
        "Closing failed while the job was ending.",
      );
    }
  }
}
