/** The reader behind the architecture tests: what it sees, and what it must not mistake for code. */
import { describe, expect, test } from "vitest";
import { codeLineCount, exportsOf, importsOf } from "./source-text.ts";

describe("imports", () => {
  test.each([
    ['import { a } from "x";', false],
    ['import a, { b as c } from "x";', false],
    ['import * as a from "x";', false],
    ['import "x";', false],
    ["import a from 'x'", false],
    ['import { type A } from "x";', false],
    ['import type { A } from "x";', true],
    ['import type A from "x";', true],
    ['import type from "x";', false],
    ['export { a } from "x";', false],
    ['export * from "x";', false],
    ['export * as a from "x";', false],
    ['export type { A } from "x";', true],
    ['export type * from "x";', true],
    ['const a = await import("x");', false],
    ['const a = import(/* why */ "x");', false],
    ['type A = typeof import("x");', true],
    ['type A = import("x").A<string>;', true],
    ['import("x").then(f);', false],
    ['const { a } = await import("x");', false],
    ['const a = (await import("x")).a;', false],
    ['const a = require("x");', false],
    ['import.meta.resolve("x");', false],
    ['import {\n  a, // "y"\n  b,\n} from "x";', false],
    ['export interface A { b: string }\nimport type { C } from "x";', true],
    ['const a = `${await import("x")}`;', false],
    ['const a = `${`}`}${{ b: 1 }.b}`; import "x";', false],
    ['const a = /["\'`/*]/; import "x";', false],
    ['const a = b / c; import "x"; const d = e / f;', false],
  ])("%j imports x, types only: %j", (text, isTypeOnly) => {
    expect(importsOf(text).map(({ specifier, isTypeOnly }) => ({ specifier, isTypeOnly }))).toEqual(
      [{ specifier: "x", isTypeOnly }],
    );
  });

  test.each([
    '// import "x";',
    '/* import "x"; */',
    '/** @example import { a } from "x"; */',
    "const a = 'import \"x\"';",
    'const a = `import "x"`;',
    'const a = `${b} import "x"`;',
    'a.import("x");',
    'const a = /import "x"/;',
    'export const from = "x";',
    'export type A = "x";',
  ])("%j imports nothing", (text) => {
    expect(importsOf(text)).toEqual([]);
  });

  test("lines are those of the text, in order", () => {
    const text = '/* one\ntwo */\nimport "a";\nconst t = `\n`;\nimport type { B } from "b";\n';
    expect(importsOf(text)).toEqual([
      { specifier: "a", isTypeOnly: false, line: 3 },
      { specifier: "b", isTypeOnly: true, line: 6 },
    ]);
  });
});

describe("exports", () => {
  test("names are those that importers see", () => {
    const text = `export { a, type B, c as d, type E as F } from "x";
      export type { G } from "y";
      export const h = 1; export async function i() {} export abstract class J {} export interface K {}
      export type L = string;`;
    expect(exportsOf(text)).toEqual({
      names: ["B", "F", "G", "J", "K", "L", "a", "d", "h", "i"],
      forbidden: [],
    });
  });

  test.each([
    ['export * from "x";', "export *"],
    ['export type * from "x";', "export type *"],
    ['export * as a from "x";', "export *"],
    ["export default 1;", "export default"],
    ['export { a as default } from "x";', "export default"],
  ])("%j is a forbidden form", (text, form) => {
    expect(exportsOf(text).forbidden).toEqual([form]);
  });
});

test("lines of code are those that are neither blank nor comment", () => {
  const text =
    '// one\n\nconst a = 1; // two\n/* three\n */ const b = `\nfour\n`;\n"/* five */";\n';
  expect(codeLineCount(text)).toBe(5);
});
