/** Ends that come from outside: a closed pipe, Ctrl+C, SIGTERM. */
import { expect, test } from "vitest";
import { command, projectWithSources, start } from "./command.ts";
import { endless } from "./programs.ts";

test("a job whose reader goes away ends quietly", async () => {
  const folder = projectWithSources({ "job.ts": endless });
  const finished = await command(folder, "npx node job.ts | head -1");
  expect(finished).toEqual({ exitCode: 0, stdout: "number 0\n", stderr: "" });
});

for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  for (const run of [
    "node_modules/.bin/node job.ts",
    "node_modules/.bin/node node_modules/millrace/bin/millrace.js run job.ts",
  ]) {
    test(`${signal} cancels the job of ${run.split("/").at(-1)} with exit code ${exitCode}`, async () => {
      const folder = projectWithSources({ "job.ts": endless });
      const running = start(folder, `exec ${run}`);
      await running.shown(/number 1\n/);
      // The whole group, as a terminal does it for Ctrl+C.
      process.kill(-(running.child.pid ?? 0), signal);
      const finished = await running.finished;
      expect(finished.exitCode).toBe(exitCode);
      expect(finished.stderr).not.toContain("not reached");
    });
  }
}

test("a signal to the command alone reaches the program", async () => {
  const folder = projectWithSources({ "job.ts": endless });
  const running = start(
    folder,
    "exec node_modules/.bin/node node_modules/millrace/bin/millrace.js run job.ts",
  );
  await running.shown(/number 1\n/);
  running.child.kill("SIGTERM");
  expect((await running.finished).exitCode).toBe(143);
});
