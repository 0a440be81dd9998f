import { expect, test } from "vitest";
import type { StreamError } from "../base/stream-error.ts";
import type { KeyedProcessContext, OnTimerContext } from "../functions/one-input.ts";
import type { RunningJob } from "../plan/executor.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptStep } from "../testing/scripted-source.ts";
import { silentLogger } from "../testing/silent-logger.ts";
import { createTestPorts, type TestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

type Pair = readonly [key: string, value: number];
type Context = KeyedProcessContext<string>;

/** So that nearly every record is a run of its own, or in one that has been merged. */
const tinyMemory = { "execution.sorted-inputs.memory": "64" };

const pairs = (count: number): Pair[] =>
  Array.from({ length: count }, (_, index): Pair => [`key${(index * 7) % 10}`, index]);
const records = (values: readonly Pair[]): ScriptStep<Pair>[] =>
  values.map((record) => ({ record, timestampMs: record[1] }));

function submit(
  plan: PlanBuilder,
  configuration: Readonly<Record<string, string>>,
  ports: TestPorts = createTestPorts(),
): Promise<RunningJob> {
  const settings = { "execution.runtime-mode": "BATCH", ...configuration };
  return createEmbeddedExecutor(ports).submit(plan.plan(settings), { logger: silentLogger });
}

/** Source, keyBy, process, sink. */
function processPlan(
  script: readonly ScriptStep<Pair>[],
  fn: object,
  sink: RecordingSink<unknown>,
) {
  const plan = new PlanBuilder();
  const keyed = plan.keyBy(plan.source(new ScriptedSource([script])), (value: Pair) => value[0]);
  plan.sink(plan.process(keyed, fn), sink);
  return plan;
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the condition never held: ${String(holds)}`);
}

const forms: [string, Record<string, string>][] = [
  ["in memory", {}],
  ["on disk", tinyMemory],
  ["on disk, slices of one record", { ...tinyMemory, "execution.slice.max-records": "1" }],
  ["on disk, no code generation", { ...tinyMemory, "execution.code-generation": "off" }],
  ["on disk, object reuse", { ...tinyMemory, "pipeline.object-reuse": "true" }],
];

test.each(forms)("a keyed reduce emits one record for each key: %s", async (_name, settings) => {
  const plan = new PlanBuilder();
  const sink = new RecordingSink<Pair>();
  const source = plan.source(new ScriptedSource([records(pairs(200))]), { parallelism: 1 });
  const keyed = plan.keyBy(source, (value: Pair) => value[0]);
  const sums = plan.reduce(
    keyed,
    (left: Pair, right: Pair): Pair => [left[0], left[1] + right[1]],
    {
      parallelism: 3,
    },
  );
  plan.sink(sums, sink, { parallelism: 3 });
  const ports = createTestPorts();
  const job = await submit(plan, settings, ports);
  await job.result();
  const expected = new Map<string, number>();
  for (const [key, value] of pairs(200)) expected.set(key, (expected.get(key) ?? 0) + value);
  expect(sink.records.length).toBe(expected.size);
  expect(new Map(sink.records)).toEqual(expected);
  expect(sink.received.every((part) => part.length > 0)).toBe(true);
  expect(await ports.fileSystem.status(`/tmp/millrace-${job.jobId}-0`)).toBe(undefined);
  expect(ports.fileSystem.textFiles()).toEqual({});
});

test.each(forms)(
  "a key's records come in the order of time, and its state is its own: %s",
  async (_name, settings) => {
    const sink = new RecordingSink<unknown>();
    const late = pairs(60).map(([key, value]): Pair => [key, 100 - value]);
    let instance = "";
    const plan = processPlan(
      records(late),
      {
        processElement(value: Pair, ctx: Context) {
          const watermark = ctx.timerService().currentWatermark();
          const isNew = instance !== ctx.getCurrentKey();
          instance = ctx.getCurrentKey();
          ctx.timerService().registerEventTimeTimer(1);
          ctx.timerService().registerProcessingTimeTimer(2 ** 50);
          ctx.timerService().registerEventTimeTimer(value[1]);
          ctx.timerService().deleteEventTimeTimer(1);
          return [[...(isNew ? ["new"] : []), ctx.timestamp(), watermark === -(2 ** 63)].join(" ")];
        },
        onTimer(timestampMs: number, ctx: OnTimerContext<string>) {
          ctx.timerService().registerEventTimeTimer(timestampMs + 1);
          const watermark = ctx.timerService().currentWatermark();
          return [
            `${ctx.getCurrentKey()} ${ctx.timeDomain()} ${timestampMs} ${watermark === 2 ** 63}`,
          ];
        },
      },
      sink,
    );
    const ports = createTestPorts();
    await (await submit(plan, settings, ports)).result();
    const expected = Array.from({ length: 10 }, (_, key) => {
      const times = late
        .flatMap(([name, time]) => (name === `key${key}` ? [time] : []))
        .toSorted((a, b) => a - b);
      return [
        ...times.map((time, index) => `${index === 0 ? "new " : ""}${time} true`),
        ...times.map((time) => `key${key} EVENT_TIME ${time} true`),
        `key${key} PROCESSING_TIME ${2 ** 50} true`,
      ];
    });
    expect(sink.records).toEqual(expected.flat());
    expect([ports.fileSystem.textFiles(), ports.scheduler.pendingTimerCount]).toEqual([{}, 0]);
  },
);

test("timers of a key that are many fire in slices, before the next key begins", async () => {
  const count = 5000;
  const sink = new RecordingSink<unknown>();
  const plan = processPlan(
    records([
      ["b", 1],
      ["a", 2],
    ]),
    {
      processElement(value: Pair, ctx: Context) {
        for (let time = 0; time < count; time++) ctx.timerService().registerEventTimeTimer(time);
        return [`${value[0]} begins`];
      },
      onTimer: (timestampMs: number, ctx: OnTimerContext<string>) =>
        timestampMs === count - 1 ? [`${ctx.getCurrentKey()} ends`] : [],
    },
    sink,
  );
  let turns = 0;
  const ports = createTestPorts();
  const yieldToIo = ports.scheduler.yieldToIo.bind(ports.scheduler);
  ports.scheduler.yieldToIo = () => {
    turns++;
    return yieldToIo();
  };
  await (await submit(plan, { "execution.slice.max-records": "100" }, ports)).result();
  expect(sink.records).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(turns).toBeGreaterThan(count / 100);
});

test("what a failing function leaves is closed and removed", async () => {
  const sink = new RecordingSink<unknown>();
  const plan = processPlan(
    records(pairs(50)),
    {
      processElement(value: Pair) {
        if (value[0] === "key3") throw new Error("no threes");
        return [];
      },
    },
    sink,
  );
  const ports = createTestPorts();
  const job = await submit(plan, tinyMemory, ports);
  const failure: unknown = await job.result().catch((error: unknown) => error);
  const { operator, location, record, key } = (failure as StreamError).where; // asserted below
  expect([operator, location, record, key]).toEqual([
    "process",
    "job.ts:3:1",
    '["key3",9]',
    '"key3"',
  ]);
  expect(ports.fileSystem.textFiles()).toEqual({});
});

test("a job that is cancelled while it collects, or while it waits for the disk, leaves nothing", async () => {
  for (const isDiskSlow of [false, true]) {
    const sink = new RecordingSink<unknown>();
    const never = Promise.withResolvers<void>();
    const plan = processPlan(
      [...records(pairs(50)), { waitFor: never.promise }],
      { processElement: () => [] },
      sink,
    );
    const ports = createTestPorts();
    const disk = Promise.withResolvers<void>();
    const open = ports.fileSystem.open.bind(ports.fileSystem);
    let openCount = 0;
    ports.fileSystem.open = async (path, mode) => {
      openCount++;
      if (isDiskSlow) await disk.promise;
      return open(path, mode);
    };
    const job = await submit(plan, tinyMemory, ports);
    await until(() => openCount > 0);
    if (!isDiskSlow) await until(() => Object.keys(ports.fileSystem.textFiles()).length > 0);
    const canceled = job.cancel();
    disk.resolve();
    await canceled;
    expect(job.status()).toBe("CANCELED");
    expect(ports.fileSystem.textFiles()).toEqual({});
  }
});

test("what waits is a copy, also under object reuse: its sender may change it afterwards", async () => {
  const plan = new PlanBuilder();
  const source = plan.source(new ScriptedSource([records(pairs(6))]));
  const shared = { key: "", value: 0 };
  const same = plan.map(source, ([key, value]: Pair) => Object.assign(shared, { key, value }));
  const keyed = plan.keyBy(same, ({ key }: typeof shared) => key);
  const sink = new RecordingSink<unknown>();
  plan.sink(plan.process(keyed, { processElement: (value: unknown) => [value] }), sink);
  await (await submit(plan, { "pipeline.object-reuse": "true" })).result();
  expect(sink.records).toEqual(
    pairs(6)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => ({ key, value })),
  );
});

test("a source is not read on while a full sort waits for the disk", async () => {
  const read: unknown[] = [];
  const plan = new PlanBuilder();
  const source = plan.source(new ScriptedSource([records(pairs(500))]));
  const noted = plan.map(source, (value: Pair) => {
    read.push(value);
    return value;
  });
  const keyed = plan.keyBy(noted, (value: Pair) => value[0]);
  const sink = new RecordingSink<unknown>();
  plan.sink(plan.process(keyed, { processElement: (value: Pair) => [value] }), sink);
  const ports = createTestPorts();
  const disk = Promise.withResolvers<void>();
  const open = ports.fileSystem.open.bind(ports.fileSystem);
  let isOpening = false;
  ports.fileSystem.open = async (path, mode) => {
    isOpening = true;
    await disk.promise;
    return open(path, mode);
  };
  const job = await submit(plan, tinyMemory, ports);
  await until(() => isOpening);
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(read).toEqual(pairs(1));
  disk.resolve();
  await job.result();
  expect([read.length, sink.records.length]).toEqual([500, 500]);
});

test("a disk that fails ends the job with its error", async () => {
  const plan = processPlan(records(pairs(50)), { processElement: () => [] }, new RecordingSink());
  const ports = createTestPorts();
  ports.fileSystem.open = async () => {
    throw new Error("no space left");
  };
  const job = await submit(plan, tinyMemory, ports);
  await expect(job.result()).rejects.toMatchObject({ cause: { message: "no space left" } });
});

test("a record that cannot be written names its operator and says what to do", async () => {
  class Secret {
    readonly #hidden = 1;
    reveal() {
      return this.#hidden;
    }
  }
  const plan = new PlanBuilder();
  const source = plan.source(new ScriptedSource([[{ record: 1 }, { record: 2 }]]));
  const keyed = plan.keyBy(
    plan.map(source, () => new Secret()),
    () => "same",
  );
  const reduced = plan.reduce(keyed, (left: unknown) => left);
  plan.sink(reduced, new RecordingSink());
  const job = await submit(plan, { ...tinyMemory, "pipeline.object-reuse": "true" });
  await expect(job.result()).rejects.toMatchObject({
    code: "TYPE_NOT_COPYABLE",
    where: { operator: "reduce", location: "job.ts:4:1" },
  });
});
