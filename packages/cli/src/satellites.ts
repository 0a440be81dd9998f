/**
 * Commands that come with packages of their own: `millrace kafka …` is `@millrace/connector-kafka/cli`.
 *
 * A satellite exports `run(args)` from its `./cli` entry and returns the exit code. It is looked up from the folder in
 * which the command runs, because it is a dependency of the user's project, not of this package.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A command and the package that has it. */
export interface Satellite {
  readonly command: string;
  readonly packageName: string;
}

const satellites: readonly Satellite[] = [
  { command: "kafka", packageName: "@millrace/connector-kafka" },
  { command: "jdbc", packageName: "@millrace/connector-jdbc" },
  { command: "flink", packageName: "@millrace/flink" },
];

/** The satellite that has the command `name`, if any. */
export function satelliteOf(name: string | undefined): Satellite | undefined {
  return satellites.find((satellite) => satellite.command === name);
}

/** Runs a satellite's command and returns its exit code; `CLI_PACKAGE_MISSING` where the package is not installed. */
export async function runSatellite(satellite: Satellite, args: readonly string[]): Promise<number> {
  const entry = entryOf(satellite.packageName);
  if (entry === undefined) {
    const { streamError } = await import("millrace/unstable/program");
    throw streamError("CLI_PACKAGE_MISSING", {
      command: satellite.command,
      package: satellite.packageName,
    });
  }
  // The contract of a satellite's `./cli` entry, as the header says.
  const module = (await import(pathToFileURL(entry).href)) as {
    run(args: readonly string[]): Promise<number>;
  };
  return module.run(args);
}

function entryOf(packageName: string): string | undefined {
  try {
    return createRequire(join(process.cwd(), "package.json")).resolve(`${packageName}/cli`);
  } catch {
    return undefined;
  }
}
