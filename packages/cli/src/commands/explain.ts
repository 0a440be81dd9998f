/** `millrace explain`: the program is started and ends at its first `execute()`, whose plan it shows on stdout. */
import { startNamedProgram } from "../program-start.ts";
import type { RunFlags } from "../settings.ts";

/** Shows the plan and returns the program's exit code. */
export function explain(file: string, args: readonly string[], flags: RunFlags): Promise<number> {
  return startNamedProgram({ file, args, flags }, "explain", {});
}
