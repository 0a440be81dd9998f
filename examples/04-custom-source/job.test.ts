import { join } from "node:path";
import { expect, test } from "vitest";
import { runJob } from "../run-job.ts";

test("what the source function yields arrives in order", async () => {
  const { exitCode, stdout } = await runJob(join(import.meta.dirname, "job.ts"));
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^\d+> /, ""));
  expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ["3 …", "2 …", "1 …"] });
});
