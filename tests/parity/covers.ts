/** The `// covers: A.b, C` lines of the test sources: directly above a test or inside one, and only where it runs. */
import { readSourceTree } from "../architecture/source-tree.ts";

/** One name of a line. */
export interface Cover {
  readonly name: string;
  readonly line: number;
  /** Whether a test stands there that is not skipped, nor anything around it. */
  readonly isRun: boolean;
}

/** A name with the file of its line. */
export interface PlacedCover extends Cover {
  readonly file: string;
}

interface Call {
  readonly at: number;
  readonly indent: number;
  /** `.each`, `.skip` and the like. */
  readonly modifiers: string;
}

const covers = /^ *\/\/ covers: (.+)$/;
const call = /^( *)(?:for \(.*\) )?(?:test|it|describe)((?:\.\w+)*)\b/;
const skipped = /\.(?:skip|todo|skipIf|runIf|fails)\b/;

function callAt(lines: readonly string[], at: number): Call | undefined {
  const [all, indent = "", modifiers = ""] = call.exec(lines[at] ?? "") ?? [];
  return all === undefined ? undefined : { at, indent: indent.length, modifiers };
}

/** The nearest call above `at` that is indented less than `indent`. */
function around(lines: readonly string[], at: number, indent: number): Call | undefined {
  for (let above = at - 1; above >= 0; above--) {
    const found = callAt(lines, above);
    if (found !== undefined && found.indent < indent) return found;
  }
  return undefined;
}

/** The test of a line: the one below it where it stands directly above, else the one around it. */
function testOf(lines: readonly string[], index: number): Call | undefined {
  let below = index + 1;
  while (/^ *\/\//.test(lines[below] ?? "")) below++;
  const indent = /^ */.exec(lines[index] ?? "")?.[0].length ?? 0;
  return callAt(lines, below) ?? around(lines, index, indent);
}

/** Whether a test, and every `describe` around it, runs. */
function runs(lines: readonly string[], test: Call): boolean {
  let at: Call | undefined = test;
  while (at !== undefined) {
    if (skipped.test(at.modifiers)) return false;
    at = at.indent === 0 ? undefined : around(lines, at.at, at.indent);
  }
  return true;
}

/** The names that a source covers. */
export function coversIn(source: string): Cover[] {
  const lines = source.split("\n");
  return lines.flatMap((text, index) => {
    const names = covers.exec(text)?.[1];
    if (names === undefined) return [];
    const test = testOf(lines, index);
    const isRun = test !== undefined && runs(lines, test);
    return names.split(",").map((name) => ({ name: name.trim(), line: index + 1, isRun }));
  });
}

/** What all tests of the repository cover. */
export function allCovers(): PlacedCover[] {
  return [...readSourceTree("packages", "tests", "examples")]
    .filter(([file]) => file.endsWith(".test.ts") && !file.startsWith("tests/parity/"))
    .flatMap(([file, text]) => coversIn(text).map((one) => ({ file, ...one })));
}
