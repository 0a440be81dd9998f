/** Records on the terminal: `npx node examples/03-print/job.ts`. */
import { StreamExecutionEnvironment } from "millrace";

const env = StreamExecutionEnvironment.getExecutionEnvironment();

env
  .fromSequence(1, 5)
  .filter((n) => n % 2 === 1)
  .map((n) => ({ n, square: n * n }))
  .print();

await env.execute("squares");
