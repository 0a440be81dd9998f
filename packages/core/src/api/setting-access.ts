/** Reads and writes settings of a `Configuration` for the getters and setters of Flink's config classes, with checks at the user's call. */
import type { Configuration } from "../base/configuration.ts";
import { type DurationInput, parseDuration, toMillis } from "../base/duration.ts";
import { callSite, wrongType } from "./call-site.ts";
import { checkAt, requireInteger } from "./check-arguments.ts";

/** Milliseconds of a duration setting. */
export function millisOf(configuration: Configuration, key: string, defaultMs: number): number {
  const text = configuration.getString(key, undefined);
  return (text === undefined ? undefined : parseDuration(text)) ?? defaultMs;
}

/** Sets a duration of at least `fromMs`. */
export function putMillis(
  configuration: Configuration,
  key: string,
  input: DurationInput,
  call: {
    readonly method: string;
    readonly on: object;
    readonly parameter: string;
    readonly fromMs: number;
  },
): void {
  const at = callSite(call.on, call.method);
  const ms = checkAt(at, () => toMillis(input));
  if (ms < call.fromMs)
    throw wrongType(at, call.parameter, input, `a duration of at least ${call.fromMs} ms`);
  configuration.setString(key, `${ms} ms`);
}

/** Sets a whole number of at least `from`. */
export function putCount(
  configuration: Configuration,
  key: string,
  value: number,
  call: {
    readonly method: string;
    readonly on: object;
    readonly parameter: string;
    readonly from: number;
    readonly to?: number;
  },
): void {
  const at = callSite(call.on, call.method);
  configuration.setInteger(
    key,
    requireInteger(at, call.parameter, value, call.from, call.to ?? Number.MAX_SAFE_INTEGER),
  );
}

/** Sets one of the names. */
export function putName<Name extends string>(
  configuration: Configuration,
  key: string,
  name: Name,
  call: {
    readonly method: string;
    readonly on: object;
    readonly parameter: string;
    readonly names: Readonly<Record<Name, Name>>;
  },
): void {
  if (!Object.values(call.names).includes(name)) {
    throw wrongType(
      callSite(call.on, call.method),
      call.parameter,
      name,
      `one of ${Object.values(call.names).join(", ")}`,
    );
  }
  configuration.setString(key, name);
}

/** A name as a setting has it, in any case and with dashes; the default where it is none of the names. */
export function nameIn<Name extends string>(
  configuration: Configuration,
  key: string,
  names: Readonly<Record<Name, Name>>,
  defaultName: Name,
): Name {
  const text = configuration.getString(key, defaultName).trim().toUpperCase().replaceAll("-", "_");
  return Object.values<Name>(names).find((name) => name === text) ?? defaultName;
}
