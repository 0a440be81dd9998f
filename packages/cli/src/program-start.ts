/**
 * Starts a program as a Node process of its own for `run` and `explain`: settings in, exit code out.
 *
 * Lies beside report-failures.ts, in the sources and among the bundles alike, because it names that file by path.
 */
import { type RunFlags, settingsOf } from "./settings.ts";

/** A program as the command line names it. */
export interface NamedProgram {
  readonly file: string;
  /** The program's own arguments. */
  readonly args: readonly string[];
  readonly flags: RunFlags;
}

/**
 * Starts the program and resolves with its exit code. `defaults` are settings under those of the command line.
 *
 * Rejects with `CLI_USAGE` or a code of starting programs before anything was started.
 */
export async function startNamedProgram(
  { file, args, flags }: NamedProgram,
  mode: "run" | "explain",
  defaults: Readonly<Record<string, string>>,
): Promise<number> {
  const { createNodeProcessLauncher, nodePorts, startProgram, streamError } = await import(
    "millrace/unstable/program"
  );
  const read = settingsOf(flags);
  if ("problem" in read) throw streamError("CLI_USAGE", { problem: read.problem });
  const configuration = new Map(Object.entries({ ...defaults, ...read.settings }));
  const settings = {
    configuration,
    arguments: args,
    mode,
    json: flags.json === true,
    mermaid: flags.mermaid === true,
  };
  const launcher = createNodeProcessLauncher();
  return startProgram(
    { file, settings, nodeFlags },
    { launcher, fileSystem: nodePorts().fileSystem },
  );
}

const extension: string = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const nodeFlags: readonly string[] = [
  // A lone job.ts without a package.json runs all the same; the warning about it would hide the job's own output.
  "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
  "--import",
  new URL(`./report-failures${extension}`, import.meta.url).href,
];
