/**
 * Pollution: other jobs in the same process, with other shapes of records, before anything is measured.
 *
 * A process that ever ran one job shows numbers that a real one does not reach: its call sites have seen one shape only.
 * The functions and the sink of the measured job are its own, as they are in a real process.
 */
import { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DiscardingSink, StreamExecutionEnvironment } from "millrace";
import { filter, map, range } from "rxjs";

const recordCount = 200_000;

/** Runs five other jobs, five RxJS pipelines and five of Node's streams. */
export async function runOtherJobs(): Promise<void> {
  await runJob(
    (n) => n + 1,
    (n) => n,
  );
  await runJob(
    (n) => `text ${n}`,
    (text) => text.length,
  );
  await runJob(
    (n) => [n, `${n}`],
    (pair) => pair.length,
  );
  await runJob(
    (n) => ({ user: n % 10, url: "/" }),
    (click) => click.user,
  );
  await runJob(
    (n) => new Map([[n, n]]),
    (table) => table.size,
  );
}

async function runJob<T extends object | string | number>(
  make: (n: number) => T,
  weigh: (record: T) => number,
): Promise<void> {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  env
    .fromSequence(1, recordCount)
    .map(make)
    .filter((record) => weigh(record) >= 0)
    .sinkTo(new DiscardingSink<T>());
  await env.execute("other job");
  range(1, recordCount)
    .pipe(
      map(make),
      filter((record) => weigh(record) >= 0),
    )
    .subscribe(() => {});
  await runStreams(make);
}

async function runStreams<T>(make: (n: number) => T): Promise<void> {
  const numbers = Array.from({ length: recordCount / 10 }, (_, n) => n);
  const stage = new Transform({
    objectMode: true,
    transform(n: number, _encoding, done) {
      done(null, make(n));
    },
  });
  const end = new Writable({ objectMode: true, write: (_value, _encoding, done) => done() });
  await pipeline([Readable.from(numbers), stage, end]);
}
