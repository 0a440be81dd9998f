import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { TimerLog } from "./timer-log.ts";

/** Counts the entries that name an id; an id whose count is 0 could be used for something else. */
class Counts {
  readonly byId = new Map<number, number>();
  retain(id: number): void {
    this.byId.set(id, (this.byId.get(id) ?? 0) + 1);
  }
  release(id: number): void {
    const left = (this.byId.get(id) ?? 0) - 1;
    if (left < 0) throw new Error(`${id} was released more often than retained`);
    this.byId.set(id, left);
  }
}

type Step =
  | { readonly type: "register" | "remove"; readonly timestampMs: number; readonly id: number }
  | { readonly type: "advance"; readonly limitMs: number; readonly whileFiring: readonly Step[] };

/** Sorted by timestamp; what is equal in no particular order. */
class NaiveTimers {
  readonly timers = new Map<string, { timestampMs: number; id: number }>();
  register(timestampMs: number, id: number): void {
    this.timers.set(`${timestampMs} ${id}`, { timestampMs, id });
  }
  remove(timestampMs: number, id: number): void {
    this.timers.delete(`${timestampMs} ${id}`);
  }
  earliest(limitMs: number): number | undefined {
    let earliest: number | undefined;
    for (const { timestampMs } of this.timers.values())
      if (timestampMs <= limitMs && (earliest === undefined || timestampMs < earliest))
        earliest = timestampMs;
    return earliest;
  }
}

const time = fc.oneof(
  fc.integer({ min: -3000, max: 6000 }),
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(-(2 ** 63), 2 ** 63, 2 ** 53 - 1, 1023, 1024, -1024, -1),
);
const change = fc.record({
  type: fc.constantFrom("register" as const, "register" as const, "remove" as const),
  timestampMs: time,
  id: fc.integer({ min: 0, max: 6 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: change },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("advance" as const),
      limitMs: time,
      whileFiring: fc.array(change, { maxLength: 4 }),
    }),
  },
);

function apply(
  log: TimerLog,
  model: NaiveTimers,
  { type, timestampMs, id }: Extract<Step, { id: number }>,
) {
  if (type === "register") {
    log.register(timestampMs, id);
    model.register(timestampMs, id);
  } else {
    log.remove(timestampMs, id);
    model.remove(timestampMs, id);
  }
}

test("timers fire as in a sorted list: once, in order, also what is registered and deleted while others fire", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const counts = new Counts();
      const log = new TimerLog(counts);
      const model = new NaiveTimers();
      for (const one of steps) {
        if (one.type !== "advance") {
          apply(log, model, one);
          continue;
        }
        const pending = [...one.whileFiring];
        for (;;) {
          const earliest = model.earliest(one.limitMs);
          expect(log.hasUntil(one.limitMs)).toBe(earliest !== undefined);
          const id = log.take(one.limitMs);
          expect(id === -1).toBe(earliest === undefined);
          if (earliest === undefined) break;
          expect(log.timestampMs).toBe(earliest);
          expect(model.timers.delete(`${earliest} ${id}`)).toBe(true);
          expect(counts.byId.get(id)).toBeGreaterThan(0);
          const changed = pending.shift();
          if (changed !== undefined && changed.type !== "advance") apply(log, model, changed);
          counts.release(id);
        }
      }
      const left: string[] = [];
      log.forEach((timestampMs, id) => left.push(`${timestampMs} ${id}`));
      expect(left.sort()).toEqual([...model.timers.keys()].sort());
      while (log.take(2 ** 63) >= 0);
    }),
    propertyRuns(300),
  );
});

test("an id has as many references as timers once everything is in order, and none when all have fired", () => {
  const counts = new Counts();
  const log = new TimerLog(counts);
  for (let n = 0; n < 1000; n++) log.register(n % 10, 3);
  expect(counts.byId.get(3)).toBeLessThan(40);
  for (let n = 0; n < 9; n++) log.remove(n, 3);
  expect(log.earliestMs()).toBe(9);
  expect(counts.byId.get(3)).toBe(1);
  expect(log.take(100)).toBe(3);
  counts.release(3);
  expect([log.take(100), counts.byId.get(3), log.earliestMs()]).toEqual([-1, 0, undefined]);
});
