/**
 * What a command hands to the program that it starts: configuration, arguments and what is wanted, in one environment
 * variable.
 *
 * Pure: reading and writing the environment is for commands and entry points. The form is private to one version of the
 * package, and says which one.
 */
import { streamError } from "../base/stream-error.ts";

/** The environment variable that carries the settings. */
export const PROGRAM_SETTINGS_VARIABLE = "MILLRACE_PROGRAM";

/** Version of the text form. */
const FORMAT_VERSION = 1;

/** `run`: jobs run. `explain`: the plan of the first job is shown instead. */
export type ProgramMode = "run" | "explain";

/** How a program was started. */
export interface ProgramSettings {
  /** Settings under the program's own: `-p`, `-D`. */
  readonly configuration: ReadonlyMap<string, string>;
  /** The program's own arguments. */
  readonly arguments: readonly string[];
  readonly mode: ProgramMode;
  /** Machine-readable output: the plan as JSON, messages as JSON lines. */
  readonly json: boolean;
  /** In the mode `explain`: the plan as a Mermaid flowchart instead of text. */
  readonly mermaid: boolean;
}

/** The text of settings, for `PROGRAM_SETTINGS_VARIABLE`. */
export function serializeProgramSettings(settings: ProgramSettings): string {
  return JSON.stringify({
    version: FORMAT_VERSION,
    mode: settings.mode,
    json: settings.json,
    mermaid: settings.mermaid,
    configuration: Object.fromEntries(settings.configuration),
    arguments: settings.arguments,
  });
}

/** Reads what `serializeProgramSettings` wrote; throws `PROGRAM_BAD_SETTINGS` naming what is wrong. */
export function parseProgramSettings(text: string): ProgramSettings {
  const fields = fieldsOf(parseJson(text), "it is not an object");
  if (fields.get("version") !== FORMAT_VERSION) {
    throw badSettings(
      `its version is ${JSON.stringify(fields.get("version"))}, not ${FORMAT_VERSION}`,
    );
  }
  const mode = fields.get("mode");
  if (mode !== "run" && mode !== "explain") throw badSettings("mode is neither run nor explain");
  return {
    configuration: configurationOf(fields.get("configuration")),
    arguments: argumentsOf(fields.get("arguments")),
    mode,
    json: booleanOf(fields, "json"),
    mermaid: booleanOf(fields, "mermaid"),
  };
}

function booleanOf(fields: ReadonlyMap<string, unknown>, name: string): boolean {
  const value = fields.get(name);
  if (typeof value !== "boolean") throw badSettings(`${name} is neither true nor false`);
  return value;
}

function configurationOf(value: unknown): Map<string, string> {
  const configuration = new Map<string, string>();
  for (const [key, setting] of fieldsOf(value, "configuration is not an object")) {
    if (typeof setting !== "string") throw badSettings(`the setting ${key} is not a text`);
    configuration.set(key, setting);
  }
  return configuration;
}

function argumentsOf(value: unknown): string[] {
  if (!Array.isArray(value)) throw badSettings("arguments is not a list");
  return value.map((argument: unknown, index) => {
    if (typeof argument !== "string") throw badSettings(`the argument ${index} is not a text`);
    return argument;
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badSettings("it is not JSON", error);
  }
}

function fieldsOf(value: unknown, problem: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw badSettings(problem);
  return new Map(Object.entries(value));
}

function badSettings(problem: string, cause?: unknown): Error {
  return streamError("PROGRAM_BAD_SETTINGS", { problem }, { cause });
}
