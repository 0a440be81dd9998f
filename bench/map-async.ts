/** `mapAsync` with 100 calls on their way, against a pool of promises written by hand; both keep the order. */
import { ChecksumSink } from "./checksum-sink.ts";
import { measure, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";
import { startJob } from "./running-job.ts";

const capacity = 100;
/** The answer is there at once, so that what is measured is the cost of waiting for it. */
const twice = async (n: number): Promise<number> => n * 2;

/** The oldest promise is awaited when as many as fit are on their way. */
async function promisePool(recordCount: number): Promise<number> {
  const pending: Promise<number>[] = [];
  let oldest = 0;
  let sum = 0;
  for (let n = 1; n <= recordCount; n++) {
    if (n > capacity) {
      sum += (await pending[oldest]) ?? 0;
      pending[oldest] = twice(n);
      oldest = (oldest + 1) % capacity;
    } else pending.push(twice(n));
  }
  for (const promise of pending) sum += await promise;
  return sum;
}

await runOtherJobs();
const total = { sum: 0 };
const job = await startJob((numbers) =>
  numbers.mapAsync(twice, { capacity }).sinkTo(new ChecksumSink<number>(total, (n) => n)),
);

async function mapAsync(recordCount: number): Promise<number> {
  total.sum = 0;
  await job.send(recordCount);
  // The source has nothing left; the last calls may still be on their way.
  const expected = recordCount * (recordCount + 1);
  while (total.sum < expected) await new Promise((resolve) => setImmediate(resolve));
  return total.sum;
}

const recordCount = 500_000;
const measured = await measure([
  { name: "pool of promises", recordCount, run: promisePool },
  { name: "mapAsync", recordCount, run: mapAsync },
]);
await job.end();
report(measured);
