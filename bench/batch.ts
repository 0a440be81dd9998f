/**
 * Counting words in BATCH mode, where records wait and are sorted by key, against a loop that does the same: it collects
 * all words, sorts them and counts neighbours. In memory, and with so little of it that the sort goes to the disk.
 */
import { Configuration, StreamExecutionEnvironment, Types } from "millrace";
import { ChecksumSink } from "./checksum-sink.ts";
import { measure, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

type Count = [word: string, count: number];

const word = (n: number): string => `word${(n * 7_919) % 10_007}`;
const checksum = ([text, count]: Count): number => text.length * count;
const countType = Types.TUPLE([Types.STRING(), Types.LONG()]);

function sortLoop(recordCount: number): number {
  const counts: Count[] = [];
  for (let n = 1; n <= recordCount; n++) counts.push([word(n), 1]);
  counts.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  let sum = 0;
  let current: Count | undefined;
  for (const next of counts) {
    if (current?.[0] === next[0]) {
      current = [current[0], current[1] + next[1]];
      continue;
    }
    if (current !== undefined) sum += checksum(current);
    current = next;
  }
  return current === undefined ? sum : sum + checksum(current);
}

function jobWith(memory: string): (recordCount: number) => Promise<number> {
  const configuration = new Configuration();
  configuration.setString("execution.runtime-mode", "BATCH");
  configuration.setString("execution.sorted-inputs.memory", memory);
  return async (recordCount) => {
    const env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    const total = { sum: 0 };
    env
      .fromSequence(1, recordCount)
      .map((n): Count => [word(n), 1], countType)
      .keyBy(([text]) => text, Types.STRING())
      .reduce(([text, left], [, right]): Count => [text, left + right])
      .sinkTo(new ChecksumSink<Count>(total, checksum));
    await env.execute("word count");
    return total.sum;
  };
}

const recordCount = 500_000;

await runOtherJobs();
report(
  await measure([
    { name: "loop that sorts and counts", recordCount, run: sortLoop },
    { name: "word count in BATCH mode", recordCount, run: jobWith("1 gb") },
    { name: "the same, sorted on disk", recordCount, run: jobWith("4 mb") },
  ]),
);
