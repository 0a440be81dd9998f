import fc from "fast-check";
import { expect, test } from "vitest";
import { expectCase } from "../../../../../tests/conformance/cases.ts";
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { type Watermark, WatermarkOutput } from "../../watermarks/watermark-generator.ts";
import { SplitWatermarks } from "./split-watermarks.ts";

/** What the combination has come to. */
class Combined extends WatermarkOutput {
  watermarkMs = MIN_TIMESTAMP;
  isIdle = false;

  emitWatermark(watermark: number | Watermark): void {
    if (typeof watermark === "number") this.watermarkMs = watermark;
    this.isIdle = false;
  }
  markIdle(): void {
    this.isIdle = true;
  }
  markActive(): void {
    this.isIdle = false;
  }
}

function splits(count: number) {
  const combined = new Combined();
  const all = new SplitWatermarks(combined);
  const outputs = Array.from({ length: count }, (_, index) => all.add(`split ${index}`));
  const state = () => [combined.watermarkMs, combined.isIdle];
  return { all, outputs, state };
}

test("WM-05 the least of the splits that are not idle; with all idle the largest, and idle", () => {
  const three = splits(3);
  three.outputs[0]?.emitWatermark(2);
  three.outputs[1]?.emitWatermark(5);
  three.outputs[2]?.markIdle();
  const combined = [three.state()];

  const first = splits(2);
  first.outputs[0]?.emitWatermark(2);
  first.outputs[1]?.emitWatermark(5);
  combined.push(first.state());
  first.outputs[0]?.markIdle();
  combined.push(first.state());

  const both = splits(2);
  both.outputs[0]?.emitWatermark(5);
  both.outputs[1]?.emitWatermark(2);
  both.outputs[0]?.markIdle();
  both.outputs[1]?.markIdle();
  combined.push(both.state());
  expectCase(
    "WM-05",
    combined.map(([time]) => time),
    "combined",
  );
  expect(combined.map(([, isIdle]) => isIdle)).toEqual([false, false, false, true]);

  const single = splits(1);
  single.outputs[0]?.markIdle();
  expect(single.state()).toEqual([MIN_TIMESTAMP, true]);
  single.outputs[0]?.emitWatermark(0);
  expect(single.state()[1]).toBe(false);
  expectCase("WM-05", [single.state()[0]], "alone");
});

test("WM-06 the combination never goes back, and nothing comes of no splits", () => {
  const two = splits(2);
  two.outputs[0]?.emitWatermark(2);
  two.outputs[1]?.emitWatermark(5);
  two.outputs[0]?.markIdle();
  const states = [two.state()];
  two.outputs[0]?.emitWatermark(3);
  states.push(two.state());
  expect(two.state()[1]).toBe(false);

  const deferred = splits(1);
  deferred.all.defer();
  deferred.outputs[0]?.emitWatermark(5);
  deferred.all.combine();
  deferred.outputs[0]?.emitWatermark(2);
  states.push(deferred.state());
  expectCase(
    "WM-06",
    states.map(([time]) => time),
    "combined",
  );

  const none = splits(0);
  none.all.defer();
  none.all.combine();
  expect(none.state()).toEqual([MIN_TIMESTAMP, false]);
});

test("WM-08 a removed split holds nothing back, and its removal alone moves nothing", () => {
  const { all, outputs, state } = splits(2);
  outputs[0]?.emitWatermark(156_765);
  outputs[1]?.emitWatermark(156_770);
  all.remove("split 0");
  expect(state()).toEqual([156_765, false]);
  outputs[1]?.emitWatermark(156_775);
  expect(state()[1]).toBe(false);
  expectCase("WM-08", [state()[0]], "watermark");
});

test("what splits emit while deferred counts once, at the combination", () => {
  const { all, outputs, state } = splits(2);
  all.defer();
  outputs[0]?.emitWatermark(7);
  outputs[1]?.emitWatermark(9);
  expect(state()).toEqual([MIN_TIMESTAMP, false]);
  all.combine();
  expect(state()).toEqual([7, false]);
});

test("random splits give the least over those that are active, and never go back", () => {
  const step = fc.record({
    split: fc.nat(2),
    action: fc.oneof(
      fc.record({ type: fc.constant("watermark" as const), at: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ type: fc.constantFrom("idle" as const, "active" as const) }),
    ),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { outputs, state } = splits(3);
      const model = [0, 1, 2].map(() => ({ at: MIN_TIMESTAMP, isIdle: false }));
      let last = MIN_TIMESTAMP;
      for (const { split, action } of steps) {
        const output = outputs[split];
        const own = model[split];
        if (output === undefined || own === undefined) continue;
        if (action.type === "watermark") {
          output.emitWatermark(action.at);
          own.at = Math.max(own.at, action.at);
          own.isIdle = false;
        } else if (action.type === "idle") {
          output.markIdle();
          own.isIdle = true;
        } else {
          output.markActive();
          own.isIdle = false;
        }
        const active = model.filter(({ isIdle }) => !isIdle);
        const next =
          active.length === 0
            ? Math.max(...model.map(({ at }) => at))
            : Math.min(...active.map(({ at }) => at));
        last = Math.max(last, next);
        expect(state()).toEqual([last, active.length === 0]);
      }
    }),
    propertyRuns(200),
  );
});
