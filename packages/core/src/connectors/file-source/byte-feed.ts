/**
 * The bytes of one file from an offset on, plain or decompressed, in portions.
 *
 * One `read` at a time. Offsets are those of the decompressed file: a compressed one is read from its start and what lies
 * before the offset is dropped, and portions are smaller the better it is compressed, so that memory stays bounded.
 * What is appended to a file after it was listed is not read.
 */
import type { Decompressor, FileHandle, Ports } from "../../base/ports.ts";
import { StreamError, streamError } from "../../base/stream-error.ts";
import { compressionOf } from "./compression.ts";
import type { FileSplit } from "./file-split.ts";

/** First portion of a compressed file, and what its portions should be worth when decompressed. */
const FIRST_COMPRESSED_BYTES = 4096;
const DECOMPRESSED_BYTES = 4 << 20;
const SMALLEST_COMPRESSED_BYTES = 1024;

/** Reads one file. */
export class ByteFeed {
  readonly #ports: Ports;
  readonly #path: string;
  readonly #fileBytes: number;
  readonly #fetchBytes: number;
  /** Two buffers in turn: one is decoded while the other is filled. */
  readonly #buffers: (Uint8Array | undefined)[] = [undefined, undefined];
  #turn = 0;
  #handle: FileHandle | undefined;
  #decompressor: Decompressor | undefined;
  #filePosition: number;
  /** Bytes that the decompressor has given. */
  #decompressedBytes = 0;
  #toDrop = 0;
  #hasEnded = false;

  constructor(ports: Ports, split: FileSplit, fetchBytes: number) {
    const { path, fileBytes, startOffset } = split;
    this.#ports = ports;
    this.#path = path;
    this.#fileBytes = fileBytes;
    const compression = compressionOf(path);
    this.#filePosition = compression === undefined ? startOffset : 0;
    this.#fetchBytes = Math.max(1, Math.min(fetchBytes, fileBytes - this.#filePosition));
    if (compression !== undefined) {
      this.#toDrop = startOffset;
      this.#decompressor = ports.compression.decompressor(compression);
    }
  }

  /** How far the file itself has been read, in bytes on the disk. */
  get filePosition(): number {
    return this.#filePosition;
  }

  /** The next portions, possibly none; `undefined` at the end. They are valid until the call after the next one. */
  async read(): Promise<readonly Uint8Array[] | undefined> {
    if (this.#hasEnded) return undefined;
    const bytes = await this.#readFile();
    if (this.#decompressor === undefined) {
      if (bytes !== undefined) return [bytes];
      this.#hasEnded = true;
      return undefined;
    }
    return this.#decompress(this.#decompressor, bytes);
  }

  async close(): Promise<void> {
    this.#decompressor?.close();
    this.#decompressor = undefined;
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #readFile(): Promise<Uint8Array | undefined> {
    try {
      this.#handle ??= await this.#open();
      const wanted = Math.min(this.#portionBytes(), this.#fileBytes - this.#filePosition);
      if (wanted <= 0) return undefined;
      const buffer = (this.#buffers[this.#turn] ??= new Uint8Array(this.#fetchBytes));
      this.#turn = 1 - this.#turn;
      const length = await this.#handle.read(buffer, 0, wanted, this.#filePosition);
      if (length === 0) throw this.#shrunk(this.#filePosition);
      this.#filePosition += length;
      return buffer.subarray(0, length);
    } catch (cause) {
      if (cause instanceof StreamError) throw cause;
      throw streamError(
        "CONNECTOR_FILE_UNREADABLE",
        { path: this.#path, reason: reasonOf(cause) },
        { cause },
      );
    }
  }

  #portionBytes(): number {
    if (this.#decompressor === undefined) return this.#fetchBytes;
    const isFirst = this.#filePosition === 0;
    const ratio = isFirst ? 1 : this.#decompressedBytes / this.#filePosition;
    const suitable = isFirst ? FIRST_COMPRESSED_BYTES : DECOMPRESSED_BYTES / ratio;
    return Math.min(this.#fetchBytes, Math.max(SMALLEST_COMPRESSED_BYTES, Math.floor(suitable)));
  }

  async #open(): Promise<FileHandle> {
    const status = await this.#ports.fileSystem.status(this.#path);
    if (status === undefined) throw streamError("CONNECTOR_FILE_VANISHED", { path: this.#path });
    return this.#ports.fileSystem.open(this.#path, "read");
  }

  #shrunk(sizeBytes: number): StreamError {
    const expected = `byte ${this.#fileBytes}`;
    return streamError("CONNECTOR_FILE_SHRUNK", { path: this.#path, size: sizeBytes, expected });
  }

  async #decompress(
    decompressor: Decompressor,
    bytes: Uint8Array | undefined,
  ): Promise<readonly Uint8Array[]> {
    let portions: Uint8Array[];
    try {
      portions = bytes === undefined ? await decompressor.end() : await decompressor.push(bytes);
    } catch (cause) {
      throw streamError(
        "CONNECTOR_FILE_CORRUPT",
        { path: this.#path, reason: reasonOf(cause) },
        { cause },
      );
    }
    this.#hasEnded = bytes === undefined;
    for (const portion of portions) this.#decompressedBytes += portion.length;
    return this.#toDrop === 0 ? portions : this.#dropFrom(portions);
  }

  #dropFrom(portions: readonly Uint8Array[]): Uint8Array[] {
    const kept: Uint8Array[] = [];
    for (const portion of portions) {
      const dropped = Math.min(this.#toDrop, portion.length);
      this.#toDrop -= dropped;
      if (dropped < portion.length) kept.push(portion.subarray(dropped));
    }
    return kept;
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
