/** The data beside the case text is what the script takes from it, and its general readers read what they should. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { arrowsOf, caseOf, expectCase, expectedOf, linesOf, modesOf, partOf } from "./cases.ts";
import { readRecord, recordText } from "./record-text.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

test("expected outputs are up to date with cases.md", () => {
  const arguments_ = ["scripts/cases.js", "--check"];
  const options = { cwd: repository, encoding: "utf8" } as const;
  expect(execFileSync(process.execPath, arguments_, options)).toBe("");
});

test("an id or a part that does not exist is an error", () => {
  expect(() => caseOf("DS-99")).toThrow("there is no case DS-99");
  expect(() => partOf("DS-12")).toThrow("DS-12 has no part output, only main, side");
  expect(() => arrowsOf("DS-12", "main")).toThrow("the part main of DS-12 has no arrows");
});

test("modes are those of the text", () => {
  const modes = ["DS-01", "DS-09", "DS-22", "DS-25", "WN-06", "AF-01", "W-01"];
  expect(modes.map((id) => caseOf(id).modes.join("+"))).toEqual([
    "S2+B2",
    "S1+B1",
    "S2",
    "B2",
    "S1",
    "S1",
    "",
  ]);
  expect(modesOf("DS-22")).toEqual(["STREAMING"]);
});

test("records are compared in the text's order, or sorted", () => {
  expectCase("DS-12", ["b", "c", "a"], "main");
  expect(() => expectCase("DS-12", ["b", "c"], "main")).toThrow("DS-12 main");
  expectCase("WN-16", [["a", 6], ["a", 23], ["a", 15]]); // biome-ignore format: a table
  expect(() => expectCase("WN-16", [["a", 15], ["a", 6], ["a", 23]])).toThrow("WN-16"); // biome-ignore format: a table
});

test("shorthand of the text is written out", () => {
  expect(expectedOf("WN-14")).toEqual(["(hi,2)", "(hi,2)", "(hi,2)"]);
  expect(expectedOf("DS-26")).toHaveLength(10);
  expect(expectedOf("DS-11")[0]).toBe("0a@1603708215000");
  expect(expectedOf("DS-02")[0]).toBe("+I[cfgs, 5, 3]");
  expect(expectedOf("WN-11")[1]).toBe("key a timestamp sum 3");
  expect(expectedOf("AW-02")).toEqual(["2", "4", "6", "8", "10", "12", "14", "16"]);
  expect(arrowsOf("WA-10", "starts")[2]).toEqual({
    from: "5000",
    to: ["1000", "2000", "3000", "4000", "5000"],
  });
});

test("a script is its outputs, each step's sorted, and its watermarks", () => {
  expect(linesOf("W-18")).toEqual([
    "WM 1985",
    "(key2,2)@1999",
    "WM 1999",
    "late (key2,1)@1998",
    "WM 2999",
    "(key2,1)@3999",
    "WM 3999",
  ]);
});

test("a record's text reads back", () => {
  const record = ["key2", 1, [-(2 ** 63), 2 ** 63], null, true];
  expect(recordText(record)).toBe("(key2,1,(MIN,MAX),null,true)");
  expect(readRecord(recordText(record))).toEqual(record);
});
