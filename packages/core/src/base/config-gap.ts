/** What there is to say about a key whose mechanism is not built. */
import type { ConfigType } from "./config-option.ts";
import { type KnownOption, known, widened } from "./config-options.ts";

/** Why a key is not in effect, and what `execute()` does about it. */
export interface ConfigGap {
  readonly option: KnownOption<unknown>;
  readonly reason: string;
  /** `warning`: the job runs and its result is the same; `error`: it would not be what was asked for. */
  readonly level: "warning" | "error";
  /** Values, as written, that ask for what happens anyway. */
  readonly harmless: readonly string[];
}

/** A family of keys that is not in effect as a whole. */
export interface ConfigGapFamily {
  readonly prefix: string;
  readonly reason: string;
  readonly level: "warning" | "error";
}

/** A key that is not in effect. `harmless`: values, as written, that ask for what happens anyway. */
export function gap<T>(
  level: ConfigGap["level"],
  option: KnownOption<T>,
  reason: string,
  ...harmless: string[]
): ConfigGap {
  return { option: widened(option), reason, level, harmless };
}

/** A key that is described here only; setting it is a warning. */
export function unbuilt<Value extends {}>(
  key: string,
  type: ConfigType<Value>,
  defaultValue: Value,
  description: string,
  reason: string,
): ConfigGap {
  return gap("warning", known(key, type, defaultValue, description), reason);
}
