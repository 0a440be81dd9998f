import { expect, test } from "vitest";
import { expectCase } from "../../../../../tests/conformance/cases.ts";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../base/timestamps.ts";
import {
  type HarnessRun,
  type HarnessStep,
  records,
  runOperators,
} from "../../testing/operator-harness.ts";
import { operatorNode } from "../../testing/operator-nodes.ts";
import type { WatermarkGenerator } from "../../watermarks/watermark-generator.ts";
import { WatermarkStrategy } from "../../watermarks/watermark-strategy.ts";
import { WatermarkValve } from "./watermark-valve.ts";

type Call = readonly [channel: number, watermark: number | "IDLE" | "ACTIVE"];

/** What leaves a valve of so many channels after each call. */
function valveOf(channelCount: number) {
  const output: (number | "IDLE" | "ACTIVE")[] = [];
  const valve = new WatermarkValve({
    watermark: (timestampMs) => output.push(timestampMs),
    status: (isIdle) => output.push(isIdle ? "IDLE" : "ACTIVE"),
    endInput: () => {},
  });
  for (let channel = 0; channel < channelCount; channel++) valve.addChannel();
  return (...calls: readonly Call[]) => {
    output.length = 0;
    for (const [channel, call] of calls) {
      if (typeof call === "number") valve.watermark(channel, call);
      else valve.status(channel, call === "IDLE");
    }
    return [...output];
  };
}

/** How the text says what came out: the values, or "nothing". */
const said = (output: readonly unknown[]): readonly unknown[] =>
  output.length === 0 ? ["nothing"] : output;

test("WM-09 a valve of one input forwards what rises and what changes; a watermark while idle does not count", () => {
  const send = valveOf(1);
  const marks = [send([0, 0], [0, 25]), send([0, 25], [0, 18]), send([0, 42])];
  expectCase("WM-09", marks.flatMap(said), "forwarded");
  const statuses = (["ACTIVE", "IDLE", "IDLE", "ACTIVE"] as const).map((one) => send([0, one]));
  expectCase("WM-09", statuses.flatMap(said), "statuses");
  const idle = valveOf(1);
  expect(idle([0, 25], [0, "IDLE"], [0, 50])).toEqual([25, "IDLE"]);
  expect(idle([0, "ACTIVE"])).toEqual(["ACTIVE"]);
  expect(idle([0, 50])).toEqual([50]);
});

test("WM-10 a valve of several inputs forwards the minimum once all have one", () => {
  const send = valveOf(3);
  expect(send([0, 0], [1, 0])).toEqual([]);
  const marks = [send([2, 0])];
  expect(send([0, 12], [2, 8], [2, 10])).toEqual([]);
  marks.push(send([1, 15]), send([2, 17]), send([0, 20]));
  const lower = valveOf(3);
  marks.push(lower([0, 25], [1, 10], [2, 17]), lower([0, 12], [1, 8], [2, 15]));
  expectCase("WM-10", marks.flatMap(said), "forwarded");
});

test("WM-11 idle inputs are left out; idle downstream only when all are", () => {
  const send = valveOf(3);
  const marks = [send([0, 15], [1, 10], [2, "IDLE"]), send([1, 18]), send([0, 20])];
  const other = valveOf(3);
  marks.push(other([0, 25], [1, 10], [2, 17]), other([1, "IDLE"]), other([2, "IDLE"]));
  expectCase("WM-11", marks.flatMap(said), "forwarded");
  const two = valveOf(2);
  expect([two([0, "IDLE"]), two([1, "IDLE"]), two([0, "ACTIVE"]), two([1, "ACTIVE"])]).toEqual([
    [],
    ["IDLE"],
    ["ACTIVE"],
    [],
  ]);
});

test("WM-13 an input that comes back behind the output counts again when it has caught up", () => {
  const send = valveOf(3);
  const marks = [send([0, 10], [1, 7], [2, 3]), send([2, "IDLE"])];
  expect(send([2, "ACTIVE"], [2, 5])).toEqual([]);
  expect(send([2, 9])).toEqual([]);
  marks.push(send([1, 12]));
  expectCase("WM-13", marks.flat(), "forwarded");
});

test("WM-14 nothing is forwarded while all active inputs are behind the output", () => {
  const send = valveOf(3);
  const marks = send([0, 10], [1, 7], [2, "IDLE"]);
  const output = send([2, "ACTIVE"], [0, "IDLE"], [1, "IDLE"]);
  expectCase("WM-14", [...marks, ...(output.length === 0 ? ["no output"] : output)], "forwarded");
});

const periodic: HarnessStep = { type: "periodicEmit" };

async function watermarksOf(
  strategy: unknown,
  script: () => readonly HarnessStep[],
  parts: Pick<HarnessRun, "notRestorable"> = {},
) {
  const node = operatorNode({ kind: "timestampsAndWatermarks", watermarkStrategy: strategy });
  const { events } = await runOperators({ nodes: [node], script, ...parts });
  return events.map(([type, , ...rest]) => [type, ...rest]);
}

const byValue = (value: number): number => value;

test("WM-01 ascending timestamps: nothing before the first record, then the largest - 1", async () => {
  const strategy =
    WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner(byValue);
  const events = await watermarksOf(strategy, () => [
    periodic,
    ...records(1337),
    periodic,
    ...records(12_345, 12_340),
    periodic,
  ]);
  // Before the first record the watermark is MIN, which is not sent.
  const watermarks = events.filter(([type]) => type === "watermark").map(([, time]) => time);
  expectCase("WM-01", [MIN_TIMESTAMP, ...watermarks], "watermarks");
});

test("WM-15 watermarks and statuses from before are swallowed, but for the last", async () => {
  const strategy = WatermarkStrategy.forMonotonousTimestamps<number>();
  const events = await watermarksOf(strategy, () => [
    { type: "watermark", timestampMs: 42 },
    { type: "status", isIdle: true },
    { type: "status", isIdle: false },
    { type: "watermark", timestampMs: MAX_TIMESTAMP },
  ]);
  expectCase(
    "WM-15",
    events.map(([, time]) => time),
    "passed",
  );
});

test("WM-16 a generator's watermarks come with the interval and never regress", async () => {
  const strategy = WatermarkStrategy.forGenerator<number>((): WatermarkGenerator<number> => {
    let last = 0;
    return {
      onEvent: (value) => (last = value),
      onPeriodicEmit: (output) => output.emitWatermark(last - 1),
    };
  }).withTimestampAssigner(byValue);
  const script = () => [...records(2), periodic, ...records(4), periodic, ...records(2), periodic];
  const notRestorable = "a generator of the user's own begins anew, as in Flink";
  const events = await watermarksOf(strategy, script, { notRestorable });
  expect(events.map(([type]) => type)).toEqual([
    "record",
    "watermark",
    "record",
    "watermark",
    "record",
  ]);
  const watermarks = events.filter(([type]) => type === "watermark").map(([, time]) => time);
  expectCase("WM-16", watermarks, "watermarks");
});

test("WM-19 timestamps of the whole range are attached unchanged", async () => {
  const times = [MIN_TIMESTAMP, -1, 0, 1, 2, 3, MAX_TIMESTAMP];
  const strategy = WatermarkStrategy.noWatermarks<number>().withTimestampAssigner(byValue);
  const events = await watermarksOf(strategy, () => records(...times));
  expect(events).toEqual(times.map((time) => ["record", time, time]));
  expectCase(
    "WM-19",
    events.map(([, , time]) => time),
    "timestamps",
  );
});
