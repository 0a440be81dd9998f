import { describe, expect, test } from "vitest";
import { type EncoderOutput, RecordEncoder } from "../../connector/record-encoder.ts";
import type { SinkWriterContext } from "../../connector/sink.ts";
import { SimpleStringEncoder } from "../../formats/simple-string-encoder.ts";
import { detachedMetricGroup } from "../../testing/detached-metric-group.ts";
import { silentLogger } from "../../testing/silent-logger.ts";
import { sinkSuite } from "../../testing/sink-suite.ts";
import { createTestPorts, type TestPorts } from "../../testing/test-ports.ts";
import { BucketAssigner } from "./bucket-assigner.ts";
import { FileSink, StreamingFileSink } from "./file-sink.ts";
import { OutputFileConfig } from "./output-file-config.ts";
import {
  DefaultRollingPolicy,
  OnCheckpointRollingPolicy,
  RollingPolicy,
} from "./rolling-policy.ts";

const FACTS = { timestampMs: 0, currentWatermarkMs: 0 };
const encoder = new SimpleStringEncoder();
const basePath = BucketAssigner.basePathBucketAssigner();

function finishedLines(ports: TestPorts): string[] {
  const files = Object.entries(ports.fileSystem.textFiles()).filter(
    ([path]) => !path.includes("/."),
  );
  return files.flatMap(([, text]) => text.split("\n").slice(0, -1));
}

class FirstLetter extends BucketAssigner<string> {
  getBucketId(element: string): string {
    return element.charAt(0);
  }
}

