/** Where each item of the inventory stands: from the stored reflection, the tests' `covers` lines and the decisions. */
import type { PlacedCover } from "./covers.ts";

/** A class, a method of one, or a feature of the tables. */
export interface InventoryItem {
  readonly group: number;
  readonly class?: string;
  readonly method?: string;
  /** The name in TypeScript. */
  readonly name?: string;
  readonly feature?: string;
  readonly versions: string;
}

/** What etc/api/reflection.json holds: entries, names, and members as `name` or `name of Class`. */
export type Reflection = Readonly<
  Record<
    string,
    Readonly<
      Record<string, { readonly members: readonly string[]; readonly statics: readonly string[] }>
    >
  >
>;

type Reasons = Readonly<Record<string, string>>;

/** What decisions.ts says. */
export interface Decisions {
  readonly renamed: Reasons;
  readonly notApplicable: Reasons;
  readonly partial: Reasons;
  readonly features: Readonly<Record<string, readonly string[]>>;
}

/** What the statuses are found from. */
export interface Known {
  /** Export paths, each with the path of its declaration. */
  readonly paths: ReadonlyMap<string, string>;
  readonly covers: readonly PlacedCover[];
  readonly decisions: Decisions;
}

export type Status = "supported" | "untested" | "partial" | "missing" | "not applicable" | "later";

/** One row of the page. */
export interface ItemStatus {
  readonly item: InventoryItem;
  readonly status: Status;
  readonly why: string;
  /** The export paths that it needs. */
  readonly path: string;
}

const connectorGroups = [9, 10];

/** The export paths of a reflection; an inherited member leads to the class that declares it. */
export function exportPaths(reflection: Reflection): Map<string, string> {
  const paths = new Map<string, string>();
  const seen = new Set<string>();
  for (const entry of Object.values(reflection)) {
    for (const [name, { members, statics }] of Object.entries(entry)) {
      if (seen.has(name)) continue;
      seen.add(name);
      paths.set(name, name);
      for (const text of [...statics, ...members]) {
        const [member, owner = name] = text.split(" of ");
        paths.set(`${name}.${member}`, `${owner}.${member}`);
      }
    }
  }
  return paths;
}

/** The key of an item in decisions.ts. */
export function idOf(item: InventoryItem): string {
  const owner = item.class ?? "";
  return item.feature ?? (item.method === undefined ? owner : `${owner}.${item.name ?? ""}`);
}

/** The export paths of an item: of a rename of its own, else its class's with its name. */
function pathsOf(item: InventoryItem, { renamed, features }: Decisions): readonly string[] {
  const id = idOf(item);
  if (item.feature !== undefined) return features[id] ?? [];
  if (renamed[id] !== undefined || item.method === undefined) return [renamed[id] ?? id];
  const owner = item.class ?? "";
  return [`${renamed[owner] ?? owner}.${item.name ?? ""}`];
}

function reasonOf(reasons: Reasons, item: InventoryItem): string | undefined {
  return reasons[idOf(item)] ?? (item.class === undefined ? undefined : reasons[`${item.class}.*`]);
}

/** What tests name: the names, where they are declared, and their classes. */
function coveredPlaces({ covers, paths }: Known): Set<string> {
  const places = new Set<string>();
  for (const { name } of covers) {
    const owner = name.slice(0, Math.max(0, name.lastIndexOf(".")));
    for (const place of [name, paths.get(name), owner]) if (place) places.add(place);
  }
  return places;
}

/** Where each item stands. */
export function statuses(inventory: readonly InventoryItem[], known: Known): ItemStatus[] {
  const { paths, decisions } = known;
  const covered = coveredPlaces(known);
  const isCovered = (path: string): boolean =>
    covered.has(path) || covered.has(paths.get(path) ?? "");
  return inventory.map((item) => {
    const needed = pathsOf(item, decisions);
    const one = (status: Status, why = ""): ItemStatus => {
      return { item, status, why, path: needed.join(", ") };
    };
    const without = reasonOf(decisions.notApplicable, item);
    if (without !== undefined) return one("not applicable", without);
    if (needed.length === 0 || !needed.every((path) => paths.has(path))) {
      return one(connectorGroups.includes(item.group) ? "later" : "missing");
    }
    const limit = reasonOf(decisions.partial, item);
    if (limit !== undefined) return one("partial", limit);
    return one(needed.every(isCovered) ? "supported" : "untested");
  });
}

/** What is wrong with the data: names that lead nowhere, and lines for which no test runs. */
export function faults(inventory: readonly InventoryItem[], known: Known): string[] {
  const { paths, covers, decisions } = known;
  const ids = new Set(
    inventory.flatMap((item) => [idOf(item), item.class ?? "", `${item.class ?? ""}.*`]),
  );
  const unknown = Object.entries(decisions).flatMap(([kind, entries]) =>
    Object.keys(entries as object)
      .filter((id) => !ids.has(id))
      .map((id) => `tests/parity/decisions.ts: ${kind} names ${id}, which is not in the inventory`),
  );
  const targets = Object.entries(decisions.renamed)
    .filter(([, path]) => !paths.has(path))
    .map(
      ([id, to]) => `tests/parity/decisions.ts: ${id} is renamed to ${to}, which is not exported`,
    );
  const lines = covers.flatMap(({ file, line, name, isRun }) => {
    const place = `${file}:${line}: covers ${name}`;
    if (!isRun) return [`${place}, but no test that runs stands there`];
    return paths.has(name)
      ? []
      : [`${place}, which is not exported; run npm run parity where it is new`];
  });
  return [...unknown, ...targets, ...lines];
}
