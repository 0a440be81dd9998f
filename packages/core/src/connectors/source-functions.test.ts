/** What user-written source functions may rely on beyond the suite. */
import { expect, test } from "vitest";
import { SourceDriver } from "../testing/source-driver.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { SourceFunctionQueue } from "./source-function-queue.ts";
import { SourceFunctionSource } from "./source-function-source.ts";

interface Context {
  collect(record: unknown): Promise<void>;
  collectWithTimestamp(record: unknown, timestampMs: number): Promise<void>;
  emitWatermark(timestampMs: number): void;
  markAsTemporarilyIdle(): void;
  readonly isCancelled: boolean;
}

async function start(created: unknown, output?: string[]): Promise<SourceDriver<unknown>> {
  const ports = createTestPorts();
  const watermarkOutput = output && {
    emitWatermark: (timestampMs: number) => void output.push(`watermark ${timestampMs}`),
    markIdle: () => void output.push("idle"),
  };
  const driver = new SourceDriver(new SourceFunctionSource(() => created), {
    ports,
    parallelism: 1,
    watermarkOutput,
  });
  await driver.start();
  return driver;
}

test("records, timestamps, watermarks and idleness come in the order of the calls", async () => {
  const log: string[] = [];
  const driver = await start(function* (ctx: Context) {
    void ctx.collectWithTimestamp("a", 10);
    ctx.emitWatermark(9);
    yield "b";
    ctx.markAsTemporarilyIdle();
    yield "c";
  }, log);
  for (let count = 0; count < 3; count++) {
    const [record] = await driver.read(1);
    log.push(`${String(record)} at ${driver.readers[0]!.timestampMs}`);
  }
  expect(log).toEqual([
    "a at 10",
    "watermark 9",
    `b at ${-(2 ** 63)}`,
    "idle",
    `c at ${-(2 ** 63)}`,
  ]);
});

test("a queue that is read as fast as it is filled is never SOURCE_NEVER_YIELDS", async () => {
  const queue = new SourceFunctionQueue(undefined, []);
  await queue.collect(-1);
  for (let n = 0; n < 1_000_001; n++) {
    void queue.collect(n); // there is always room
    if (queue.take() !== n - 1) throw new Error(`record ${n - 1} is missing`);
  }
  expect(queue.entries()).toHaveLength(1);
});

test("a function that collects without end and without waiting is SOURCE_NEVER_YIELDS", async () => {
  let count = 0;
  const driver = await start((ctx: Context) => {
    for (; ; count++) void ctx.collect(count);
  });
  await expect(driver.read()).rejects.toThrow(
    expect.objectContaining({ code: "SOURCE_NEVER_YIELDS", values: { count: "1000000" } }),
  );
  expect(count).toBe(1_000_000);
});

test("who awaits collect runs at most 1024 records ahead, and is released by close", async () => {
  let count = 0;
  let outcome = "";
  const driver = await start({
    async run(ctx: Context) {
      try {
        for (; ; count++) await ctx.collect(count);
      } catch (error) {
        outcome = (error as { code: string }).code;
        throw error;
      }
    },
  });
  await driver.read(1);
  await createTestPorts().scheduler.yieldToIo();
  expect(count).toBe(1023);
  await driver.close();
  expect(outcome).toBe("SOURCE_CANCELED");
});

test("close cancels, waits for run, then closes the function", async () => {
  const calls: string[] = [];
  let stop = (): void => {};
  const driver = await start({
    open: async () => void calls.push("open"),
    run: async (ctx: Context) => {
      await ctx.collect(1);
      await new Promise<void>((resolve) => {
        stop = resolve;
      });
      calls.push(`run returns, cancelled: ${ctx.isCancelled}`);
    },
    cancel: () => {
      calls.push("cancel");
      stop();
    },
    close: () => void calls.push("close"),
  });
  expect(await driver.read(1)).toEqual([1]);
  await driver.close();
  await driver.close();
  expect(calls).toEqual(["open", "cancel", "run returns, cancelled: true", "close"]);
});

test("a generator's finally block runs when the job ends before it does", async () => {
  const calls: string[] = [];
  const driver = await start(function* () {
    try {
      for (;;) yield 1;
    } finally {
      calls.push("finally");
    }
  });
  await driver.read(2);
  await driver.close();
  expect(calls).toEqual(["finally"]);
});

test("an error of run comes behind the records before it, as it was thrown", async () => {
  const error = new Error("broken");
  for (const created of [
    async (ctx: Context) => {
      await ctx.collect(1);
      throw error;
    },
    function* () {
      yield 1;
      throw error;
    },
  ]) {
    const driver = await start(created);
    expect(await driver.read(1)).toEqual([1]);
    await expect(driver.read()).rejects.toBe(error);
  }
});

test("what waits in the queue is in the snapshot, whatever kind of value it is", async () => {
  const values = [
    1n,
    new Map([["a", new Date(5)]]),
    Number.NaN,
    -0,
    null,
    Uint8Array.of(1, 2),
    new Set([[undefined]]),
  ];
  const source = new SourceFunctionSource(() => (ctx: Context) => {
    void ctx.collect("first");
    for (const value of values) void ctx.collectWithTimestamp(value, 3);
  });
  const first = new SourceDriver(source, { ports: createTestPorts(), parallelism: 1 });
  await first.start();
  expect(await first.read(1)).toEqual(["first"]);
  const second = new SourceDriver(source, {
    ports: createTestPorts(),
    parallelism: 1,
    restored: first.checkpoint(),
  });
  await second.start();
  expect(await second.read()).toEqual(values);
});

test("an instance of a class in the queue is refused by a snapshot", async () => {
  class User {}
  const driver = await start((ctx: Context) => {
    void ctx.collect(1);
    void ctx.collect(new User());
  });
  await driver.read(1);
  expect(() => driver.checkpoint()).toThrow(
    expect.objectContaining({ code: "CONNECTOR_NOT_SERIALIZABLE" }),
  );
});

test("something that cannot run is refused", async () => {
  const driver = await start({ walk() {} });
  await expect(driver.read()).rejects.toThrow(
    expect.objectContaining({ code: "CONNECTOR_NOT_A_SOURCE_FUNCTION" }),
  );
});
