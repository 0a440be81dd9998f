/** Looks at all settings before a job starts: values that cannot be read, mechanisms that are not built, unknown keys. */
import {
  type ConfigGap,
  type ConfigGapFamily,
  configGapFamilies,
  configGaps,
} from "./config-gaps.ts";
import { parseConfigValue } from "./config-option.ts";
import { configOptions, type KnownOption } from "./config-options.ts";
import { StreamError, streamError } from "./stream-error.ts";

/** One thing to say about a configuration. An `error` keeps the job from starting; a `warning` is logged once. */
export interface ConfigFinding {
  readonly level: "warning" | "error";
  readonly error: StreamError;
}

/** A key's line of the table. */
interface Line {
  readonly option: KnownOption<unknown>;
  readonly gap: ConfigGap | undefined;
}

/**
 * Everything there is to say about a configuration, in the order of its keys; unknown keys together, last.
 *
 * Codes: `CONFIG_WRONG_VALUE` and `CONFIG_NOT_SUPPORTED` as errors, `CONFIG_NOT_IN_EFFECT` and `CONFIG_UNKNOWN_KEY` as
 * warnings.
 */
export function findingsOf(configuration: ReadonlyMap<string, string>): ConfigFinding[] {
  const lines = linesByKey();
  const findings: ConfigFinding[] = [];
  const unknownKeys: string[] = [];
  for (const [key, value] of configuration) {
    const line = lines.get(key);
    const family =
      line === undefined
        ? configGapFamilies.find(({ prefix }) => key.startsWith(prefix))
        : undefined;
    if (line !== undefined) findings.push(...findingsOfLine(line, key, value));
    else if (family !== undefined) findings.push(notInEffect(family, key, value));
    else unknownKeys.push(key);
  }
  if (unknownKeys.length > 0) {
    findings.push({
      level: "warning",
      error: streamError("CONFIG_UNKNOWN_KEY", { keys: unknownKeys.join(", ") }),
    });
  }
  return findings;
}

function findingsOfLine({ option, gap }: Line, key: string, text: string): ConfigFinding[] {
  let value: NonNullable<unknown>;
  try {
    value = parseConfigValue(key, option.type, text);
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    return [{ level: "error", error }];
  }
  if (gap === undefined) return [];
  const written = option.type.format(value);
  const asksForDefault =
    option.defaultValue !== null && option.type.format(option.defaultValue ?? "") === written;
  return asksForDefault || gap.harmless.includes(written) ? [] : [notInEffect(gap, key, text)];
}

function notInEffect(
  { level, reason }: ConfigGap | ConfigGapFamily,
  key: string,
  value: string,
): ConfigFinding {
  const code = level === "error" ? "CONFIG_NOT_SUPPORTED" : "CONFIG_NOT_IN_EFFECT";
  return { level, error: streamError(code, { key, value, reason }) };
}

function linesByKey(): Map<string, Line> {
  const lines = new Map<string, Line>();
  const add = (option: KnownOption<unknown>, gap: ConfigGap | undefined): void => {
    for (const key of [option.key, ...option.formerKeys]) lines.set(key, { option, gap });
  };
  for (const option of configOptions) add(option, undefined);
  for (const gap of configGaps) add(gap.option, gap);
  return lines;
}