describe.each([
  ["one part per checkpoint", RollingPolicy.onCheckpointRollingPolicy(), basePath],
  ["parts that go on over checkpoints", RollingPolicy.defaultRollingPolicy(), basePath],
  ["parts of a few bytes", RollingPolicy.defaultRollingPolicy(3), basePath],
  ["several buckets", RollingPolicy.defaultRollingPolicy(), new FirstLetter()],
] as const)("a file sink with %s", (_name, policy, assigner) => {
  const records = ["aa", "b", "größe", "ab", "c", "a"];
  const context = {
    createSink: () =>
      FileSink.forRowFormat("/out", encoder)
        .withRollingPolicy(policy)
        .withBucketAssigner(assigner as BucketAssigner)
        .build(),
    createPorts: () => createTestPorts(),
    records,
    visible: records,
    readVisible: async (ports: TestPorts) => finishedLines(ports),
  };
  test.each(sinkSuite<unknown, TestPorts>(context))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

interface Opened {
  readonly context: SinkWriterContext;
  readonly timers: { readonly dueMs: number; readonly callback: () => void }[];
  readonly failures: unknown[];
}

function opened(ports: TestPorts): Opened {
  const timers: Opened["timers"] = [];
  const failures: unknown[] = [];
  const context: SinkWriterContext = {
    subtaskIndex: 1,
    parallelism: 2,
    attempt: 0,
    jobId: "abcdef0123456789abcdef0123456789",
    ports,
    logger: silentLogger,
    configuration: new Map(),
    metricGroup: detachedMetricGroup(),
    inputType: undefined,
    fail: (error) => failures.push(error),
    registerProcessingTimeTimer: (dueMs, callback) => timers.push({ dueMs, callback }),
  };
  return { context, timers, failures };
}

// covers: DefaultRollingPolicy.builder
// covers: DefaultRollingPolicy.PolicyBuilder.build
// covers: DefaultRollingPolicy.PolicyBuilder.withInactivityInterval
// covers: DefaultRollingPolicy.PolicyBuilder.withMaxPartSize
// covers: DefaultRollingPolicy.PolicyBuilder.withRolloverInterval
test("in-progress files are hidden and carry prefix and suffix (FS-01)", async () => {
  const ports = createTestPorts(Date.UTC(2024, 1, 29, 23, 30));
  const config = OutputFileConfig.builder()
    .withPartPrefix("prefix")
    .withPartSuffix("suffix")
    .build();
  const policy = DefaultRollingPolicy.builder()
    .withMaxPartSize(2 ** 30)
    .withRolloverInterval("15 min")
    .withInactivityInterval("5 min")
    .build();
  const sink = StreamingFileSink.forRowFormat("/out", encoder)
    .withRollingPolicy(policy)
    .withOutputFileConfig(config)
    .withBucketAssigner(BucketAssigner.dateTimeBucketAssigner("yyyy-MM-dd--HH", "UTC"))
    .build();
  expect(sink).toBeInstanceOf(StreamingFileSink);
  const writer = sink.createWriter(opened(ports).context);
  for (const record of ["ab", "bdc", "cfgs", "deeefg"]) writer.write(record, FACTS);
  await writer.flush(false);
  await writer.close();
  expect(ports.fileSystem.textFiles()).toEqual({
    "/out/2024-02-29--23/.prefix-abcdef012345-1-0suffix.inprogress.0": "ab\nbdc\ncfgs\ndeeefg\n",
  });
});

// covers: FileSink.RowFormatBuilder.withBucketCheckInterval
// covers: FileSink.RowFormatBuilder.withRollingPolicy, RollingPolicy.defaultRollingPolicy
// covers: StreamingFileSink.DefaultRowFormatBuilder.withBucketCheckInterval
// covers: StreamingFileSink.DefaultRowFormatBuilder.withRollingPolicy
test("parts roll by age and by idle time when the buckets are checked", async () => {
  const ports = createTestPorts();
  const { context, timers } = opened(ports);
  const policy = RollingPolicy.defaultRollingPolicy(1000, 5000, 2000);
  const sink = FileSink.forRowFormat("/out", encoder)
    .withBucketAssigner(basePath)
    .withRollingPolicy(policy)
    .withBucketCheckInterval(1000)
    .build();
  const writer = sink.createWriter(context);
  await writer.open?.();
  const rolledAt: number[] = [];
  for (let second = 1; second <= 9; second++) {
    if (second <= 6) writer.write(`r${second}`, FACTS);
    await ports.scheduler.advance(1000);
    timers.shift()?.callback();
    if (writer.snapshot(second).committables.length > 0) rolledAt.push(second);
  }
  expect(rolledAt).toEqual([5, 8]); // five seconds old; two seconds without a record
  await writer.close();
});

// covers: OnCheckpointRollingPolicy
test("each rolled part is handed out once, with its length", async () => {
  const ports = createTestPorts();
  const sink = FileSink.forRowFormat("/out", encoder)
    .withBucketAssigner(basePath)
    .withRollingPolicy(OnCheckpointRollingPolicy.build())
    .build();
  const writer = sink.createWriter(opened(ports).context);
  writer.write("größe", FACTS);
  const first = writer.snapshot(1);
  const second = writer.snapshot(2);
  expect(first.committables).toEqual([
    {
      inProgressPath: "/out/.part-abcdef012345-1-0.inprogress.0",
      finishedPath: "/out/part-abcdef012345-1-0",
      lengthBytes: 8,
    },
  ]);
  expect([second.committables, second.state]).toEqual([[], [{ partCounter: 1, openParts: [] }]]);
  await first.durable;
  ports.fileSystem.loseUnsynced();
  expect(ports.fileSystem.textFiles()).toEqual({
    "/out/.part-abcdef012345-1-0.inprogress.0": "größe\n",
  });
  await writer.close();
});

// covers: FileSink.RowFormatBuilder.build, FileSink.RowFormatBuilder.withBucketAssigner
// covers: FileSink.forRowFormat, StreamingFileSink.DefaultRowFormatBuilder.build
// covers: StreamingFileSink.DefaultRowFormatBuilder.withBucketAssigner
test("text and bytes of an encoder keep their order", async () => {
  const ports = createTestPorts();
  class Mixed extends RecordEncoder<string> {
    encode(value: string, output: EncoderOutput): void {
      output.writeText(`<${value}`);
      output.write(Uint8Array.of(0x3e));
      output.writeText(";");
    }
  }
  const sink = FileSink.forRowFormat("/out", new Mixed()).withBucketAssigner(basePath).build();
  const writer = sink.createWriter(opened(ports).context);
  for (const record of ["a", "ü"]) writer.write(record, FACTS);
  await writer.flush(true);
  expect(Object.values(ports.fileSystem.textFiles())).toEqual(["<a>;<ü>;"]);
});

test("the name of an open part is on the disk with the first snapshot", async () => {
  const ports = createTestPorts();
  const synced: string[] = [];
  const fsyncDirectory = async (path: string): Promise<void> => void synced.push(path);
  Object.assign(ports.fileSystem, { fsyncDirectory });
  const sink = FileSink.forRowFormat("/out", encoder).withBucketAssigner(basePath).build();
  const writer = sink.createWriter(opened(ports).context);
  for (let checkpointId = 1; checkpointId <= 2; checkpointId++) {
    writer.write("a", FACTS);
    await writer.snapshot(checkpointId).durable;
  }
  expect(synced).toEqual(["/out"]);
  await writer.close();
});

test("buckets that lead out of the directory are refused", () => {
  for (const bucket of ["../x", "/etc", "a//b", "a/../../b", "a\\b", "."]) {
    class Evil extends BucketAssigner {
      getBucketId(): string {
        return bucket;
      }
    }
    const writer = FileSink.forRowFormat("/out", encoder)
      .withBucketAssigner(new Evil())
      .build()
      .createWriter(opened(createTestPorts()).context);
    expect(() => writer.write("x", FACTS)).toThrow(
      expect.objectContaining({ code: "CONNECTOR_BUCKET_OUTSIDE", values: { bucket } }),
    );
  }
});

test.each([5, null, undefined])("a bucket that is %s is refused by its value", (bucket) => {
  class Wrong extends BucketAssigner {
    getBucketId(): string {
      return bucket as unknown as string; // as a program in plain JavaScript may
    }
  }
  const writer = FileSink.forRowFormat("/out", encoder)
    .withBucketAssigner(new Wrong())
    .build()
    .createWriter(opened(createTestPorts()).context);
  expect(() => writer.write("x", FACTS)).toThrow(
    expect.objectContaining({
      code: "CONNECTOR_INVALID_OPTION",
      values: { option: "The bucket of a record", value: String(bucket), expected: "a string" },
    }),
  );
});

// covers: RecordEncoder
test.each(["write", "writeText"] as const)(
  "an encoder that gives %s a wrong value fails",
  (method) => {
    class Wrong extends RecordEncoder<string> {
      encode(_value: string, output: EncoderOutput): void {
        const wrong: unknown = method === "write" ? "text" : new Uint8Array(1);
        output[method](wrong as never);
      }
    }
    const writer = FileSink.forRowFormat("/out", new Wrong())
      .build()
      .createWriter(opened(createTestPorts()).context);
    expect(() => writer.write("x", FACTS)).toThrow(
      expect.objectContaining({ code: "CONNECTOR_INVALID_OPTION" }),
    );
  },
);

test("a failed append fails the job and every later call", async () => {
  const ports = createTestPorts();
  ports.fileSystem.addText("/out", "a file where the directory belongs");
  const { context, failures } = opened(ports);
  const writer = FileSink.forRowFormat("/out", encoder)
    .withBucketAssigner(basePath)
    .build()
    .createWriter(context);
  writer.write("x", FACTS);
  const failed = expect.objectContaining({ code: "CONNECTOR_WRITE_FAILED" });
  await expect(writer.flush(true)).rejects.toThrow(failed);
  expect(failures).toEqual([failed]);
  expect(() => writer.write("y", FACTS)).toThrow(failed);
  expect(writer.room?.()).toBe(false);
  await expect(writer.available?.()).rejects.toThrow(failed);
  await writer.close();
});

// covers: Committer
test("a commit never overwrites a finished file, and misses a lost one", async () => {
  const ports = createTestPorts();
  const committer = FileSink.forRowFormat("/out", encoder)
    .build()
    .createCommitter({ ports, logger: silentLogger, configuration: new Map() });
  const file = { inProgressPath: "/out/.p", finishedPath: "/out/p", lengthBytes: 1 };
  await expect(committer.commit([file])).rejects.toThrow(
    expect.objectContaining({ code: "CONNECTOR_PENDING_FILE_LOST" }),
  );
  ports.fileSystem.addText("/out/.p", "xyz");
  ports.fileSystem.addText("/out/p", "a");
  await expect(committer.commit([file])).rejects.toThrow(
    expect.objectContaining({ code: "CONNECTOR_FILE_EXISTS" }),
  );
  await ports.fileSystem.remove("/out/p");
  await committer.commit([file]);
  expect(ports.fileSystem.textFiles()).toEqual({ "/out/p": "x" });
});

// covers: BucketAssigner.dateTimeBucketAssigner
test("patterns of dates are Java's", () => {
  const at = (pattern: string, zone: string): string =>
    BucketAssigner.dateTimeBucketAssigner(pattern, zone).getBucketId(undefined, {
      currentProcessingTime: () => Date.UTC(2024, 11, 31, 23, 5, 9),
      currentWatermark: () => 0,
      timestamp: () => null,
    });
  expect(at("yyyy-MM-dd--HH", "UTC")).toBe("2024-12-31--23");
  expect(at("'dt='yyyyMMdd/HHmmss", "Europe/Berlin")).toBe("dt=20250101/000509");
  expect(at("yy-M-d 'o''clock'", "UTC")).toBe("24-12-31 o'clock");
  expect(() => at("yyyy-QQ", "UTC")).toThrow(
    expect.objectContaining({ code: "CONNECTOR_INVALID_OPTION" }),
  );
  expect(() => at("yyyy", "Mars/Base")).toThrow(
    expect.objectContaining({ code: "CONNECTOR_INVALID_OPTION" }),
  );
});
