/** Java date patterns (`yyyy-MM-dd--HH`), as far as names of directories need them. */
import { streamError } from "../../base/stream-error.ts";

type DateField = "year" | "month" | "day" | "hour" | "minute" | "second";
type Part = string | { readonly field: DateField; readonly width: number };

const FIELDS = new Map<string, DateField>([
  ["y", "year"], ["u", "year"], ["M", "month"], ["d", "day"], ["H", "hour"], ["m", "minute"], ["s", "second"],
]); // biome-ignore format: a table

/**
 * Compiles a pattern of `y u M d H m s`, text in quotes and other characters into a function of milliseconds since 1970.
 * Without a time zone it is the system's. Other letters and unknown zones are `CONNECTOR_INVALID_OPTION`.
 */
export function datePattern(
  pattern: string,
  timezoneId: string | undefined,
): (timestampMs: number) => string {
  const parts = parse(pattern);
  const format = formatIn(timezoneId);
  let lastSecond = Number.NaN;
  let lastText = "";
  return (timestampMs) => {
    const second = Math.floor(timestampMs / 1000);
    if (second === lastSecond) return lastText;
    const fields = new Map(
      format.formatToParts(second * 1000).map((part) => [part.type as string, part.value]),
    );
    lastText = parts
      .map((part) => (typeof part === "string" ? part : fieldText(fields, part.field, part.width)))
      .join("");
    lastSecond = second;
    return lastText;
  };
}

function fieldText(fields: ReadonlyMap<string, string>, field: DateField, width: number): string {
  const digits = String(Number(fields.get(field)));
  // Two letters of a year are its last two digits, as in Java.
  return field === "year" && width === 2
    ? digits.slice(-2).padStart(2, "0")
    : digits.padStart(width, "0");
}

function parse(pattern: string): Part[] {
  const parts: Part[] = [];
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    const first = token.charAt(0);
    const field = FIELDS.get(first);
    if (field !== undefined) parts.push({ field, width: token.length });
    else if (first === "'" && token.length > 1)
      parts.push(token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'"));
    else if (/[A-Za-z']/.test(first))
      throw invalid("formatStr", pattern, "a date pattern of y, M, d, H, m, s");
    else parts.push(token);
  }
  return parts;
}

function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    calendar: "gregory", numberingSystem: "latn", hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  }; // biome-ignore format: two lines of one kind each
  try {
    return new Intl.DateTimeFormat(
      "en-US",
      timeZone === undefined ? options : { ...options, timeZone },
    );
  } catch (cause) {
    throw streamError(
      "CONNECTOR_INVALID_OPTION",
      invalidValues("timezoneId", timeZone, "a time zone"),
      { cause },
    );
  }
}

function invalid(option: string, value: string, expected: string): Error {
  return streamError("CONNECTOR_INVALID_OPTION", invalidValues(option, value, expected));
}

function invalidValues(
  option: string,
  value: unknown,
  expected: string,
): Record<"option" | "value" | "expected", unknown> {
  return { option, value, expected };
}
