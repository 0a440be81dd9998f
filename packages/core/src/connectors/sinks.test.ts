/** Print, collect, function and discarding sinks. */
import { describe, expect, test } from "vitest";
import type { SinkWriterContext } from "../connector/sink.ts";
import { detachedMetricGroup } from "../testing/detached-metric-group.ts";
import { silentLogger } from "../testing/silent-logger.ts";
import { sinkSuite } from "../testing/sink-suite.ts";
import { createTestPorts, type TestPorts } from "../testing/test-ports.ts";
import { CollectSink } from "./collect-sink.ts";
import { DiscardingSink } from "./discarding-sink.ts";
import { FunctionSink } from "./function-sink.ts";
import { PrintSink } from "./print-sink.ts";

const FACTS = { timestampMs: 0, currentWatermarkMs: 0 };
const createPorts = () => createTestPorts();
const records = ["a", "b", "c", "d"];

function contextOf(
  ports: TestPorts,
  subtaskIndex = 0,
  parallelism = 1,
  failures: unknown[] = [],
): SinkWriterContext {
  return {
    subtaskIndex,
    parallelism,
    attempt: 0,
    jobId: "0",
    ports,
    logger: silentLogger,
    configuration: new Map(),
    metricGroup: detachedMetricGroup(),
    inputType: undefined,
    functionContext: "the runtime context",
    fail: (error) => failures.push(error),
    registerProcessingTimeTimer() {},
  };
}

describe("a print sink", () => {
  const readVisible = async (ports: TestPorts) => ports.stdout.lines;
  const context = {
    createSink: () => new PrintSink<string>(undefined, false),
    createPorts,
    records,
    visible: records,
    readVisible,
  };
  test.each(sinkSuite<string, TestPorts>(context))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test.each([
    [undefined, 1, "x"],
    [undefined, 2, "2> x"],
    ["id", 1, "id> x"],
    ["id", 2, "id:2> x"],
  ])("with identifier %s and parallelism %i writes %s", (identifier, parallelism, line) => {
    const ports = createPorts();
    const writer = new PrintSink(identifier, false).createWriter(
      contextOf(ports, parallelism - 1, parallelism),
    );
    writer.write("x", FACTS);
    void writer.close();
    expect(ports.stdout.text).toBe(`${line}\n`);
  });

  test("to standard error leaves standard output alone, and is named so", async () => {
    const ports = createPorts();
    const sink = new PrintSink(undefined, true);
    const writer = sink.createWriter(contextOf(ports));
    writer.write([1, "aaa"], FACTS);
    await writer.flush(true);
    expect([ports.stdout.text, ports.stderr.text, sink.defaultName, sink.writesToStdout]).toEqual([
      "",
      '[1,"aaa"]\n',
      "Print to Std. Err",
      false,
    ]);
  });

  test("writes at the end of the slice without a flush", async () => {
    const ports = createPorts();
    const writer = new PrintSink(undefined, false).createWriter(contextOf(ports));
    writer.write("x", FACTS);
    writer.write("y", FACTS);
    expect(ports.stdout.text).toBe("");
    await ports.scheduler.yieldToIo();
    expect(ports.stdout.text).toBe("x\ny\n");
  });

  test("has no room until a full standard output is drained", async () => {
    const ports = createPorts();
    ports.stdout.capacityCharacters = 1;
    const writer = new PrintSink(undefined, false).createWriter(contextOf(ports));
    writer.write("x", FACTS);
    await ports.scheduler.yieldToIo();
    expect(writer.room?.()).toBe(false);
    const available = writer.available?.();
    ports.stdout.drain();
    await available;
    expect(writer.room?.()).toBe(true);
  });

  test("drops what follows when the reader of the pipe has gone", async () => {
    const ports = createPorts();
    ports.stdout.closeReader();
    const writer = new PrintSink(undefined, false).createWriter(contextOf(ports));
    writer.write("x", FACTS);
    await writer.flush(true);
    expect([ports.stdout.text, writer.room?.()]).toEqual(["", true]);
  });
});

