/**
 * A `FileSystem` in memory. Paths are POSIX paths; parents must exist, as on a disk.
 *
 * What was appended is readable at once and durable after `fsync`; `loseUnsynced` is a power failure: files fall back to
 * what was last made durable. A rename or a new file is durable at once (a directory's own durability is not modelled).
 * There are no permissions, and no folder of the process: a relative path stays one.
 */
import type { FileHandle, FileStatus, FileSystem } from "../base/ports.ts";
import { streamError } from "../base/stream-error.ts";

interface MemoryFile {
  bytes: Uint8Array;
  durable: Uint8Array;
  modifiedMs: number;
}

/** Files of a test, and what a test may ask beyond the port. */
export class MemoryFileSystem implements FileSystem {
  readonly temporaryDirectory = "/tmp";
  readonly #files = new Map<string, MemoryFile>();
  readonly #directories = new Set<string>(["/", "."]);
  readonly #now: () => number;

  /** @param now Clock for the times of change; 0 where none is given. */
  constructor(now: () => number = () => 0) {
    this.#now = now;
  }

  /** All files with their text, sorted by path. */
  textFiles(): Record<string, string> {
    const decoder = new TextDecoder();
    const entries = [...this.#files].map(
      ([path, file]) => [path, decoder.decode(file.bytes)] as const,
    );
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Creates a file with its folders. */
  addText(path: string, text: string): void {
    this.addBytes(path, new TextEncoder().encode(text));
  }

  /** Creates a file with its folders. */
  addBytes(path: string, bytes: Uint8Array): void {
    const at = normalized(path);
    this.#addDirectory(parentOf(at));
    this.#files.set(at, { bytes: bytes.slice(), durable: bytes.slice(), modifiedMs: this.#now() });
  }

  /** A power failure: every file is what it was at its last `fsync`. */
  loseUnsynced(): void {
    for (const file of this.#files.values()) file.bytes = file.durable;
  }

  async open(path: string, mode: "read" | "append" | "create-new"): Promise<FileHandle> {
    const at = normalized(path);
    if (this.#directories.has(at)) throw streamError("PORT_FILE_WRONG_KIND", { path });
    let file = this.#files.get(at);
    if (file !== undefined && mode === "create-new")
      throw streamError("PORT_FILE_EXISTS", { path });
    if (file === undefined) {
      if (mode === "read") throw streamError("PORT_FILE_NOT_FOUND", { path });
      this.#requireDirectory(parentOf(at));
      const empty = new Uint8Array(0);
      file = { bytes: empty, durable: empty, modifiedMs: this.#now() };
      this.#files.set(at, file);
    }
    return this.#handleOf(file, path, mode !== "read");
  }

  async readFile(path: string): Promise<Uint8Array> {
    return this.#fileAt(path).bytes.slice();
  }

  async writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
    const at = normalized(path);
    if (this.#directories.has(at)) throw streamError("PORT_FILE_WRONG_KIND", { path });
    this.#requireDirectory(parentOf(at));
    this.#files.set(at, { bytes: bytes.slice(), durable: bytes.slice(), modifiedMs: this.#now() });
  }

  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [normalized(from), normalized(to)];
    if (!this.#files.has(source) && !this.#directories.has(source)) {
      throw streamError("PORT_FILE_NOT_FOUND", { path: from });
    }
    this.#requireDirectory(parentOf(target));
    const moved = (path: string): string => target + path.slice(source.length);
    for (const [path, file] of [...this.#files].filter(([path]) => isAtOrBelow(path, source))) {
      this.#files.delete(path);
      this.#files.set(moved(path), file);
    }
    for (const path of [...this.#directories].filter((path) => isAtOrBelow(path, source))) {
      this.#directories.delete(path);
      this.#directories.add(moved(path));
    }
  }

  async fsyncDirectory(path: string): Promise<void> {
    this.#requireDirectory(normalized(path));
  }

  async list(path: string): Promise<string[]> {
    const at = normalized(path);
    this.#requireDirectory(at);
    const names = [...this.#files.keys(), ...this.#directories]
      .filter((candidate) => candidate !== at && parentOf(candidate) === at)
      .map((candidate) => candidate.slice(candidate.lastIndexOf("/") + 1));
    return [...new Set(names)].filter((name) => name !== "" && name !== ".").sort();
  }

  async status(path: string): Promise<FileStatus | undefined> {
    const at = normalized(path);
    if (this.#directories.has(at)) {
      return {
        sizeBytes: 0,
        modifiedMs: 0,
        isDirectory: true,
        isRegularFile: false,
        isExecutable: true,
      };
    }
    const file = this.#files.get(at);
    if (file === undefined) return undefined;
    const { bytes, modifiedMs } = file;
    return {
      sizeBytes: bytes.length,
      modifiedMs,
      isDirectory: false,
      isRegularFile: true,
      isExecutable: true,
    };
  }

  async createDirectory(path: string): Promise<void> {
    this.#addDirectory(normalized(path));
  }

  async remove(path: string): Promise<void> {
    const at = normalized(path);
    for (const file of this.#files.keys()) if (isAtOrBelow(file, at)) this.#files.delete(file);
    for (const directory of this.#directories) {
      if (isAtOrBelow(directory, at)) this.#directories.delete(directory);
    }
  }

  join(...parts: string[]): string {
    return normalized(parts.filter((part) => part !== "").join("/"));
  }

  absolutePath(path: string): string {
    return normalized(path);
  }

  #handleOf(file: MemoryFile, path: string, canWrite: boolean): FileHandle {
    let isClosed = false;
    const requireOpen = (): void => {
      if (isClosed) throw streamError("PORT_CLOSED", { what: "file" });
    };
    const change = (bytes: Uint8Array): void => {
      requireOpen();
      if (!canWrite) throw streamError("PORT_FILE_READ_ONLY", { path });
      file.bytes = bytes;
      file.modifiedMs = this.#now();
    };
    return {
      async read(buffer, offset, length, position) {
        requireOpen();
        const part = file.bytes.subarray(position, position + length);
        buffer.set(part, offset);
        return part.length;
      },
      async append(bytes) {
        const longer = new Uint8Array(file.bytes.length + bytes.length);
        longer.set(file.bytes);
        longer.set(bytes, file.bytes.length);
        change(longer);
      },
      async fsync() {
        requireOpen();
        file.durable = file.bytes;
      },
      async truncate(sizeBytes) {
        const resized = new Uint8Array(sizeBytes);
        resized.set(file.bytes.subarray(0, sizeBytes));
        change(resized);
      },
      async close() {
        isClosed = true;
      },
    };
  }

  #fileAt(path: string): MemoryFile {
    const at = normalized(path);
    if (this.#directories.has(at)) throw streamError("PORT_FILE_WRONG_KIND", { path });
    const file = this.#files.get(at);
    if (file === undefined) throw streamError("PORT_FILE_NOT_FOUND", { path });
    return file;
  }

  #requireDirectory(path: string): void {
    if (this.#files.has(path)) throw streamError("PORT_FILE_WRONG_KIND", { path });
    if (!this.#directories.has(path)) throw streamError("PORT_FILE_NOT_FOUND", { path });
  }

  #addDirectory(path: string): void {
    if (this.#files.has(path)) throw streamError("PORT_FILE_EXISTS", { path });
    if (this.#directories.has(path)) return;
    this.#addDirectory(parentOf(path));
    this.#directories.add(path);
  }
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !path.startsWith("/")) parts.push(part);
  }
  return path.startsWith("/") ? `/${parts.join("/")}` : parts.join("/") || ".";
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function parentOf(path: string): string {
  const end = path.lastIndexOf("/");
  return end < 0 ? "." : end === 0 ? "/" : path.slice(0, end);
}
