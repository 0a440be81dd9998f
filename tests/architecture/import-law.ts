/** Checks a tree of sources against the import law. Pure: texts in, violations out, so that bad samples test it. */
import { posix } from "node:path";
import { findCycles } from "./cycles.ts";
import {
  isAllowed,
  nodePackages,
  nodeRooms,
  type RoomLaw,
  recursiveContracts,
  rooms,
  satelliteEntries,
} from "./layers.ts";
import { importsOf, type ModuleImport } from "./source-text.ts";
import { isTest, type SourceTree } from "./source-tree.ts";

/** What a package.json says, as far as imports are concerned. */
export interface PackageNames {
  /** Names that the package's sources may import. */
  readonly dependencies: readonly string[];
}

export interface ImportLawInput {
  /** Sources and tests of `packages/*\/src`. */
  readonly sources: SourceTree;
  /** By folder: `packages/core`. */
  readonly packages: ReadonlyMap<string, PackageNames>;
  /** Names that tests may import besides. */
  readonly testDependencies: readonly string[];
  /** Specifiers that the core package exports. */
  readonly coreEntries: readonly string[];
}

export interface ImportLawResult {
  readonly violations: readonly string[];
  readonly fileCount: number;
  readonly importCount: number;
}

const core = "packages/core/src/";

/** Every violation, one line each: `file:line: what`. */
export function checkImportLaw(input: ImportLawInput): ImportLawResult {
  const violations: string[] = [];
  const fileEdges = new Map<string, string[]>();
  const roomEdges = new Map<string, string[]>();
  let importCount = 0;
  for (const [path, text] of input.sources) {
    const imports = importsOf(text);
    importCount += imports.length;
    for (const one of imports) {
      const problem = problemOf(path, one, input);
      if (problem !== undefined) violations.push(`${path}:${one.line}: ${problem}`);
      const target = resolveRelative(path, one.specifier);
      if (target === undefined || isTest(path)) continue;
      if (!(one.isTypeOnly && mayBeCircular(path, target))) addEdge(fileEdges, path, target);
      const [from, to] = [roomOf(path), roomOf(target)];
      if (from !== undefined && to !== undefined && from !== to) addEdge(roomEdges, from, to);
    }
  }
  violations.push(...findCycles(fileEdges).map((cycle) => `cycle of files: ${cycle.join(" > ")}`));
  violations.push(...findCycles(roomEdges).map((cycle) => `cycle of rooms: ${cycle.join(" > ")}`));
  return { violations, fileCount: input.sources.size, importCount };
}

/** The room of a file of the core package; `undefined` for files of other packages. */
export function roomOf(path: string): string | undefined {
  if (!path.startsWith(core)) return undefined;
  const folders = path.slice(core.length).split("/").slice(0, -1);
  if (folders.length === 0) return "index";
  return folders[0] === "base" && folders[1] === "node" ? "base/node" : folders[0];
}

function problemOf(path: string, one: ModuleImport, input: ImportLawInput): string | undefined {
  if (one.specifier.startsWith("node:")) return nodeProblem(path);
  const target = resolveRelative(path, one.specifier);
  return target === undefined
    ? packageProblem(path, one.specifier, input)
    : relativeProblem(path, target, one, input);
}

function nodeProblem(path: string): string | undefined {
  if (isTest(path) || nodePackages.some((folder) => path.startsWith(`${folder}/`)))
    return undefined;
  if (nodeRooms.some((folder) => path.startsWith(`${core}${folder}/`))) return undefined;
  return `node: modules may be imported only in ${nodeRooms.join(", ")}`;
}

function relativeProblem(
  path: string,
  target: string,
  one: ModuleImport,
  { sources }: ImportLawInput,
): string | undefined {
  if (packageOf(target) !== packageOf(path) || !target.includes("/src/")) {
    return isTest(path) ? undefined : `${one.specifier} leaves the package's sources`;
  }
  if (!sources.has(target)) return `${one.specifier} does not exist`;
  if (isTest(path)) return undefined;
  if (isTest(target)) return `${one.specifier} is a test`;
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  const law: RoomLaw | undefined = rooms[from];
  if (law === undefined) return `the room ${from} is not in layers.ts`;
  if (isAllowed(law, to, one.isTypeOnly)) return undefined;
  const isTypeAllowed = isAllowed(law, to, true);
  return `${from} may import ${isTypeAllowed ? "only types of" : "nothing from"} ${to}`;
}

function packageProblem(
  path: string,
  specifier: string,
  input: ImportLawInput,
): string | undefined {
  const folder = packageOf(path);
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  const allowed = input.packages.get(folder)?.dependencies ?? [];
  if (folder === "packages/core" && name === "millrace") {
    return isTest(path)
      ? undefined
      : "sources of the core package import each other by relative paths";
  }
  if (!allowed.includes(name) && !(isTest(path) && input.testDependencies.includes(name))) {
    return `${folder}/package.json does not name ${name}`;
  }
  if (name !== "millrace") return undefined;
  if (!input.coreEntries.includes(specifier)) return `${specifier} is not an entry of millrace`;
  const entries =
    satelliteEntries.find((satellite) => folder.startsWith(satellite.folder))?.entries ?? [];
  if (entries.includes(specifier) || isTest(path)) return undefined;
  return `${folder} may import ${entries.join(", ") || "no entry of millrace"}, not ${specifier}`;
}

/** A file that names its own types (where a namespace hides them) is no cycle; nor is a recursive contract. */
function mayBeCircular(path: string, target: string): boolean {
  return (
    path === target ||
    recursiveContracts.some(({ files }) => files.test(path) && files.test(target))
  );
}

function packageOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

function resolveRelative(path: string, specifier: string): string | undefined {
  return /^\.\.?\//.test(specifier) ? posix.join(posix.dirname(path), specifier) : undefined;
}

function addEdge(edges: Map<string, string[]>, from: string, to: string): void {
  const targets = edges.get(from);
  if (targets === undefined) edges.set(from, [to]);
  else targets.push(to);
}
