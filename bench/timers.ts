/**
 * A timer for each of a million records of 100,007 keys, registered and fired, against a loop with a Map of timers and a heap
 * of their times; once with watermarks as they come, once with one watermark at the end that fires all of them.
 */
import { type Collector, StreamExecutionEnvironment, WatermarkStrategy } from "millrace";
// Not public: measured by itself, it is compared with the figures that its design was chosen by.
import { TimerLog } from "../packages/core/src/runtime/time/timer-log.ts";
import { ChecksumSink } from "./checksum-sink.ts";
import { type Measured, measure, median, report } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

const recordCount = 1_000_000;
/** As the engine does where the interval is long: a watermark every so many records. */
const recordsPerWatermark = 4096;

const keyOf = (n: number): number => (n * 7_919) % 100_007;
/** Up to 16 s behind the record. */
const timerOf = (n: number): number => n + ((n * 31) % 16_384);

/** Timers by time, and the times in a binary heap: what one would write by hand. */
class MapAndHeap {
  readonly #keys = new Map<number, Set<number>>();
  readonly #heap: number[] = [];

  register(time: number, key: number): void {
    const keys = this.#keys.get(time);
    if (keys !== undefined) {
      keys.add(key);
      return;
    }
    this.#keys.set(time, new Set([key]));
    const heap = this.#heap;
    let at = heap.length;
    heap.push(time);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (above <= time) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = time;
  }

  advance(watermark: number, fire: (time: number, key: number) => void): void {
    for (;;) {
      const time = this.#heap[0];
      if (time === undefined || time > watermark) return;
      this.#drop();
      const keys = this.#keys.get(time) ?? [];
      this.#keys.delete(time);
      for (const key of keys) fire(time, key);
    }
  }

  #drop(): void {
    const heap = this.#heap;
    const moved = heap.pop();
    if (moved === undefined || heap.length === 0) return;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      const right = heap[child + 1];
      if (right !== undefined && right < (heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (below >= moved) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = moved;
  }
}

function loop(count: number, watermarkEvery: number): number {
  const timers = new MapAndHeap();
  let sum = 0;
  const fire = (time: number, key: number): void => {
    sum += time + key;
  };
  for (let n = 1; n <= count; n++) {
    timers.register(timerOf(n), keyOf(n));
    if (n % watermarkEvery === 0) timers.advance(n - 1, fire);
  }
  timers.advance(Number.POSITIVE_INFINITY, fire);
  return sum;
}

async function job(count: number, strategy: WatermarkStrategy<number>): Promise<number> {
  const total = { sum: 0 };
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  env
    .fromSequence(1, count)
    .assignTimestampsAndWatermarks(strategy.withTimestampAssigner((n) => n))
    .keyBy(keyOf)
    .process({
      processElement(n, ctx, _out: Collector<number>) {
        ctx.timerService().registerEventTimeTimer(timerOf(n));
      },
      onTimer: (time, ctx) => [time + ctx.getCurrentKey()],
    })
    .sinkTo(new ChecksumSink<number>(total, (value) => value));
  await env.execute();
  return total.sum;
}

/** A million timers of the log by itself, without keys and records. */
function logAlone(): Measured[] {
  const registerNs: number[] = [];
  const fireNs: number[] = [];
  for (let round = 0; round < 5; round++) {
    const references = { retain() {}, release() {} };
    const log = new TimerLog(references);
    const began = process.hrtime.bigint();
    for (let n = 1; n <= recordCount; n++) log.register(timerOf(n), keyOf(n));
    const registered = process.hrtime.bigint();
    let count = 0;
    while (log.take(Number.MAX_SAFE_INTEGER) >= 0) count++;
    const fired = process.hrtime.bigint();
    if (count !== recordCount) throw new Error(`${count} timers fired`);
    registerNs.push(Number(registered - began) / recordCount);
    fireNs.push(Number(fired - registered) / recordCount);
  }
  return [
    { name: "registering a timer", medianNs: median(registerNs), roundsNs: registerNs },
    { name: "firing a timer", medianNs: median(fireNs), roundsNs: fireNs },
  ];
}

/** The longest time between two turns of the event loop while `run` runs. */
async function longestTurnNs(run: () => Promise<unknown>): Promise<number> {
  let longest = 0n;
  let last = process.hrtime.bigint();
  let hasEnded = false;
  const tick = (): void => {
    const now = process.hrtime.bigint();
    if (now - last > longest) longest = now - last;
    last = now;
    if (!hasEnded) setImmediate(tick);
  };
  setImmediate(tick);
  await run();
  hasEnded = true;
  return Number(longest);
}

const rising = WatermarkStrategy.forMonotonousTimestamps<number>();
const none = WatermarkStrategy.noWatermarks<number>();

await runOtherJobs();
const measured: Measured[] = [
  ...(await measure([
    { name: "loop with a Map and a heap", recordCount, run: (n) => loop(n, recordsPerWatermark) },
    { name: "timers", recordCount, run: (n) => job(n, rising) },
  ])),
  ...(await measure([
    { name: "loop that fires at the end", recordCount, run: (n) => loop(n, n) },
    { name: "timers that fire at the end", recordCount, run: (n) => job(n, none) },
  ])),
];
measured.push(...logAlone());
const turnsNs: number[] = [];
for (let round = 0; round < 3; round++)
  turnsNs.push(await longestTurnNs(() => job(recordCount, none)));
measured.push({
  name: "longest turn of a million timers",
  medianNs: median(turnsNs),
  roundsNs: turnsNs,
});
report(measured);
