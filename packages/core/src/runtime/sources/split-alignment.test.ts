import { expect, test } from "vitest";
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { WatermarkTracker } from "../operators/watermark-tracker.ts";
import { SplitAlignment } from "./split-alignment.ts";

/** A reader of the splits, each with its watermark, that writes down what it is told. */
function aligned(splits: Record<string, number>) {
  const calls: unknown[] = [];
  const reads = { isReading: (_splitId: string | undefined): boolean => true };
  const tracker = {
    isIdle: false,
    get watermarkMs() {
      return Math.min(...Object.values(splits));
    },
    splitWatermarks: () =>
      Object.entries(splits).map(([splitId, watermarkMs]) => ({ splitId, watermarkMs })),
    observeReading(isReading: (splitId: string | undefined) => boolean) {
      reads.isReading = isReading;
    },
  };
  const alignment = new SplitAlignment(
    tracker as unknown as WatermarkTracker, // alignment asks for nothing else of it
    {
      pauseOrResumeSplits: (toPause, toResume) => calls.push([[...toPause], [...toResume]]),
      isReading: (splitId) => splitId !== "waiting",
    },
  );
  return { alignment, calls, tracker, splits, reads };
}

test("a reader whose watermark is beyond the bound waits, until the bound is beyond it", () => {
  const { alignment, calls } = aligned({ a: 100 });
  expect(alignment.isAhead).toBe(false);
  alignment.align(99);
  expect(alignment.isAhead).toBe(true);
  alignment.align(100);
  expect(alignment.isAhead).toBe(false);
  expect(calls).toEqual([]);
});

test("splits that are ahead are paused once and resumed once", () => {
  const { alignment, calls, splits } = aligned({ a: 10, b: 200, c: 300 });
  alignment.align(250);
  alignment.align(150);
  alignment.align(150);
  alignment.align(200);
  splits["a"] = 290;
  alignment.align(300);
  expect(calls).toEqual([
    [["c"], []],
    [["b"], []],
    [[], ["b"]],
    [[], ["c"]],
  ]);
});

test("a split that is left alone is resumed: the reader as a whole waits", () => {
  const { alignment, calls, splits } = aligned({ a: 10, b: 200 });
  alignment.align(150);
  delete splits["a"];
  alignment.align(150);
  expect([calls, alignment.isAhead]).toEqual([
    [
      [["b"], []],
      [[], ["b"]],
    ],
    true,
  ]);
});

test("what is held back, and what waits for its turn, is not being read", () => {
  const { alignment, reads } = aligned({ a: 10, b: 200 });
  const state = () => [undefined, "a", "b", "waiting"].map((splitId) => reads.isReading(splitId));
  expect(state()).toEqual([true, true, true, false]);
  alignment.align(150);
  expect(state()).toEqual([true, true, false, false]);
  alignment.align(5);
  expect(state()).toEqual([false, false, false, false]);
});

test("an idle reader is not waited for", () => {
  const { alignment, tracker } = aligned({ a: 10 });
  expect(alignment.watermarkMs).toBe(10);
  tracker.isIdle = true;
  expect(alignment.watermarkMs).toBe(MAX_TIMESTAMP);
});
