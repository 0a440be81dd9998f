/** The tutorial: a small collection, one transformation, files. `npm start` runs it. */
import {
  SimpleStringEncoder,
  StreamExecutionEnvironment,
  StreamingFileSink,
  Types,
} from "millrace";

const folder = process.argv[2] ?? "/tmp/output";

const env = StreamExecutionEnvironment.getExecutionEnvironment();
env.setParallelism(1);
env
  .fromCollection([
    [1, "aaa"],
    [2, "bbb"],
  ])
  .flatMap((record) => Array.from({ length: record[0] }, () => record[1]), Types.STRING())
  .addSink(StreamingFileSink.forRowFormat(folder, new SimpleStringEncoder()).build());

const result = await env.execute("tutorial");

console.error(
  `The job "tutorial" read 2 records and wrote 3 lines in ${result.getNetRuntime()} ms.`,
);
console.error(`Its files are in ${folder}. To see them: find ${folder} -type f -exec cat {} \\;`);
