import fc from "fast-check";
import { expect, test } from "vitest";
import type { ProcessJoinContext } from "../../functions/join-functions.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import { type HarnessRun, type HarnessStep, runOperators } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { atInput, watermark, windowLines } from "../../testing/window-script.ts";

interface Bounds {
  readonly lowerBoundMs: number;
  readonly upperBoundMs: number;
}

const late = { leftLateTag: new OutputTag("left"), rightLateTag: new OutputTag("right") };

function joinRun(bounds: Bounds, processElement: unknown): Omit<HarnessRun, "script"> {
  const node = operatorNode({
    kind: "intervalJoin",
    ...bounds,
    ...late,
    function: functionSlot(processElement, "processElement"),
  });
  const side = (edge: number, sideOutputTag: string | undefined) =>
    ({ to: "edge", edge, sideOutputTag }) as const;
  return {
    nodes: [node],
    isKeyed: true,
    outputs: { 0: [side(0, undefined), side(1, "left"), side(2, "right")] },
  };
}

const pairs = (left: number, right: number) => [`${left}-${right}`];

function at(input: 0 | 1, value: unknown, timestampMs: number, key: unknown = "key"): HarnessStep {
  return { type: "record", value, timestampMs, key, input };
}

test("gives each pair once, with the larger timestamp", async () => {
  const script = [at(0, 1, 10), at(1, 2, 12), at(1, 3, 8), at(0, 4, 11)];
  const lines = await windowLines(joinRun({ lowerBoundMs: -2, upperBoundMs: 2 }, pairs), script);
  expect(lines).toEqual(["1-3@10", "1-2@12", "4-2@12"]);
});

test("joins records of one key only", async () => {
  const script = [at(0, 1, 10, "a"), at(1, 2, 10, "b"), at(1, 3, 10, "a")];
  const lines = await windowLines(joinRun({ lowerBoundMs: 0, upperBoundMs: 0 }, pairs), script);
  expect(lines).toEqual(["1-3@10"]);
});

test("joins nothing where exclusive bounds leave nothing", async () => {
  const script = [at(0, 1, 10), at(1, 2, 10)];
  const lines = await windowLines(joinRun({ lowerBoundMs: 1, upperBoundMs: -1 }, pairs), script);
  expect(lines).toEqual([]);
});

test("sends late records of each side to its output, and joins them with nothing", async () => {
  const script = [at(0, 1, 10), ...both(12), at(1, 2, 11), at(0, 3, 10), at(1, 4, 12)];
  const lines = await windowLines(joinRun({ lowerBoundMs: -5, upperBoundMs: 5 }, pairs), script);
  expect(lines).toEqual(["WM 12", "late 3@10", "late 2@11", "1-4@12"]);
});

test("tells the function both timestamps, and sends to side outputs with that of the pair", async () => {
  const run = joinRun(
    { lowerBoundMs: -5, upperBoundMs: 5 },
    {
      *processElement(_left: number, _right: number, ctx: ProcessJoinContext) {
        const [left, right, own] = [
          ctx.getLeftTimestamp(),
          ctx.getRightTimestamp(),
          ctx.getTimestamp(),
        ];
        yield `${left} ${right} ${own}`;
        yield [late.leftLateTag, "yielded"];
        ctx.output(late.rightLateTag, "sent");
      },
    },
  );
  const lines = await windowLines(run, [at(0, 1, 10), at(1, 2, 7)], false);
  expect(lines).toEqual(["10 7 10@10", "late yielded@10", "late sent@10"]);
});

test("a record without a timestamp fails the job, on either side", async () => {
  for (const input of [0, 1] as const) {
    const script: HarnessStep[] = [{ type: "record", value: 1, key: "key", input }];
    const run = joinRun({ lowerBoundMs: 0, upperBoundMs: 0 }, pairs);
    const { error } = await runOperators({ ...run, script: () => script });
    expect(error).toMatchObject({
      code: "RUNTIME_JOIN_WITHOUT_TIMESTAMP",
      operator: "intervalJoin",
      record: "1",
    });
  }
});

