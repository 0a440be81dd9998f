/** Counting the characters of every line of a text file, against `readline` over a read stream. */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FileSource, StreamExecutionEnvironment, StreamFormat, WatermarkStrategy } from "millrace";
import { ChecksumSink } from "./checksum-sink.ts";
import { measure, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const files = new Map<number, string>();

/** A file of that many lines, about 52 bytes each; written once. */
function fileOf(lineCount: number): string {
  const known = files.get(lineCount);
  if (known !== undefined) return known;
  const file = join(folder, `${lineCount}.txt`);
  const line = (_: unknown, n: number): string =>
    `${n} ${(n * 2_654_435_761) % 4_294_967_296} the quick brown fox jumps over it`;
  writeFileSync(file, `${Array.from({ length: lineCount }, line).join("\n")}\n`);
  files.set(lineCount, file);
  return file;
}

function readline(lineCount: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let sum = 0;
    const input = createReadStream(fileOf(lineCount));
    input.on("error", reject);
    createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
      .on("line", (line) => {
        sum += line.length;
      })
      .on("close", () => resolve(sum));
  });
}

async function job(lineCount: number): Promise<number> {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  const total = { sum: 0 };
  const source = FileSource.forRecordStreamFormat(
    StreamFormat.textLineFormat(),
    fileOf(lineCount),
  ).build();
  env
    .fromSource(source, WatermarkStrategy.noWatermarks(), "lines")
    .sinkTo(new ChecksumSink<string>(total, (line) => line.length));
  await env.execute("lines");
  return total.sum;
}

try {
  await runOtherJobs();
  report(
    await measure([
      { name: "readline", recordCount: 1_000_000, run: readline },
      { name: "lines of a file", recordCount: 1_000_000, run: job },
    ]),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
