import { expect, test } from "vitest";
import type { RunningJob } from "../plan/executor.ts";
import type { Partitioner } from "../plan/transformation.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink, type RecordingSinkOptions } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptedSourceOptions } from "../testing/scripted-source.ts";
import { createTestPorts, type TestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

const records = (...values: readonly unknown[]) => values.map((record) => ({ record }));
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function submit(
  plan: PlanBuilder,
  configuration: Readonly<Record<string, string>> = {},
  ports: TestPorts = createTestPorts(),
): Promise<RunningJob> {
  return createEmbeddedExecutor(ports).submit(plan.plan(configuration), { logger: undefined });
}

async function run(
  plan: PlanBuilder,
  configuration: Readonly<Record<string, string>> = {},
): Promise<void> {
  await (await submit(plan, configuration)).result();
}

async function failureOf(plan: PlanBuilder): Promise<unknown> {
  const job = await submit(plan);
  return job.result().then(
    () => "no failure",
    (error: unknown) => error,
  );
}

/** Waits until a condition holds, a turn of the event loop at a time. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the condition never held: ${String(holds)}`);
}

test("a plan runs from source to sink and its result names the job", async () => {
  const plan = new PlanBuilder();
  const sink = new RecordingSink<number>();
  plan.sink(
    plan.map(plan.source(new ScriptedSource([records(1, 2, 3)])), (value: number) => value * 2),
    sink,
  );
  const job = await submit(plan);
  const result = await job.result();
  expect(sink.records).toEqual([2, 4, 6]);
  expect(job.status()).toBe("FINISHED");
  expect(result).toEqual({
    jobId: job.jobId,
    jobName: "test job",
    netRuntimeMs: 0,
    accumulators: new Map(),
    metrics: expect.any(Array),
  });
});

test.each([
  ["defaults", {}],
  ["slices of one record", { "execution.slice.max-records": "1", "execution.batch-size": "1" }],
  ["no code generation", { "execution.code-generation": "off" }],
  ["no chaining", { "pipeline.operator-chaining.enabled": "false" }],
  ["object reuse", { "pipeline.object-reuse": "true" }],
])(
  "a keyed job at parallelism 3 gives each key its running sum in order: %s",
  async (_name, configuration) => {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<readonly [string, number]>();
    const source = plan.source(
      new ScriptedSource([records(...numbers(300).map((n) => [`key${n % 7}`, n]))]),
      { parallelism: 1 },
    );
    const keyed = plan.keyBy(source, (value: readonly [string, number]) => value[0]);
    const sums = plan.reduce(
      keyed,
      (left: [string, number], right: [string, number]) => [left[0], left[1] + right[1]],
      { parallelism: 3 },
    );
    plan.sink(sums, sink, { parallelism: 3 });
    await run(plan, configuration);
    const byKey = Map.groupBy(sink.records, ([key]) => key);
    for (let key = 0; key < 7; key++) {
      let sum = 0;
      const expected = numbers(300)
        .filter((n) => n % 7 === key)
        .map((n) => [`key${key}`, (sum += n)]);
      expect(byKey.get(`key${key}`)).toEqual(expected);
    }
    expect(sink.received.filter((part) => part.length > 0).length).toBeGreaterThan(1);
  },
);

test.each<[string, Partitioner, number[][]]>([
  [
    "rebalance",
    { type: "rebalance" },
    [
      [0, 3],
      [1, 4],
      [2, 5],
    ],
  ],
  [
    "rescale",
    { type: "rescale" },
    [
      [0, 3],
      [1, 4],
      [2, 5],
    ],
  ],
  ["broadcast", { type: "broadcast" }, [numbers(6), numbers(6), numbers(6)]],
  ["global", { type: "global" }, [numbers(6), [], []]],
  [
    "custom",
    {
      type: "custom",
      partitioner: { value: (key: number, count: number) => (key + 1) % count, role: "partition" },
      keySelector: { value: (n: number) => n, role: "getKey" },
    },
    [
      [2, 5],
      [0, 3],
      [1, 4],
    ],
  ],
])(
  "%s sends records to the subtasks that Flink would choose",
  async (_name, partitioner, expected) => {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<number>();
    const source = plan.source(new ScriptedSource([records(...numbers(6))]), { parallelism: 1 });
    plan.sink(plan.partition(source, partitioner), sink, { parallelism: 3 });
    await run(plan);
    expect(sink.received).toEqual(expected);
  },
);

test("an exchange hands over copies, a forward edge and object reuse the record itself", async () => {
  const shared = { count: 1 };
  const received = async (partitioner: Partitioner | undefined, configuration = {}) => {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<object>();
    const source = plan.source(new ScriptedSource([records(shared)]));
    plan.sink(partitioner === undefined ? source : plan.partition(source, partitioner), sink);
    await run(plan, configuration);
    return sink.records[0];
  };
  expect(await received({ type: "rebalance" })).toEqual(shared);
  expect(await received({ type: "rebalance" })).not.toBe(shared);
  expect(await received(undefined)).toBe(shared);
  expect(await received({ type: "rebalance" }, { "pipeline.object-reuse": "true" })).toBe(shared);
});

function openCloseJob(
  source: ScriptedSourceOptions,
  sink: RecordingSinkOptions,
  script: readonly object[] = records(1),
) {
  const calls: string[] = [];
  const plan = new PlanBuilder();
  const recording = new RecordingSink({ ...sink, calls });
  plan.sink(plan.source(new ScriptedSource([script as never], { ...source, calls })), recording);
  return { plan, calls, recording };
}

test("a job that ends well flushes, snapshots, commits and closes, sinks open first and close last", async () => {
  const { plan, calls, recording } = openCloseJob({}, {});
  await run(plan);
  expect(calls).toEqual([
    "writer 0 open",
    "enumerator start",
    "reader 0 start",
    "enumerator addReader 0",
    "writer 0 flush true",
    "writer 0 snapshot",
    "committer commit",
    "committer close",
    "reader 0 close",
    "enumerator close",
    "writer 0 close",
  ]);
  expect(recording.committed).toEqual(["0: 1"]);
});

test("one committer gets the committables of all subtasks in their order", async () => {
  const plan = new PlanBuilder();
  const calls: string[] = [];
  const sink = new RecordingSink({ calls });
  plan.sink(
    plan.source(new ScriptedSource([records(1, 2), [], records(3)]), { parallelism: 3 }),
    sink,
    { parallelism: 3 },
  );
  await run(plan);
  expect(sink.committed).toEqual(["0: 2", "1: 0", "2: 1"]);
  expect(calls.filter((call) => call.startsWith("committer"))).toEqual([
    "committer commit",
    "committer close",
  ]);
});

test.each<[RecordingSinkOptions["failAt"] & string, string, readonly string[]]>([
  ["open", "open is broken", ["writer 0 open", "writer 0 close"]],
  [
    "write",
    "the disk is full",
    ["writer 0 open", "reader 0 close", "enumerator close", "writer 0 close"],
  ],
  [
    "flush",
    "flush is broken",
    [
      "writer 0 open",
      "writer 0 flush true",
      "reader 0 close",
      "enumerator close",
      "writer 0 close",
    ],
  ],
  [
    "snapshot",
    "snapshot is broken",
    [
      "writer 0 open",
      "writer 0 flush true",
      "writer 0 snapshot",
      "reader 0 close",
      "enumerator close",
      "writer 0 close",
    ],
  ],
  [
    "durable",
    "durable is broken",
    [
      "writer 0 open",
      "writer 0 flush true",
      "writer 0 snapshot",
      "reader 0 close",
      "enumerator close",
      "writer 0 close",
    ],
  ],
])(
  "a sink that fails in %s fails the job, nothing is committed and all is closed",
  async (failAt, message, expected) => {
    const { plan, calls, recording } = openCloseJob({}, { failAt });
    expect(await failureOf(plan)).toMatchObject({
      code: "RUNTIME_SINK_FAILED",
      where: { operator: "sink", subtask: 0, location: "job.ts:2:1" },
      cause: { message },
    });
    expect(calls.filter((call) => !/start|addReader/.test(call))).toEqual(expected);
    expect(recording.committed).toEqual([]);
  },
);

test("a failed commit fails the job; a failed close after it is not the job's error", async () => {
  const { plan } = openCloseJob({ failAt: "reader close" }, { failAt: "commit" });
  expect(await failureOf(plan)).toMatchObject({
    code: "RUNTIME_SINK_FAILED",
    values: { operator: "sink", action: "commit" },
  });
});

test("a job whose reader cannot close fails with that", async () => {
  const { plan } = openCloseJob({ failAt: "reader close" }, {});
  expect(await failureOf(plan)).toMatchObject({
    code: "RUNTIME_SOURCE_FAILED",
    values: { operator: "source", action: "close", message: "cannot disconnect" },
  });
});

test.each(["enumerator start", "reader start"] as const)(
  "a source that fails in %s fails the job and everything is closed",
  async (failAt) => {
    const { plan, calls } = openCloseJob({ failAt }, {});
    expect(await failureOf(plan)).toMatchObject({
      code: "RUNTIME_SOURCE_FAILED",
      values: { operator: "source", action: "start" },
    });
    expect(calls.filter((call) => call.endsWith("close"))).toEqual(
      failAt === "enumerator start"
        ? ["enumerator close", "writer 0 close"]
        : ["reader 0 close", "enumerator close", "writer 0 close"],
    );
  },
);

test("a failing function is reported with operator, place and record", async () => {
  const plan = new PlanBuilder();
  const failing = (): never => {
    throw new Error("bad luck");
  };
  plan.sink(
    plan.map(plan.source(new ScriptedSource([records({ id: 7 })])), failing, {
      name: "enrich",
      chaining: "NEVER",
    }),
    new RecordingSink(),
  );
  expect(await failureOf(plan)).toMatchObject({
    code: "RUNTIME_FUNCTION_FAILED",
    where: { operator: "enrich", location: "job.ts:2:1", record: '{"id":7}' },
    cause: { message: "bad luck" },
  });
});

test("a user's try/catch around collect does not swallow another operator's failure across an edge", async () => {
  const plan = new PlanBuilder();
  const swallowing = (value: unknown, out: { collect(value: unknown): void }): void => {
    try {
      out.collect(value);
    } catch {
      // swallowed, as a user might
    }
  };
  const spread = plan.partition(
    plan.flatMap(plan.source(new ScriptedSource([records(1)])), swallowing),
    { type: "rebalance" },
  );
  const failing = (): never => {
    throw new Error("not to be swallowed");
  };
  plan.sink(plan.map(spread, failing, { name: "second" }), new RecordingSink());
  expect(await failureOf(plan)).toMatchObject({
    code: "RUNTIME_FUNCTION_FAILED",
    where: { operator: "second" },
  });
});

test.each<[string, (value: unknown) => unknown, object]>([
  [
    "throws",
    () => {
      throw new Error("no key");
    },
    {
      code: "RUNTIME_KEY_SELECTOR_FAILED",
      where: { operator: "reduce", record: '{"a":1}' },
      cause: { message: "no key" },
    },
  ],
  [
    "returns undefined",
    () => undefined,
    { code: "RUNTIME_KEY_UNDEFINED", where: { operator: "reduce", record: '{"a":1}' } },
  ],
])("a key selector that %s fails the job with the record", async (_name, selector, expected) => {
  for (const configuration of [{}, { "execution.code-generation": "off" }]) {
    const plan = new PlanBuilder();
    const keyed = plan.keyBy(plan.source(new ScriptedSource([records({ a: 1 })])), selector);
    plan.sink(
      plan.reduce(keyed, (left: unknown) => left),
      new RecordingSink(),
    );
    const job = await submit(plan, configuration);
    await expect(job.result()).rejects.toMatchObject(expected);
  }
});

test("a partitioner outside of its range fails the job", async () => {
  const plan = new PlanBuilder();
  const partitioner: Partitioner = {
    type: "custom",
    partitioner: { value: () => 2, role: "partition" },
    keySelector: { value: (n: unknown) => n, role: "getKey" },
  };
  plan.sink(
    plan.partition(plan.source(new ScriptedSource([records(1)]), { parallelism: 1 }), partitioner),
    new RecordingSink(),
    { parallelism: 2 },
  );
  expect(await failureOf(plan)).toMatchObject({
    code: "RUNTIME_PARTITION_OUT_OF_RANGE",
    values: { partition: "2", count: "2" },
    where: { record: "1" },
  });
});

test("rejected records fail the job, or are skipped and counted", async () => {
  const script = [{ record: 1 }, { reject: "x,y" }, { record: 2 }];
  const failing = openCloseJob({}, {}, script);
  expect(await failureOf(failing.plan)).toMatchObject({
    code: "CONNECTOR_RECORD_REJECTED",
    values: { position: "script:2" },
    where: { operator: "source", record: "x,y" },
  });
  const skipping = openCloseJob({}, {}, script);
  const ports = createTestPorts();
  await (await submit(skipping.plan, { "pipeline.rejected-records": "skip" }, ports)).result();
  expect(skipping.recording.records).toEqual([1, 2]);
  expect(ports.stderr.lines).toEqual([
    "warn  Records that cannot be read are left out, this one first. operator=source position=script:2 reason=the script says so",
  ]);
});

test("an async sink bounds what is in flight, for every slice size and behind an exchange", async () => {
  for (const configuration of [{}, { "execution.slice.max-records": "1" }]) {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<number>({ capacity: 3 });
    const source = plan.source(new ScriptedSource([records(...numbers(20))]), { parallelism: 1 });
    const repeated = plan.flatMap(source, (n: number) => [n, n, n, n, n]);
    plan.sink(plan.partition(repeated, { type: "rebalance" }), sink, { parallelism: 2 });
    const job = await submit(plan, configuration);
    await until(() => job.status() === "RUNNING");
    let isDone = false;
    const result = job.result().then(() => (isDone = true));
    await until(() => sink.release(1) === 0 && isDone);
    await result;
    expect(sink.records.toSorted((a, b) => a - b)).toEqual(
      numbers(20).flatMap((n) => [n, n, n, n, n]),
    );
    expect(sink.mostInFlight).toEqual([3, 3]);
  }
});

test("a cancelled job stops its source, closes everything, commits nothing and rejects", async () => {
  const forever = new Promise<void>(() => {});
  const { plan, calls, recording } = openCloseJob({}, {}, [{ record: 1 }, { waitFor: forever }]);
  const ports = createTestPorts();
  const job = await submit(plan, {}, ports);
  await until(() => recording.records.length === 1);
  await job.cancel();
  expect(job.status()).toBe("CANCELED");
  await expect(job.result()).rejects.toMatchObject({ code: "ENGINE_JOB_CANCELED" });
  expect(calls.filter((call) => /flush|commit|close/.test(call))).toEqual([
    "reader 0 close",
    "enumerator close",
    "writer 0 close",
  ]);
  expect(ports.scheduler.pendingTimerCount).toBe(0);
});

test("a job that hangs in a flush is cancelled", async () => {
  const { plan, recording, calls } = openCloseJob({}, { capacity: 5 });
  const job = await submit(plan);
  await until(() => calls.includes("writer 0 flush true"));
  await job.cancel();
  expect(job.status()).toBe("CANCELED");
  expect(recording.committed).toEqual([]);
});

test("a function that never opens is given up five seconds after the cancellation", async () => {
  const plan = new PlanBuilder();
  const hanging = { open: () => new Promise<void>(() => {}), map: (value: unknown) => value };
  plan.sink(
    plan.map(plan.source(new ScriptedSource([records(1)])), hanging as never),
    new RecordingSink(),
  );
  const ports = createTestPorts();
  const job = await submit(plan, {}, ports);
  const cancelled = job.cancel();
  await ports.scheduler.advance(4999);
  expect(job.status()).toBe("CANCELLING");
  await ports.scheduler.advance(1);
  await cancelled;
  expect(job.status()).toBe("CANCELED");
  expect(ports.scheduler.pendingTimerCount).toBe(0);
});

test("a failure in the background of a sink fails the job", async () => {
  const { plan, recording } = openCloseJob({}, {}, [
    { record: 1 },
    { waitFor: new Promise<void>(() => {}) },
  ]);
  const job = await submit(plan);
  await until(() => recording.records.length === 1);
  recording.failInBackground(new Error("connection lost"));
  await expect(job.result()).rejects.toMatchObject({
    code: "RUNTIME_SINK_FAILED",
    cause: { message: "connection lost" },
  });
});

test("a source whose wait is rejected fails the job", async () => {
  const wait = Promise.withResolvers<void>();
  const { plan, recording } = openCloseJob({}, {}, [{ record: 1 }, { waitFor: wait.promise }]);
  const failure = failureOf(plan);
  await until(() => recording.records.length === 1);
  wait.reject(new Error("disconnected"));
  expect(await failure).toMatchObject({
    where: { operator: "source" },
    cause: { message: "disconnected" },
  });
});

test("a plan with a problem and a setting that is not built are refused before anything runs", async () => {
  const { plan, calls } = openCloseJob({}, {});
  await expect(submit(plan, { "execution.worker-threads": "2" })).rejects.toMatchObject({
    code: "CONFIG_NOT_SUPPORTED",
  });
  await expect(submit(new PlanBuilder())).rejects.toMatchObject({ code: "PLAN_NO_OPERATORS" });
  expect(calls).toEqual([]);
});

test("a failed job whose result nobody asked for is printed", async () => {
  const { plan } = openCloseJob({}, {}, [{ fail: new Error("gone") }]);
  const ports = createTestPorts();
  const job = await submit(plan, {}, ports);
  await until(() => ports.stderr.text !== "");
  expect(job.status()).toBe("FAILED");
  expect(ports.stderr.lines.slice(0, 2)).toEqual([
    "The job test job failed, and nobody asked for its result.",
    "RUNTIME_FUNCTION_FAILED  The function of source failed: gone.",
  ]);
});

test("execution.progress: on writes a closing summary to stderr and nothing to stdout", async () => {
  const { plan } = openCloseJob({}, {}, records(1, 2));
  const ports = createTestPorts();
  await (await submit(plan, { "execution.progress": "on" }, ports)).result();
  await until(() => ports.stderr.text !== "");
  expect(ports.stderr.lines).toEqual(["test job finished in 0 ms: 2 records read, 2 written, 0/s"]);
  expect(ports.stdout.text).toBe("");
});
