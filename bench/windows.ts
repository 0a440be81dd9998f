/**
 * Sums of numbers in windows of event time for each of 1,009 keys: tumbling windows of 10 s, windows of 10 s every 2 s, and
 * sessions, against loops with Maps that do the same. Ten records a millisecond of event time; a watermark every 4,096.
 */
import {
  type AggregateFunction,
  EventTimeSessionWindows,
  SlidingEventTimeWindows,
  StreamExecutionEnvironment,
  type TimeWindow,
  TumblingEventTimeWindows,
  WatermarkStrategy,
  type WindowAssigner,
} from "millrace";
import { ChecksumSink } from "./checksum-sink.ts";
import { measure, report, type Variant } from "./interleaved.ts";
import { runOtherJobs } from "./other-jobs.ts";

const recordsPerWatermark = 4096;
const recordsPerMs = 10;
const sizeMs = 10_000;
const slideMs = 2000;
const gapMs = 500;

const keyOf = (n: number): number => (n * 7_919) % 1_009;
const timeOf = (n: number): number => Math.floor(n / recordsPerMs);
/** Every key falls silent for a while again and again, so that its sessions end. */
const sessionKeyOf = (n: number): number => keyOf(n) + 1_009 * (Math.floor(n / 40_000) % 8);

const sum: AggregateFunction<number, number, number> = {
  createAccumulator: () => 0,
  add: (value, accumulator) => accumulator + (value & 1023),
  getResult: (accumulator) => accumulator,
  merge: (a, b) => a + b,
};

/** The loop for windows that do not merge: a Map of sums for each window, dropped when the watermark passes its end. */
function alignedLoop(slide: number): (recordCount: number) => number {
  return (recordCount) => {
    const windows = new Map<number, Map<number, number>>();
    let checksum = 0;
    const fire = (watermark: number): void => {
      for (const [start, sums] of windows) {
        if (start + sizeMs - 1 > watermark) continue;
        for (const value of sums.values()) checksum += value;
        windows.delete(start);
      }
    };
    for (let n = 1; n <= recordCount; n++) {
      const time = timeOf(n);
      const key = keyOf(n);
      for (let start = time - (time % slide); start > time - sizeMs; start -= slide) {
        let sums = windows.get(start);
        if (sums === undefined) windows.set(start, (sums = new Map()));
        sums.set(key, (sums.get(key) ?? 0) + (n & 1023));
      }
      if (n % recordsPerWatermark === 0) fire(time - 1);
    }
    fire(Number.POSITIVE_INFINITY);
    return checksum;
  };
}

interface Session {
  endMs: number;
  sum: number;
}

/** The loop for sessions: records come in order, so a key has one open session, and those that may have ended are looked through. */
function sessionLoop(recordCount: number): number {
  const sessions = new Map<number, Session>();
  let checksum = 0;
  const fire = (watermark: number): void => {
    for (const [key, session] of sessions) {
      if (session.endMs - 1 > watermark) continue;
      checksum += session.sum;
      sessions.delete(key);
    }
  };
  for (let n = 1; n <= recordCount; n++) {
    const time = timeOf(n);
    const key = sessionKeyOf(n);
    const session = sessions.get(key);
    if (session !== undefined && session.endMs >= time) {
      session.endMs = time + gapMs;
      session.sum += n & 1023;
    } else {
      checksum += session?.sum ?? 0;
      sessions.set(key, { endMs: time + gapMs, sum: n & 1023 });
    }
    if (n % recordsPerWatermark === 0) fire(time - 1);
  }
  fire(Number.POSITIVE_INFINITY);
  return checksum;
}

function job(
  assigner: WindowAssigner<number, TimeWindow>,
  key: (n: number) => number,
): Variant["run"] {
  return async (recordCount) => {
    const total = { sum: 0 };
    const env = StreamExecutionEnvironment.getExecutionEnvironment();
    env
      .fromSequence(1, recordCount)
      .assignTimestampsAndWatermarks(
        WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner(timeOf),
      )
      .keyBy(key)
      .window(assigner)
      .aggregate(sum)
      .sinkTo(new ChecksumSink<number>(total, (value) => value));
    await env.execute();
    return total.sum;
  };
}

const recordCount = 2_000_000;

await runOtherJobs();
const tumbling = TumblingEventTimeWindows.of(sizeMs);
const sliding = SlidingEventTimeWindows.of(sizeMs, slideMs);
const sessions = EventTimeSessionWindows.withGap(gapMs);
report([
  ...(await measure([
    { name: "loop with a Map for each window", recordCount, run: alignedLoop(sizeMs) },
    { name: "tumbling windows", recordCount, run: job(tumbling, keyOf) },
  ])),
  ...(await measure([
    { name: "loop with five Maps", recordCount, run: alignedLoop(slideMs) },
    { name: "sliding windows", recordCount, run: job(sliding, keyOf) },
  ])),
  ...(await measure([
    { name: "loop with a Map of sessions", recordCount, run: sessionLoop },
    { name: "session windows", recordCount, run: job(sessions, sessionKeyOf) },
  ])),
]);
