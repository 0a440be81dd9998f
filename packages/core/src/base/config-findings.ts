/**
 * Looks at all settings before a job starts: values that cannot be read, mechanisms that are not built, keys that mean
 * nothing here, unknown keys.
 */
import type { ConfigGap, ConfigGapFamily } from "./config-gap.ts";
import { configGapFamilies, configGaps } from "./config-gaps.ts";
import { parseConfigValue } from "./config-option.ts";
import { configOptions, type KnownOption } from "./config-options.ts";
import { isWithoutMeaning, optionsWithoutMeaning } from "./config-without-meaning.ts";
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
  /** True for a key that is accepted and means nothing here. */
  readonly isWithoutMeaning: boolean;
}

/**
 * Everything there is to say about a configuration, in the order of its keys; then those that mean nothing here together,
 * then the unknown ones together.
 *
 * Codes: `CONFIG_WRONG_VALUE` and `CONFIG_NOT_SUPPORTED` as errors, `CONFIG_NOT_IN_EFFECT`, `CONFIG_WITHOUT_MEANING` and
 * `CONFIG_UNKNOWN_KEY` as warnings.
 */
export function findingsOf(configuration: ReadonlyMap<string, string>): ConfigFinding[] {
  const lines = linesByKey();
  const findings: ConfigFinding[] = [];
  const keysWithoutMeaning: string[] = [];
  const unknownKeys: string[] = [];
  for (const [key, value] of configuration) {
    const line = lines.get(key);
    const family = configGapFamilies.find(({ prefix }) => key.startsWith(prefix));
    if (line !== undefined) {
      const found = findingsOfLine(line, key, value);
      const isMeant = found.length > 0 || !line.isWithoutMeaning;
      findings.push(...found);
      if (!isMeant && !asksForDefault(line.option, value)) keysWithoutMeaning.push(key);
    } else if (family !== undefined) findings.push(notInEffect(family, key, value));
    else if (isWithoutMeaning(key)) keysWithoutMeaning.push(key);
    else unknownKeys.push(key);
  }
  return [
    ...findings,
    ...aboutKeys("CONFIG_WITHOUT_MEANING", keysWithoutMeaning),
    ...aboutKeys("CONFIG_UNKNOWN_KEY", unknownKeys),
  ];
}

function aboutKeys(
  code: "CONFIG_WITHOUT_MEANING" | "CONFIG_UNKNOWN_KEY",
  keys: readonly string[],
): ConfigFinding[] {
  if (keys.length === 0) return [];
  return [{ level: "warning", error: streamError(code, { keys: keys.join(", ") }) }];
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
  const isHarmless = gap.harmless.includes(option.type.format(value));
  return isHarmless || asksForDefault(option, text) ? [] : [notInEffect(gap, key, text)];
}

/** True where a value is the default, however it is written. */
function asksForDefault({ type, defaultValue }: KnownOption<unknown>, text: string): boolean {
  const value = type.parse(text);
  if (value === undefined || defaultValue === null || defaultValue === undefined) return false;
  return type.format(defaultValue) === type.format(value);
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
  const add = (option: KnownOption<unknown>, about: Omit<Line, "option">): void => {
    for (const key of [option.key, ...option.formerKeys]) lines.set(key, { option, ...about });
  };
  for (const option of configOptions) add(option, { gap: undefined, isWithoutMeaning: false });
  for (const gap of configGaps) add(gap.option, { gap, isWithoutMeaning: false });
  for (const option of optionsWithoutMeaning)
    add(option, { gap: undefined, isWithoutMeaning: true });
  return lines;
}
