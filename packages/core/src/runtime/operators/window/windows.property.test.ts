/** Tumbling, sliding and session windows with lateness give what a naive recomputation from all records gives. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputTag } from "../../../functions/output-tag.ts";
import { propertyRuns } from "../../../testing/property-runs.ts";
import {
  alignedModel,
  runModel,
  sessionModel,
  type WindowModel,
  type WindowStep,
} from "../../../testing/window-model.ts";
import {
  type KeyedNumber,
  record,
  runWindows,
  type WindowParts,
  watermark,
} from "../../../testing/window-script.ts";
import { EventTimeSessionWindows } from "../../../windowing/session-windows.ts";
import { SlidingEventTimeWindows } from "../../../windowing/sliding-windows.ts";
import { TumblingEventTimeWindows } from "../../../windowing/tumbling-windows.ts";

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        key: fc.constantFrom("a", "b"),
        element: fc.nat(9),
        at: fc.integer({ min: -20, max: 60 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ mark: fc.integer({ min: -20, max: 80 }) }) },
  ),
  { maxLength: 40 },
);
const lateness = fc.constantFrom(0, 3, 20);
const late = new OutputTag<KeyedNumber>("late");

interface Context {
  window(): { readonly start: number; readonly end: number };
}

const incremental = {
  reduce: (a: KeyedNumber, b: KeyedNumber): KeyedNumber => [a[0], a[1] + b[1]],
  process: (key: string, ctx: Context, elements: Iterable<KeyedNumber>) =>
    [...elements].map(([, sum]) => [key, sum, ctx.window().start, ctx.window().end]),
};
const buffered = {
  process(key: string, ctx: Context, elements: Iterable<KeyedNumber>) {
    const { start, end } = ctx.window();
    return [[key, [...elements].reduce((sum, [, n]) => sum + n, 0), start, end]];
  },
};

async function expectModel(
  parts: WindowParts,
  model: WindowModel<number>,
  script: readonly WindowStep<number>[],
  allowedLatenessMs: number,
): Promise<void> {
  const expected = runModel({
    model,
    script,
    latenessMs: allowedLatenessMs,
    inputCount: 1,
    fire: ({ key, start, end, elements }) => [
      `(${key},${elements.reduce((a, b) => a + b, 0)},${start},${end})`,
    ],
    late: (key, n) => `(${key},${n})`,
  });
  const input = script.map((step) =>
    "mark" in step ? watermark(step.mark) : record(step.key, step.element, step.at),
  );
  for (const functions of [incremental, buffered]) {
    const given = { ...parts, ...functions, allowedLatenessMs, lateTag: late };
    expect(await runWindows(given, input)).toEqual(expected);
  }
}

test("tumbling windows", async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      lateness,
      fc.integer({ min: 1, max: 12 }),
      fc.nat(),
      async (script, ms, size, shift) => {
        const offset = shift % size;
        const assigner = TumblingEventTimeWindows.of(size, offset);
        await expectModel({ assigner }, alignedModel(size, size, offset), script, ms);
      },
    ),
    propertyRuns(100),
  );
});

test("sliding windows", async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      lateness,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (script, ms, size, slide) => {
        const assigner = SlidingEventTimeWindows.of(size, slide);
        await expectModel({ assigner }, alignedModel(size, slide, 0), script, ms);
      },
    ),
    propertyRuns(100),
  );
});

test("session windows", async () => {
  await fc.assert(
    fc.asyncProperty(steps, lateness, fc.integer({ min: 1, max: 8 }), async (script, ms, gap) => {
      const assigner = EventTimeSessionWindows.withGap(gap);
      await expectModel({ assigner }, sessionModel(gap), script, ms);
    }),
    propertyRuns(100),
  );
});
