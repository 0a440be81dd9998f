/** User story 3: a word count over a text file of 10 MB, or of 100 MB in the nightly run. */
import { closeSync, createReadStream, openSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { command, projectWithSources, temporaryFolder } from "./command.ts";
import { wordCount } from "./programs.ts";

const sizeBytes = process.env["MILLRACE_NIGHTLY"] === undefined ? 10e6 : 100e6;

/** Writes about `size` bytes of lines over 5,000 words and returns how often each occurs. */
function writeWords(file: string, size: number): Map<string, number> {
  const counts = new Map<string, number>();
  const handle = openSync(file, "w");
  let seed = 7;
  let written = 0;
  while (written < size) {
    const lines: string[] = [];
    for (let line = 0; line < 1_000; line++) {
      const words: string[] = [];
      for (let at = 0; at < 10; at++) {
        // A linear congruential generator: the same file in every run.
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        const word = `w${(seed >>> 8) % 5_000}`;
        counts.set(word, (counts.get(word) ?? 0) + 1);
        words.push(word);
      }
      lines.push(words.join(" "));
    }
    const text = `${lines.join("\n")}\n`;
    writeSync(handle, text);
    written += text.length;
  }
  closeSync(handle);
  return counts;
}

/** The last count of each word in the files below `folder`, and how many lines there are. */
async function lastCounts(
  folder: string,
): Promise<{ last: Map<string, number>; lineCount: number }> {
  const last = new Map<string, number>();
  let lineCount = 0;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  for (const path of paths) {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      // The text form of an undeclared array is JSON.
      const [word, count] = JSON.parse(line) as [string, number];
      last.set(word, count);
      lineCount++;
    }
  }
  return { last, lineCount };
}

test("the last line of each word has its count, and a summary ends the run", async () => {
  const folder = projectWithSources({ "job.ts": wordCount });
  const input = join(folder, "words.txt");
  const output = join(temporaryFolder(), "output");
  const expected = writeWords(input, sizeBytes);
  const finished = await command(folder, `npx millrace run job.ts ${input} ${output}`);
  expect({ exitCode: finished.exitCode, stdout: finished.stdout }).toEqual({
    exitCode: 0,
    stdout: "",
  });
  const { last, lineCount } = await lastCounts(output);
  expect(last).toEqual(expected);
  const wordTotal = [...expected.values()].reduce((a, b) => a + b, 0);
  expect(lineCount).toBe(wordTotal);
  expect(finished.stderr).toMatch(/^word count finished in [\d.]+ m?s: \d+ records read, /);
  expect(finished.stderr).toContain(`${wordTotal} written`);
});

test("a terminal shows records, rate and share of the input while the job runs", async ({
  skip,
}) => {
  const folder = projectWithSources({ "job.ts": wordCount });
  const { exitCode: noScript } = await command(folder, "command -v script");
  skip(noScript !== 0, "there is no `script` command here, which gives the job a terminal");
  const input = join(folder, "words.txt");
  const output = join(temporaryFolder(), "output");
  writeWords(input, 2 * sizeBytes);
  const run = `npx millrace run -D execution.progress=on job.ts ${input} ${output}`;
  const { exitCode, stdout } = await command(folder, `script -qec '${run}' /dev/null`);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /word count: [\d.]+( [kM])? records read, [\d.]+( [kM])?\/s, \d+ % of the input/,
  );
});

test("execution.progress: off shows nothing", async () => {
  const folder = projectWithSources({ "job.ts": wordCount });
  const input = join(folder, "words.txt");
  writeWords(input, 100_000);
  const output = join(temporaryFolder(), "output");
  const finished = await command(
    folder,
    `npx millrace run -D execution.progress=off job.ts ${input} ${output}`,
  );
  expect(finished).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});
