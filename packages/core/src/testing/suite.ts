/** What conformance suites are made of: named cases that a test of any runner calls, and comparisons that throw. */
import { jsonText } from "../types/text.ts";

/** One case of a suite. `run` rejects when the connector breaks its contract. */
export interface SuiteCase {
  /** A sentence in the present about what holds. */
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** A case that a connector cannot pass, and why. It is left out of the suite. */
export interface SuiteGap {
  readonly name: string;
  readonly reason: string;
}

/** Leaves out declared gaps; one that names no case is an error, so that closed gaps are deleted. */
export function withoutGaps(
  cases: readonly SuiteCase[],
  gaps: readonly SuiteGap[] = [],
): SuiteCase[] {
  for (const gap of gaps) {
    if (cases.some((candidate) => candidate.name === gap.name)) continue;
    throw new Error(`The suite has no case "${gap.name}" (declared as a gap: ${gap.reason})`);
  }
  return cases.filter((candidate) => !gaps.some((gap) => gap.name === candidate.name));
}

/** Compares whole values by their text. */
export function requireEqual(actual: unknown, expected: unknown, what: string): void {
  const [got, want] = [jsonText(actual), jsonText(expected)];
  if (got !== want) throw new Error(`${what}: expected ${shortened(want)}, got ${shortened(got)}`);
}

/** Compares lists regardless of order. */
export function requireSameRecords(
  actual: readonly unknown[],
  expected: readonly unknown[],
  what: string,
): void {
  requireEqual(sortedTexts(actual), sortedTexts(expected), what);
}

export function requireTrue(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Requires that a call throws an error with this code. */
export function requireCode(code: string, call: () => unknown, what: string): void {
  try {
    call();
  } catch (error) {
    const actual =
      typeof error === "object" && error !== null && "code" in error ? error.code : String(error);
    requireEqual(actual, code, what);
    return;
  }
  throw new Error(`${what}: expected ${code}, nothing was thrown`);
}

function sortedTexts(records: readonly unknown[]): string[] {
  return records.map(jsonText).sort();
}

function shortened(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}
