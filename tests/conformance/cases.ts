/**
 * The cases of `cases.md` for tests: modes, and what is expected, as data that `npm run cases` took from the text.
 *
 * An id or a part that does not exist is an error, so a test that names one is red. README.md shows how it is used.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { RuntimeExecutionMode } from "millrace";
import { expect } from "vitest";
import { modesBeingBuilt } from "./known-gaps.ts";
import { recordText, withoutSpaces } from "./record-text.ts";

/** S: streaming, B: batch; the number is the parallelism. */
export type CaseMode = "S1" | "S2" | "B1" | "B2";

/** One step of a harness script. `values`: the records of an `E`, the time of a `WM` or `PT`. */
export interface CaseStep {
  readonly step: "E" | "E1" | "E2" | "WM" | "WM1" | "WM2" | "WM12" | "PT" | "SNAP" | "END";
  readonly values: readonly string[];
  /** As written: `(key1,3)@999`; `late …` for the side output of late records. */
  readonly outputs: readonly string[];
}

/** One `a -> b` of the text. */
export interface CaseArrow {
  readonly from: string;
  readonly to: readonly string[];
}

/** What the text says of one output; one of the three lists is there. */
export interface CasePart {
  /** False: actual and expected are sorted before they are compared. */
  readonly isOrdered: boolean;
  readonly records?: readonly string[];
  readonly arrows?: readonly CaseArrow[];
  readonly steps?: readonly CaseStep[];
}

/** A case of the text. */
export interface Case {
  readonly id: string;
  readonly section: number;
  readonly title: string;
  readonly tags: readonly string[];
  readonly modes: readonly CaseMode[];
  readonly expected: Readonly<Record<string, CasePart>>;
}

const folder = new URL("expected/", import.meta.url);

/** Every case in scope, by id. */
export const cases: ReadonlyMap<string, Case> = new Map(
  readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      // The files are written by `npm run cases`, and a test compares them with what it would write.
      const read = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Record<string, Case>;
      return Object.entries(read);
    }),
);

/** The case; throws where there is none. */
export function caseOf(id: string): Case {
  const found = cases.get(id);
  if (found === undefined) throw new Error(`there is no case ${id} in tests/conformance/cases.md`);
  return found;
}

/** The runtime modes in which the case must hold: for `test.each`. Modes that are not built yet are left out. */
export function modesOf(id: string): RuntimeExecutionMode[] {
  const modes = caseOf(id).modes.map((mode) => (mode.startsWith("B") ? "BATCH" : "STREAMING"));
  return modes.filter((mode) => !modesBeingBuilt.includes(mode));
}

/** What the text says of one output of the case; `output` is the name where there is one only. */
export function partOf(id: string, part: string = "output"): CasePart {
  const { expected } = caseOf(id);
  const found = expected[part];
  if (found !== undefined) return found;
  throw new Error(`${id} has no part ${part}, only ${Object.keys(expected).join(", ") || "none"}`);
}

function listOf<K extends "records" | "arrows" | "steps">(
  id: string,
  part: string,
  list: K,
): NonNullable<CasePart[K]> {
  const found = partOf(id, part)[list];
  if (found === undefined) throw new Error(`the part ${part} of ${id} has no ${list}`);
  return found;
}

/** The records, or the values, that the text expects, as texts. */
export function expectedOf(id: string, part: string = "output"): readonly string[] {
  return listOf(id, part, "records");
}

/** The one value that the text expects, as text. */
export function valueOf(id: string, part: string): string {
  const values = expectedOf(id, part);
  if (values.length !== 1) throw new Error(`${part} of ${id} has ${values.length} values, not one`);
  return values[0] ?? "";
}

const numberWords = [
  "zero",
  "once",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
];

/** The one number that the text expects, in digits or as a word: "two", "once". */
export function numberOf(id: string, part: string): number {
  const text = valueOf(id, part);
  const number = numberWords.includes(text) ? numberWords.indexOf(text) : Number(text);
  if (Number.isNaN(number)) throw new Error(`${part} of ${id} is no number: ${text}`);
  return number;
}

/** Pairs of the text: `a -> b`. */
export function arrowsOf(id: string, part: string): readonly CaseArrow[] {
  return listOf(id, part, "arrows");
}

/** The steps of the harness script. */
export function stepsOf(id: string, part: string = "script"): readonly CaseStep[] {
  return listOf(id, part, "steps");
}

/** Compares what came out with the text: in its order, or sorted, as the text has it. Values are compared by text. */
export function expectCase(id: string, actual: readonly unknown[], part: string = "output"): void {
  const texts = actual.map((value) => withoutSpaces(recordText(value)));
  const expected = expectedOf(id, part).map(withoutSpaces);
  const { isOrdered } = partOf(id, part);
  if (isOrdered) expect(texts, `${id} ${part}`).toEqual(expected);
  else expect(texts.toSorted(), `${id} ${part}`).toEqual(expected.toSorted());
}

/** Compares the pairs of the text with what `actual` gives for each left side. */
export function expectArrows(
  id: string,
  part: string,
  actual: (from: string) => readonly unknown[],
): void {
  const arrows = arrowsOf(id, part);
  const given = arrows.map(({ from }) => ({
    from,
    to: actual(from).map((value) => withoutSpaces(recordText(value))),
  }));
  const expected = arrows.map(({ from, to }) => ({ from, to: to.map(withoutSpaces) }));
  expect(given, `${id} ${part}`).toEqual(expected);
}

/**
 * The lines of a script: its outputs and, after those that a watermark gives, `WM t`. Outputs between two watermarks are
 * sorted by timestamp and text, unless the text has an order.
 */
export function linesOf(id: string, part: string = "script"): readonly string[] {
  const { isOrdered } = partOf(id, part);
  const lines: string[] = [];
  let group: string[] = [];
  for (const { step, values, outputs } of stepsOf(id, part)) {
    group.push(...outputs.map(withoutSpaces));
    if (!/^WM(12)?$/.test(step)) continue;
    lines.push(...(isOrdered ? group : group.toSorted(byTimeAndText)), `WM ${values.join()}`);
    group = [];
  }
  return [...lines, ...(isOrdered ? group : group.toSorted(byTimeAndText))];
}

/** Compares lines in the form of `linesOf`. Where the text gives an output no timestamp, that of the line is not compared. */
export function expectLines(id: string, actual: readonly string[], part: string = "script"): void {
  const expected = linesOf(id, part);
  const compared = actual.map((line, index) =>
    (expected[index] ?? "@").includes("@") ? line : line.replace(/@-?\w+$/, ""),
  );
  expect(compared.map(withoutSpaces), `${id} ${part}`).toEqual(expected);
}

/** The order of outputs that have none: by the timestamp after the last `@`, then by text. */
export function byTimeAndText(a: string, b: string): number {
  return timeOf(a) - timeOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function timeOf(line: string): number {
  const text = /@([^@]*)$/.exec(line)?.[1] ?? "";
  return text === "MAX" ? 2 ** 63 : Number(text) || 0;
}
