import fc from "fast-check";
import { expect, test } from "vitest";
import type { AsyncContext } from "../../../functions/async-functions.ts";
import { AsyncRetryStrategy } from "../../../functions/async-retry.ts";
import { hasExceptionPredicate } from "../../../functions/async-retry-strategies.ts";
import { asyncBatchWaitNode, asyncWaitNode } from "../../../testing/async-script.ts";
import {
  advanceProcessingTime,
  createHarnessChain,
  type HarnessChain,
  type HarnessEvent,
  pollSuspensions,
} from "../../../testing/operator-harness.ts";
import { propertyRuns } from "../../../testing/property-runs.ts";
import { AsyncModel, MODEL_RETRIES, type ModelSettings } from "./async-model.ts";

/** The last call of each value. */
interface OpenCall {
  readonly signal: AbortSignal;
  readonly answer: PromiseWithResolvers<number[]>;
}

/** `pick` chooses among the calls that have no answer. */
interface Command {
  readonly type: "record" | "watermark" | "tick" | "answer" | "fail";
  readonly pick: number;
}

const pick = fc.nat(1000);
const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.record({
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant("record" as const) },
      { weight: 4, arbitrary: fc.constant("answer" as const) },
      { weight: 2, arbitrary: fc.constant("tick" as const) },
      { weight: 1, arbitrary: fc.constantFrom("watermark" as const, "fail" as const) },
    ),
    pick,
  }),
  { maxLength: 60 },
);
const settings: fc.Arbitrary<ModelSettings> = fc.record({
  isOrdered: fc.boolean(),
  capacity: fc.integer({ min: 1, max: 5 }),
  timeoutMs: fc.integer({ min: 1, max: 12 }),
  retryDelayMs: fc.integer({ min: 1, max: 4 }),
});

function createRun(
  { isOrdered, capacity, timeoutMs, retryDelayMs }: ModelSettings,
  isGenerated: boolean,
) {
  const calls = new Map<number, OpenCall>();
  const all: OpenCall[] = [];
  const fn = {
    asyncInvoke(value: number, { signal }: AsyncContext) {
      const call = { signal, answer: Promise.withResolvers<number[]>() };
      calls.set(value, call);
      all.push(call);
      return call.answer.promise;
    },
    timeout: (value: number) => [-value],
  };
  const retry = AsyncRetryStrategy.fixedDelay(
    MODEL_RETRIES,
    retryDelayMs,
    null,
    hasExceptionPredicate,
  );
  const node = asyncWaitNode(fn, { isOrdered, capacity, timeoutMs, retry });
  const harness = createHarnessChain({ nodes: [node] }, isGenerated ? "auto" : "off");
  return { harness, calls, all };
}

function call(harness: HarnessChain, run: () => void): void {
  harness.signals.beginSlice();
  run();
  harness.signals.endSlice();
  pollSuspensions(harness);
}

function lines(events: readonly HarnessEvent[]): string[] {
  return events.map(([type, , value]) =>
    type === "record" ? String(value) : type === "watermark" ? `WM ${String(value)}` : "end",
  );
}

async function settle(harness: HarnessChain): Promise<void> {
  await advanceProcessingTime(harness, harness.ports.scheduler.now());
}

/** Runs commands on the operator and the model; returns how the operator can be driven on. */
async function runBoth(setting: ModelSettings, isGenerated: boolean, script: readonly Command[]) {
  const model = new AsyncModel(setting);
  const run = createRun(setting, isGenerated);
  const { harness, calls } = run;
  await harness.chain.open();
  const input = harness.chain.inputs[0];
  let count = 0;
  for (const command of script) {
    if (command.type === "record") {
      const value = (count += 1);
      call(harness, () => input?.element(value, value, undefined));
      model.arrive({ type: "record", value });
    } else if (command.type === "watermark") {
      const timestampMs = (count += 1);
      call(harness, () => input?.watermark(timestampMs));
      model.arrive({ type: "watermark", timestampMs });
    } else if (command.type === "tick") {
      await advanceProcessingTime(harness, harness.ports.scheduler.now() + 1);
      model.tick();
    } else {
      const value = model.open[command.pick % model.open.length];
      if (value === undefined) continue;
      if (command.type === "fail" && model.isRetried(value)) {
        calls.get(value)?.answer.reject(new Error("busy"));
        model.fail(value);
      } else {
        calls.get(value)?.answer.resolve([value]);
        model.answer(value);
      }
      await settle(harness);
    }
    expect(lines(harness.events)).toEqual(model.emitted);
  }
  return { ...run, model, input };
}

