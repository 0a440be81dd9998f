/**
 * Everything around a running job that the job itself need not know: process, closed output, progress, unasked failures.
 *
 * All of it is taken back when the job has ended.
 * @internal
 */

import { formatError } from "../base/format-error.ts";
import type { Cancel, Ports } from "../base/ports.ts";
import type { JobGraph } from "../plan/job-graph.ts";
import type { Attempt } from "./attempt.ts";
import type { EngineSettings } from "./engine-settings.ts";
import type { Job, JobOutcome } from "./job.ts";
import type { ProcessWatch } from "./process-watch.ts";
import { type ProgressListener, progressCounts } from "./progress.ts";
import { ProgressLine } from "./progress-line.ts";
import { ProgressReporter } from "./progress-reporter.ts";

export interface SupervisedJob {
  readonly job: Job;
  readonly attempt: Attempt;
  readonly graph: JobGraph;
  readonly settings: EngineSettings;
  readonly ports: Ports;
  readonly watch: ProcessWatch | undefined;
}

/** In `auto`, how long a job runs before its progress is shown. */
const PROGRESS_AFTER_MS = 2000;

/** Starts the job and watches over it to its end. */
export function superviseJob(supervised: SupervisedJob): void {
  const { job, attempt, ports, watch } = supervised;
  const { deployment } = attempt;
  const reporter = new ProgressReporter(
    job,
    deployment,
    ports.scheduler,
    progressListeners(supervised),
  );
  const unwatch = watch?.watch({
    job,
    activity: () => {
      const { readCount, writtenCount } = progressCounts(deployment.subtasks);
      return readCount + writtenCount;
    },
    waitingFor: () => deployment.worker.waitingFor(),
  });
  const cancelClosed = cancelWhenOutputCloses(supervised);
  reporter.start();
  const run = (): Promise<JobOutcome> =>
    job.run(attempt, () => {
      reporter.end();
      cancelClosed();
      unwatch?.();
    });
  const running = ports.process === undefined ? run() : ports.process.runOwned(job, run);
  // `void`: run() never rejects, and reporting neither.
  void running.then((outcome) =>
    outcome.type === "failed" ? reportUnasked(job, outcome.error, ports) : undefined,
  );
}

/** Like an unhandled rejection: who asks within the same turn of the loop has asked. */
async function reportUnasked(job: Job, error: unknown, ports: Ports): Promise<void> {
  await ports.scheduler.yieldToIo();
  if (job.isObserved) return;
  ports.stderr.write(
    `The job ${job.jobName} failed, and nobody asked for its result.\n${formatError(error, { cwd: "" })}\n`,
  );
  ports.process?.setExitCode(1);
}

/** `| head`: nobody reads what the job prints any more. */
function cancelWhenOutputCloses({ job, graph, ports, watch }: SupervisedJob): Cancel {
  if (!printsToStdout(graph)) return () => {};
  return ports.stdout.onClosed(() => {
    // `void`: cancel() never rejects.
    void (watch === undefined ? job.cancel() : watch.endAfterClosedOutput(job));
  });
}

function progressListeners({ settings, graph, ports }: SupervisedJob): readonly ProgressListener[] {
  const isTerminal = ports.process?.isStderrTerminal === true;
  switch (settings.progress) {
    case "off":
      return [];
    case "on":
      return [new ProgressLine({ stderr: ports.stderr, isTerminal, afterMs: 0 })];
    case "auto":
      if (!isTerminal || printsToStdout(graph)) return [];
      return [new ProgressLine({ stderr: ports.stderr, isTerminal, afterMs: PROGRESS_AFTER_MS })];
  }
}

function printsToStdout(graph: JobGraph): boolean {
  return graph.vertices.some(({ operators }) =>
    operators.some(({ node }) => node.kind === "sink" && node.sink.writesToStdout === true),
  );
}
