/**
 * The files of this machine, over `node:fs/promises`.
 *
 * Errors that users meet carry codes (`PORT_FILE_…`) and Node's error as cause; others stay what they are.
 */
import { constants, promises, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { FileHandle, FileStatus, FileSystem } from "../ports.ts";
import { streamError } from "../stream-error.ts";

const openFlags = {
  read: constants.O_RDONLY,
  append: constants.O_RDWR | constants.O_CREAT | constants.O_APPEND,
  "create-new": constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND,
} as const;

/** Creates the `FileSystem` of this machine. */
export function createNodeFileSystem(): FileSystem {
  let temporaryCount = 0;
  return {
    temporaryDirectory: tmpdir(),
    open: async (path, mode) =>
      openFile(path, mode !== "read", await translated(path, promises.open(path, openFlags[mode]))),
    readFile: (path) => translated(path, promises.readFile(path)),
    async writeFileAtomically(path, bytes) {
      temporaryCount++;
      const temporary = `${path}.${process.pid}-${temporaryCount}.tmp`;
      try {
        await writeDurably(temporary, bytes);
        await translated(path, promises.rename(temporary, path));
      } catch (error) {
        await promises.rm(temporary, { force: true });
        throw error;
      }
      await syncDirectory(dirname(path));
    },
    rename: (from, to) => translated(from, promises.rename(from, to)),
    fsyncDirectory: syncDirectory,
    list: async (path) => (await translated(path, promises.readdir(path))).sort(),
    status,
    async createDirectory(path) {
      const first = await translated(path, promises.mkdir(path, { recursive: true }));
      if (first === undefined) return;
      // Each new name reaches the disk with the directory that holds it.
      const highest = dirname(resolve(first));
      for (let parent = dirname(resolve(path)); ; parent = dirname(parent)) {
        await syncDirectory(parent);
        if (parent === highest || parent === dirname(parent)) return;
      }
    },
    remove: (path) => translated(path, promises.rm(path, { recursive: true, force: true })),
    join,
    absolutePath: (path) => resolve(path),
  };
}

function openFile(path: string, canWrite: boolean, handle: promises.FileHandle): FileHandle {
  let isClosed = false;
  const requireWritable = (): void => {
    if (!canWrite) throw streamError("PORT_FILE_READ_ONLY", { path });
    if (isClosed) throw streamError("PORT_CLOSED", { what: "file" });
  };
  return {
    async read(buffer, offset, length, position) {
      return (await handle.read(buffer, offset, length, position)).bytesRead;
    },
    async append(bytes) {
      requireWritable();
      // One write may take only a part of the bytes.
      let written = 0;
      while (written < bytes.length) {
        written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
      }
    },
    fsync: () => handle.datasync(),
    async truncate(sizeBytes) {
      requireWritable();
      await handle.truncate(sizeBytes);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await handle.close();
    },
  };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = openFile(path, true, await translated(path, promises.open(path, "wx")));
  try {
    await file.append(bytes);
    await file.fsync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory; there the rename itself is what the file system journals.
  if (process.platform === "win32") return;
  const directory = await translated(path, promises.open(path, constants.O_RDONLY));
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function status(path: string): Promise<FileStatus | undefined> {
  let stats: Stats;
  try {
    stats = await promises.stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return {
    sizeBytes: stats.size,
    modifiedMs: stats.mtimeMs,
    isDirectory: stats.isDirectory(),
    isRegularFile: stats.isFile(),
    isExecutable: process.platform === "win32" || (stats.mode & 0o111) !== 0,
  };
}

async function translated<T>(path: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    switch (codeOf(cause)) {
      case "ENOENT":
        throw streamError("PORT_FILE_NOT_FOUND", { path }, { cause });
      case "EEXIST":
        throw streamError("PORT_FILE_EXISTS", { path }, { cause });
      case "EISDIR":
      case "ENOTDIR":
        throw streamError("PORT_FILE_WRONG_KIND", { path }, { cause });
      default:
        throw cause;
    }
  }
}

function isMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
