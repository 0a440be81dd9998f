/**
 * The bytes of dates and times: days since 1970-01-01 (4 bytes), nanoseconds of the day (8), both one after the other, and for
 * an instant the seconds since 1970-01-01T00:00Z (8) and the nanoseconds in the second (4).
 */
import { Temporal } from "../temporal.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";

const NANOS_PER_SECOND = 1_000_000_000;
const NANOS_PER_DAY = 86_400 * NANOS_PER_SECOND;
const DAYS_PER_ERA = 146_097; // 400 years
const DAYS_TO_EPOCH = 719_468; // from 0000-03-01 to 1970-01-01

export function writeDate(value: Temporal.PlainDate, output: ByteOutput): void {
  output.int32(epochDay(value));
}

export function readDate(input: ByteInput): Temporal.PlainDate {
  const start = input.position;
  const [year, month, day] = dateOfEpochDay(input.int32());
  return orDamaged(input, start, () => new Temporal.PlainDate(year, month, day));
}

export function writeTime(value: Temporal.PlainTime, output: ByteOutput): void {
  output.safeInteger(nanoOfDay(value));
}

export function readTime(input: ByteInput): Temporal.PlainTime {
  return new Temporal.PlainTime(...timeParts(input));
}

export function writeTimestamp(value: Temporal.PlainDateTime, output: ByteOutput): void {
  output.int32(epochDay(value));
  output.safeInteger(nanoOfDay(value));
}

export function readTimestamp(input: ByteInput): Temporal.PlainDateTime {
  const start = input.position;
  const date = dateOfEpochDay(input.int32());
  const time = timeParts(input);
  return orDamaged(input, start, () => new Temporal.PlainDateTime(...date, ...time));
}

export function writeInstant(value: Temporal.Instant, output: ByteOutput): void {
  const nanos = value.epochNanoseconds;
  const inSecond = BigInt.asUintN(64, ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n);
  output.safeInteger(Number((nanos - inSecond) / 1_000_000_000n));
  output.int32(Number(inSecond));
}

export function readInstant(input: ByteInput): Temporal.Instant {
  const start = input.position;
  const seconds = input.safeInteger();
  const nanos = input.int32();
  if (nanos < 0 || nanos >= NANOS_PER_SECOND)
    throw input.damaged(`${nanos} nanoseconds in a second`, start);
  return orDamaged(
    input,
    start,
    () => new Temporal.Instant(BigInt(seconds) * 1_000_000_000n + BigInt(nanos)),
  );
}

/** Howard Hinnant's days_from_civil: exact for every year, where `Date` ends and reads the years 0 to 99 as 1900 to 1999. */
function epochDay(value: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}): number {
  const year = value.month <= 2 ? value.year - 1 : value.year; // years begin in March
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((value.month + 9) % 12) + 2) / 5) + value.day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_EPOCH;
}

/** The inverse: year, month, day. */
function dateOfEpochDay(day: number): [number, number, number] {
  const shifted = day + DAYS_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [year, month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1];
}

function nanoOfDay(value: Temporal.PlainTime | Temporal.PlainDateTime): number {
  const seconds = (value.hour * 60 + value.minute) * 60 + value.second;
  const millis = seconds * 1000 + value.millisecond;
  return (millis * 1000 + value.microsecond) * 1000 + value.nanosecond;
}

type TimeParts = [number, number, number, number, number, number];

function timeParts(input: ByteInput): TimeParts {
  const start = input.position;
  const nanos = input.safeInteger();
  if (nanos < 0 || nanos >= NANOS_PER_DAY)
    throw input.damaged(`${nanos} nanoseconds of a day`, start);
  const micros = Math.floor(nanos / 1000);
  const millis = Math.floor(micros / 1000);
  const seconds = Math.floor(millis / 1000);
  const minutes = Math.floor(seconds / 60);
  return [
    Math.floor(minutes / 60),
    minutes % 60,
    seconds % 60,
    millis % 1000,
    micros % 1000,
    nanos % 1000,
  ];
}

function orDamaged<T>(input: ByteInput, start: number, create: () => T): T {
  try {
    return create();
  } catch (cause) {
    throw input.damaged("a date beyond the range of Temporal", start, cause);
  }
}
