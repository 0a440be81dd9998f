import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Ports } from "../../base/ports.ts";
import { TextLineFormat } from "../../connector/text/text-line-format.ts";
import { SourceDriver } from "../../testing/source-driver.ts";
import { sourceSuite } from "../../testing/source-suite.ts";
import { createTestPorts, type TestPorts } from "../../testing/test-ports.ts";
import { ByteFeed } from "./byte-feed.ts";
import { FileSource } from "./file-source.ts";
import { type FileSplit, planFileSplits } from "./file-split.ts";
import { FileEnumeratorProvider, FileSplitAssignerProvider } from "./providers.ts";

const format = new TextLineFormat("UTF-8");

function portsWith(files: Record<string, string | Uint8Array>): TestPorts {
  const ports = createTestPorts();
  for (const [path, content] of Object.entries(files)) {
    if (typeof content === "string") ports.fileSystem.addText(path, content);
    else ports.fileSystem.addBytes(path, content);
  }
  return ports;
}

async function read(ports: Ports, source: FileSource<string>, parallelism = 1): Promise<string[]> {
  const driver = new SourceDriver(source, { ports, parallelism });
  await driver.start();
  try {
    return await driver.read();
  } finally {
    await driver.close();
  }
}

function failure(code: string, values: Record<string, string>): unknown {
  return expect.objectContaining({ code, values: expect.objectContaining(values) });
}

describe("files in a directory, cut into ranges of five bytes", () => {
  const files = {
    "/in/b.txt": "eins\nzwei\r\ndrei",
    "/in/a/x.txt": "größe\n\nü\n",
    "/in/c.txt": "",
    "/in/.hidden": "no",
    "/in/_also": "no",
  };
  const createPorts = () => portsWith(files);
  const createSource = () => new FileSource({ format, paths: ["/in"], rangeBytes: 5 });
  const expected = ["größe", "", "ü", "eins", "zwei", "drei"];
  const configuration = new Map([["source.file.stream.io-fetch-size", "3 b"]]);
  test.each(sourceSuite({ createSource, createPorts, expected, configuration }))(
    "$name",
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined();
    },
  );
});

