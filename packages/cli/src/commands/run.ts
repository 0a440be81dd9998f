/** `millrace run`: the program runs, with a closing summary, and a progress line on a terminal. */
import { startNamedProgram } from "../program-start.ts";
import type { RunFlags } from "../settings.ts";

/** Runs the program and returns its exit code. */
export function run(file: string, args: readonly string[], flags: RunFlags): Promise<number> {
  // As JSON lines there is nothing to look at: what the log says is enough.
  const defaults = flags.json === true ? {} : { "execution.progress": "on" };
  return startNamedProgram({ file, args, flags }, "run", defaults);
}
