/**
 * SQL_DATE, SQL_TIME, SQL_TIMESTAMP and INSTANT: Temporal's values.
 *
 * Accepted: values of any Temporal implementation, ISO text, and `Date`, which is read in UTC so that no result depends
 * on the machine. Texts are Java's: `12:00:00` (whole seconds), `2021-01-09 12:00:00.011`.
 */
import { Temporal, temporalClassOf, temporalIsoText } from "../temporal.ts";
import type { TypeKind } from "../type-information.ts";
import { wrongValue } from "../wrong-value.ts";
import { ScalarType } from "./scalar.ts";

/** A calendar date. */
export const SQL_DATE_TYPE: ScalarType<Temporal.PlainDate, Temporal.PlainDate | Date | string> =
  temporalType({
    kind: "SQL_DATE",
    className: "PlainDate",
    parse: (text) => Temporal.PlainDate.from(text),
    fromDate: (iso) => iso.slice(0, iso.indexOf("T")),
    toText: (value) => temporalIsoText(value),
  });

/** A time of day; its text has whole seconds, its value keeps nanoseconds. */
export const SQL_TIME_TYPE: ScalarType<Temporal.PlainTime, Temporal.PlainTime | Date | string> =
  temporalType({
    kind: "SQL_TIME",
    className: "PlainTime",
    parse: (text) => Temporal.PlainTime.from(text),
    fromDate: (iso) => iso.slice(iso.indexOf("T") + 1, -1),
    toText: (value) => value.toString({ smallestUnit: "second" }),
  });

/** A date and time without a zone. */
export const SQL_TIMESTAMP_TYPE: ScalarType<
  Temporal.PlainDateTime,
  Temporal.PlainDateTime | Date | string
> = temporalType({
  kind: "SQL_TIMESTAMP",
  className: "PlainDateTime",
  parse: (text) => Temporal.PlainDateTime.from(text),
  fromDate: (iso) => iso.slice(0, -1),
  toText(value) {
    const text = temporalIsoText(value).replace("T", " ");
    return text.includes(".") ? text : `${text}.0`;
  },
});

/** A moment. */
export const INSTANT_TYPE: ScalarType<Temporal.Instant, Temporal.Instant | Date | string> =
  temporalType({
    kind: "INSTANT",
    className: "Instant",
    parse: (text) => Temporal.Instant.from(text),
    fromDate: (iso) => iso,
    toText(value) {
      const [seconds = "", fraction] = value.toString().slice(0, -1).split(".");
      return fraction === undefined
        ? `${seconds}Z`
        : `${seconds}.${fraction.padEnd(Math.ceil(fraction.length / 3) * 3, "0")}Z`;
    },
  });

interface TemporalDefinition<V extends object> {
  readonly kind: TypeKind;
  readonly className: "PlainDate" | "PlainTime" | "PlainDateTime" | "Instant";
  parse(isoText: string): V;
  /** The part of a `Date`'s ISO text that is meant. */
  fromDate(iso: string): string;
  toText(value: V): string;
}

function temporalType<V extends object>(
  definition: TemporalDefinition<V>,
): ScalarType<V, V | Date | string> {
  const { kind, className } = definition;
  return new ScalarType<V, V | Date | string>({
    kind,
    text: kind,
    // our implementation's, and with the ISO calendar: what another calendar shows is not part of the type
    isValue: (value) =>
      typeof value === "object" &&
      value !== null &&
      temporalClassOf(value) === className &&
      value instanceof Temporal[className] &&
      (!("calendarId" in value) || value.calendarId === "iso8601"),
    convert(input, path) {
      try {
        if (typeof input === "string") return inIsoCalendar(definition.parse(input));
        if (input instanceof Date)
          return definition.parse(definition.fromDate(input.toISOString()));
        if (typeof input === "object" && input !== null && temporalClassOf(input) === className)
          return definition.parse(temporalIsoText(input));
      } catch (cause) {
        throw wrongValue(input, path, kind, cause);
      }
      throw wrongValue(input, path, kind);
    },
    toText: (value) => definition.toText(value),
  });

  function inIsoCalendar(value: V): V {
    const isIso = !("calendarId" in value) || value.calendarId === "iso8601";
    return isIso ? value : definition.parse(temporalIsoText(value));
  }
}
