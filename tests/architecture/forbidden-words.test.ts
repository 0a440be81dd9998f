/** Nothing that is committed names the machine it was written on, or another registry than npm's. */
import { readFileSync, statSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { repository, trackedFiles } from "./source-tree.ts";

/** Short names (`/app`, `host`) could be ordinary words. */
const shortestName = 8;

/** Names of this machine, and forms that are some machine's. */
function forbidden(): readonly (string | RegExp)[] {
  const names = [repository.replace(/[/\\]$/, ""), homedir(), hostname()];
  return [
    ...names.filter((name) => name.length >= shortestName),
    /\/(?:home|Users)\/(?!user\/|me\/|you\/)[a-z][\w.-]*\//,
    new RegExp(["", "work", "(?:main|shared|\\.library)\\b"].join("/")),
    /\bfarm-[a-z0-9]/,
    /"resolved": "https?:\/\/(?!registry\.npmjs\.org\/)/,
    /^\s*(?:@[\w-]+:)?registry\s*=/m,
  ];
}

function findings(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    forbidden().flatMap((word) => {
      const found =
        typeof word === "string" ? (text.includes(word) ? word : undefined) : word.exec(text)?.[0];
      return found === undefined ? [] : [`${path}: ${found.trim()}`];
    }),
  );
}

function readTracked(): Map<string, string> {
  const files = new Map<string, string>();
  for (const path of trackedFiles()) {
    const status = statSync(join(repository, path), { throwIfNoEntry: false });
    if (status?.isFile() !== true) continue;
    const bytes = readFileSync(join(repository, path));
    if (!bytes.subarray(0, 1024).includes(0)) files.set(path, bytes.toString("utf8"));
  }
  return files;
}

describe("tracked files", () => {
  const files = readTracked();

  test("name no machine and no other registry", () => {
    expect(findings(files)).toEqual([]);
  });

  test("were looked at", () => {
    expect(files.size).toBeGreaterThan(100);
    expect([...files.keys()]).toContain("package-lock.json");
  });
});

test("a name of this machine and foreign registries are caught", () => {
  const bad = [
    `cd ${repository}`,
    `/home/${"somebody"}/project`,
    `/wo${"rk/shared"}/design`,
    `host fa${"rm-12"}`,
    `"resolved": "${"https"}://registry.example.org/a.tgz"`,
    `a=1\n${"registry"}=https://example.org`,
  ];
  const good = ["/home/user/project", "https://registry.npmjs.org/a", "/workspace/main"];
  const texts = (list: string[]) => new Map(list.map((text, index) => [`${index}`, text]));
  const caught = findings(texts(bad)).map((line) => line.split(":")[0]);
  expect(new Set(caught)).toEqual(new Set(bad.map((_, index) => `${index}`)));
  expect(findings(texts(good))).toEqual([]);
});
