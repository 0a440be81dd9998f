/**
 * A file of sorted runs that is read back by the job that wrote it and then removed.
 *
 * A run is a row of frames of whole records. A frame stands alone: it begins with a key. Nothing is made durable: after
 * a crash nobody reads it. What lies in a frame is for `SpillFormat`.
 */
import type { FileHandle, FileSystem } from "../../base/ports.ts";
import { streamError } from "../../base/stream-error.ts";

/** Where a run lies: its first byte, and the bytes of each frame. */
export interface SpilledRun {
  readonly file: SpillFile;
  readonly position: number;
  readonly frameSizes: readonly number[];
}

/** One file, open from its first byte to `remove`. Calls are awaited one after the other, but for reads among themselves. */
export class SpillFile {
  readonly #fileSystem: FileSystem;
  readonly #path: string;
  readonly #handle: FileHandle;
  #sizeBytes = 0;

  private constructor(fileSystem: FileSystem, path: string, handle: FileHandle) {
    this.#fileSystem = fileSystem;
    this.#path = path;
    this.#handle = handle;
  }

  /** Creates the file, which must not exist. */
  static async create(fileSystem: FileSystem, path: string): Promise<SpillFile> {
    return new SpillFile(fileSystem, path, await fileSystem.open(path, "create-new"));
  }

  get path(): string {
    return this.#path;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** The bytes may change when it has resolved. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.#handle.append(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** Exactly so many bytes. */
  async read(position: number, sizeBytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(sizeBytes);
    for (let at = 0; at < sizeBytes; ) {
      const count = await this.#handle.read(bytes, at, sizeBytes - at, position + at);
      if (count === 0)
        throw streamError("RUNTIME_SORT_FILE_CUT_OFF", {
          path: this.#path,
          position: position + at,
        });
      at += count;
    }
    return bytes;
  }

  /** Closes and removes it. Idempotent. */
  async remove(): Promise<void> {
    try {
      await this.#handle.close();
    } finally {
      await this.#fileSystem.remove(this.#path);
    }
  }
}
