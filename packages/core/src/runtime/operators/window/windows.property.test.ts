/** Tumbling, sliding and session windows with lateness give what a naive recomputation from all records gives. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { OutputTag } from "../../../functions/output-tag.ts";
import { propertyRuns } from "../../../testing/property-runs.ts";
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

/** A record of a key at a time, or a watermark. */
type Step =
  | { readonly key: string; readonly n: number; readonly at: number }
  | { readonly mark: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        key: fc.constantFrom("a", "b"),
        n: fc.nat(9),
        at: fc.integer({ min: -20, max: 60 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ mark: fc.integer({ min: -20, max: 80 }) }) },
  ),
  { maxLength: 40 },
);
const lateness = fc.constantFrom(0, 3, 20);
const late = new OutputTag<KeyedNumber>("late");

/** A window of the model: what it holds, found anew for every step. */
interface Bucket {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly numbers: readonly number[];
}

/** What a model of windows knows: the live buckets, made of all records that were not late. */
interface Model {
  /** Adds a record; the buckets in which it is, empty where it is late. */
  add(key: string, n: number, at: number, isEnded: (end: number) => boolean): readonly Bucket[];
  buckets(): readonly Bucket[];
  drop(isEnded: (end: number) => boolean): void;
}

function runModel(model: Model, script: readonly Step[], latenessMs: number): string[] {
  let current = Number.NEGATIVE_INFINITY;
  const lines: string[] = [];
  let group: { text: string; at: number }[] = [];
  const fire = ({ key, start, end, numbers }: Bucket) => {
    const sum = numbers.reduce((a, b) => a + b, 0);
    group.push({ text: `${key},${sum},${start},${end}@${end - 1}`, at: end - 1 });
  };
  const close = () => {
    group.sort((a, b) => a.at - b.at || (a.text < b.text ? -1 : 1));
    lines.push(...group.map(({ text }) => text));
    group = [];
  };
  for (const step of script) {
    if ("mark" in step) {
      if (step.mark <= current) continue;
      for (const bucket of model.buckets())
        if (bucket.end - 1 > current && bucket.end - 1 <= step.mark) fire(bucket);
      current = step.mark;
      model.drop((end) => end - 1 + latenessMs <= step.mark);
      close();
      lines.push(`WM ${step.mark}`);
      continue;
    }
    const isEnded = (end: number) => end - 1 + latenessMs <= current;
    const buckets = model.add(step.key, step.n, step.at, isEnded);
    for (const bucket of buckets) if (bucket.end - 1 <= current) fire(bucket);
    if (buckets.length === 0 && step.at + latenessMs <= current)
      group.push({ text: `late ${step.key},${step.n}@${step.at}`, at: step.at });
  }
  close();
  return lines;
}

/** Windows that do not merge. */
function alignedModel(size: number, slide: number, offset: number): Model {
  let live = new Map<string, Bucket>();
  return {
    add(key, n, at, isEnded) {
      const found: Bucket[] = [];
      for (let start = at - size + 1; start <= at; start += 1) {
        if ((((start - offset) % slide) + slide) % slide !== 0 || isEnded(start + size)) continue;
        const numbers = [...(live.get(`${key} ${start}`)?.numbers ?? []), n];
        const bucket = { key, start, end: start + size, numbers };
        live.set(`${key} ${start}`, bucket);
        found.push(bucket);
      }
      return found;
    },
    buckets: () => [...live.values()],
    drop(isEnded) {
      live = new Map([...live].filter(([, { end }]) => !isEnded(end)));
    },
  };
}

/** Sessions: groups of records whose windows overlap or touch, grouped from scratch each time. */
function sessionModel(gap: number): Model {
  let kept: Bucket[] = [];
  const grouped = (): Bucket[] => {
    const sorted = [...kept].sort((a, b) =>
      a.key < b.key ? -1 : a.key > b.key ? 1 : a.start - b.start,
    );
    const groups: Bucket[] = [];
    for (const one of sorted) {
      const last = groups.at(-1);
      if (last === undefined || last.key !== one.key || last.end < one.start) groups.push(one);
      else {
        const end = Math.max(last.end, one.end);
        groups[groups.length - 1] = { ...last, end, numbers: [...last.numbers, ...one.numbers] };
      }
    }
    return groups;
  };
  return {
    add(key, n, at, isEnded) {
      const own: Bucket = { key, start: at, end: at + gap, numbers: [n] };
      kept.push(own);
      const session = grouped().find(
        (one) => one.key === key && one.start <= at && one.end >= at + gap,
      );
      if (session !== undefined && !isEnded(session.end)) return [session];
      kept = kept.filter((one) => one !== own);
      return [];
    },
    buckets: grouped,
    drop(isEnded) {
      const live = grouped().filter(({ end }) => !isEnded(end));
      kept = kept.filter((one) =>
        live.some(({ key, start, end }) => one.key === key && one.start >= start && one.end <= end),
      );
    },
  };
}

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
  model: () => Model,
  script: readonly Step[],
  allowedLatenessMs: number,
): Promise<void> {
  const expected = runModel(model(), script, allowedLatenessMs);
  const input = script.map((step) =>
    "mark" in step ? watermark(step.mark) : record(step.key, step.n, step.at),
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
        await expectModel({ assigner }, () => alignedModel(size, size, offset), script, ms);
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
        await expectModel({ assigner }, () => alignedModel(size, slide, 0), script, ms);
      },
    ),
    propertyRuns(100),
  );
});

test("session windows", async () => {
  await fc.assert(
    fc.asyncProperty(steps, lateness, fc.integer({ min: 1, max: 8 }), async (script, ms, gap) => {
      const assigner = EventTimeSessionWindows.withGap(gap);
      await expectModel({ assigner }, () => sessionModel(gap), script, ms);
    }),
    propertyRuns(100),
  );
});
