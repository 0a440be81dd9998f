/**
 * Finds the fenced TypeScript examples of the repository: in README and docs, and in doc comments of the sources.
 *
 * A fence is ```ts, or ```ts no-run where it can only be compiled (it needs a server, or never ends).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

/** The repository's root. */
export const root: string = resolve(import.meta.dirname, "../..");

/** One example. */
export interface Fence {
  /** `docs/tutorial.md:12`, the line of the first line of code. */
  readonly place: string;
  readonly code: string;
  readonly runs: boolean;
}

/** The fences of README, the other pages at the root, the packages' READMEs, and docs/. */
export function fencesOfPages(): Fence[] {
  const pages = readdirSync(root).filter((name) => name.endsWith(".md"));
  const docs = filesBelow(join(root, "docs"), ".md");
  const packages = readdirSync(join(root, "packages"));
  const readmes = packages.map((name) => join(root, "packages", name, "README.md"));
  return [...pages.map((name) => join(root, name)), ...readmes, ...docs].flatMap((file) =>
    fencesOf(relative(root, file), readFileSync(file, "utf8")),
  );
}

/** The fences of doc comments in packages/<name>/src. */
export function fencesOfSources(): Fence[] {
  return readdirSync(join(root, "packages"))
    .flatMap((name) => filesBelow(join(root, "packages", name, "src"), ".ts"))
    .filter((file) => !/\.test(-d)?\.ts$/.test(file))
    .flatMap((file) => fencesOf(relative(root, file), commentsOf(readFileSync(file, "utf8"))));
}

/** The fences of one text. */
export function fencesOf(path: string, text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { at: number; runs: boolean; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const fence = /^\s*```(\S*)(.*)$/.exec(line);
    if (open === undefined) {
      if (fence === null) continue;
      if (fence[1] === "ts")
        open = { at: index + 2, runs: !/\bno-run\b/.test(fence[2] ?? ""), lines: [] };
      else open = { at: -1, runs: false, lines: [] };
    } else if (fence === null) {
      open.lines.push(line);
    } else {
      if (open.at >= 0)
        fences.push({ place: `${path}:${open.at}`, code: open.lines.join("\n"), runs: open.runs });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${path} has a fence that does not end`);
  return fences;
}

/** The text of all doc comments without their stars; other lines are empty, so that line numbers hold. */
function commentsOf(source: string): string {
  let inside = false;
  return source
    .split("\n")
    .map((line) => {
      const begins = /^\s*\/\*\*/.test(line);
      if (begins) inside = true;
      if (!inside) return "";
      const text = line.replace(/^\s*\/?\*+\/? ?/, "").replace(/\s*\*\/\s*$/, "");
      if (line.includes("*/")) inside = false;
      return text;
    })
    .join("\n");
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort();
}
