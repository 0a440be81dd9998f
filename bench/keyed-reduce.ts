/** A running sum for each of 10,007 keys, against a loop over a Map; with and without copies at the exchange. */
import { Configuration, StreamExecutionEnvironment } from "millrace";
import { ChecksumSink } from "./checksum-sink.ts";
import { measure, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

interface Amount {
  readonly account: number;
  readonly cents: number;
}

const amount = (n: number): Amount => ({ account: (n * 7_919) % 10_007, cents: n % 100 });
const add = (a: Amount, b: Amount): Amount => ({ account: a.account, cents: a.cents + b.cents });

function loopOverMap(recordCount: number): number {
  const totals = new Map<number, Amount>();
  let sum = 0;
  for (let n = 1; n <= recordCount; n++) {
    const next = amount(n);
    const previous = totals.get(next.account);
    const total = previous === undefined ? next : add(previous, next);
    totals.set(next.account, total);
    sum += total.cents;
  }
  return sum;
}

async function job(recordCount: number, objectReuse: boolean): Promise<number> {
  const configuration = new Configuration();
  configuration.setBoolean("pipeline.object-reuse", objectReuse);
  const env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  const total = { sum: 0 };
  env
    .fromSequence(1, recordCount)
    .map(amount)
    .keyBy((a) => a.account)
    .reduce(add)
    .sinkTo(new ChecksumSink<Amount>(total, (a) => a.cents));
  await env.execute("keyed reduce");
  return total.sum;
}

await runOtherJobs();
report(
  await measure([
    { name: "loop over a Map", recordCount: 3_000_000, run: loopOverMap },
    { name: "keyed reduce", recordCount: 3_000_000, run: (count) => job(count, false) },
    {
      name: "keyed reduce, object reuse",
      recordCount: 3_000_000,
      run: (count) => job(count, true),
    },
  ]),
);
