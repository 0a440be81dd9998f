/** One suite for the file systems: what a test sees in memory is what a job sees on a disk. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts } from "../base/node/node-ports.ts";
import type { FileSystem } from "../base/ports.ts";
import type { StreamError } from "../base/stream-error.ts";
import { MemoryFileSystem } from "./memory-file-system.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "resolved",
    (error: StreamError) => error.code,
  );
}

async function memory(): Promise<{ files: FileSystem; folder: string }> {
  const files = new MemoryFileSystem();
  await files.createDirectory("/tmp/folder");
  return { files, folder: "/tmp/folder" };
}

async function disk(): Promise<{ files: FileSystem; folder: string }> {
  return {
    files: nodePorts().fileSystem,
    folder: await mkdtemp(join(tmpdir(), "millrace-files-")),
  };
}

describe.each([
  ["in memory", memory],
  ["on a disk", disk],
])("files %s", (_, create) => {
  let files: FileSystem;
  let folder = "";
  const at = (...parts: string[]): string => files.join(folder, ...parts);

  beforeEach(async () => {
    ({ files, folder } = await create());
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test("a file is appended to, read at positions and truncated", async () => {
    const file = await files.open(at("a.txt"), "create-new");
    await file.append(bytesOf("hello "));
    await file.append(bytesOf("world"));
    await file.fsync();
    const buffer = new Uint8Array(8);
    expect(await file.read(buffer, 1, 5, 6)).toBe(5);
    expect(textOf(buffer)).toBe("\0world\0\0");
    expect(await file.read(buffer, 0, 8, 11)).toBe(0);
    await file.truncate(5);
    await file.append(bytesOf("!"));
    await file.close();
    await file.close();
    expect(textOf(await files.readFile(at("a.txt")))).toBe("hello!");
    const again = await files.open(at("a.txt"), "append");
    await again.append(bytesOf("?"));
    await again.close();
    expect(textOf(await files.readFile(at("a.txt")))).toBe("hello!?");
  });

  test("writing atomically replaces the file and leaves nothing else, also where it fails", async () => {
    await files.createDirectory(at("taken"));
    await files.writeFileAtomically(at("manifest"), bytesOf("one"));
    await files.writeFileAtomically(at("manifest"), bytesOf("two"));
    expect(await codeOf(files.writeFileAtomically(at("taken"), bytesOf("x")))).toBe(
      "PORT_FILE_WRONG_KIND",
    );
    expect(await codeOf(files.writeFileAtomically(at("none", "a"), bytesOf("x")))).toBe(
      "PORT_FILE_NOT_FOUND",
    );
    expect(textOf(await files.readFile(at("manifest")))).toBe("two");
    expect(await files.list(folder)).toEqual(["manifest", "taken"]);
  });

  test("folders are created with their parents, listed in order, asked about and removed whole", async () => {
    await files.createDirectory(at("x", "y"));
    await files.createDirectory(at("x", "y"));
    await files.writeFileAtomically(at("x", "y", "b"), bytesOf("12345"));
    await files.writeFileAtomically(at("x", "y", "a"), bytesOf(""));
    expect(await files.list(at("x", "y"))).toEqual(["a", "b"]);
    expect(await files.list(folder)).toEqual(["x"]);
    expect(await files.status(at("x", "y", "b"))).toMatchObject({
      sizeBytes: 5,
      isDirectory: false,
      isRegularFile: true,
    });
    expect(await files.status(at("x", "y"))).toMatchObject({
      isDirectory: true,
      isRegularFile: false,
    });
    expect(await files.status(at("x", "y", "b", "under a file"))).toBeUndefined();
    await files.rename(at("x", "y", "b"), at("c"));
    await files.fsyncDirectory(folder);
    await files.remove(at("x"));
    await files.remove(at("x"));
    expect(await files.list(folder)).toEqual(["c"]);
    expect(await files.status(at("x"))).toBeUndefined();
  });

  test("a folder is renamed with all that is in it", async () => {
    await files.createDirectory(at("old", "deep"));
    await files.writeFileAtomically(at("old", "deep", "a"), bytesOf("1"));
    await files.rename(at("old"), at("new"));
    expect(await files.list(folder)).toEqual(["new"]);
    expect(textOf(await files.readFile(at("new", "deep", "a")))).toBe("1");
  });

  test("what is not there, is there already, or is of the wrong kind has a code", async () => {
    await files.writeFileAtomically(at("a"), bytesOf("x"));
    const reader = await files.open(at("a"), "read");
    const reading = [await codeOf(reader.append(bytesOf("x"))), await codeOf(reader.truncate(0))];
    await reader.close();
    expect(reading).toEqual(["PORT_FILE_READ_ONLY", "PORT_FILE_READ_ONLY"]);
    const closed = await files.open(at("a"), "append");
    await closed.close();
    expect(await codeOf(closed.append(bytesOf("x")))).toBe("PORT_CLOSED");
    expect([
      await codeOf(files.open(at("none"), "read")),
      await codeOf(files.open(at("none", "a"), "append")),
      await codeOf(files.readFile(at("none"))),
      await codeOf(files.list(at("none"))),
      await codeOf(files.rename(at("none"), at("b"))),
      await codeOf(files.open(at("a"), "create-new")),
      await codeOf(files.createDirectory(at("a"))),
      await codeOf(files.readFile(folder)),
      await codeOf(files.list(at("a"))),
    ]).toEqual([
      "PORT_FILE_NOT_FOUND",
      "PORT_FILE_NOT_FOUND",
      "PORT_FILE_NOT_FOUND",
      "PORT_FILE_NOT_FOUND",
      "PORT_FILE_NOT_FOUND",
      "PORT_FILE_EXISTS",
      "PORT_FILE_EXISTS",
      "PORT_FILE_WRONG_KIND",
      "PORT_FILE_WRONG_KIND",
    ]);
  });
});
