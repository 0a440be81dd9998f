/**
 * How far a job is: the data behind the progress line, the closing summary, and whoever else listens.
 *
 * Taken between slices from counters that are there anyway; nothing is counted for it.
 * @internal
 */

import type { SourceProgress } from "../connector/source.ts";
import type { JobStatusName } from "../plan/executor.ts";
import type { SourceDriver } from "../runtime/sources/source-driver.ts";
import type { Subtask } from "../runtime/subtask.ts";

/** One look at a job. */
export interface JobProgress {
  readonly jobName: string;
  readonly status: JobStatusName;
  readonly elapsedMs: number;
  /** Records that sources have read. */
  readonly readCount: number;
  /** Records that sinks have written. */
  readonly writtenCount: number;
  /** Records that could not be decoded and were left out. */
  readonly rejectedCount: number;
  /** Records read per second since the look before this one; over all of the job in the summary. */
  readonly readPerSecond: number;
  /** Part of the input that is read, 0 to 1; `undefined` where a source does not know its end. */
  readonly share: number | undefined;
}

/** Told from time to time while a job runs, and once when it has ended. */
export interface ProgressListener {
  onProgress(progress: JobProgress): void;
  onEnd(progress: JobProgress): void;
}

/** Sums of one job's counters. */
export interface ProgressCounts {
  readonly readCount: number;
  readonly writtenCount: number;
  readonly rejectedCount: number;
  readonly share: number | undefined;
}

/** Adds the subtasks' counters up. */
export function progressCounts(subtasks: readonly Subtask[]): ProgressCounts {
  let readCount = 0;
  let writtenCount = 0;
  let rejectedCount = 0;
  let done = 0;
  let total: number | undefined = 0;
  for (const { driver, sinks } of subtasks) {
    for (const sink of sinks) writtenCount += sink.writtenCount;
    if (driver === undefined) continue;
    readCount += driver.readCount;
    rejectedCount += driver.rejectedCount;
    const progress = progressOf(driver);
    done += progress?.done ?? 0;
    total =
      total === undefined || progress?.total === undefined ? undefined : total + progress.total;
  }
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  return { readCount, writtenCount, rejectedCount, share };
}

/** What a reader throws here says nothing about the job: only the share is not known then. */
function progressOf(driver: SourceDriver): SourceProgress | undefined {
  try {
    return driver.progress();
  } catch {
    return undefined;
  }
}
