import { expect, test } from "vitest";
import { MemoryFileSystem } from "../../testing/memory-file-system.ts";
import { SpillFile } from "./spill-file.ts";
import { TemporaryDirectory } from "./temporary-directory.ts";

test("what was appended is read back, and a removed file is gone", async () => {
  const fileSystem = new MemoryFileSystem();
  const file = await SpillFile.create(fileSystem, "/run");
  await file.append(Uint8Array.of(1, 2, 3));
  await file.append(Uint8Array.of(4, 5));
  expect([file.sizeBytes, await file.read(1, 3)]).toEqual([5, Uint8Array.of(2, 3, 4)]);
  await file.remove();
  await file.remove();
  expect(fileSystem.textFiles()).toEqual({});
});

test("a file that was cut off by somebody else is an error that names it", async () => {
  const fileSystem = new MemoryFileSystem();
  const file = await SpillFile.create(fileSystem, "/run");
  await file.append(Uint8Array.of(1, 2, 3));
  await (await fileSystem.open("/run", "append")).truncate(2);
  await expect(file.read(1, 2)).rejects.toMatchObject({
    code: "RUNTIME_SORT_FILE_CUT_OFF",
    values: { path: "/run", position: "2" },
  });
});

test("a job's folder is made for the first file and goes with the job", async () => {
  const fileSystem = new MemoryFileSystem();
  const unused = new TemporaryDirectory(fileSystem, new Map(), "a", 0);
  await unused.remove();
  const directory = new TemporaryDirectory(fileSystem, new Map(), "ab", 1);
  await directory.createFile("sort");
  const second = await directory.createFile("sort");
  expect([directory.path, second.path]).toEqual([
    "/tmp/millrace-ab-1",
    "/tmp/millrace-ab-1/sort-1",
  ]);
  expect(Object.keys(fileSystem.textFiles())).toEqual([
    "/tmp/millrace-ab-1/sort-0",
    "/tmp/millrace-ab-1/sort-1",
  ]);
  await directory.remove();
  expect(fileSystem.textFiles()).toEqual({});
});

test("io.tmp.dirs says where: the first folder of several", () => {
  const configured = (value: string) =>
    new TemporaryDirectory(new MemoryFileSystem(), new Map([["io.tmp.dirs", value]]), "a", 0).path;
  expect(["/x", " /y , /z", ""].map(configured)).toEqual([
    "/x/millrace-a-0",
    "/y/millrace-a-0",
    "/tmp/millrace-a-0",
  ]);
});
