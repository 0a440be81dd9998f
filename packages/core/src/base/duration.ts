/**
 * Spans of time, as PyFlink's `Duration` and `Time`: one immutable class under both names.
 *
 * Text forms are those of Flink's configuration (org.apache.flink.util.TimeUtils): one number, one unit, and
 * milliseconds where the unit is missing. Negative spans (window offsets) exist as numbers and objects, not as text.
 */
import { streamError } from "./stream-error.ts";

/** The units of the text forms. */
export type DurationUnit =
  | "ns" | "nano" | "nanos" | "nanosecond" | "nanoseconds"
  | "µs" | "micro" | "micros" | "microsecond" | "microseconds"
  | "ms" | "milli" | "millis" | "millisecond" | "milliseconds"
  | "s" | "sec" | "secs" | "second" | "seconds"
  | "m" | "min" | "minute" | "minutes"
  | "h" | "hour" | "hours"
  | "d" | "day" | "days"; // biome-ignore format: a line per unit

/** What every parameter that is a span of time accepts: a `Duration`, a number of milliseconds, or text such as `"5 s"`. */
export type DurationInput =
  | Duration
  | number
  | `${number} ${DurationUnit}`
  | `${number}${DurationUnit}`;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const unitMs: ReadonlyMap<string, number> = new Map<string, number>([
  ...namesOf(1e-6, "ns", "nano", "nanos", "nanosecond", "nanoseconds"),
  ...namesOf(1e-3, "µs", "micro", "micros", "microsecond", "microseconds"),
  ...namesOf(1, "", "ms", "milli", "millis", "millisecond", "milliseconds"),
  ...namesOf(SECOND_MS, "s", "sec", "secs", "second", "seconds"),
  ...namesOf(MINUTE_MS, "m", "min", "minute", "minutes"),
  ...namesOf(HOUR_MS, "h", "hour", "hours"),
  ...namesOf(DAY_MS, "d", "day", "days"),
]);

/** From the largest, with the name that `toString` writes. */
const writtenUnits: readonly (readonly [ms: number, name: string])[] = [
  [DAY_MS, "d"],
  [HOUR_MS, "h"],
  [MINUTE_MS, "min"],
  [SECOND_MS, "s"],
  [1, "ms"],
];

/**
 * A span of time; never changes. `Time` is the same class.
 *
 * @example
 * ```ts
 * import { Duration, Time } from "millrace";
 *
 * Duration.ofSeconds(5).equals(Time.seconds(5)); // => true
 * Duration.parse("1 min").toMillis(); // => 60000
 * ```
 */
export class Duration {
  readonly #ms: number;

  private constructor(ms: number) {
    if (!Number.isFinite(ms)) throw streamError("DURATION_WRONG_VALUE", { value: ms });
    this.#ms = ms;
    Object.freeze(this);
  }

  /** A span of nanoseconds; what is below one of them is kept only as far as a double can. */
  static ofNanos(nanos: number): Duration {
    return new Duration(nanos / 1e6);
  }

  static ofMillis(millis: number): Duration {
    return new Duration(millis);
  }

  static ofSeconds(seconds: number): Duration {
    return new Duration(seconds * SECOND_MS);
  }

  static ofMinutes(minutes: number): Duration {
    return new Duration(minutes * MINUTE_MS);
  }

  static ofHours(hours: number): Duration {
    return new Duration(hours * HOUR_MS);
  }

  static ofDays(days: number): Duration {
    return new Duration(days * DAY_MS);
  }

  /** `ofMillis` under the name of PyFlink's `Time`. */
  static milliseconds(milliseconds: number): Duration {
    return Duration.ofMillis(milliseconds);
  }

  /** `ofSeconds` under the name of PyFlink's `Time`. */
  static seconds(seconds: number): Duration {
    return Duration.ofSeconds(seconds);
  }

  /** `ofMinutes` under the name of PyFlink's `Time`. */
  static minutes(minutes: number): Duration {
    return Duration.ofMinutes(minutes);
  }

  /** `ofHours` under the name of PyFlink's `Time`. */
  static hours(hours: number): Duration {
    return Duration.ofHours(hours);
  }

  /** `ofDays` under the name of PyFlink's `Time`. */
  static days(days: number): Duration {
    return Duration.ofDays(days);
  }

  /** Reads a text form; throws `DURATION_WRONG_VALUE` where it is none. */
  static parse(text: string): Duration {
    const ms = parseDuration(text);
    if (ms === undefined)
      throw streamError("DURATION_WRONG_VALUE", { value: JSON.stringify(text) });
    return new Duration(ms);
  }

  /** Any accepted form as a `Duration`; throws `DURATION_WRONG_VALUE` for everything else. */
  static of(input: DurationInput): Duration {
    if (input instanceof Duration) return input;
    if (typeof input === "number") return new Duration(input);
    if (typeof input === "string") return Duration.parse(input);
    throw streamError("DURATION_WRONG_VALUE", { value: String(input) });
  }

  /** Whole milliseconds, rounded down. */
  toMillis(): number {
    return Math.floor(this.#ms);
  }

  /** `toMillis` under the name of PyFlink's `Time`. */
  toMilliseconds(): number {
    return this.toMillis();
  }

  equals(other: unknown): boolean {
    return other instanceof Duration && other.#ms === this.#ms;
  }

  /** The text form with the largest unit that divides it: `90 s` stays, `120 s` is `2 min`. */
  toString(): string {
    const ms = this.#ms;
    if (ms === 0) return "0 ms";
    if (!Number.isInteger(ms)) return `${Math.round(ms * 1e6)} ns`;
    const [size, name] = writtenUnits.find(([size]) => ms % size === 0) ?? [1, "ms"];
    return `${ms / size} ${name}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

export { Duration as Time };

/** Any accepted form as whole milliseconds; throws `DURATION_WRONG_VALUE` for everything else. */
export function toMillis(input: DurationInput): number {
  return Duration.of(input).toMillis();
}

/** Reads a text form as milliseconds, with fractions for units below; `undefined` where it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+)\s*([a-zµ]*)$/.exec(text.trim().toLowerCase());
  const unit = unitMs.get(match?.[2] ?? "?");
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

function namesOf(ms: number, ...names: string[]): [string, number][] {
  return names.map((name) => [name, ms]);
}
