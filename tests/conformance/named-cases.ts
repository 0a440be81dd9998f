/** Which cases the tests of the repository name: titles of calls of `test`, read from the sources. */
import { readSourceTree } from "../architecture/source-tree.ts";

/** One title that begins with ids of cases. */
export interface NamedCase {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** `test.skip`, `test.todo` and the like. */
  readonly isSkipped: boolean;
}

const ids = /^(?:[A-Z]{1,2}-\d{2}[a-z]?(?:,? and |, | |(?=:|$)))+/;
const oneId = /[A-Z]{1,2}-\d{2}/g;

/** The cases that the titles of a source name; `test.each(…)("DS-01 …")` counts as one. */
export function namedIn(file: string, source: string): NamedCase[] {
  const named: NamedCase[] = [];
  for (const { index, 0: all, 1: title = "" } of source.matchAll(
    /\(\s*["'`]([A-Z]{1,2}-\d{2}[^"'`\n]*)/g,
  )) {
    const prefix = ids.exec(`${title} `)?.[0];
    const callee = calleeBefore(source, index);
    if (prefix === undefined || !/^(?:test|it|describe)\b/.test(callee)) continue;
    const line = source.slice(0, index + all.length).split("\n").length;
    const isSkipped = /\.(?:skip|todo|fails|skipIf|runIf)\b/.test(callee);
    for (const [id] of prefix.matchAll(oneId)) named.push({ id, file, line, isSkipped });
  }
  return named;
}

/** `test`, `test.each(…)`: what stands before the bracket at `index`. */
function calleeBefore(source: string, index: number): string {
  let start = index;
  for (;;) {
    const name = /[\w.]+$/.exec(source.slice(Math.max(0, start - 40), start))?.[0];
    if (name !== undefined) return source.slice(start - name.length, index);
    if (source[start - 1] !== ")") return "";
    start = openingOf(source, start - 1);
  }
}

/** Where the bracket that closes at `end` opens. */
function openingOf(source: string, end: number): number {
  let depth = 0;
  for (let index = end; index >= 0; index--) {
    if (source[index] === ")") depth++;
    else if (source[index] === "(" && --depth === 0) return index;
  }
  return 0;
}

/** The cases that all tests of the repository name. */
export function namedCases(): NamedCase[] {
  const tests = [...readSourceTree("packages", "tests")].filter(
    ([path]) => path.endsWith(".test.ts") && !path.startsWith("tests/conformance/"),
  );
  return tests.flatMap(([path, text]) => namedIn(path, text));
}
