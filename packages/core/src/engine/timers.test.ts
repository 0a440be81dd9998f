import { expect, test } from "vitest";
import type { KeyedProcessContext, OnTimerContext } from "../functions/one-input.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptStep } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

type Context = KeyedProcessContext<string>;

/** Waits until a condition holds, a turn of the event loop at a time. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the condition never held: ${String(holds)}`);
}

/** Source, keyBy, process, sink. */
function jobOf(script: readonly ScriptStep<string>[], fn: object, sink: RecordingSink<unknown>) {
  const plan = new PlanBuilder();
  const keyed = plan.keyBy(plan.source(new ScriptedSource([script])), (value: string) => value);
  plan.sink(plan.process(keyed, fn), sink);
  return plan;
}

test("a processing-time timer wakes a sleeping worker, strictly after its time; what is left at the end never fires", async () => {
  const more = Promise.withResolvers<void>();
  const sink = new RecordingSink<unknown>();
  const plan = jobOf(
    [{ record: "a" }, { waitFor: more.promise }, { record: "b" }],
    {
      processElement(value: string, ctx: Context) {
        const timers = ctx.timerService();
        timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 50);
        return [value];
      },
      onTimer: (timestampMs: number, ctx: OnTimerContext<string>) => [
        [ctx.getCurrentKey(), timestampMs, ctx.timerService().currentProcessingTime()],
      ],
    },
    sink,
  );
  const ports = createTestPorts();
  const job = await createEmbeddedExecutor(ports).submit(plan.plan(), { logger: undefined });
  await until(() => sink.records.length === 1);
  const startMs = ports.scheduler.now();
  await ports.scheduler.advance(50);
  await new Promise((resolve) => setImmediate(resolve));
  expect(sink.records).toEqual(["a"]);
  await ports.scheduler.advance(1);
  await until(() => sink.records.length === 2);
  expect(sink.records[1]).toEqual(["a", startMs + 50, startMs + 51]);
  more.resolve();
  await job.result();
  expect(sink.records.slice(2)).toEqual(["b"]);
  expect(ports.scheduler.pendingTimerCount).toBe(0);
});

test.each([
  ["chained", {}],
  ["not chained", { "pipeline.operator-chaining.enabled": "false" }],
  ["slices of one", { "execution.slice.max-records": "1", "execution.batch-size": "1" }],
])(
  "many timers fire through a sink that is full most of the time, in order: %s",
  async (_name, configuration) => {
    const keys = Array.from({ length: 3000 }, (_, index) => `key ${index}`);
    const sink = new RecordingSink<unknown>({ capacity: 2 });
    const plan = jobOf(
      keys.map((record) => ({ record, timestampMs: 0 })),
      {
        processElement: (value: string, ctx: Context) =>
          ctx.timerService().registerEventTimeTimer(Number(value.slice(4)) % 1500),
        onTimer: (timestampMs: number) => [timestampMs],
      },
      sink,
    );
    const job = await createEmbeddedExecutor(createTestPorts()).submit(plan.plan(configuration), {
      logger: undefined,
    });
    let isDone = false;
    const result = job.result().then(() => (isDone = true));
    await until(() => sink.release(1) === 0 && isDone);
    await result;
    expect(sink.records).toEqual(keys.map((_, index) => Math.floor(index / 2)));
    expect(Math.max(...sink.mostInFlight)).toBe(2);
  },
);
