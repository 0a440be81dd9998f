import { describe, expect, test } from "vitest";
import type { StreamError } from "../base/stream-error.ts";
import { CapturedOutput } from "./captured-output.ts";
import { MemoryFileSystem } from "./memory-file-system.ts";
import type { ServedConnection } from "./memory-network.ts";
import { createTestPorts } from "./test-ports.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "resolved",
    (error: StreamError) => error.code,
  );
}

describe("files in memory", () => {
  test("a file is appended to, read at positions and truncated", async () => {
    const files = new MemoryFileSystem(() => 7);
    await files.createDirectory("/out/deep");
    const file = await files.open("/out/deep/../a.txt", "create-new");
    await file.append(bytesOf("hello "));
    await file.append(bytesOf("world"));
    const buffer = new Uint8Array(8);
    expect(await file.read(buffer, 1, 5, 6)).toBe(5);
    expect(textOf(buffer)).toBe("\0world\0\0");
    expect(await file.read(buffer, 0, 8, 11)).toBe(0);
    await file.truncate(5);
    await file.close();
    expect(await codeOf(file.append(bytesOf("x")))).toBe("PORT_CLOSED");
    expect(files.textFiles()).toEqual({ "/out/a.txt": "hello" });
    expect(await files.status("/out/a.txt")).toEqual({
      sizeBytes: 5,
      modifiedMs: 7,
      isDirectory: false,
      isRegularFile: true,
      isExecutable: true,
    });
    expect(await files.list("/out")).toEqual(["a.txt", "deep"]);
    expect(await files.list("/")).toEqual(["out"]);
  });

  test("a power failure takes what was not synced", async () => {
    const files = new MemoryFileSystem();
    const file = await files.open("a", "append");
    await file.append(bytesOf("kept"));
    await file.fsync();
    await file.append(bytesOf(" lost"));
    await files.writeFileAtomically("b", bytesOf("kept"));
    files.loseUnsynced();
    expect(files.textFiles()).toEqual({ a: "kept", b: "kept" });
  });

  test("paths are joined and normalized as POSIX paths", () => {
    const files = new MemoryFileSystem();
    expect([
      files.join("/a", "b/../c", "", "d"),
      files.join("a", "..", "..", "b"),
      files.join("/..", "a"),
      files.join("."),
    ]).toEqual(["/a/c/d", "../b", "/a", "."]);
  });
});

describe("captured output", () => {
  test("text is kept, and a capacity makes writers wait for the reader", async () => {
    const output = new CapturedOutput();
    expect(output.write("a\nb\n")).toBe(true);
    expect(output.lines).toEqual(["a", "b"]);
    output.capacityCharacters = 4;
    expect(output.write("c\n")).toBe(false);
    let isDrained = false;
    const drained = output.drained().then(() => {
      isDrained = true;
    });
    await Promise.resolve();
    expect(isDrained).toBe(false);
    output.drain();
    await drained;
    expect(output.write("d")).toBe(true);
  });

  test("a reader that goes frees who waits, is reported once, and takes nothing more", async () => {
    const output = new CapturedOutput();
    output.capacityCharacters = 1;
    let closedCount = 0;
    output.onClosed(() => closedCount++);
    output.onClosed(() => closedCount++)();
    output.write("a");
    const drained = output.drained();
    output.closeReader();
    output.closeReader();
    await drained;
    expect([output.isClosed, closedCount, output.write("b"), output.text]).toEqual([
      true,
      1,
      true,
      "a",
    ]);
  });
});

test("a served address gives its chunks, then its end, and shows what the client wrote", async () => {
  const { network } = createTestPorts();
  const connections: ServedConnection[] = [];
  network.serve("host", 1, (connection) => {
    connections.push(connection);
    connection.send("one");
  });
  const socket = await network.connect("host", 1);
  await socket.write(bytesOf("hi"));
  expect(textOf(await socket.read())).toBe("one");
  const waiting = socket.read();
  connections[0]!.send("two");
  expect(textOf(await waiting)).toBe("two");
  connections[0]!.end();
  expect([await socket.read(), await socket.read()]).toEqual([undefined, undefined]);
  expect(connections[0]!.received.map(textOf)).toEqual(["hi"]);

  const broken = await network.connect("host", 1);
  connections[1]!.fail(new Error("reset"));
  await broken.read();
  await expect(broken.read()).rejects.toThrow("reset");
  broken.close();
  expect([await broken.read(), connections[1]!.isClosedByClient]).toEqual([undefined, true]);
  network.stopServing("host", 1);
  expect(await codeOf(network.connect("host", 1))).toBe("PORT_NO_CONNECTION");
});

test("ports have a clock of their own, and bytes that can be foretold", async () => {
  const ports = createTestPorts(5_000);
  ports.fileSystem.addText("a", "x");
  await ports.scheduler.advance(10);
  ports.fileSystem.addText("b", "x");
  expect((await ports.fileSystem.status("a"))?.modifiedMs).toBe(5_000);
  expect((await ports.fileSystem.status("b"))?.modifiedMs).toBe(5_010);
  expect([...ports.random.bytes(2), ...ports.random.bytes(2)]).toEqual([0, 1, 2, 3]);
});