describe("a collect sink", () => {
  test("hands over batches in order and ends when all writers have finished", async () => {
    const ports = createPorts();
    const sink = new CollectSink<number>();
    const writers = [0, 1].map((index) => sink.createWriter(contextOf(ports, index, 2)));
    const first = sink.channel.take();
    writers[0]!.write(1, FACTS);
    writers[1]!.write(2, FACTS);
    expect(await first).toEqual([1, 2]);
    await writers[0]!.flush(true);
    const second = sink.channel.take();
    await ports.scheduler.yieldToIo();
    writers[1]!.write(3, FACTS);
    await writers[1]!.flush(true);
    expect([await second, await sink.channel.take()]).toEqual([[3], undefined]);
  });

  test("has no room while 1024 records wait", async () => {
    const sink = new CollectSink<number>();
    const writer = sink.createWriter(contextOf(createPorts()));
    let count = 0;
    while (writer.room?.()) writer.write(count++, FACTS);
    expect(count).toBe(1024);
    const available = writer.available?.();
    await sink.channel.take();
    await available;
    expect(writer.room?.()).toBe(true);
  });

  test("drops records after the program has closed it", async () => {
    const sink = new CollectSink<number>();
    const writer = sink.createWriter(contextOf(createPorts()));
    const waiting = sink.channel.take();
    sink.channel.close();
    for (let count = 0; count < 3000; count++) writer.write(count, FACTS);
    expect([await waiting, await sink.channel.take(), writer.room?.()]).toEqual([
      undefined,
      undefined,
      true,
    ]);
  });

  test("gives the job's error behind the records before it", async () => {
    const sink = new CollectSink<number>();
    sink.createWriter(contextOf(createPorts())).write(1, FACTS);
    sink.channel.fail(new Error("the job has failed"));
    expect(await sink.channel.take()).toEqual([1]);
    await expect(sink.channel.take()).rejects.toThrow("the job has failed");
  });
});

describe("a function sink", () => {
  const out: unknown[] = [];
  const context = {
    createSink: () =>
      new FunctionSink<string>(() => async (value: unknown) => void out.push(value)),
    createPorts: () => {
      out.length = 0;
      return createTestPorts();
    },
    records,
    visible: records,
    readVisible: async () => out,
  };
  test.each(sinkSuite<string, TestPorts>(context))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("calls open, invoke, finish and close in this order, with context and facts", async () => {
    const calls: unknown[] = [];
    const object = {
      open: (context: unknown) => void calls.push(["open", context]),
      invoke: (value: unknown, facts: { timestamp(): number | null; currentWatermark(): number }) =>
        void calls.push(["invoke", value, facts.timestamp(), facts.currentWatermark()]),
      finish: () => void calls.push(["finish"]),
      close: () => void calls.push(["close"]),
    };
    const writer = new FunctionSink(() => object).createWriter(contextOf(createPorts()));
    await writer.open?.();
    writer.write("a", { timestampMs: 5, currentWatermarkMs: 3 });
    writer.write("b", { timestampMs: -(2 ** 63), currentWatermarkMs: 3 });
    await writer.flush(false);
    await writer.flush(true);
    await writer.close();
    await writer.close();
    expect(calls).toEqual([
      ["open", "the runtime context"],
      ["invoke", "a", 5, 3],
      ["invoke", "b", null, 3],
      ["finish"],
      ["close"],
    ]);
  });

  test("has room for its capacity of pending promises, and a snapshot waits for them", async () => {
    const pending: (() => void)[] = [];
    const object = {
      capacity: 2,
      invoke: () => new Promise<void>((resolve) => pending.push(resolve)),
    };
    const writer = new FunctionSink(() => object).createWriter(contextOf(createPorts()));
    writer.write("a", FACTS);
    writer.write("b", FACTS);
    expect(writer.room?.()).toBe(false);
    let isDurable = false;
    const durable = writer.snapshot(1).durable.then(() => {
      isDurable = true;
    });
    const available = writer.available?.();
    pending[1]!();
    await available;
    await createPorts().scheduler.yieldToIo();
    expect([writer.room?.(), isDurable]).toEqual([true, false]);
    pending[0]!();
    await durable;
    expect(isDurable).toBe(true);
  });

  test("fails the job with the record of a rejected promise", async () => {
    const failures: unknown[] = [];
    const reject = async (): Promise<void> => {
      throw new Error("refused");
    };
    const writer = new FunctionSink(() => reject).createWriter(
      contextOf(createPorts(), 0, 1, failures),
    );
    writer.write({ id: 7 }, FACTS);
    const failed = expect.objectContaining({
      code: "CONNECTOR_SINK_FUNCTION_REJECTED",
      values: { reason: "refused" },
      where: { record: '{"id":7}' },
    });
    await expect(writer.flush(true)).rejects.toThrow(failed);
    expect(failures).toEqual([failed]);
    expect(() => writer.write("b", FACTS)).toThrow(failed);
  });

  test("is refused where it is neither a function nor has invoke", () => {
    const create = () => new FunctionSink(() => ({})).createWriter(contextOf(createPorts()));
    expect(create).toThrow(expect.objectContaining({ code: "CONNECTOR_NOT_A_SINK_FUNCTION" }));
  });
});

describe("a discarding sink", () => {
  const context = {
    createSink: () => new DiscardingSink<string>(),
    createPorts,
    records,
    visible: [],
    readVisible: async () => [],
  };
  test.each(sinkSuite<string, TestPorts>(context))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
