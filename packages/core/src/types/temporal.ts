/**
 * Temporal: the runtime's own where there is one, else `temporal-polyfill`, loaded at the first use (start-up time).
 *
 * Types come from `temporal-polyfill`, never from a global: with an older `lib` that would silently be `any`. Values of
 * other implementations are recognised by `Symbol.toStringTag` and taken over by their ISO text.
 */
import type { Temporal as PolyfillTemporal } from "temporal-polyfill";
import { streamError } from "../base/stream-error.ts";

/** Temporal's classes. */
export type TemporalApi = typeof PolyfillTemporal;

/** The types that go with the value `Temporal`. */
export declare namespace Temporal {
  type Instant = PolyfillTemporal.Instant;
  type PlainDate = PolyfillTemporal.PlainDate;
  type PlainTime = PolyfillTemporal.PlainTime;
  type PlainDateTime = PolyfillTemporal.PlainDateTime;
  type PlainYearMonth = PolyfillTemporal.PlainYearMonth;
  type PlainMonthDay = PolyfillTemporal.PlainMonthDay;
  type ZonedDateTime = PolyfillTemporal.ZonedDateTime;
  type Duration = PolyfillTemporal.Duration;
}

// biome-ignore format: a table
const CLASS_NAMES = ["Instant", "PlainDate", "PlainTime", "PlainDateTime", "PlainYearMonth", "PlainMonthDay", "ZonedDateTime", "Duration", "Now"] as const;

/** `Temporal.PlainDate.from("2024-02-29")`: each class is loaded when it is first read. */
export const Temporal: TemporalApi = /* @__PURE__ */ lazyTemporal();

/** The name of a Temporal value's class in any implementation (`PlainDate`), `undefined` for other values. */
export function temporalClassOf(value: object): string | undefined {
  const tag: unknown = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]; // any object may have one
  return typeof tag === "string" && tag.startsWith("Temporal.")
    ? tag.slice("Temporal.".length)
    : undefined;
}

/** One canonical text of a Temporal value: ISO, without the calendar of plain values (which the ISO fields do not depend on). */
export function temporalIsoText(value: object): string {
  const isPlain = temporalClassOf(value)?.startsWith("Plain") === true;
  // Temporal's own method, told apart by the tag; PlainTime and others ignore the option
  return (value as Temporal.PlainDate).toString(isPlain ? { calendarName: "never" } : undefined);
}

function lazyTemporal(): TemporalApi {
  const lazy = {};
  for (const name of CLASS_NAMES) {
    const get = (): unknown => {
      const value = load()[name];
      Object.defineProperty(lazy, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(lazy, name, { get, enumerable: true, configurable: true });
  }
  Object.defineProperty(lazy, Symbol.toStringTag, { value: "Temporal" });
  return lazy as TemporalApi; // has a getter for every name
}

function load(): TemporalApi {
  const native: unknown = Reflect.get(globalThis, "Temporal");
  if (typeof native === "object" && native !== null) return native as TemporalApi; // the standard's object
  try {
    // Synchronous, so that a program may use `Temporal` in its first line; not an import, so that nobody pays who does not.
    const { createRequire } = process.getBuiltinModule("node:module");
    return createRequire(import.meta.url)("temporal-polyfill").Temporal;
  } catch (cause) {
    throw streamError("TYPE_TEMPORAL_MISSING", {}, { cause });
  }
}
