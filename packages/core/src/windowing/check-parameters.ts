/** Checks of the spans of time and the counts that assigners, triggers and evictors are made with. */
import { type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";

/** Millis of a span; `WINDOW_WRONG_PARAMETERS` where the rule does not hold. */
export function requireRule(
  what: string,
  rule: string,
  given: Readonly<Record<string, number>>,
  holds: boolean,
): void {
  if (holds && Object.values(given).every(Number.isFinite)) return;
  const values = Object.entries(given).map(([name, value]) => `${name} ${value}`);
  throw streamError("WINDOW_WRONG_PARAMETERS", { what, rule, given: values.join(", ") });
}

/** A span of time greater than zero, in ms. */
export function positiveMillis(what: string, name: string, span: DurationInput): number {
  const ms = toMillis(span);
  requireRule(what, `0 < ${name}`, { [name]: ms }, ms > 0);
  return ms;
}

/** A whole number from 1. */
export function positiveCount(what: string, name: string, count: number): number {
  requireRule(
    what,
    `${name} is a whole number from 1`,
    { [name]: count },
    Number.isInteger(count) && count > 0,
  );
  return count;
}
