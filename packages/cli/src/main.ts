/**
 * The entry of the `millrace` command: reads the arguments, runs one command, sets the exit code.
 *
 * Light on purpose: a command's module, the prompts and the program starter are imported when the command runs. Nothing
 * here calls `process.exit`, so that what was written to a pipe arrives.
 */
import { exitCodes } from "./exit-codes.ts";

/**
 * Runs the command line `args` (without node and the script) and sets `process.exitCode`; never rejects for what a user
 * can do wrong.
 */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  try {
    process.exitCode = await runCommandLine(args);
  } catch (error) {
    const { reportError } = await import("./report-error.ts");
    process.exitCode = await reportError(error, args.includes("--json"));
  }
}

async function runCommandLine(args: readonly string[]): Promise<number> {
  const { satelliteOf } = await import("./satellites.ts");
  const satellite = satelliteOf(args[0]);
  if (satellite !== undefined) {
    const { runSatellite } = await import("./satellites.ts");
    return runSatellite(satellite, args.slice(1));
  }
  const { CommanderError } = await import("commander");
  const { createCommandLine } = await import("./command-line.ts");
  let exitCode: number = exitCodes.ok;
  const commandLine = createCommandLine((code) => {
    exitCode = code;
  });
  try {
    if (args.length === 0) {
      commandLine.outputHelp({ error: true });
      return exitCodes.usage;
    }
    await commandLine.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has written its sentence; help and version are no errors.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  return exitCode;
}
