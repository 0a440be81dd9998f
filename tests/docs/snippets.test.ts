/**
 * Every fenced `ts` example of README, docs and doc comments: all are compiled together by one run of the compiler, and
 * those without `no-run` are run as they stand, with Node, in a temporary folder; their `// =>` lines must hold.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectationsOf, isExpected, outputOf } from "./expectations.ts";
import { type Fence, fencesOfPages, fencesOfSources, root } from "./fences.ts";

const execute = promisify(execFile);
const pages = fencesOfPages();
const sources = fencesOfSources();
const fences = [...pages, ...sources];

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "millrace-snippets-"));
  // The link makes `millrace` the repository's sources. (Node strips no types in files below node_modules itself.)
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  for (const [index, fence] of fences.entries()) {
    writeFileSync(fileOf(index, "compiled"), `${moduleOf(fence.code)}\n`);
    writeFileSync(fileOf(index, "run"), `${expectationsOf(fence.code).program}\n`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("README and the pages in docs have examples", () => {
  const files = new Set(pages.map((fence) => fence.place.replace(/:\d+$/, "")));
  expect([...files]).toEqual(
    expect.arrayContaining(["README.md", "docs/getting-started.md", "docs/tutorial.md"]),
  );
});

test("doc comments have examples", () => {
  expect(sources.length).toBeGreaterThan(0);
});

test("every example compiles", async () => {
  const settings = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      composite: false,
      incremental: false,
      declaration: false,
      declarationMap: false,
      isolatedDeclarations: false,
      rewriteRelativeImportExtensions: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      typeRoots: [join(root, "node_modules/@types")],
    },
    include: ["compiled-*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  const errors = await compilerErrors();
  expect(errors).toEqual([]);
}, 120_000);

describe("runs as written", () => {
  for (const [index, fence] of fences.entries()) {
    if (!fence.runs) continue;
    test.concurrent(`${fence.place}`, async () => {
      const expected = expectationsOf(fence.code);
      const { stdout } = await execute(process.execPath, [fileOf(index, "run")], {
        cwd: folder,
        timeout: 20_000,
      });
      const output = outputOf(stdout);
      const wrong = expected.values.filter((value, at) => !isExpected(output.values[at], value));
      expect({ wrong, values: output.values }).toMatchObject({ wrong: [] });
      // An example that says nothing about its output may print what it likes.
      const printed = expected.printed.length > 0 ? expected.printed : output.printed;
      expect(output.printed).toEqual(printed);
    });
  }
});

function fileOf(index: number, kind: "compiled" | "run"): string {
  return join(folder, `${kind}-${index}.ts`);
}

/** A file without import and export is no module for the compiler, and could not await. */
function moduleOf(code: string): string {
  return /^\s*(import|export)\b/m.test(code) ? code : `${code}\nexport {};`;
}

/** The compiler's messages with the places of the examples instead of the temporary files. */
async function compilerErrors(): Promise<string[]> {
  const tsc = join(root, "node_modules/.bin/tsc");
  const text = await execute(tsc, ["-p", folder, "--pretty", "false"], { cwd: folder }).then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );
  return text
    .split("\n")
    .filter((line) => /error TS/.test(line))
    .map((line) =>
      line.replace(/^(?:.*\/)?compiled-(\d+)\.ts\((\d+),/, (_, index: string, at: string) =>
        placeOf(fences[Number(index)], Number(at)),
      ),
    );
}

function placeOf(fence: Fence | undefined, lineInFence: number): string {
  if (fence === undefined) return "an unknown example (";
  const [path, first] = fence.place.split(":");
  return `${path}:${Number(first) + lineInFence - 1} (`;
}