test("any order of answers, failures, time-outs and watermarks gives what the model gives", async () => {
  await fc.assert(
    fc.asyncProperty(settings, fc.boolean(), commands, async (setting, isGenerated, script) => {
      const { harness, model, input } = await runBoth(setting, isGenerated, script);
      call(harness, () => input?.endInput());
      model.arrive({ type: "end" });
      // What is left runs into its time-out; whatever waited for room has one of its own then.
      for (let turn = 0; turn < 1000 && model.emitted.at(-1) !== "end"; turn++) {
        await advanceProcessingTime(harness, harness.ports.scheduler.now() + 1);
        model.tick();
      }
      expect(lines(harness.events)).toEqual(model.emitted);
      expect(model.emitted.at(-1)).toBe("end");
      expect(harness.ports.scheduler.pendingTimerCount).toBe(0);
      await harness.chain.close();
    }),
    propertyRuns(60),
  );
});

test("whenever it is closed, nothing is left: no timer, no call without an aborted signal, no later output", async () => {
  await fc.assert(
    fc.asyncProperty(settings, commands, async (setting, script) => {
      const { harness, all, model, calls } = await runBoth(setting, true, script);
      const open = model.open;
      await harness.chain.close();
      expect(harness.ports.scheduler.pendingTimerCount).toBe(0);
      expect(open.filter((value) => calls.get(value)?.signal.aborted !== true)).toEqual([]);
      const before = lines(harness.events);
      const callCount = all.length;
      for (const { answer } of all) answer.resolve([0]);
      await advanceProcessingTime(harness, harness.ports.scheduler.now() + 100);
      expect([lines(harness.events), all.length]).toEqual([before, callCount]);
    }),
    propertyRuns(40),
  );
});

test("batches lose and double nothing, and a watermark follows every record before it", async () => {
  const arrivals = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant("record" as const) },
      fc.constant("watermark" as const),
    ),
    {
      maxLength: 40,
    },
  );
  const parts = fc.record({
    isOrdered: fc.boolean(),
    capacity: fc.integer({ min: 1, max: 3 }),
    batchSize: fc.integer({ min: 1, max: 4 }),
    batchTimeoutMs: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      parts,
      arrivals,
      fc.array(pick, { minLength: 1 }),
      async (given, steps, picks) => {
        const open: {
          readonly inputs: number[];
          readonly answer: PromiseWithResolvers<number[]>;
        }[] = [];
        const fn = (inputs: number[]) => {
          const answer = Promise.withResolvers<number[]>();
          open.push({ inputs, answer });
          return answer.promise;
        };
        const harness = createHarnessChain({ nodes: [asyncBatchWaitNode(fn, given)] }, "auto");
        await harness.chain.open();
        const input = harness.chain.inputs[0];
        const answerOne = async (at: number): Promise<void> => {
          const [taken] = open.splice(at % Math.max(1, open.length), 1);
          taken?.answer.resolve([...taken.inputs]);
          await advanceProcessingTime(harness, harness.ports.scheduler.now() + (at % 2));
        };
        for (const [index, step] of steps.entries()) {
          call(harness, () =>
            step === "record" ? input?.element(index, index, undefined) : input?.watermark(index),
          );
          const at = picks[index % picks.length] ?? 0;
          if (at % 3 === 0) await answerOne(at);
        }
        call(harness, () => input?.endInput());
        for (let turn = 0; turn < 200 && harness.events.at(-1)?.[0] !== "endInput"; turn++)
          await answerOne(picks[turn % picks.length] ?? 0);
        const expected = steps.map((step, index) =>
          step === "record" ? `${index}` : `WM ${index}`,
        );
        const actual = lines(harness.events);
        expect(actual.toSorted()).toEqual([...expected, "end"].toSorted());
        for (const [index, line] of expected.entries()) {
          if (!line.startsWith("WM")) continue;
          const before = new Set(actual.slice(0, actual.indexOf(line)));
          expect(expected.slice(0, index).filter((earlier) => !before.has(earlier))).toEqual([]);
        }
        await harness.chain.close();
      },
    ),
    propertyRuns(60),
  );
});
