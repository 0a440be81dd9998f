/** Environments of the case tests: S2 or B2 of the case text (the mode, parallelism 2), unless the test run sets another default. */
import { type RuntimeExecutionMode, StreamExecutionEnvironment } from "millrace";

/** A fresh environment with parallelism 2, or the parallelism that the matrix of test projects asks for. */
export function streaming(
  parallelism = 2,
  mode: RuntimeExecutionMode = "STREAMING",
): StreamExecutionEnvironment {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  if (parallelism !== 2 || !env.getConfiguration().containsKey("parallelism.default")) {
    env.setParallelism(parallelism);
  }
  if (mode !== "STREAMING") env.setRuntimeMode(mode);
  return env;
}

/** All records of a bounded stream, as the job emitted them. */
export async function collected<T>(stream: {
  executeAndCollect(): AsyncIterable<T>;
}): Promise<T[]> {
  const records: T[] = [];
  for await (const record of stream.executeAndCollect()) records.push(record);
  return records;
}

/** Text forms, sorted: how the case text compares. */
export function sortedText(records: readonly unknown[]): string[] {
  return records.map(String).sort();
}
