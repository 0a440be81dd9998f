/** Joins and co-groups in windows with lateness give what a naive recomputation from all records gives. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputTag } from "../../../functions/output-tag.ts";
import { propertyRuns } from "../../../testing/property-runs.ts";
import {
  alignedModel,
  type Bucket,
  runModel,
  sessionModel,
  type WindowModel,
  type WindowStep,
} from "../../../testing/window-model.ts";
import {
  atInput,
  type CoGroupParts,
  coGroupRun,
  type KeyedNumber,
  record,
  watermark,
  windowLines,
} from "../../../testing/window-script.ts";
import { EventTimeSessionWindows } from "../../../windowing/session-windows.ts";
import { SlidingEventTimeWindows } from "../../../windowing/sliding-windows.ts";
import { TumblingEventTimeWindows } from "../../../windowing/tumbling-windows.ts";

/** The stream that a number came from, and the number. */
type Tagged = readonly [0 | 1, number];

const input = fc.constantFrom<0 | 1>(0, 1);
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .record({
          key: fc.constantFrom("a", "b"),
          n: fc.nat(9),
          at: fc.integer({ min: -10, max: 30 }),
          input,
        })
        .map(({ n, ...rest }): WindowStep<Tagged> => ({ ...rest, element: [rest.input, n] })),
    },
    {
      weight: 1,
      arbitrary: fc.record({ mark: fc.integer({ min: -10, max: 45 }), input }),
    },
  ),
  { maxLength: 40 },
);
const lateness = fc.constantFrom(0, 3, 20);
const late = new OutputTag<KeyedNumber>("late");

const ascending = (a: number, b: number) => a - b;
const numbers = (records: Iterable<KeyedNumber>) => [...records].map(([, n]) => n).sort(ascending);
const coGroup = (first: Iterable<KeyedNumber>, second: Iterable<KeyedNumber>) => [
  `${numbers(first).join("+")}|${numbers(second).join("+")}`,
];
const groupsOf = ({ elements }: Bucket<Tagged>) =>
  [0, 1].map((wanted) =>
    elements.flatMap(([from, n]) => (from === wanted ? [n] : [])).sort(ascending),
  ) as [number[], number[]];

/** A function of the user, and what a firing window gives with it. */
interface Form {
  readonly slots: Pick<CoGroupParts, "join" | "coGroup">;
  readonly fire: (bucket: Bucket<Tagged>) => readonly string[];
}

const forms: readonly Form[] = [
  {
    slots: { coGroup },
    fire: (bucket) => [
      groupsOf(bucket)
        .map((group) => group.join("+"))
        .join("|"),
    ],
  },
  {
    slots: { join: ([, a]: KeyedNumber, [, b]: KeyedNumber) => `${a}-${b}` },
    fire(bucket) {
      const [first, second] = groupsOf(bucket);
      return first.flatMap((a) => second.map((b) => `${a}-${b}`));
    },
  },
  {
    slots: {
      join: {
        *join([, a]: KeyedNumber, [, b]: KeyedNumber) {
          if (a > b) yield `${a}>${b}`;
        },
      },
    },
    fire(bucket) {
      const [first, second] = groupsOf(bucket);
      return first.flatMap((a) => second.flatMap((b) => (a > b ? [`${a}>${b}`] : [])));
    },
  },
];

async function expectModel(
  assigner: CoGroupParts["assigner"],
  model: () => WindowModel<Tagged>,
  script: readonly WindowStep<Tagged>[],
  allowedLatenessMs: number,
): Promise<void> {
  const given = script.map((step) =>
    atInput(
      step.input ?? 0,
      "mark" in step ? watermark(step.mark) : record(step.key, step.element[1], step.at),
    ),
  );
  for (const { fire, slots } of forms) {
    const expected = runModel({
      model: model(),
      script,
      latenessMs: allowedLatenessMs,
      inputCount: 2,
      fire,
      late: (key, [, n]) => `(${key},${n})`,
    });
    const run = coGroupRun({ assigner, ...slots, allowedLatenessMs, lateTag: late });
    expect(await windowLines(run, given)).toEqual(expected);
  }
}

test("tumbling windows", async () => {
  await fc.assert(
    fc.asyncProperty(steps, lateness, fc.integer({ min: 1, max: 12 }), async (script, ms, size) => {
      const assigner = TumblingEventTimeWindows.of(size);
      await expectModel(assigner, () => alignedModel(size, size, 0), script, ms);
    }),
    propertyRuns(60),
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
        await expectModel(assigner, () => alignedModel(size, slide, 0), script, ms);
      },
    ),
    propertyRuns(60),
  );
});

test("session windows", async () => {
  await fc.assert(
    fc.asyncProperty(steps, lateness, fc.integer({ min: 1, max: 8 }), async (script, ms, gap) => {
      const assigner = EventTimeSessionWindows.withGap(gap);
      await expectModel(assigner, () => sessionModel(gap), script, ms);
    }),
    propertyRuns(60),
  );
});
