/** A running sum for each of 10,007 keys, against a loop over a Map; with and without copies at the exchange. */
import { Configuration, StreamExecutionEnvironment } from "millrace";
import { ChecksumSink } from "./checksum-sink.ts";
import { measure, report, type Variant } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";
import { type RunningJob, startJob } from "./running-job.ts";

interface Amount {
  readonly account: number;
  readonly cents: number;
}

const amount = (n: number): Amount => ({ account: (n * 7_919) % 10_007, cents: n % 100 });
const add = (a: Amount, b: Amount): Amount => ({ account: a.account, cents: a.cents + b.cents });

/** The loop; its Map lives as long as the state of the jobs beside it. */
function loopOverMap(): (recordCount: number) => number {
  const totals = new Map<number, Amount>();
  return (recordCount) => {
    let sum = 0;
    for (let n = 1; n <= recordCount; n++) {
      const next = amount(n);
      const previous = totals.get(next.account);
      const total = previous === undefined ? next : add(previous, next);
      totals.set(next.account, total);
      sum += total.cents;
    }
    return sum;
  };
}

async function reduceJob(objectReuse: boolean): Promise<RunningJob & { run: Variant["run"] }> {
  const configuration = new Configuration();
  configuration.setBoolean("pipeline.object-reuse", objectReuse);
  const total = { sum: 0 };
  const job = await startJob(
    (numbers) =>
      numbers
        .map(amount)
        .keyBy((a) => a.account)
        .reduce(add)
        .sinkTo(new ChecksumSink<Amount>(total, (a) => a.cents)),
    StreamExecutionEnvironment.getExecutionEnvironment(configuration),
  );
  const run = async (recordCount: number): Promise<number> => {
    total.sum = 0;
    await job.send(recordCount);
    return total.sum;
  };
  return { ...job, run };
}

const recordCount = 3_000_000;

await runOtherJobs();
const copying = await reduceJob(false);
const reusing = await reduceJob(true);
const measured = await measure([
  { name: "loop over a Map", recordCount, run: loopOverMap() },
  { name: "keyed reduce", recordCount, run: copying.run },
  { name: "keyed reduce, object reuse", recordCount, run: reusing.run },
]);
await copying.end();
await reusing.end();
report(measured);
