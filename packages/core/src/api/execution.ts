/**
 * From a plan to a running job: settings are looked at, the start's wishes obeyed, the engine loaded.
 *
 * X1: what the user sees of a plan is taken when the call is made, not later: nothing of this waits before `takePlan`.
 */
import { findingsOf } from "../base/config-findings.ts";
import type { Logger } from "../base/logger.ts";
import type { RunningJob } from "../plan/executor.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import type { Host } from "./host.ts";

/** Runs plans of one environment. */
export class Execution {
  private readonly host: Host;
  /** Warnings already given: each once per environment. */
  private readonly said = new Set<string>();

  constructor(host: Host) {
    this.host = host;
  }

  /** Submits a plan. Rejects before anything ran where a setting or the plan does not allow it. */
  async submit(plan: StreamPlan, logger: Logger | undefined): Promise<RunningJob> {
    await this.host.beforeExecute(plan);
    this.checkSettings(plan, logger ?? this.host.createLogger(plan.configuration));
    const executor = await this.host.executor();
    return executor.submit(plan, { logger });
  }

  private checkSettings(plan: StreamPlan, logger: Logger): void {
    const findings = findingsOf(plan.configuration);
    const problem = findings.find((finding) => finding.level === "error");
    if (problem !== undefined) throw problem.error;
    for (const { error } of findings) {
      if (this.said.has(error.message)) continue;
      this.said.add(error.message);
      logger.warn({ code: error.code, hint: error.hint }, error.message);
    }
  }
}
