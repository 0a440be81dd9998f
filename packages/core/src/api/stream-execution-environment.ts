/**
 * `StreamExecutionEnvironment`: where a program begins. Makes streams out of sources, and runs what was built.
 *
 * Building is synchronous and lazy: nothing runs before `execute`, `executeAsync` or `executeAndCollect`.
 */
import { Configuration } from "../base/configuration.ts";
import { explain } from "../plan/explain.ts";
import { explainAsMermaid } from "../plan/explain-mermaid.ts";
import { executionPlan } from "../plan/plan-json.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import { type CallSite, callSite, wrongType } from "./call-site.ts";
import { requireText } from "./check-arguments.ts";
import { EnvironmentSources } from "./environment-sources.ts";
import type { JobSettings } from "./graph-builder.ts";
import { currentHost, type Host } from "./host.ts";
import { JobClient } from "./job-client.ts";
import { JobExecutionResult } from "./job-execution-result.ts";
import { createStreamContext, type JobRunner } from "./stream-classes.ts";
import type { StreamContext } from "./stream-context.ts";

const DEFAULT_JOB_NAME = "Flink Streaming Job";
const NAME_KEY = "pipeline.name";

/** What `explain` takes. */
export interface ExplainOptions {
  /** `text` (default): lines for people. `mermaid`: a flowchart, as Markdown of many hosts shows it. */
  readonly format?: "text" | "mermaid" | undefined;
}

/** The start of a program. Flink: `StreamExecutionEnvironment`. */
export class StreamExecutionEnvironment extends EnvironmentSources implements AsyncDisposable {
  /** @internal */
  protected readonly streams: StreamContext;
  private readonly runner: JobRunner;

  /** @internal */
  private constructor(host: Host, configuration: Configuration) {
    super(configuration);
    const { context, runner } = createStreamContext(this, host, {
      logger: () => this.logger,
      jobSettings: (jobName) => this.jobSettings(jobName),
    });
    this.streams = context;
    this.runner = runner;
  }

  /**
   * The environment of this program: the embedded engine, or what the command line chose. Settings of the start are
   * under those of `configuration`, those under the ones the program makes.
   */
  static getExecutionEnvironment(configuration?: Configuration): StreamExecutionEnvironment {
    const at = callSite(
      StreamExecutionEnvironment,
      "StreamExecutionEnvironment.getExecutionEnvironment",
    );
    if (configuration !== undefined && !(configuration instanceof Configuration)) {
      throw wrongType(at, "configuration", configuration, "a Configuration");
    }
    const host = currentHost();
    const effective = new Configuration(host.startConfiguration());
    if (configuration !== undefined) effective.addAll(configuration);
    return new StreamExecutionEnvironment(host, effective);
  }

  /** The embedded engine, with a parallelism. */
  static createLocalEnvironment(
    parallelism?: number,
    configuration?: Configuration,
  ): StreamExecutionEnvironment {
    const env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    return parallelism === undefined ? env : env.setParallelism(parallelism);
  }

  /** Runs the job; resolves when it has ended well, rejects with the user's error. The environment is empty again afterwards. */
  async execute(jobName?: string): Promise<JobExecutionResult> {
    const at = callSite(this, "StreamExecutionEnvironment.execute");
    const job = await this.runner.submit(at, checkedName(at, jobName));
    return new JobExecutionResult(await job.result());
  }

  /** Starts the job; resolves once it is submitted. */
  async executeAsync(jobName?: string): Promise<JobClient> {
    const at = callSite(this, "StreamExecutionEnvironment.executeAsync");
    return new JobClient(await this.runner.submit(at, checkedName(at, jobName)));
  }

  /** The plan as Flink's JSON. Ask before `execute()`. */
  getExecutionPlan(): string {
    return executionPlan(this.plan());
  }

  /**
   * The plan for people: chains, edges, what is on the general serializer, stateful operators without uid. Ask before
   * `execute()`.
   */
  explain(options?: ExplainOptions): string {
    const at = callSite(this, "StreamExecutionEnvironment.explain");
    const format: unknown = options?.format ?? "text";
    if (format === "text") return explain(this.plan());
    if (format === "mermaid") return explainAsMermaid(this.plan());
    throw wrongType(at, "format", format, '"text" or "mermaid"');
  }

  /** Drops what cached streams keep in memory. */
  async close(): Promise<void> {
    this.streams.graph.clearCaches();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  private plan(): StreamPlan {
    return this.streams.graph.plan(this.jobSettings(undefined));
  }

  private jobSettings(name: string | undefined): JobSettings {
    return {
      jobName: name ?? this.configuration.getString(NAME_KEY, DEFAULT_JOB_NAME),
      configuration: this.configuration.toMap(),
      slotSharingGroups: this.slotResources(),
    };
  }
}

function checkedName(at: CallSite, jobName: string | undefined): string | undefined {
  return jobName === undefined ? undefined : requireText(at, "jobName", jobName);
}
