// Stages and packs what users get: one bundle per entry with shared chunks, unbundled declarations, and a manifest
// whose entries point at them. Changes no tracked file. Usage: npm run pack [-- FOLDER]
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { rolldown } from "rolldown";

const root = resolve(import.meta.dirname, "..");
const target = resolve(process.argv[2] ?? join(root, "packed"));
const stages = join(root, "packed", ".stage");
/** Files that are started by path, not imported: they need a place of their own beside the bundles. */
const startedByPath = { cli: ["src/report-failures.ts"] };

const run = (file, args) =>
  execFileSync(file, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
const built = (source) => source.replace(/^(\.\/)?src\//, "$1dist/").replace(/\.ts$/, "");

/** What goes into the stage beside the bundles: everything but tests, build leftovers and built JavaScript. */
function isStaged(path, source) {
  const inside = path.slice(source.length + 1);
  // Declarations of a source that was moved or deleted stay behind in dist.
  const declared = /^dist\/(.*)\.d\.ts(\.map)?$/.exec(inside)?.[1];
  if (declared !== undefined && !existsSync(join(source, "src", `${declared}.ts`))) return false;
  if (/(^|\/)node_modules(\/|$)|\.test(-d)?\.ts$|\.tsbuildinfo$/.test(inside)) return false;
  return inside.startsWith("bin/") || !/\.js(\.map)?$/.test(inside);
}

/** The bundles of a package by name, and the manifest's entries rewritten to point at them. */
function entriesOf(name, source, manifest) {
  const input = {};
  for (const file of startedByPath[name] ?? []) {
    input[basename(file, ".ts")] = join(source, `${built(file)}.js`);
  }
  for (const [entry, file] of Object.entries(manifest.exports)) {
    if (!file.startsWith("./src/")) continue;
    const bundle = entry === "." ? "index" : entry.slice(2).replaceAll("/", "-");
    input[bundle] = join(source, `${built(file)}.js`);
    manifest.exports[entry] = { types: `${built(file)}.d.ts`, default: `./dist/${bundle}.js` };
  }
  return input;
}

run("tsc", ["-b", ...readdirSync(join(root, "packages")).map((name) => `packages/${name}`)]);
mkdirSync(target, { recursive: true });
for (const name of readdirSync(join(root, "packages"))) {
  const source = join(root, "packages", name);
  const stage = join(stages, name);
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const input = entriesOf(name, source, manifest);
  delete manifest.scripts;
  const missing = Object.values(input).filter((file) => !existsSync(file));
  if (missing.length > 0)
    throw new Error(`tsc -b did not write ${missing.join(", ")}; delete dist and try again.`);

  rmSync(stage, { recursive: true, force: true });
  cpSync(source, stage, { recursive: true, filter: (path) => isStaged(path, source) });
  const bundler = await rolldown({
    input,
    platform: "node",
    external: (id) => !id.startsWith(".") && !isAbsolute(id),
  });
  await bundler.write({
    dir: join(stage, "dist"),
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "shared-[hash].js",
    sourcemap: true,
  });
  cpSync(join(root, "LICENSE"), join(stage, "LICENSE"));
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  run("npm", ["pack", "--silent", "--pack-destination", target, stage]);
}
