import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "./fences.ts";

const execute = promisify(execFile);

test.each(["errors-reference.js", "configuration-reference.js", "parity.js"])(
  "the page of %s is what the table says",
  async (script) => {
    const finished = execute(process.execPath, [join(root, "scripts", script), "--check"]);
    await expect(finished).resolves.toMatchObject({ stderr: "" });
  },
);

test("every relative link of README and docs leads to a file", async () => {
  const { stdout } = await execute("git", ["ls-files", "*.md", "docs/**/*.md"], { cwd: root });
  const pages = stdout.trim().split("\n");
  const broken: string[] = [];
  for (const page of pages) {
    const text = readFileSync(join(root, page), "utf8");
    for (const [, link = ""] of text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const target = join(root, page, "..", link);
      if (!existsSync(target)) broken.push(`${page}: ${link}`);
    }
  }
  expect(pages).toContain("README.md");
  expect(broken).toEqual([]);
});

test("every test file that ARCHITECTURE.md names as holding an invariant exists", () => {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const named = [...text.matchAll(/`((?:packages|tests)\/[^`]+\.ts|tests\/[^`]+|examples)`/g)].map(
    (match) => match[1] ?? "",
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
