// The long runs: every test with more property runs and large files, then the benchmarks against their targets.
// Usage: npm run nightly
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const env = { ...process.env, MILLRACE_NIGHTLY: "1" };
const commands = [
  ["vitest", "run"],
  ["node", "bench/run.ts", "--gate"],
];
for (const [file, ...args] of commands) {
  const { status } = spawnSync(file, args, { cwd: root, env, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
