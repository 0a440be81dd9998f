/** The error code table: each code is well formed, belongs to its room, says what to do, and is used. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorCodes } from "../../packages/core/src/base/error-codes/table.ts";
import { scanSource } from "./source-text.ts";
import { isTest, readSourceTree, repository, type SourceTree } from "./source-tree.ts";

/** First words of codes by the file that holds them, where they are not the room's name. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  base: ["CONFIG", "DURATION", "JAVASCRIPT", "PORT"],
  types: ["TYPE"],
  state: ["STATE"],
  functions: ["FUNCTION"],
  metrics: ["METRIC"],
  watermarks: ["WATERMARK"],
  windowing: ["WINDOW"],
  connector: ["CONNECTOR", "SOURCE", "SINK", "FORMAT"],
  runtime: ["RUNTIME", "FUNCTION", "OUTPUT", "STATE"],
};

const folder = "packages/core/src/base/error-codes/";

function wrongPrefixes(codesByRoom: ReadonlyMap<string, readonly string[]>): string[] {
  return [...codesByRoom].flatMap(([room, codes]) =>
    codes
      .filter(
        (code) =>
          !(prefixes[room] ?? [room.toUpperCase()]).some((prefix) => code.startsWith(`${prefix}_`)),
      )
      .map((code) => `${room}: ${code}`),
  );
}

function wrongForms(
  codes: Readonly<Record<string, { readonly text: string; readonly hint: string }>>,
): string[] {
  return Object.entries(codes).flatMap(([code, { text, hint }]) => [
    ...(/^[A-Z]+(?:_[A-Z0-9]+)+$/.test(code) ? [] : [`${code}: not ROOM_WHAT`]),
    ...(text.trim().length >= 5 ? [] : [`${code}: no text`]),
    ...(/^[A-Z`].*[.:?)`]$/s.test(hint.trim()) ? [] : [`${code}: the hint is no sentence`]),
  ]);
}

/** Codes that no source outside of the table names in a string. */
function unused(codes: readonly string[], sources: SourceTree): string[] {
  const named = new Set<string>();
  for (const [path, text] of sources) {
    if (path.startsWith(folder) || isTest(path)) continue;
    for (const value of scanSource(text).strings) named.add(value);
  }
  return codes.filter((code) => !named.has(code));
}

describe("the error code table", () => {
  const sources = readSourceTree("packages");
  const rooms = new Map(
    readdirSync(join(repository, folder))
      .filter((file) => file.endsWith(".ts") && file !== "entry.ts" && file !== "table.ts")
      .map((file) => {
        const { code } = scanSource(sources.get(folder + file) ?? "");
        const found = [...code.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name = ""]) => name);
        return [file.replace(/\.ts$/, ""), found] as const;
      }),
  );

  test("holds the codes of all rooms, each once", () => {
    const all = [...rooms.values()].flat();
    expect(all.toSorted()).toEqual(Object.keys(errorCodes).toSorted());
    expect(all.length).toBeGreaterThan(10);
  });

  test("has the room's word before each code", () => {
    expect(wrongPrefixes(rooms)).toEqual([]);
  });

  test("says of each code what happened and what to do", () => {
    expect(wrongForms(errorCodes)).toEqual([]);
  });

  test("has no code that nobody raises", () => {
    expect(unused(Object.keys(errorCodes), sources)).toEqual([]);
  });
});

describe("a bad sample is caught:", () => {
  test("a code of another room", () => {
    expect(wrongPrefixes(new Map([["plan", ["PLAN_A", "API_B"]]]))).toEqual(["plan: API_B"]);
  });

  test("a malformed code, an empty text, a hint that is no sentence", () => {
    const codes = {
      PLAN: { text: "It failed.", hint: "Do it." },
      PLAN_A: { text: "", hint: "do" },
    };
    expect(wrongForms(codes)).toEqual([
      "PLAN: not ROOM_WHAT",
      "PLAN_A: no text",
      "PLAN_A: the hint is no sentence",
    ]);
  });

  test("a code that only the table, a comment or a test names", () => {
    const sources = new Map([
      [`${folder}plan.ts`, '"PLAN_A"'],
      ["packages/core/src/plan/a.ts", '// "PLAN_A"\nstreamError("PLAN_B", {});'],
      ["packages/core/src/plan/a.test.ts", '"PLAN_A"'],
    ]);
    expect(unused(["PLAN_A", "PLAN_B"], sources)).toEqual(["PLAN_A"]);
  });
});
