/** Who may import whom: the table of layers.ts holds for every file on disk, and bad samples are caught. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCycles } from "./cycles.ts";
import { checkImportLaw, type ImportLawInput, type PackageNames } from "./import-law.ts";
import { rooms } from "./layers.ts";
import { countOnDisk, readSourceTree, repository } from "./source-tree.ts";

interface PackageJson {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8"));
}

function repositoryInput(): ImportLawInput {
  const folders = readdirSync(join(repository, "packages"))
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(repository, folder, "package.json")));
  const packages = new Map<string, PackageNames>();
  for (const folder of folders) {
    const json = readPackageJson(folder);
    const named = { ...json.dependencies, ...json.peerDependencies, ...json.optionalDependencies };
    packages.set(folder, { dependencies: Object.keys(named) });
  }
  const testDependencies = Object.keys(readPackageJson(".").devDependencies ?? {});
  const coreEntries = Object.keys(readPackageJson("packages/core").exports ?? {}).map((entry) =>
    entry.replace(/^\./, "millrace"),
  );
  return { sources: readSourceTree("packages"), packages, testDependencies, coreEntries };
}

describe("the repository", () => {
  const input = repositoryInput();
  const result = checkImportLaw(input);

  test("keeps the import law", () => {
    expect(result.violations).toEqual([]);
  });

  test("was looked at as a whole", () => {
    expect(result.fileCount).toBe(countOnDisk("packages/**/*.ts"));
    expect(result.importCount).toBeGreaterThan(result.fileCount / 2);
    expect(input.coreEntries).toContain("millrace/connector");
  });

  test("has no folder of core that layers.ts does not know", () => {
    const folders = readdirSync(join(repository, "packages/core/src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.filter((folder) => rooms[folder] === undefined)).toEqual([]);
  });
});

/** Checks a sample tree: one bad line in a tree that is fine otherwise. */
function violationsOf(
  files: Record<string, string>,
  cliDependencies: string[] = ["millrace"],
): readonly string[] {
  const sources = new Map(
    Object.entries({
      "packages/core/src/base/a.ts": "export const a = 1;",
      "packages/core/src/base/node/b.ts": 'import { readFileSync } from "node:fs";',
      "packages/core/src/runtime/c.ts": 'import { a } from "../base/a.ts";',
      "packages/core/src/plan/d.ts": "export type D = 1;",
      "packages/core/src/plan/d.test.ts":
        'import { test } from "vitest"; import "node:fs"; import "../runtime/c.ts";',
      "packages/cli/src/e.ts": 'import { a } from "millrace"; import "node:fs";',
      ...files,
    }),
  );
  return checkImportLaw({
    sources,
    packages: new Map([
      ["packages/core", { dependencies: ["temporal-polyfill"] }],
      ["packages/cli", { dependencies: cliDependencies }],
      ["packages/connector-x", { dependencies: ["millrace"] }],
    ]),
    testDependencies: ["vitest"],
    coreEntries: ["millrace", "millrace/connector", "millrace/unstable/plan"],
  }).violations;
}

