/** Every source file begins by saying what it is responsible for. */
import { describe, expect, test } from "vitest";
import { countOnDisk, isTest, readSourceTree, type SourceTree } from "./source-tree.ts";

const longestHeader = 12;

function withoutHeader(files: SourceTree): string[] {
  return [...files].flatMap(([path, text]) => {
    const header = /^(?:#![^\n]*\n)?(\/\*\*?(?:(?!\*\/)[\s\S])*\*\/|(?:\/\/[^\n]*\n)+)/.exec(
      text,
    )?.[1];
    const words = header?.match(/[\p{L}\d]+/gu) ?? [];
    if (header === undefined || words.length < 3) return [`${path}: no header comment`];
    const lines = header.trimEnd().split("\n").length;
    return lines > longestHeader
      ? [`${path}: a header of ${lines} lines, at most ${longestHeader}`]
      : [];
  });
}

describe("sources of packages", () => {
  const files = readSourceTree("packages");
  const sources = new Map([...files].filter(([path]) => !isTest(path)));

  test("begin with a header comment", () => {
    expect(withoutHeader(sources)).toEqual([]);
  });

  test("were all looked at", () => {
    const tests = countOnDisk("packages/**/*.test.ts") + countOnDisk("packages/**/*.test-d.ts");
    expect(sources.size).toBe(countOnDisk("packages/**/*.ts") - tests);
    expect(sources.size).toBeGreaterThan(50);
  });
});

test("a file without a header is caught", () => {
  const files = new Map([
    ["block.ts", "/**\n * What it is for.\n */\nimport a;"],
    ["line.ts", "// What it is for.\nimport a;"],
    ["late.ts", "import a;\n/** What it is for. */"],
    ["empty.ts", "/** */\nimport a;"],
    ["nothing.ts", ""],
    ["endless.ts", `/**\n${" * Word word word.\n".repeat(20)} */`],
  ]);
  expect(withoutHeader(files)).toEqual([
    "late.ts: no header comment",
    "empty.ts: no header comment",
    "nothing.ts: no header comment",
    "endless.ts: a header of 22 lines, at most 12",
  ]);
});
