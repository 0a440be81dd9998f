/** Stateless chains of 4 and 8 operators in a process that ran other jobs, against a hand-written loop, RxJS and Node's streams. */
import * as variants from "./chain-variants.ts";
import { measure, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

const fast = 8_000_000;
const slow = 500_000;

await runOtherJobs();
const job4 = await variants.job4();
const job8 = await variants.job8();
const four = await measure([
  { name: "hand-written 4", recordCount: fast, run: variants.handWritten4 },
  { name: "job 4", recordCount: fast, run: job4.run },
  { name: "RxJS 4", recordCount: slow, run: variants.rxjs4 },
  { name: "Node streams 4", recordCount: slow, run: variants.streams4 },
]);
const eight = await measure([
  { name: "hand-written 8", recordCount: fast, run: variants.handWritten8 },
  { name: "job 8", recordCount: fast, run: job8.run },
  { name: "RxJS 8", recordCount: slow, run: variants.rxjs8 },
  { name: "Node streams 8", recordCount: slow, run: variants.streams8 },
]);
await job4.end();
await job8.end();
report([...four, ...eight]);
