/** Random keyed programs with snapshots at random places, into other numbers of subtasks each time, against naive models. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { KeyedProcessContext, OnTimerContext } from "../../functions/one-input.ts";
import { ListStateDescriptor, ValueStateDescriptor } from "../../state/descriptors.ts";
import { HarnessSubtasks, type SubtasksStep } from "../../testing/harness-subtasks.ts";
import type { HarnessRun } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { windowRun } from "../../testing/window-script.ts";
import { EventTimeSessionWindows } from "../../windowing/session-windows.ts";
import { SlidingEventTimeWindows } from "../../windowing/sliding-windows.ts";

type Step =
  | { readonly type: "record"; readonly key: string; readonly n: number; readonly at: number }
  | { readonly type: "watermark"; readonly at: number }
  | { readonly type: "clock"; readonly by: number }
  | { readonly type: "rescale"; readonly parallelism: number };

const keys = Array.from({ length: 12 }, (_, index) => `key ${index}`);
const time = fc.integer({ min: 0, max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("record" as const),
      key: fc.constantFrom(...keys),
      n: fc.integer({ min: 1, max: 9 }),
      at: time,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("watermark" as const), at: time }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("clock" as const),
      by: fc.integer({ min: 1, max: 20 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("rescale" as const),
      parallelism: fc.constantFrom(1, 2, 3, 7),
    }),
  },
);

/** What the subtasks emit, sorted: their order among each other means nothing. */
async function emitted(
  run: Omit<HarnessRun, "script">,
  script: readonly Step[],
): Promise<string[]> {
  const subtasks = new HarnessSubtasks(run);
  await subtasks.open(1);
  let clockMs = 0;
  for (const one of script) {
    if (one.type === "clock") clockMs += one.by;
    await subtasks.step(subtasksStep(one, clockMs));
  }
  await subtasks.close();
  return subtasks.events
    .flatMap((event) => (event[0] === "record" ? [`${String(event[2])}@${event[3]}`] : []))
    .toSorted();
}

function subtasksStep(one: Step, clockMs: number): SubtasksStep {
  switch (one.type) {
    case "record":
      return { type: "record", value: [one.key, one.n], key: one.key, timestampMs: one.at };
    case "watermark":
      return { type: "watermark", timestampMs: one.at };
    case "clock":
      return { type: "processingTime", timestampMs: clockMs };
    case "rescale":
      return one;
  }
}

const withoutRescaling = (script: readonly Step[]) =>
  script.filter(({ type }) => type !== "rescale");

/** Running values, timers of both clocks, a list that grows until a timer empties it. */
const processRun: Omit<HarnessRun, "script"> = (() => {
  const total = new ValueStateDescriptor<number>("total");
  const waiting = new ListStateDescriptor<number>("waiting");
  const fn = {
    processElement([key, n]: readonly [string, number], ctx: KeyedProcessContext<string>) {
      const sum = ctx.getState(total);
      sum.update((sum.value() ?? 0) + n);
      ctx.getListState(waiting).add(n);
      const timers = ctx.timerService();
      timers.registerEventTimeTimer((ctx.timestamp() ?? 0) + n);
      if (n % 3 === 0) timers.deleteEventTimeTimer((ctx.timestamp() ?? 0) + n - 1);
      if (n % 2 === 0) timers.registerProcessingTimeTimer(timers.currentProcessingTime() + n);
      return [`${key} ${sum.value()}`];
    },
    onTimer(timestampMs: number, ctx: OnTimerContext<string>) {
      const held = [...ctx.getListState(waiting).get()];
      ctx.getListState(waiting).clear();
      return [`${ctx.timeDomain()} ${ctx.getCurrentKey()} ${timestampMs} ${held.join("+")}`];
    },
  };
  const node = operatorNode({
    kind: "process",
    isKeyed: true,
    function: functionSlot(fn, "processElement"),
  });
  return { nodes: [node], isKeyed: true };
})();

/** The same by maps, for one subtask of all keys. */
function processModel(script: readonly Step[]): string[] {
  interface Key {
    total: number;
    waiting: number[];
    event: Set<number>;
    clock: Set<number>;
  }
  const byKey = new Map<string, Key>();
  const lines: string[] = [];
  let [watermarkMs, clockMs] = [-(2 ** 63), 0];
  const fire = (domain: "EVENT_TIME" | "PROCESSING_TIME", untilMs: number) => {
    for (const [key, state] of byKey) {
      const times = domain === "EVENT_TIME" ? state.event : state.clock;
      for (const at of [...times].filter((one) => one <= untilMs).toSorted((a, b) => a - b)) {
        times.delete(at);
        const timestampMs = domain === "EVENT_TIME" ? at : -(2 ** 63);
        lines.push(`${domain} ${key} ${at} ${state.waiting.join("+")}@${timestampMs}`);
        state.waiting = [];
      }
    }
  };
  for (const one of script) {
    if (one.type === "record") {
      const fresh = { total: 0, waiting: [], event: new Set<number>(), clock: new Set<number>() };
      const state = byKey.get(one.key) ?? fresh;
      byKey.set(one.key, state);
      state.total += one.n;
      state.waiting.push(one.n);
      state.event.add(one.at + one.n);
      if (one.n % 3 === 0) state.event.delete(one.at + one.n - 1);
      if (one.n % 2 === 0) state.clock.add(clockMs + one.n);
      lines.push(`${one.key} ${state.total}@${one.at}`);
    } else if (one.type === "watermark" && one.at > watermarkMs) {
      watermarkMs = one.at;
      fire("EVENT_TIME", watermarkMs);
    } else if (one.type === "clock") {
      clockMs += one.by;
      fire("PROCESSING_TIME", clockMs);
    }
  }
  return lines.toSorted();
}

const scripts = fc.array(step, { maxLength: 50 });

test("a process function with state and timers gives what its model gives", async () => {
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      expect(await emitted(processRun, script)).toEqual(processModel(script));
    }),
    propertyRuns(150),
  );
});

test("rolling reduce gives the running sum of each key", async () => {
  const reduce = (a: readonly [string, number], b: readonly [string, number]) => [
    a[0],
    a[1] + b[1],
  ];
  const node = operatorNode({ kind: "reduce", function: functionSlot(reduce, "reduce") });
  await fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const sums = new Map<string, number>();
      const expected = script.flatMap((one) => {
        if (one.type !== "record") return [];
        const sum = (sums.get(one.key) ?? 0) + one.n;
        sums.set(one.key, sum);
        return [`${one.key},${sum}@${one.at}`];
      });
      expect(await emitted({ nodes: [node], isKeyed: true }, script)).toEqual(expected.toSorted());
    }),
    propertyRuns(60),
  );
});

const windows = {
  "sliding windows with lateness": windowRun({
    assigner: SlidingEventTimeWindows.of(20, 5),
    allowedLatenessMs: 10,
    reduce: (a: readonly [string, number], b: readonly [string, number]) => [a[0], a[1] + b[1]],
  }),
  "sessions that keep their records": windowRun({
    assigner: EventTimeSessionWindows.withGap(7),
    apply: (key: string, _window: unknown, elements: Iterable<readonly [string, number]>) => [
      `${key} ${[...elements].map(([, n]) => n).join("+")}`,
    ],
  }),
};

test.each(Object.entries(windows))(
  "%s give what they give without snapshots",
  async (_name, run) => {
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        const script2 = [...script, { type: "watermark", at: 1000 } as const];
        expect(await emitted(run, script2)).toEqual(await emitted(run, withoutRescaling(script2)));
      }),
      propertyRuns(80),
    );
  },
);
