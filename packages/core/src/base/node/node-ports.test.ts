import { once } from "node:events";
import { createServer } from "node:net";
import { PassThrough, Writable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { StreamError } from "../stream-error.ts";
import { nodePorts } from "./node-ports.ts";
import { createNodeRecordOutput } from "./node-record-output.ts";

const { scheduler, compression, network, random } = nodePorts();

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "resolved",
    (error: StreamError) => error.code,
  );
}

test.skipIf(process.platform === "win32")("a device is no regular file", async () => {
  expect(await nodePorts().fileSystem.status("/dev/null")).toMatchObject({
    isDirectory: false,
    isRegularFile: false,
  });
});

test.skipIf(process.platform === "win32")("permissions say what is executable", async () => {
  const { fileSystem } = nodePorts();
  expect(await fileSystem.status("/bin/sh")).toMatchObject({ isExecutable: true });
  expect(await fileSystem.status("/etc/passwd")).toMatchObject({ isExecutable: false });
});

test("a relative path starts at the folder of the process", () => {
  const { fileSystem } = nodePorts();
  expect(fileSystem.absolutePath("a/../b")).toBe(fileSystem.join(process.cwd(), "b"));
});

describe("scheduler", () => {
  test("a timer fires once, not before its time, unless it is cancelled", async () => {
    const fired: string[] = [];
    const startMs = scheduler.monotonicNow();
    scheduler.timer(1, () => fired.push("cancelled"))();
    await new Promise<void>((resolve) => {
      scheduler.timer(5, () => {
        fired.push("due");
        resolve();
      });
    });
    expect(scheduler.monotonicNow() - startMs).toBeGreaterThanOrEqual(5);
    expect(fired).toEqual(["due"]);
  });

  test("a delay beyond the range of Node's timers waits instead of firing at once", async () => {
    let isFired = false;
    const cancel = scheduler.timer(2 ** 31 + 5, () => {
      isFired = true;
    });
    await new Promise<void>((resolve) => scheduler.timer(5, resolve));
    cancel();
    expect(isFired).toBe(false);
  });

  test("yielding lets sockets and immediates have their turn", async () => {
    const order: string[] = [];
    setImmediate(() => order.push("immediate"));
    await scheduler.yieldToIo();
    order.push("resumed");
    expect(order).toEqual(["immediate", "resumed"]);
  });
});

describe.each([
  ["gzip" as const, (bytes: Uint8Array): Uint8Array => gzipSync(bytes)],
  ["zstd" as const, (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes)],
])("%s", (format, compress) => {
  const text = Array.from({ length: 50_000 }, (_, index) => `line ${index * 7919}\n`).join("");
  const compressed = compress(Buffer.from(text));

  async function decompress(bytes: Uint8Array, chunkBytes: number): Promise<string> {
    const decompressor = compression.decompressor(format);
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      out.push(...(await decompressor.push(bytes.subarray(at, at + chunkBytes))));
    }
    out.push(...(await decompressor.end()));
    decompressor.close();
    return Buffer.concat(out).toString();
  }

  test("any chunks give the whole content", async () => {
    expect(await decompress(compressed, compressed.length)).toBe(text);
    expect(await decompress(compressed, 1_000)).toBe(text);
  });

  test("files written one after the other give their contents one after the other", async () => {
    const both = Buffer.concat([
      compress(Buffer.from("a")),
      compressed,
      compress(Buffer.from("b")),
    ]);
    expect(await decompress(both, 7_001)).toBe(`a${text}b`);
    expect(await decompress(both, both.length)).toBe(`a${text}b`);
    const short = Buffer.concat([compress(Buffer.from("a")), compress(Buffer.from("b"))]);
    expect(await decompress(short, 1)).toBe("ab");
  });

  test("an empty file is empty, one that is cut off or damaged is an error", async () => {
    expect(await decompress(new Uint8Array(0), 1)).toBe("");
    expect(await codeOf(decompress(compressed.subarray(0, compressed.length - 20), 4_096))).toBe(
      "PORT_DATA_CUT_OFF",
    );
    await expect(decompress(Buffer.from("this is not compressed"), 5)).rejects.toMatchObject({
      code: expect.stringMatching(/^(Z_DATA_ERROR|ZSTD_error_prefix_unknown)$/),
    });
  });

  test("a decompressor that is closed refuses more", async () => {
    const decompressor = compression.decompressor(format);
    decompressor.close();
    expect(await codeOf(decompressor.push(compressed))).toBe("PORT_CLOSED");
  });
});

test("what follows a gzip file without being one is ignored", async () => {
  const decompressor = compression.decompressor("gzip");
  const out = await decompressor.push(Buffer.concat([gzipSync("a"), Buffer.alloc(512)]));
  out.push(...(await decompressor.push(Buffer.alloc(512))), ...(await decompressor.end()));
  expect(Buffer.concat(out).toString()).toBe("a");
});

describe("network", () => {
  test("chunks come until the peer ends, and what is written arrives", async () => {
    const server = createServer((socket) => {
      socket.once("data", (data) => socket.end(`echo ${String(data)}`));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const socket = await network.connect("127.0.0.1", port);
    await socket.write(Buffer.from("hi"));
    const chunks: Uint8Array[] = [];
    for (let chunk = await socket.read(); chunk !== undefined; chunk = await socket.read())
      chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe("echo hi");
    socket.close();
    expect(await socket.read()).toBeUndefined();
    expect(await codeOf(socket.write(Buffer.from("x")))).toBe("PORT_CLOSED");
    server.close();
    await once(server, "close");
    expect(await codeOf(network.connect("127.0.0.1", port))).toBe("PORT_NO_CONNECTION");
  });

  test("closing ends a read that waits", async () => {
    const server = createServer(() => {}).listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = await network.connect("127.0.0.1", (server.address() as { port: number }).port);
    const reading = socket.read();
    socket.close();
    expect(await reading).toBeUndefined();
    server.close();
  });
});

describe("record output", () => {
  test("the stream is opened at the first write, and its back pressure is passed on", async () => {
    let openedCount = 0;
    const stream = new PassThrough({ highWaterMark: 4 });
    const output = createNodeRecordOutput(() => {
      openedCount++;
      return stream;
    });
    expect(openedCount).toBe(0);
    expect(output.write("ab")).toBe(true);
    expect(output.write("cdef")).toBe(false);
    const drained = output.drained();
    expect(stream.read().toString()).toBe("abcdef");
    await drained;
    expect(output.write("g")).toBe(true);
    expect(openedCount).toBe(1);
  });

  test("a reader that has gone closes the output quietly and frees who waits", async () => {
    const stream = new Writable({
      highWaterMark: 1,
      write: (_, __, done) =>
        setImmediate(() => done(Object.assign(new Error("gone"), { code: "EPIPE" }))),
    });
    const output = createNodeRecordOutput(() => stream);
    let closedCount = 0;
    output.onClosed(() => closedCount++);
    output.onClosed(() => closedCount++)();
    expect(output.write("abc")).toBe(false);
    await output.drained();
    expect(output.isClosed).toBe(true);
    expect(closedCount).toBe(1);
    expect(output.write("more")).toBe(true);
    output.onClosed(() => closedCount++);
    expect(closedCount).toBe(2);
  });
});

test("random bytes are as many as asked for, and others each time", () => {
  expect(random.bytes(16)).toHaveLength(16);
  expect(random.bytes(16)).not.toEqual(random.bytes(16));
});
