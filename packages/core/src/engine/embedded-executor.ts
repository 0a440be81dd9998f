/**
 * The embedded engine: a plan is checked, compiled and run on one worker in this thread.
 *
 * `submit` rejects before anything ran where plan, configuration or a function object has a problem. What happens
 * afterwards is the job's outcome; a failure that nobody asks for is printed and sets exit code 1.
 */
import { findingsOf } from "../base/config-findings.ts";
import { LOG_FORMAT, LOG_LEVEL, readOption } from "../base/config-options.ts";
import { createConsoleLogger } from "../base/console-logger.ts";
import { newJobId } from "../base/ids.ts";
import type { Logger } from "../base/logger.ts";
import type { Ports } from "../base/ports.ts";
import { compile } from "../plan/compile.ts";
import type { Executor, ExecutorOptions, RunningJob } from "../plan/executor.ts";
import type { JobGraph } from "../plan/job-graph.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import { requireValid } from "../plan/validate.ts";
import { createChain } from "../runtime/chain/create-chain.ts";
import { Attempt } from "./attempt.ts";
import { requireCachedFiles } from "./cached-files.ts";
import { deploy } from "./deployment.ts";
import { type EngineSettings, engineSettings } from "./engine-settings.ts";
import { Job } from "./job.ts";
import { superviseJob } from "./job-supervision.ts";
import { ProcessWatch } from "./process-watch.ts";

/** What tests ask of the engine beyond running jobs. */
export interface EmbeddedExecutorOptions {
  /** Called with each record before an operator gets it. */
  readonly inspectRecord?: ((value: unknown) => void) | undefined;
}

/** An executor whose jobs run in this process, through the ports of the host. Several jobs may run at a time. */
export function createEmbeddedExecutor(
  ports: Ports,
  { inspectRecord }: EmbeddedExecutorOptions = {},
): Executor {
  const watch =
    ports.process === undefined ? undefined : new ProcessWatch(ports.process, ports.scheduler);
  return {
    async submit(plan, options) {
      refuseConfiguration(plan);
      await requireCachedFiles(ports.fileSystem, plan.configuration);
      return startJob(plan, options, { ports, watch, inspectRecord });
    },
  };
}

/** What all jobs of an executor have in common. */
interface JobHost extends EmbeddedExecutorOptions {
  readonly ports: Ports;
  readonly watch: ProcessWatch | undefined;
}

function startJob(plan: StreamPlan, options: ExecutorOptions, host: JobHost): RunningJob {
  const { ports, watch } = host;
  const logger = options.logger ?? defaultLogger(ports, plan.configuration);
  logWarnings(plan, logger);
  const graph = compile(plan);
  const settings = engineSettings(graph.configuration);
  const job = new Job({
    jobId: newJobId(ports.random),
    jobName: graph.jobName,
    scheduler: ports.scheduler,
    logger,
  });
  const attempt = createAttempt(job, graph, settings, host, logger);
  superviseJob({ job, attempt, graph, settings, ports, watch });
  return job;
}

/** Settings that would change what the job does stop it; validation reports the plan's own problems. */
function refuseConfiguration(plan: StreamPlan): void {
  const refused = findingsOf(plan.configuration).find(({ level }) => level === "error");
  if (refused !== undefined) throw refused.error;
}

/** Settings that have no effect for one reason are one warning, whose field `settings` names all of them. */
function logWarnings(plan: StreamPlan, logger: Logger): void {
  const warnings = [
    ...requireValid(plan).map(({ error }) => error),
    ...findingsOf(plan.configuration)
      .filter(({ level }) => level === "warning")
      .map(({ error }) => error),
  ];
  const together = Map.groupBy(warnings, ({ values, message }) => values["reason"] ?? message);
  for (const errors of together.values()) {
    const [first] = errors;
    if (first === undefined) continue;
    const settings = errors.map(({ values }) => values["key"]).join(", ");
    // The message begins with the code and names the values.
    logger.warn(errors.length === 1 ? {} : { settings }, `${first.message} ${first.hint}`);
  }
}

function createAttempt(
  job: Job,
  graph: JobGraph,
  settings: EngineSettings,
  { ports, inspectRecord }: JobHost,
  logger: Logger,
): Attempt {
  const deployment = deploy(graph, {
    jobId: job.jobId,
    attempt: 0,
    ports,
    logger,
    settings,
    createChain,
    inspectRecord,
  });
  return new Attempt(deployment, {
    ports,
    logger,
    configuration: graph.configuration,
    onRunning: () => job.onRunning(),
  });
}

/** Where the program sets no logger: warnings and errors on standard error, as `log.level` and `log.format` say. */
function defaultLogger(ports: Ports, configuration: ReadonlyMap<string, string>): Logger {
  return createConsoleLogger({
    output: ports.stderr,
    now: () => ports.scheduler.now(),
    level: readOption(configuration, LOG_LEVEL),
    format: readOption(configuration, LOG_FORMAT),
    cwd: "",
  });
}
