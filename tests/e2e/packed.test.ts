/** What users get: packed, installed outside of the repository, and used in every way that is promised. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command, root, textBelow } from "./command.ts";
import { printing, tutorial } from "./programs.ts";

let work = "";
let project = "";
let tarballs: string[] = [];
let manifestsBefore = "";

/** A project with the packed packages, a Node and its types, installed by the system's npm. */
async function install(folder: string): Promise<void> {
  const node = `node-${process.platform}-${process.arch}@${process.versions.node} @types/node@24`;
  const { exitCode, stderr } = await command(
    folder,
    `npm install --loglevel=error ${tarballs.join(" ")} ${node}`,
  );
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
}

/** What git sees of the manifests: packing must not change it, whatever is being worked on. */
async function manifests(): Promise<string> {
  return (await command(root, "git diff HEAD -- packages/*/package.json")).stdout;
}

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "millrace-packed-"));
  const packed = join(work, "packed");
  manifestsBefore = await manifests();
  const { exitCode, stderr } = await command(root, `npm run --silent pack -- ${packed}`);
  if (exitCode !== 0) throw new Error(`npm run pack failed: ${stderr}`);
  tarballs = readdirSync(packed)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(packed, name));
  project = join(work, "project");
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    '{ "name": "user", "private": true, "type": "module" }\n',
  );
  await install(project);
}, 200_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

test("packing changes no tracked file and makes one tarball for each package", async () => {
  expect(tarballs.map((path) => basename(path)).sort()).toEqual([
    "millrace-0.1.0.tgz",
    "millrace-cli-0.1.0.tgz",
  ]);
  expect(await manifests()).toBe(manifestsBefore);
});

test("a tarball holds bundles, declarations and sources, but no test and no build leftover", async () => {
  for (const tarball of tarballs) {
    const { stdout } = await command(work, `tar -tzf ${tarball}`);
    const files = stdout.trim().split("\n");
    expect(files).toEqual(
      expect.arrayContaining(["package/LICENSE", "package/README.md", "package/package.json"]),
    );
    expect(files.filter((file) => /\.test(-d)?\.ts$|tsbuildinfo|node_modules/.test(file))).toEqual(
      [],
    );
    const declared = files.flatMap((file) => /^package\/dist\/(.*)\.d\.ts$/.exec(file)?.[1] ?? []);
    const isStale = (name: string): boolean => !files.includes(`package/src/${name}.ts`);
    expect(declared.length).toBeGreaterThan(5);
    expect(declared.filter(isStale)).toEqual([]);
  }
});

test("the installed package offers what etc/api/reflection.json records", async () => {
  const script = join(root, "scripts/parity/reflect.js");
  const installed = join(project, "node_modules/millrace");
  const { exitCode, stdout, stderr } = await command(
    root,
    `${process.execPath} ${script} ${installed}`,
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  // To record a change: npm run parity.
  expect(stdout).toBe(readFileSync(join(root, "etc/api/reflection.json"), "utf8"));
});

test("npm pack in a package folder refuses and names npm run pack", async () => {
  const { exitCode, stderr } = await command(join(root, "packages/core"), "npm pack --dry-run");
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain("npm run pack");
});

for (const [file, run] of [
  ["job.ts", "npx node job.ts"],
  ["job.mjs", "npx node job.mjs"],
  ["job.ts", "npx millrace run job.ts"],
] as const) {
  test(`the tutorial runs with ${run}`, async () => {
    const output = mkdtempSync(join(work, "output-"));
    writeFileSync(join(project, file), tutorial(output));
    expect(await command(project, run)).toMatchObject({ exitCode: 0, stdout: "" });
    expect(textBelow(output)).toBe("aaa\nbbb\nbbb\n");
  });
}

test("require gives the same package as import", async () => {
  writeFileSync(
    join(project, "same.cjs"),
    `const required = require("millrace");
import("millrace").then((imported) => {
  console.log(required.StreamExecutionEnvironment === imported.StreamExecutionEnvironment, required.Types === imported.Types);
});
`,
  );
  expect(await command(project, "npx node same.cjs")).toMatchObject({
    exitCode: 0,
    stdout: "true true\n",
  });
});

test("millrace explain shows the plan and runs nothing", async () => {
  writeFileSync(join(project, "job.ts"), printing);
  const { exitCode, stdout } = await command(project, "npx millrace explain --json job.ts");
  expect(exitCode).toBe(0);
  const plan = JSON.parse(stdout) as { readonly nodes: readonly unknown[] };
  expect(plan.nodes.length).toBeGreaterThan(1);
  const text = await command(project, "npx millrace explain job.ts");
  expect(text.exitCode).toBe(0);
  expect(text.stdout).not.toMatch(/^aaa$/m);
});

for (const lib of ["es2022", "es2024"]) {
  test(`the types check under nodenext without skipLibCheck, with the library of ${lib}`, async () => {
    const folder = mkdtempSync(join(project, "types-"));
    const settings = {
      compilerOptions: {
        target: lib,
        lib: [lib],
        module: "nodenext",
        types: ["node"],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
      },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    writeFileSync(
      join(folder, "job.ts"),
      `${tutorial("/tmp/unused")}
import * as connector from 'millrace/connector';
import * as testing from 'millrace/testing';
export const entries: readonly object[] = [connector, testing];
const words = StreamExecutionEnvironment.getExecutionEnvironment().fromCollection([[1, 'aaa']]).map((record) => record[1]);
for await (const word of words.executeAndCollect()) { const text: string = word; void text; }
// @ts-expect-error a number is no string
for await (const word of words.executeAndCollect()) { const n: number = word; void n; }
`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout, exitCode } = await command(
      folder,
      `${process.execPath} ${tsc} -p . --pretty false`,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  });
}

test("a project made by millrace init installs, checks and runs", async () => {
  const { exitCode, stderr } = await command(project, "npx millrace init ../my-job");
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  const folder = join(work, "my-job");
  await install(folder);
  expect(await command(folder, "npm start --silent")).toMatchObject({ exitCode: 0, stdout: "" });
  const last = new Map(
    textBelow(join(folder, "output"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as [string, number]),
  );
  expect([last.get("to"), last.get("be"), last.get("question")]).toEqual([2, 2, 1]);
  expect(await command(folder, "npm run --silent check")).toMatchObject({
    exitCode: 0,
    stdout: "",
  });
});