describe("a bad sample is caught:", () => {
  test("none in a tree without one", () => {
    expect(violationsOf({})).toEqual([]);
  });

  test.each([
    [
      "a room that may not be imported",
      { "packages/core/src/base/x.ts": '\nimport { c } from "../runtime/c.ts";' },
      "packages/core/src/base/x.ts:2: base may import nothing from runtime",
    ],
    [
      "a type from a room that may not be imported",
      { "packages/core/src/base/x.ts": 'import type { c } from "../plan/d.ts";' },
      "packages/core/src/base/x.ts:1: base may import nothing from plan",
    ],
    [
      "a value where only types are allowed",
      { "packages/core/src/runtime/x.ts": 'import { D } from "../plan/d.ts";' },
      "packages/core/src/runtime/x.ts:1: runtime may import only types of plan",
    ],
    [
      "an inline type import, which stays at run time",
      { "packages/core/src/runtime/x.ts": 'import { type D } from "../plan/d.ts";' },
      "packages/core/src/runtime/x.ts:1: runtime may import only types of plan",
    ],
    [
      "the Node room imported where there may be no Node",
      { "packages/core/src/runtime/x.ts": 'await import("../base/node/b.ts");' },
      "packages/core/src/runtime/x.ts:1: runtime may import nothing from base/node",
    ],
    [
      "a node: module outside of its rooms",
      { "packages/core/src/engine/x.ts": 'import type { A } from "node:fs";' },
      "packages/core/src/engine/x.ts:1: node: modules may be imported only in base/node, engine/worker-thread, rest",
    ],
    [
      "a room that the table does not know",
      { "packages/core/src/helpers/x.ts": 'import { a } from "../base/a.ts";' },
      "packages/core/src/helpers/x.ts:1: the room helpers is not in layers.ts",
    ],
    [
      "a file that does not exist",
      { "packages/core/src/plan/x.ts": 'import { a } from "../base/gone.ts";' },
      "packages/core/src/plan/x.ts:1: ../base/gone.ts does not exist",
    ],
    [
      "a test imported by a source",
      { "packages/core/src/plan/x.ts": 'import "./d.test.ts";' },
      "packages/core/src/plan/x.ts:1: ./d.test.ts is a test",
    ],
    [
      "a package that package.json does not name",
      { "packages/core/src/plan/x.ts": 'import { z } from "@scope/zod/mini";' },
      "packages/core/src/plan/x.ts:1: packages/core/package.json does not name @scope/zod",
    ],
    [
      "a test's package imported by a source",
      { "packages/core/src/plan/x.ts": 'import { test } from "vitest";' },
      "packages/core/src/plan/x.ts:1: packages/core/package.json does not name vitest",
    ],
    [
      "core imported by its own name",
      { "packages/core/src/plan/x.ts": 'import { a } from "millrace";' },
      "packages/core/src/plan/x.ts:1: sources of the core package import each other by relative paths",
    ],
    [
      "a deep import of a satellite",
      { "packages/cli/src/x.ts": 'import { a } from "millrace/src/base/a.ts";' },
      "packages/cli/src/x.ts:1: millrace/src/base/a.ts is not an entry of millrace",
    ],
    [
      "an entry that a satellite may not use",
      { "packages/connector-x/src/x.ts": 'import { a } from "millrace";' },
      "packages/connector-x/src/x.ts:1: packages/connector-x may import millrace/connector, not millrace",
    ],
    [
      "a path out of the package",
      { "packages/cli/src/x.ts": 'import { a } from "../../core/src/base/a.ts";' },
      "packages/cli/src/x.ts:1: ../../core/src/base/a.ts leaves the package's sources",
    ],
    [
      "a cycle of files, types included",
      {
        "packages/core/src/plan/x.ts": 'import type { A } from "./y.ts";',
        "packages/core/src/plan/y.ts": 'import { b } from "./x.ts";',
      },
      "cycle of files: packages/core/src/plan/x.ts > packages/core/src/plan/y.ts > packages/core/src/plan/x.ts",
    ],
    [
      "a cycle of rooms over different files",
      {
        "packages/core/src/testing/x.ts": 'import { c } from "../runtime/c.ts";',
        "packages/core/src/runtime/y.ts": 'import type { A } from "../testing/z.ts";',
        "packages/core/src/testing/z.ts": "export type A = 1;",
      },
      "cycle of rooms: runtime > testing > runtime",
    ],
  ])("%s", (_, files, violation) => {
    expect(violationsOf(files)).toContain(violation);
  });

  test("a cycle of values in a recursive contract, where a cycle of types is none", () => {
    const circle = (form: string) => ({
      "packages/core/src/api/x.ts": `${form} { Y } from "./y.ts";`,
      "packages/core/src/api/y.ts": 'import { X } from "./x.ts";',
    });
    expect(violationsOf(circle("import type"))).toEqual([]);
    expect(violationsOf(circle("import"))).toEqual([
      "cycle of files: packages/core/src/api/x.ts > packages/core/src/api/y.ts > packages/core/src/api/x.ts",
    ]);
  });

  test("a package whose dependency was forgotten", () => {
    expect(violationsOf({}, [])).toEqual([
      "packages/cli/src/e.ts:1: packages/cli/package.json does not name millrace",
    ]);
  });
});

test("cycles are found once for each knot, and none where there is none", () => {
  const edges = (...pairs: string[]) => {
    const map = new Map<string, string[]>();
    for (const [from = "", to = ""] of pairs) map.set(from, [...(map.get(from) ?? []), to]);
    return map;
  };
  expect(findCycles(edges("ab", "bc", "ac"))).toEqual([]);
  expect(findCycles(edges("aa"))).toEqual([["a", "a"]]);
  expect(findCycles(edges("ab", "bc", "ca", "cd", "de", "ed"))).toEqual([
    ["a", "b", "c", "a"],
    ["d", "e", "d"],
  ]);
});
