import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linesBelow, runJob, temporaryFolder } from "../run-job.ts";

const job = join(import.meta.dirname, "job.ts");

test("the tutorial writes each word as often as its number says, into finished files", async () => {
  const folder = await temporaryFolder();
  const finished = await runJob(job, folder);
  expect(finished).toMatchObject({ exitCode: 0, stdout: "" });
  // Which subtask gets which record is free above parallelism 1; the words are not.
  expect((await linesBelow(folder)).sort()).toEqual(["aaa", "bbb", "bbb"]);
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /inprogress/.test(name),
  );
  expect(names).toEqual([]);
});

test("the tutorial says on stderr what it did and where its files are", async () => {
  const folder = await temporaryFolder();
  const { stderr } = await runJob(job, folder);
  expect(stderr).toMatch(/^The job "tutorial" read 2 records and wrote 3 lines in \d+ ms\.$/m);
  expect(stderr).toContain(`Its files are in ${folder}.`);
});
