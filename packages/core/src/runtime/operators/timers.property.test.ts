import fc from "fast-check";
import { expect, test } from "vitest";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import { perSubtask } from "../../functions/per-subtask.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import { ValueStateDescriptor } from "../../state/descriptors.ts";
import type { ValueState } from "../../state/handles.ts";
import {
  type HarnessEvent,
  type HarnessStep,
  runOperators,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { Types } from "../../types/types.ts";

/** What a record tells its key to do; a timer at an even time sets another one `again` later. */
interface Order {
  readonly register: readonly number[];
  readonly remove: readonly number[];
  readonly again: number;
}

type Step = { readonly key: string; readonly order: Order } | { readonly watermark: number };

const timestamp = fc.integer({ min: -20, max: 3000 });
const order: fc.Arbitrary<Order> = fc.record({
  register: fc.array(timestamp, { maxLength: 4 }),
  remove: fc.array(timestamp, { maxLength: 2 }),
  again: fc.integer({ min: -30, max: 1200 }).map((ms) => ms * 2 + 1),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ key: fc.constantFrom("a", "b", "c", "d"), order }) },
  { weight: 1, arbitrary: fc.record({ watermark: timestamp }) },
);

/** How much later is kept in state: a snapshot may be taken between two firings. */
const timed = () => {
  let again: ValueState<number> | undefined;
  return {
    open(context: RuntimeContext) {
      again = context.getState(new ValueStateDescriptor("again", Types.INT()));
    },
    processElement(value: Order, ctx: KeyedProcessContext<string>) {
      again?.update(value.again);
      for (const time of value.register) ctx.timerService().registerEventTimeTimer(time);
      for (const time of value.remove) ctx.timerService().deleteEventTimeTimer(time);
    },
    onTimer(time: number, ctx: KeyedProcessContext<string>) {
      const key = ctx.getCurrentKey();
      if (time % 2 === 0) ctx.timerService().registerEventTimeTimer(time + (again?.value() ?? 1));
      return [`${time} ${key}`];
    },
  };
};

/** What fires before each watermark goes on, sorted: timers of equal times have no order. */
function byWatermark(events: readonly HarnessEvent[]): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  for (const event of events) {
    if (event[0] === "record") group.push(String(event[2]));
    if (event[0] !== "watermark") continue;
    groups.push(group.sort());
    group = [];
  }
  return groups;
}

/** The same from a list that is searched for the earliest timer. */
function model(steps: readonly Step[]): string[][] {
  const timers = new Map<string, { time: number; key: string }>();
  const again = new Map<string, number>();
  const set = (time: number, key: string) => timers.set(`${time} ${key}`, { time, key });
  const fired: string[][] = [];
  let currentMs = Number.NEGATIVE_INFINITY;
  for (const one of steps) {
    if ("key" in one) {
      again.set(one.key, one.order.again);
      for (const time of one.order.register) set(time, one.key);
      for (const time of one.order.remove) timers.delete(`${time} ${one.key}`);
      continue;
    }
    if (one.watermark <= currentMs) continue;
    currentMs = one.watermark;
    const now: { time: number; key: string }[] = [];
    for (;;) {
      const due = [...timers.values()].filter(({ time }) => time <= currentMs);
      const next = due.toSorted((a, b) => a.time - b.time)[0];
      if (next === undefined) break;
      timers.delete(`${next.time} ${next.key}`);
      now.push(next);
      if (next.time % 2 === 0) set(next.time + (again.get(next.key) ?? 1), next.key);
    }
    fired.push(now.map(({ time, key }) => `${time} ${key}`).sort());
  }
  return fired;
}

test("a keyed function's timers fire as in a sorted list, whatever the slices and the form of the code", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const script = () =>
        steps.map(
          (one): HarnessStep =>
            "key" in one
              ? { type: "record", value: one.order, key: one.key, timestampMs: 0 }
              : { type: "watermark", timestampMs: one.watermark },
        );
      const expected = model(steps);
      for (const slice of ["1", "3", "65536"]) {
        const result = await runOperators({
          nodes: [
            operatorNode({
              kind: "process",
              function: functionSlot(
                perSubtask(() => timed()),
                "processElement",
              ),
              isKeyed: true,
            }),
          ],
          isKeyed: true,
          script,
          configuration: { "execution.slice.max-records": slice },
        });
        expect(result.error).toBe(undefined);
        expect(byWatermark(result.events)).toEqual(expected);
      }
    }),
    propertyRuns(60),
  );
});

test("watermarks that arrive while timers fire go on one by one, as without slices", async () => {
  const script = (): HarnessStep[] => [
    { type: "record", value: { register: [0], remove: [], again: 1 }, key: "a", timestampMs: 0 },
    { type: "watermark", timestampMs: 1 },
    { type: "watermark", timestampMs: 2 },
    { type: "watermark", timestampMs: 3 },
  ];
  const node = operatorNode({
    kind: "process",
    function: functionSlot(
      perSubtask(() => timed()),
      "processElement",
    ),
    isKeyed: true,
  });
  const { events } = await runOperators({
    nodes: [node],
    isKeyed: true,
    script,
    configuration: { "execution.slice.max-records": "1" },
  });
  expect(byWatermark(events)).toEqual([["0 a", "1 a"], [], []]);
});
