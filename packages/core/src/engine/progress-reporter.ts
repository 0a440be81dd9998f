/** Looks at a job every now and then and tells the listeners; a last time when it has ended. */
import type { Cancel, Scheduler } from "../base/ports.ts";
import type { Deployment } from "./deployment.ts";
import type { Job } from "./job.ts";
import {
  type JobProgress,
  type ProgressCounts,
  type ProgressListener,
  progressCounts,
} from "./progress.ts";

const LOOK_EVERY_MS = 500;

export class ProgressReporter {
  readonly #job: Job;
  readonly #deployment: Deployment;
  readonly #scheduler: Scheduler;
  readonly #listeners: readonly ProgressListener[];
  readonly #startedMs: number;
  #lastMs: number;
  #lastReadCount = 0;
  #lastShare: number | undefined;
  #cancelTimer: Cancel | undefined;

  constructor(
    job: Job,
    deployment: Deployment,
    scheduler: Scheduler,
    listeners: readonly ProgressListener[],
  ) {
    this.#job = job;
    this.#deployment = deployment;
    this.#scheduler = scheduler;
    this.#listeners = listeners;
    this.#startedMs = scheduler.monotonicNow();
    this.#lastMs = this.#startedMs;
  }

  start(): void {
    if (this.#listeners.length === 0) return;
    this.#cancelTimer = this.#scheduler.timer(LOOK_EVERY_MS, () => this.#look(), { unref: true });
  }

  /** Tells the final numbers. Called once, after the job has ended. */
  end(): void {
    this.#cancelTimer?.();
    if (this.#listeners.length === 0) return;
    const counts = this.#counts();
    const elapsedMs = this.#scheduler.monotonicNow() - this.#startedMs;
    const progress = this.#progress(counts, elapsedMs, perSecond(counts.readCount, elapsedMs));
    for (const listener of this.#listeners) listener.onEnd(progress);
  }

  #look(): void {
    const nowMs = this.#scheduler.monotonicNow();
    const counts = this.#counts();
    const rate = perSecond(counts.readCount - this.#lastReadCount, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    this.#lastReadCount = counts.readCount;
    const progress = this.#progress(counts, nowMs - this.#startedMs, rate);
    for (const listener of this.#listeners) listener.onProgress(progress);
    this.start();
  }

  /** Readers that have closed no longer say how far they were: the last share stays. */
  #counts(): ProgressCounts {
    const counts = progressCounts(this.#deployment.subtasks);
    this.#lastShare = counts.share ?? this.#lastShare;
    return { ...counts, share: this.#lastShare };
  }

  #progress(counts: ProgressCounts, elapsedMs: number, readPerSecond: number): JobProgress {
    return {
      jobName: this.#job.jobName,
      status: this.#job.status(),
      elapsedMs,
      readPerSecond,
      ...counts,
    };
  }
}

function perSecond(count: number, ms: number): number {
  return ms <= 0 ? 0 : (count * 1000) / ms;
}
