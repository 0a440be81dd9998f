/**
 * Word count over a text file: `npx millrace run examples/02-word-count/job.ts [input] [output folder]`.
 *
 * A running count: each word is written once per occurrence, and its last line has the final count.
 */
import { join } from "node:path";
import {
  Encoder,
  FileSink,
  FileSource,
  StreamExecutionEnvironment,
  StreamFormat,
  WatermarkStrategy,
} from "millrace";

const input = process.argv[2] ?? join(import.meta.dirname, "words.txt");
const folder = process.argv[3] ?? "/tmp/word-count";

const env = StreamExecutionEnvironment.getExecutionEnvironment();
const source = FileSource.forRecordStreamFormat(StreamFormat.textLineFormat(), input).build();

env
  .fromSource(source, WatermarkStrategy.noWatermarks(), "lines")
  .flatMap((line) => line.toLowerCase().match(/[a-z]+/g) ?? [])
  .map((word) => [word, 1])
  .keyBy((count) => count[0])
  .sum(1)
  .map((count) => `${count[0]} ${count[1]}`)
  .sinkTo(FileSink.forRowFormat(folder, Encoder.simpleStringEncoder()).build());

await env.execute("word count");
console.error(`The counts are in ${folder}.`);
