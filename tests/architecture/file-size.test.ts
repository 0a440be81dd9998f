/** Files stay small, and those that usually grow to thousands of lines have a lower limit from the first day. */
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { codeLineCount } from "./source-text.ts";
import { countOnDisk, isTest, readSourceTree, type SourceTree } from "./source-tree.ts";

/** Lines of code without comments and blank lines. */
const limits = { source: 400, test: 800, watched: 300 };

/** The worker, the executor, the environment: where such code bases usually go wrong. */
const watchedFiles = /^(worker|embedded-executor|(?:[a-z-]+-)?environment)\.ts$/;

function limitOf(path: string): number {
  if (isTest(path)) return limits.test;
  return watchedFiles.test(basename(path)) ? limits.watched : limits.source;
}

function tooLong(files: SourceTree): string[] {
  return [...files].flatMap(([path, text]) => {
    const count = codeLineCount(text);
    const limit = limitOf(path);
    return count > limit ? [`${path}: ${count} lines of code, at most ${limit}`] : [];
  });
}

describe("files of packages, tests, examples and bench", () => {
  const files = readSourceTree("packages", "tests", "examples", "bench");

  test("are not too long", () => {
    expect(tooLong(files)).toEqual([]);
  });

  test("were all looked at", () => {
    expect(files.size).toBe(countOnDisk("{packages,tests,examples,bench}/**/*.ts"));
    expect(files.size).toBeGreaterThan(100);
  });
});

test("a file that is too long is caught, whatever kind it is", () => {
  const lines = (count: number) => "// a comment\n\nconst a = 1;\n".repeat(count);
  const tree = (count: number) =>
    new Map(
      ["core/src/plan/a.ts", "core/src/plan/a.test.ts", "core/src/runtime/worker.ts"].map(
        (path) => [`packages/${path}`, lines(count)],
      ),
    );
  expect(tooLong(tree(300))).toEqual([]);
  expect(tooLong(tree(301))).toEqual([
    "packages/core/src/runtime/worker.ts: 301 lines of code, at most 300",
  ]);
  expect(tooLong(tree(401))).toEqual([
    "packages/core/src/plan/a.ts: 401 lines of code, at most 400",
    "packages/core/src/runtime/worker.ts: 401 lines of code, at most 300",
  ]);
  expect(tooLong(tree(801))).toHaveLength(3);
});
