/**
 * The import law: which room may import which. This table decides; ARCHITECTURE.md tells it to people.
 *
 * L1: no cycles between files or rooms, types included. L2: `node:` only in `nodeRooms`. L3: packages reach each other
 * by the entries of their package.json. A change of this file needs an ADR.
 */

/** What a room may import: values and types, or types only. */
export interface RoomLaw {
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

const everything = "*";

/** Rooms of `packages/core/src`, by folder; `index` is index.ts. A room may always import itself. */
export const rooms: Readonly<Record<string, RoomLaw>> = {
  base: { values: [] },
  "base/node": { values: ["base"] },
  types: { values: ["base"] },
  state: { values: ["base", "types"] },
  functions: { values: ["base", "types", "state"], types: ["windowing", "watermarks"] },
  watermarks: { values: ["base", "types"] },
  windowing: { values: ["base", "types", "state"] },
  connector: { values: ["base", "types"], types: ["watermarks"] },
  plan: {
    values: ["base", "types"],
    types: ["state", "functions", "watermarks", "windowing", "connector"],
  },
  checkpoint: { values: ["base", "types"] },
  program: { values: ["base", "base/node", "plan"] },
  api: {
    values: ["base", "types", "state", "functions", "watermarks", "windowing", "connector", "plan"],
  },
  runtime: {
    values: [
      "base",
      "types",
      "state",
      "functions",
      "watermarks",
      "windowing",
      "connector",
      "checkpoint",
    ],
    types: ["plan"],
  },
  engine: {
    values: ["base", "base/node", "types", "connector", "plan", "program", "checkpoint", "runtime"],
  },
  rest: { values: ["base", "base/node", "plan", "checkpoint"], types: ["engine"] },
  formats: { values: ["base", "types", "connector"] },
  connectors: { values: ["base", "types", "connector"] },
  testing: { values: [everything] },
  index: { values: [everything] },
};

/** Folders of `packages/core/src` whose files may import `node:` modules. */
export const nodeRooms: readonly string[] = ["base/node", "engine/worker-thread", "rest"];

/** Other packages that may import `node:` modules. */
export const nodePackages: readonly string[] = [
  "packages/cli",
  "packages/flink",
  "packages/dashboard",
];

/** Which entries of `millrace` a satellite may import, by the beginning of its folder; the first match decides. */
export const satelliteEntries: readonly {
  readonly folder: string;
  readonly entries: readonly string[];
}[] = [
  { folder: "packages/connector-", entries: ["millrace/connector"] },
  { folder: "packages/format-", entries: ["millrace/connector"] },
  {
    folder: "packages/cli",
    entries: ["millrace", "millrace/unstable/plan", "millrace/unstable/program"],
  },
  {
    folder: "packages/flink",
    entries: ["millrace", "millrace/unstable/plan", "millrace/unstable/program"],
  },
  { folder: "packages/dashboard", entries: ["millrace"] },
];

/**
 * Contracts of Flink that are recursive: their files may import each other's types (never values) in a circle.
 * Each entry says why it cannot be otherwise; a new one needs the same.
 */
export const recursiveContracts: readonly { readonly files: RegExp; readonly reason: string }[] = [
  {
    files: /^packages\/core\/src\/api\/[^/]+\.ts$/,
    reason:
      "the fluent classes return each other: connect() gives ConnectedStreams, its map() a DataStream",
  },
  {
    files:
      /^packages\/core\/src\/state\/(?:aggregate-function|reduce-function|descriptors|keyed-state-store)\.ts$/,
    reason:
      "a descriptor holds a function, whose open() is given the store, which takes descriptors",
  },
];

/** True where `law` lets a room import `target`. */
export function isAllowed(law: RoomLaw, target: string, isTypeOnly: boolean): boolean {
  const values = law.values.includes(everything) || law.values.includes(target);
  return values || (isTypeOnly && (law.types ?? []).includes(target));
}
