/** Wall time of the tutorial, from starting `node` to its end: from the repository's sources, and from the packed install. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Measured, median, report } from "./interleaved.ts";

const root = resolve(import.meta.dirname, "..");
const tutorial = join(root, "examples/01-tutorial/job.ts");
const runCount = 11;
const work = mkdtempSync(join(tmpdir(), "millrace-start-up-"));

/** Packs, installs into a folder of its own, and copies the tutorial there. */
function packedTutorial(): string {
  const packed = join(work, "packed");
  const project = join(work, "project");
  mkdirSync(project);
  execFileSync("npm", ["run", "--silent", "pack", "--", packed], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(
    join(project, "package.json"),
    '{ "name": "start-up", "private": true, "type": "module" }\n',
  );
  const tarballs = readdirSync(packed)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(packed, name));
  execFileSync("npm", ["install", "--silent", "--prefer-offline", ...tarballs], {
    cwd: project,
    stdio: ["ignore", "ignore", "inherit"],
  });
  copyFileSync(tutorial, join(project, "job.ts"));
  return join(project, "job.ts");
}

/** Runs the job once and returns the wall time in ns; the output is compared first. */
function timeOnce(job: string): number {
  const output = mkdtempSync(join(work, "output-"));
  const began = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [job, output], { encoding: "utf8" });
  const tookNs = Number(process.hrtime.bigint() - began);
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const text = files
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("");
  if (status !== 0 || text !== "aaa\nbbb\nbbb\n")
    throw new Error(`The tutorial failed: ${text} ${stderr}`);
  return tookNs;
}

try {
  const jobs = {
    "tutorial from the sources": tutorial,
    "tutorial from the packed install": packedTutorial(),
  };
  const rounds: Record<string, number[]> = {};
  for (let round = -1; round < runCount; round++) {
    for (const [name, job] of Object.entries(jobs)) {
      const tookNs = timeOnce(job);
      if (round >= 0) (rounds[name] ??= []).push(tookNs);
    }
  }
  report(
    Object.entries(rounds).map(
      ([name, roundsNs]): Measured => ({ name, medianNs: median(roundsNs), roundsNs }),
    ),
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