describe.each([
  ["gz", gzipSync],
  ["zst", zstdCompressSync],
] as const)("a file that ends in .%s", (extension, compress) => {
  const text = "eins\nzwei\ndrei\nvier\n";
  const createPorts = () => portsWith({ [`/in/a.${extension}`]: compress(text) });
  const createSource = () => FileSource.forRecordStreamFormat(format, "/in").build();
  const expected = ["eins", "zwei", "drei", "vier"];
  test.each(sourceSuite({ createSource, createPorts, expected }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

describe.each(["plain", "gz"])("a file of many portions, %s", (kind) => {
  const expected = Array.from({ length: 60_000 }, (_, index) => `line ${index}`);
  const text = expected.join("\n");
  const content = kind === "gz" ? gzipSync(text) : text;
  const createPorts = () => portsWith({ [`/in/a.${kind}`]: content });
  const createSource = () => FileSource.forRecordStreamFormat(format, "/in").build();
  const configuration = new Map([["source.file.stream.io-fetch-size", "150 kb"]]);

  test.each([0, 1, 9_000, 40_000, 60_000])("is read on behind record %i", async (position) => {
    const options = { parallelism: 1, configuration };
    const first = new SourceDriver(createSource(), { ...options, ports: createPorts() });
    await first.start();
    const before = await first.read(position);
    const restored = first.checkpoint();
    await first.close();
    const second = new SourceDriver(createSource(), { ...options, ports: createPorts(), restored });
    await second.start();
    const after: string[] = [];
    // In small steps, so that reading ahead happens in the middle of portions.
    for (let step = await second.read(500); step.length > 0; step = await second.read(500))
      after.push(...step);
    await second.close();
    expect([...before, ...after].join("\n") === text).toBe(true);
  });
});

test("a compressed file that is cut off is an error that names it", async () => {
  const whole = gzipSync("eins\nzwei\n".repeat(100));
  const ports = portsWith({ "/in/a.gz": whole.subarray(0, whole.length - 6) });
  const source = FileSource.forRecordStreamFormat(format, "/in/a.gz").build();
  await expect(read(ports, source)).rejects.toThrow(
    failure("CONNECTOR_FILE_CORRUPT", { path: "/in/a.gz" }) as Error,
  );
});

test("compressions that cannot be read are refused by their names", async () => {
  const ports = portsWith({ "/in/a.bz2": "BZh" });
  const source = FileSource.forRecordStreamFormat(format, "/in/a.bz2").build();
  await expect(read(ports, source)).rejects.toThrow(
    failure("CONNECTOR_FILE_COMPRESSION", { extension: ".bz2" }) as Error,
  );
});

// covers: FileSource.forRecordStreamFormat, FileSourceBuilder.build
test("a path that does not exist is named", async () => {
  const source = FileSource.forRecordStreamFormat(format, "/nowhere").build();
  await expect(read(createTestPorts(), source)).rejects.toThrow(
    failure("CONNECTOR_FILE_NOT_FOUND", { path: "/nowhere" }) as Error,
  );
});

test("a path that cannot be asked about is named", async () => {
  const ports = createTestPorts();
  const cause = new Error("ELOOP: too many symbolic links encountered");
  ports.fileSystem.status = () => Promise.reject(cause);
  const source = FileSource.forRecordStreamFormat(format, "/in").build();
  await expect(read(ports, source)).rejects.toThrow(
    failure("CONNECTOR_FILE_UNREADABLE", { path: "/in", reason: cause.message }) as Error,
  );
});

test("pipes and devices are left out of directories and refused as paths", async () => {
  const ports = portsWith({ "/in/a": "eins\n", "/in/pipe": "" });
  const { fileSystem } = ports;
  const status = fileSystem.status.bind(fileSystem);
  fileSystem.status = async (path) => {
    const found = await status(path);
    return found && path === "/in/pipe" ? { ...found, isRegularFile: false } : found;
  };
  const folder = FileSource.forRecordStreamFormat(format, "/in").build();
  expect(await read(ports, folder)).toEqual(["eins"]);
  const pipe = FileSource.forRecordStreamFormat(format, "/in/pipe").build();
  await expect(read(ports, pipe)).rejects.toThrow(
    failure("CONNECTOR_FILE_UNREADABLE", { path: "/in/pipe" }) as Error,
  );
});

test.each(["file:in/a", "file://in/a", "file:///in/100%", "s3://in/a"])(
  "the location %s is refused",
  (location) => {
    expect(() => FileSource.forRecordStreamFormat(format, location).build()).toThrow(
      failure("CONNECTOR_INVALID_OPTION", { option: "path", value: location }) as Error,
    );
  },
);

test("a file that vanishes or shrinks after it was listed is named", async () => {
  for (const [code, change] of [
    ["CONNECTOR_FILE_VANISHED", (ports: TestPorts) => ports.fileSystem.remove("/in/b")],
    ["CONNECTOR_FILE_SHRUNK", async (ports: TestPorts) => ports.fileSystem.addText("/in/b", "z\n")],
  ] as const) {
    const ports = portsWith({ "/in/a": "eins\n", "/in/b": "zwei\n" });
    const driver = new SourceDriver(FileSource.forRecordStreamFormat(format, "/in").build(), {
      ports,
      parallelism: 1,
    });
    await driver.start();
    expect(await driver.read(1)).toEqual(["eins"]);
    await change(ports);
    await expect(driver.read()).rejects.toThrow(failure(code, { path: "/in/b" }) as Error);
    await driver.close();
  }
});

test("a reader whose read ahead fails in the middle of a portion can be closed", async () => {
  const line = "0123456789\n";
  const ports = portsWith({ "/in/a": line.repeat(30_000) });
  const source = FileSource.forRecordStreamFormat(format, "/in").build();
  const configuration = new Map([["source.file.stream.io-fetch-size", "160 kb"]]);
  const driver = new SourceDriver(source, { ports, parallelism: 1, configuration });
  await driver.start();
  await driver.read(1);
  const file = await ports.fileSystem.open("/in/a", "append");
  await file.truncate(0);
  await expect(driver.read()).rejects.toThrow(
    failure("CONNECTOR_FILE_SHRUNK", { path: "/in/a" }) as Error,
  );
  await driver.close();
});

test("a file that compression has made very small is read in bounded portions", async () => {
  const bytes = gzipSync(new Uint8Array(24 << 20));
  const ports = portsWith({ "/in/a.gz": bytes });
  const [split] = planFileSplits([{ path: "/in/a.gz", sizeBytes: bytes.length }], () => false, 1);
  const feed = new ByteFeed(ports, split as FileSplit, 1 << 20);
  const sizes: number[] = [];
  for (let portions = await feed.read(); portions !== undefined; portions = await feed.read())
    sizes.push(portions.reduce((sum, portion) => sum + portion.length, 0));
  await feed.close();
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(24 << 20);
  expect(Math.max(...sizes)).toBeLessThan(8 << 20);
});

test("what is appended after the listing is not read", async () => {
  const ports = portsWith({ "/in/a": "eins\n" });
  const driver = new SourceDriver(FileSource.forRecordStreamFormat(format, "/in").build(), {
    ports,
    parallelism: 1,
  });
  await driver.start();
  await ports.scheduler.yieldToIo();
  ports.fileSystem.addText("/in/a", "eins\nzwei\n");
  expect(await driver.read()).toEqual(["eins"]);
});

test("files are read in the order of the paths, and file: URLs are paths", async () => {
  const ports = portsWith({ "/in/b c": "1\n", "/in/a": "2\n" });
  const source = FileSource.forRecordStreamFormat(format, "file:///in/b%20c", "/in/a").build();
  expect(source.inputPaths).toEqual(["/in/b c", "/in/a"]);
  expect(await read(ports, source)).toEqual(["1", "2"]);
});

test("the readers' progress adds up to the size of the input", async () => {
  const ports = portsWith({ "/in/a": "eins\nzwei\n", "/in/b": "drei\n" });
  const source = FileSource.forRecordStreamFormat(format, "/in").build();
  const driver = new SourceDriver(source, { ports, parallelism: 2 });
  await driver.start();
  await driver.read();
  const progress = driver.readers.map((reader) => reader.progress?.());
  expect(progress.map((share) => share?.total)).toEqual([7.5, 7.5]);
  expect(progress.reduce((sum, share) => sum + (share?.done ?? 0), 0)).toBe(15);
});

// covers: FileEnumeratorProvider.defaultSplittableFileEnumerator
// covers: FileSourceBuilder.setFileEnumerator, FileSourceBuilder.setSplitAssigner
// covers: FileSplitAssignerProvider.localityAwareSplitAssigner
test("monitored directories are listed again, and each file is read once (FS-02)", async () => {
  const ports = portsWith({ "/in/a": "1\n" });
  const source = FileSource.forRecordStreamFormat(format, "/in", "/in")
    .monitorContinuously("1 d")
    .setFileEnumerator(FileEnumeratorProvider.defaultSplittableFileEnumerator())
    .setSplitAssigner(FileSplitAssignerProvider.localityAwareSplitAssigner())
    .build();
  expect([source.boundedness, source.discoveryIntervalMs, source.inputPaths]).toEqual([
    "CONTINUOUS_UNBOUNDED",
    86_400_000,
    ["/in", "/in"],
  ]);
  const single = FileSource.forRecordStreamFormat(format, "/in").monitorContinuously(1000).build();
  const driver = new SourceDriver(single, {
    ports,
    parallelism: 1,
    onIdle: () => ports.scheduler.advance(500),
  });
  await driver.start();
  expect(await driver.read(1)).toEqual(["1"]);
  ports.fileSystem.addText("/in/b", "2\n3\n");
  expect(await driver.read(2)).toEqual(["2", "3"]);
  expect(driver.readers[0]?.isEnded).toBe(false);
  await driver.close();
});

// covers: FileSourceBuilder.monitorContinuously
test("a file that is named twice is read twice, as different splits; once where it is monitored", async () => {
  const ports = portsWith({ "/in/a": "1\n" });
  const builder = FileSource.forRecordStreamFormat(format, "/in", "/in/a");
  expect(await read(ports, builder.build())).toEqual(["1", "1"]);
  const file = { path: "a", sizeBytes: 1 };
  const splits = planFileSplits([file, file], () => true, 1);
  expect(splits.map((split) => split.splitId)).toEqual(["a#0", "a#0@1"]);
  const monitored = new SourceDriver(builder.monitorContinuously(1000).build(), {
    ports,
    parallelism: 1,
    onIdle: () => ports.scheduler.advance(500),
  });
  await monitored.start();
  expect(await monitored.read(1)).toEqual(["1"]);
  ports.fileSystem.addText("/in/b", "2\n");
  expect(await monitored.read(1)).toEqual(["2"]);
  await monitored.close();
});

test("one reader, a compressed file or a format that is not splittable get whole files", () => {
  const files = [{ path: "a", sizeBytes: 10 }];
  const whole = {
    splitId: "a#0",
    path: "a",
    fileBytes: 10,
    startOffset: 0,
    startsInside: false,
    endOffset: null,
    recordsToSkip: 0,
  };
  expect(planFileSplits(files, () => true, 1, 4)).toEqual([whole]);
  expect(planFileSplits(files, () => false, 3, 4)).toEqual([whole]);
  expect(planFileSplits(files, () => true, 2, 4)).toEqual([
    { ...whole, endOffset: 4 },
    { ...whole, splitId: "a#1", startOffset: 3, startsInside: true, endOffset: 8 },
    { ...whole, splitId: "a#2", startOffset: 7, startsInside: true },
  ]);
});