test("a function may change what it is given, and what it is given is not changed behind it (O1)", async () => {
  const run = joinRun(
    { lowerBoundMs: 0, upperBoundMs: 0 },
    (left: { n: number }, right: { n: number }) => {
      left.n += 10;
      right.n += 100;
      return [left, right];
    },
  );
  const script = () => [
    at(0, { n: 1 }, 5),
    at(1, { n: 2 }, 5),
    at(1, { n: 3 }, 5),
    at(0, { n: 4 }, 5),
  ];
  const { events } = await runOperators({ ...run, script });
  const given = events.map((event) => (event[0] === "record" ? event[2] : undefined));
  expect(given).toEqual([11, 102, 11, 103, 14, 102, 14, 103].map((n) => ({ n })));
});

test("the function is opened before the first pair and closed behind the last", async () => {
  const calls: string[] = [];
  const run = joinRun(
    { lowerBoundMs: 0, upperBoundMs: 0 },
    {
      open: (context: RuntimeContext) => {
        calls.push(`open ${context.getIndexOfThisSubtask()}`);
      },
      processElement() {
        calls.push("pair");
      },
      close: () => {
        calls.push("close");
      },
    },
  );
  const script = [at(0, 1, 1), at(1, 1, 1)];
  const notRestorable = "the calls of one instance are counted";
  await runOperators({ ...run, script: () => script, notRestorable });
  const once = ["open 0", "pair", "close"];
  expect(calls).toEqual([...once, ...once, ...once, ...once]); // the harness runs four forms
});

function both(timestampMs: number): HarnessStep[] {
  return [atInput(0, watermark(timestampMs)), atInput(1, watermark(timestampMs))];
}

type Step =
  | { readonly input: 0 | 1; readonly key: string; readonly n: number; readonly at: number }
  | { readonly input: 0 | 1; readonly mark: number };

test("gives what a naive join of all records that are not late gives", async () => {
  const input = fc.constantFrom<0 | 1>(0, 1);
  const time = fc.integer({ min: -15, max: 40 });
  const record = fc.record({ input, key: fc.constantFrom("a", "b"), n: fc.nat(99), at: time });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: record },
    { weight: 1, arbitrary: fc.record({ input, mark: time }) },
  );
  const bound = fc.integer({ min: -12, max: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 50 }), bound, bound, async (script, a, b) => {
      const bounds = { lowerBoundMs: Math.min(a, b), upperBoundMs: Math.max(a, b) };
      const steps = script.map((one) =>
        "mark" in one
          ? atInput(one.input, watermark(one.mark))
          : at(one.input, one.n, one.at, one.key),
      );
      const lines = await windowLines(joinRun(bounds, pairs), steps);
      expect(lines).toEqual(naiveJoin(script, bounds));
    }),
    propertyRuns(100),
  );
});

/** Every record against all before it: nothing is ever removed. */
function naiveJoin(script: readonly Step[], { lowerBoundMs, upperBoundMs }: Bounds): string[] {
  const marks = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let current = Number.NEGATIVE_INFINITY;
  const kept: Exclude<Step, { mark: number }>[] = [];
  const lines: string[] = [];
  let group: { text: string; at: number }[] = [];
  const close = () => {
    group.sort((a, b) => a.at - b.at || (a.text < b.text ? -1 : 1));
    lines.push(...group.map(({ text }) => text));
    group = [];
  };
  for (const one of script) {
    if ("mark" in one) {
      marks[one.input] = Math.max(marks[one.input] ?? 0, one.mark);
      const next = Math.min(...marks);
      if (next <= current) continue;
      current = next;
      close();
      lines.push(`WM ${next}`);
      continue;
    }
    if (one.at < current) {
      group.push({ text: `late ${one.n}@${one.at}`, at: one.at });
      continue;
    }
    for (const other of kept) {
      if (other.input === one.input || other.key !== one.key) continue;
      const [left, right] = one.input === 0 ? [one, other] : [other, one];
      const distance = right.at - left.at;
      if (distance < lowerBoundMs || distance > upperBoundMs) continue;
      const timestampMs = Math.max(left.at, right.at);
      group.push({ text: `${left.n}-${right.n}@${timestampMs}`, at: timestampMs });
    }
    kept.push(one);
  }
  close();
  return lines;
}
