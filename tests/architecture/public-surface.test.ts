/**
 * What users may import: every name is exported by hand, and recorded in etc/api/surface.txt, so that a change of the
 * surface is a change that a reviewer sees. To record an intended change: `npx vitest run --project architecture -u`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportsOf } from "./source-text.ts";
import { repository } from "./source-tree.ts";

/** The entries of the published packages, by what users write. */
function entries(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const json = JSON.parse(readFileSync(join(repository, "packages/core/package.json"), "utf8")) as {
    exports: Record<string, string>;
  };
  for (const [entry, file] of Object.entries(json.exports)) {
    if (file.endsWith(".ts"))
      found.set(entry.replace(/^\./, "millrace"), join("packages/core", file));
  }
  return found;
}

function surfaceText(files: ReadonlyMap<string, string>): string {
  return [...files]
    .map(([entry, text]) => `# ${entry}\n${exportsOf(text).names.join("\n")}\n`)
    .join("\n");
}

describe("the entries of millrace", () => {
  const files = new Map(
    [...entries()].map(([entry, file]) => {
      const path = join(repository, file);
      return [entry, existsSync(path) ? readFileSync(path, "utf8") : ""] as const;
    }),
  );

  const empty = [...files].flatMap(([entry, text]) =>
    exportsOf(text).names.length === 0 ? entry : [],
  );

  test("exist and export something", () => {
    expect([...files.keys()]).toContain("millrace");
    expect(empty).toEqual([]);
  });

  test("name every export, without `export *` and default", () => {
    const forms = [...files].flatMap(([entry, text]) =>
      exportsOf(text).forbidden.map((form) => `${entry}: ${form}`),
    );
    expect(forms).toEqual([]);
  });

  test("export what etc/api/surface.txt records", async () => {
    expect(empty).toEqual([]); // before anything is recorded
    await expect(surfaceText(files)).toMatchFileSnapshot(join(repository, "etc/api/surface.txt"));
  });
});

test("the recorded text is the sorted names of each entry", () => {
  const files = new Map([
    ["millrace", 'export { b, type A } from "./x.ts";\nexport { c as a } from "./y.ts";'],
    ["millrace/testing", 'export { z } from "./x.ts";'],
  ]);
  expect(surfaceText(files)).toBe("# millrace\nA\na\nb\n\n# millrace/testing\nz\n");
});
