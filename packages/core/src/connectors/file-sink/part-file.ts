/**
 * One part file while it is being written: collects, appends in the background, in order, and marks positions.
 *
 * A1: bytes reach the file in the order of the calls; one append at a time. A2: after the first failure nothing more is
 * appended, and everybody who waits is told. A3: only the attempt that created a file appends to it.
 */
import type { FileHandle, Ports } from "../../base/ports.ts";
import { StreamError, streamError } from "../../base/stream-error.ts";
import type { EncoderOutput } from "../../connector/record-encoder.ts";
import { previewOf } from "../../types/text.ts";
import type { PartFileState } from "./rolling-policy.ts";

const CHUNK_BYTES = 64 * 1024;

/** A file that waits to be finished, with the length that belongs to it. Plain data. */
export interface PendingFile {
  readonly inProgressPath: string;
  readonly finishedPath: string;
  readonly lengthBytes: number;
}

/** Where a part lies. */
export interface PartPlace {
  readonly bucketId: string;
  /** The bucket's directory. */
  readonly directory: string;
  readonly inProgressPath: string;
  readonly finishedPath: string;
}

/** Told how many bytes wait to be appended, and of the first failure. */
export interface PartObserver {
  queued(byteCount: number): void;
  appended(byteCount: number): void;
  failed(error: unknown): void;
}

/** Writes one part file. */
export class PartFile implements PartFileState, EncoderOutput {
  readonly bucketId: string;
  readonly creationTimeMs: number;
  lastUpdateTimeMs: number;
  /** Set by each record, taken back by the check that moves `lastUpdateTimeMs`. */
  hasNewRecords = false;
  readonly textOf: (value: unknown) => string;
  readonly #place: PartPlace;
  readonly #ports: Ports;
  readonly #observer: PartObserver;
  #text = "";
  #chunk: Uint8Array[] = [];
  #chunkBytes = 0;
  #encodedBytes = 0;
  #handle: FileHandle | undefined;
  /** All appends so far. Rejects with the first failure. */
  #appends: Promise<void>;
  #syncedBytes = -1;
  #isClosed = false;

  constructor(
    place: PartPlace,
    ports: Ports,
    observer: PartObserver,
    textOf: (value: unknown) => string,
    nowMs: number,
  ) {
    this.bucketId = place.bucketId;
    this.creationTimeMs = nowMs;
    this.lastUpdateTimeMs = nowMs;
    this.textOf = textOf;
    this.#place = place;
    this.#ports = ports;
    this.#observer = observer;
    this.#appends = Promise.resolve();
    this.#then(() => this.#open());
  }

  get sizeBytes(): number {
    return this.#encodedBytes + this.#chunkBytes + this.#text.length;
  }

  writeText(text: string): void {
    if (typeof text !== "string") throw wrongOutput("writeText", text, "a string");
    if (this.#chunkBytes > 0) this.#appendChunk();
    this.#text += text;
    if (this.#text.length >= CHUNK_BYTES) this.#appendText();
  }

  write(bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) throw wrongOutput("write", bytes, "a Uint8Array");
    if (this.#text !== "") this.#appendText();
    this.#chunk.push(bytes.slice());
    this.#chunkBytes += bytes.length;
    if (this.#chunkBytes >= CHUNK_BYTES) this.#appendChunk();
  }

  /** Marks a position: everything written so far, with the file's length there. */
  position(): PendingFile {
    if (this.#text !== "") this.#appendText();
    if (this.#chunkBytes > 0) this.#appendChunk();
    const { inProgressPath, finishedPath } = this.#place;
    return { inProgressPath, finishedPath, lengthBytes: this.#encodedBytes };
  }

  /** Resolves when everything before the last `position()` is on the disk. */
  async durable(): Promise<void> {
    const bytes = this.#encodedBytes;
    this.#then(() => this.#fsync(bytes));
    await this.#appends;
  }

  /** Nothing follows: makes it durable and closes it. */
  async finish(): Promise<void> {
    try {
      await this.durable();
    } finally {
      await this.close();
    }
  }

  /** Appends what is left and closes the file, also after a failure. Idempotent. */
  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.position();
    }
    await this.#appends.catch(() => undefined);
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  #appendText(): void {
    const bytes = new TextEncoder().encode(this.#text);
    this.#text = "";
    this.#append(bytes);
  }

  #appendChunk(): void {
    const bytes = new Uint8Array(this.#chunkBytes);
    let offset = 0;
    for (const piece of this.#chunk) {
      bytes.set(piece, offset);
      offset += piece.length;
    }
    this.#chunk = [];
    this.#chunkBytes = 0;
    this.#append(bytes);
  }

  #append(bytes: Uint8Array): void {
    this.#encodedBytes += bytes.length;
    this.#observer.queued(bytes.length);
    this.#then(async () => {
      await this.#handle?.append(bytes);
      this.#observer.appended(bytes.length);
    });
  }

  /** Runs a step after all before it, unless one of them failed. */
  #then(step: () => Promise<void>): void {
    const after = this.#appends.then(step);
    this.#appends = after.catch((cause: unknown) => {
      throw this.#failure(cause);
    });
    // The observer is told by every step that fails, and keeps the first; who waits for `#appends` is told too.
    this.#appends.catch((error: unknown) => this.#observer.failed(error));
  }

  async #open(): Promise<void> {
    const { fileSystem } = this.#ports;
    await fileSystem.createDirectory(this.#place.directory);
    this.#handle = await fileSystem.open(this.#place.inProgressPath, "create-new");
  }

  async #fsync(bytes: number): Promise<void> {
    if (this.#syncedBytes >= bytes) return;
    await this.#handle?.fsync();
    // The first time the name has to reach the disk as well.
    if (this.#syncedBytes < 0) await this.#ports.fileSystem.fsyncDirectory(this.#place.directory);
    this.#syncedBytes = bytes;
  }

  #failure(cause: unknown): unknown {
    if (cause instanceof StreamError && cause.code === "CONNECTOR_WRITE_FAILED") return cause; // of an earlier step
    const path = this.#place.inProgressPath;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return streamError("CONNECTOR_WRITE_FAILED", { path, reason }, { cause });
  }
}

/** Programs in plain JavaScript pass what they like; without this it would become zero bytes in the file. */
function wrongOutput(method: string, value: unknown, expected: string): StreamError {
  const option = `What the encoder gives to ${method}`;
  return streamError("CONNECTOR_INVALID_OPTION", { option, value: previewOf(value), expected });
}
