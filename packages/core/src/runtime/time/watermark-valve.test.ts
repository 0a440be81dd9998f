import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InputProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { WatermarkValve } from "./watermark-valve.ts";

type Output = readonly ["watermark", number] | readonly ["idle", boolean] | readonly ["end"];
type Call = { readonly channel: number } & (
  | { readonly type: "watermark"; readonly timestampMs: number }
  | { readonly type: "status"; readonly isIdle: boolean }
  | { readonly type: "end" }
);

function drive(channelCount: number, calls: readonly Call[]): Output[][] {
  const outputs: Output[][] = [];
  let current: Output[] = [];
  const valve = new WatermarkValve({
    watermark: (timestampMs) => current.push(["watermark", timestampMs]),
    status: (isIdle) => current.push(["idle", isIdle]),
    endInput: () => current.push(["end"]),
  });
  for (let channel = 0; channel < channelCount; channel++) valve.addChannel();
  for (const call of calls) {
    current = [];
    if (call.type === "watermark") valve.watermark(call.channel, call.timestampMs);
    else if (call.type === "status") valve.status(call.channel, call.isIdle);
    else valve.endInput(call.channel);
    outputs.push(current);
  }
  return outputs;
}

/** Recomputes everything from the history: slow, and obviously what the words say. */
function model(channelCount: number, calls: readonly Call[]): Output[][] {
  let emitted = -(2 ** 63);
  let wasIdle = false;
  const outputs: Output[][] = [];
  for (let length = 1; length <= calls.length; length++) {
    const states = Array.from({ length: channelCount }, () => ({
      watermark: -(2 ** 63),
      active: true,
      ended: false,
    }));
    for (const call of calls.slice(0, length)) {
      const state = states[call.channel]!;
      if (call.type === "watermark" && state.active)
        state.watermark = Math.max(state.watermark, call.timestampMs);
      if (call.type === "status" && !state.ended) state.active = !call.isIdle;
      if (call.type === "end") state.ended = true;
    }
    const output: Output[] = [];
    const active = states.filter((state) => state.active);
    const caughtUp = active.filter((state) => state.watermark >= emitted);
    const call = calls[length - 1]!;
    const isAllIdle = active.length === 0;
    const wasCaughtUp = isAllIdle && !wasIdle && states[call.channel]!.watermark >= emitted;
    const candidates = isAllIdle
      ? wasCaughtUp
        ? [Math.max(...states.map((state) => state.watermark))]
        : []
      : caughtUp.length > 0
        ? [Math.min(...caughtUp.map((state) => state.watermark))]
        : [];
    if (call.type !== "end" && candidates[0] !== undefined && candidates[0] > emitted) {
      emitted = candidates[0];
      output.push(["watermark", emitted]);
    }
    if (isAllIdle !== wasIdle) {
      wasIdle = isAllIdle;
      output.push(["idle", isAllIdle]);
    }
    const endedBefore = new Set(
      calls
        .slice(0, length - 1)
        .filter(({ type }) => type === "end")
        .map(({ channel }) => channel),
    );
    if (
      call.type === "end" &&
      states.every((state) => state.ended) &&
      endedBefore.size < channelCount
    )
      output.push(["end"]);
    outputs.push(output);
  }
  return outputs;
}

test("the least watermark of two channels goes out, never back", () => {
  expect(
    drive(2, [
      { channel: 0, type: "watermark", timestampMs: 5 },
      { channel: 1, type: "watermark", timestampMs: 3 },
      { channel: 1, type: "watermark", timestampMs: 2 },
      { channel: 1, type: "watermark", timestampMs: 9 },
    ]),
  ).toEqual([[], [["watermark", 3]], [], [["watermark", 5]]]);
});

test("an idle channel does not hold the others back, and one that returns late does not take the watermark back", () => {
  expect(
    drive(2, [
      { channel: 0, type: "watermark", timestampMs: 8 },
      { channel: 1, type: "status", isIdle: true },
      { channel: 1, type: "status", isIdle: false },
      { channel: 1, type: "watermark", timestampMs: 4 },
      { channel: 0, type: "watermark", timestampMs: 10 },
    ]),
  ).toEqual([[], [["watermark", 8]], [], [], [["watermark", 10]]]);
});

test("the end goes out once, after the last channel's", () => {
  expect(
    drive(2, [
      { channel: 0, type: "end" },
      { channel: 0, type: "end" },
      { channel: 1, type: "end" },
    ]),
  ).toEqual([[], [], [["end"]]]);
});

const call = fc.oneof(
  fc.record({
    type: fc.constant("watermark" as const),
    channel: fc.nat(2),
    timestampMs: fc.integer({ min: 0, max: 20 }),
  }),
  fc.record({ type: fc.constant("status" as const), channel: fc.nat(2), isIdle: fc.boolean() }),
  fc.record({ type: fc.constant("end" as const), channel: fc.nat(2) }),
);

test("the valve equals the naive model for every sequence of calls", () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 25 }), (calls) => {
      expect(drive(3, calls)).toEqual(model(3, calls));
    }),
    propertyRuns(500),
  );
});

describe("a valve that is restored", () => {
  const restored = (channelCount: number, parts: Partial<InputProgress>) => {
    const events: unknown[] = [];
    const valve = new WatermarkValve({
      watermark: (timestampMs) => events.push(timestampMs),
      status: (isIdle) => events.push(isIdle ? "idle" : "active"),
      endInput: () => events.push("end"),
    });
    for (let index = 0; index < channelCount; index++) valve.addChannel();
    valve.restore({ watermarkMs: 5, isIdle: false, hasEnded: false, channels: [], ...parts });
    return { valve, events };
  };
  const channel = (watermarkMs: number, isIdle = false, hasEnded = false) => ({
    watermarkMs,
    isIdle,
    hasEnded,
  });

  test("goes on with the watermark of each channel", () => {
    const channels = [channel(5), channel(9), channel(2, true), channel(8, false, true)];
    const { valve, events } = restored(4, { channels });
    expect(valve.snapshot()).toEqual(channels);
    valve.watermark(1, 5);
    valve.watermark(0, 7);
    valve.watermark(0, 20);
    expect(events).toEqual([7, 8]);
    for (const index of [0, 1, 2, 3]) valve.endInput(index);
    expect(events).toEqual([7, 8, "end"]);
  });

  test("begins as the input stood where the channels are others", () => {
    const { valve, events } = restored(2, { channels: [channel(9)] });
    valve.watermark(0, 7);
    valve.watermark(1, 5);
    expect(events).toEqual([]);
    valve.watermark(1, 6);
    expect(events).toEqual([6]);
  });

  test("says nothing twice: an idle input stays so, an ended one does not end again", () => {
    const { valve, events } = restored(1, { isIdle: true, hasEnded: true });
    valve.status(0, true);
    valve.endInput(0);
    expect(events).toEqual([]);
  });
});
