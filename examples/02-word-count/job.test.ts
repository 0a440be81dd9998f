import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linesBelow, runJob, temporaryFolder } from "../run-job.ts";

const job = join(import.meta.dirname, "job.ts");

/** The last line of each word, as `word → count`. */
function lastCounts(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const [word = "", count = ""] = line.split(" ");
    counts.set(word, Number(count));
  }
  return counts;
}

test("the last line of each word has the number of its occurrences", async () => {
  const folder = await temporaryFolder();
  const input = join(import.meta.dirname, "words.txt");
  const finished = await runJob(job, input, folder);
  expect(finished).toMatchObject({ exitCode: 0, stdout: "" });
  const expected = new Map<string, number>();
  const words = (await readFile(input, "utf8")).toLowerCase().match(/[a-z]+/g) ?? [];
  for (const word of words) expected.set(word, (expected.get(word) ?? 0) + 1);
  const lines = await linesBelow(folder);
  expect(lines).toHaveLength(words.length);
  expect(lastCounts(lines)).toEqual(expected);
});

test("a last line without a line break is counted like any other", async () => {
  const folder = await temporaryFolder();
  const input = join(folder, "input.txt");
  await writeFile(input, "a b\na");
  const output = join(folder, "output");
  await runJob(job, input, output);
  expect((await linesBelow(output)).sort()).toEqual(["a 1", "a 2", "b 1"]);
});
