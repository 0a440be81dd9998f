import { expect, test } from "vitest";
import { expectationsOf, isExpected, outputOf } from "./expectations.ts";
import { fencesOf } from "./fences.ts";

test("fences of other languages are passed over and lines are counted from one", () => {
  const text =
    "# Title\n\n```sh\nls\n```\n\n```ts\nconst a = 1;\n```\n\n```ts no-run\nwait();\n```\n";
  expect(fencesOf("page.md", text)).toEqual([
    { place: "page.md:8", code: "const a = 1;", runs: true },
    { place: "page.md:12", code: "wait();", runs: false },
  ]);
});

test("a fence that does not end is an error that names the page", () => {
  expect(() => fencesOf("page.md", "```ts\nconst a = 1;\n")).toThrow(
    "page.md has a fence that does not end",
  );
});

test("expected values and printed lines are told apart", () => {
  const { values, printed, program } = expectationsOf(
    "const a = 2; // => 2\na + 1 // => 3\nconsole.log(a);\n// => 2",
  );
  expect({ values, printed }).toEqual({ values: ["2", "3"], printed: ["2"] });
  expect(program).toContain('const a = 2; console.log("@value:" + __text(a));');
  expect(program).toContain('console.log("@value:" + __text(a + 1));');
});

test("output is split in the same way", () => {
  expect(outputOf("@value:2\nhello\n@value:3\n")).toEqual({
    values: ["2", "3"],
    printed: ["hello"],
  });
  expect(outputOf("")).toEqual({ values: [], printed: [] });
});

test("a text is expected with or without its quotes, a number without", () => {
  expect(isExpected('"2"', '"2"')).toBe(true);
  expect(isExpected('"two"', "two")).toBe(true);
  expect(isExpected("2", '"2"')).toBe(false);
  expect(isExpected(undefined, "2")).toBe(false);
});
