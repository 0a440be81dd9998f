/** The programs of the user stories, as a user writes them; only the folder is the test's. */

/** The tutorial's program, writing into `folder`. */
export function tutorial(folder: string): string {
  return `import { SimpleStringEncoder, StreamExecutionEnvironment, StreamingFileSink, Types } from 'millrace';

const env = StreamExecutionEnvironment.getExecutionEnvironment();
env.setParallelism(1);
env.fromCollection([[1, 'aaa'], [2, 'bbb']])
  .flatMap((record) => Array.from({ length: record[0] }, () => record[1]), Types.STRING())
  .addSink(StreamingFileSink.forRowFormat('${folder}', new SimpleStringEncoder()).build());
await env.execute();
`;
}

/** The same with `print()` in place of the sink. */
export const printing = `import { StreamExecutionEnvironment, Types } from 'millrace';

const env = StreamExecutionEnvironment.getExecutionEnvironment();
env.fromCollection([[1, 'aaa'], [2, 'bbb']])
  .flatMap((record) => Array.from({ length: record[0] }, () => record[1]), Types.STRING())
  .print();
await env.execute();
`;

/** The same, handed to the program. */
export const collecting = `import { StreamExecutionEnvironment, Types } from 'millrace';

const env = StreamExecutionEnvironment.getExecutionEnvironment();
const words = env.fromCollection([[1, 'aaa'], [2, 'bbb']])
  .flatMap((record) => Array.from({ length: record[0] }, () => record[1]), Types.STRING());
for await (const word of words.executeAndCollect()) console.log('got ' + word);
`;

/** Word count over a text file, one line for each word read. */
export const wordCount = `import { Encoder, FileSink, FileSource, StreamExecutionEnvironment, StreamFormat, WatermarkStrategy } from 'millrace';

const [input, output] = process.argv.slice(2);
const env = StreamExecutionEnvironment.getExecutionEnvironment();
env.fromSource(FileSource.forRecordStreamFormat(StreamFormat.textLineFormat(), input).build(), WatermarkStrategy.noWatermarks(), 'lines')
  .flatMap((line) => line.split(' '))
  .map((word) => [word, 1])
  .keyBy((count) => count[0])
  .sum(1)
  .sinkTo(FileSink.forRowFormat(output, Encoder.simpleStringEncoder()).build());
await env.execute('word count');
`;

/** A job that prints until it is stopped. */
export const endless = `import { StreamExecutionEnvironment } from 'millrace';

const env = StreamExecutionEnvironment.getExecutionEnvironment();
async function* numbers() {
  for (let n = 0; ; n++) {
    yield n;
    if (n % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
env.fromAsyncIterable(numbers).map((n) => 'number ' + n).print();
await env.execute('endless');
console.error('this line is not reached');
`;
