/** The files that the architecture tests look at, and an independent count that shows when they look at too few. */
import { execFileSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const repository: string = fileURLToPath(new URL("../..", import.meta.url));

/** Texts by path from the repository, with forward slashes. */
export type SourceTree = ReadonlyMap<string, string>;

/** True for tests and type tests. */
export function isTest(path: string): boolean {
  return /\.test(-d)?\.ts$/.test(path) || path.startsWith("tests/");
}

/** Every TypeScript file of the given folders, tests included; built and installed files are left out. */
export function readSourceTree(...folders: string[]): SourceTree {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
      .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((path) => !/(^|\/)(node_modules|dist|packed)\//.test(path)),
  );
  return new Map(
    paths.toSorted().map((path) => [path, readFileSync(join(repository, path), "utf8")]),
  );
}

/** How many files a pattern finds on disk: counted another way than `readSourceTree` does. */
export function countOnDisk(pattern: string): number {
  const exclude = (path: string) => /(^|[\\/])(node_modules|dist|packed)$/.test(path);
  return globSync(pattern, { cwd: repository, exclude }).length;
}

/** Files that git tracks or would add. */
export function trackedFiles(): readonly string[] {
  const options = { cwd: repository, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    options,
  );
  return listed.split("\0").filter((path) => path !== "");
}
