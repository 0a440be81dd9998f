import { join } from "node:path";
import { expect, test } from "vitest";
import { runJob } from "../run-job.ts";

test("print shows undeclared objects as JSON on stdout, one record a line", async () => {
  const { exitCode, stdout } = await runJob(join(import.meta.dirname, "job.ts"));
  // The prefix names the subtask, and is there only where there are several.
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\d+> /, ""));
  expect({ exitCode, lines: lines.sort() }).toEqual({
    exitCode: 0,
    lines: ['{"n":1,"square":1}', '{"n":3,"square":9}', '{"n":5,"square":25}'],
  });
});
