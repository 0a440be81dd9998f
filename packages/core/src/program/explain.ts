/** `millrace explain`: the plan is taken at the program's first `execute()`, shown, and the process ends. */
import type { RecordOutput } from "../base/ports.ts";
import type { ProcessPort } from "../base/process-port.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import type { ProgramSettings } from "./settings.ts";

/** What showing a plan needs of the process. */
export interface ExplainPorts {
  readonly stdout: RecordOutput;
  readonly process: Pick<ProcessPort, "exit">;
}

/**
 * What is to be called with each plan before it runs. In the mode `explain` it writes the plan to standard output, as
 * text, as JSON or as a Mermaid flowchart, ends the process with 0 and never resolves; in the mode `run` it resolves at once.
 *
 * A plan with problems is shown too; its text lists them.
 */
export function createBeforeExecute(
  settings: Pick<ProgramSettings, "mode" | "json" | "mermaid">,
  ports: ExplainPorts,
): (plan: StreamPlan) => Promise<void> {
  if (settings.mode === "run") return () => Promise.resolve();
  return async (plan) => {
    const text = await textOf(plan, settings);
    if (!ports.stdout.write(text.endsWith("\n") ? text : `${text}\n`)) await ports.stdout.drained();
    ports.process.exit(0);
    // Where the process does not end at once (a test, a host of its own), the program must not go on either.
    await new Promise<never>(() => {});
  };
}

/** What renders plans is loaded when it is wanted: every program that runs comes by here. */
async function textOf(
  plan: StreamPlan,
  { json, mermaid }: Pick<ProgramSettings, "json" | "mermaid">,
): Promise<string> {
  if (json) return (await import("../plan/plan-json.ts")).executionPlan(plan);
  if (mermaid) return (await import("../plan/explain-mermaid.ts")).explainAsMermaid(plan);
  return (await import("../plan/explain.ts")).explain(plan);
}
