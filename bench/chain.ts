/** Stateless chains of 4 and 8 operators in a process that ran other jobs, against a hand-written loop, RxJS and Node's streams. */
import * as variants from "./chain-variants.ts";
import { measure, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

const fast = 8_000_000;
const slow = 500_000;

await runOtherJobs();
const four = await measure([
  { name: "hand-written 4", recordCount: fast, run: variants.handWritten4 },
  { name: "job 4", recordCount: fast, run: variants.job4 },
  { name: "RxJS 4", recordCount: slow, run: variants.rxjs4 },
  { name: "Node streams 4", recordCount: slow, run: variants.streams4 },
]);
const eight = await measure([
  { name: "hand-written 8", recordCount: fast, run: variants.handWritten8 },
  { name: "job 8", recordCount: fast, run: variants.job8 },
  { name: "RxJS 8", recordCount: slow, run: variants.rxjs8 },
  { name: "Node streams 8", recordCount: slow, run: variants.streams8 },
]);
report([...four, ...eight]);
