/**
 * Reads the records of one file split: portions of bytes go through the format's decoder, one portion is read ahead.
 *
 * Position: where the decoder can begin again and how many records it has returned since. A file that has become shorter
 * than that is `CONNECTOR_FILE_SHRUNK`.
 */
import { streamError } from "../../base/stream-error.ts";
import type { SplitCursor } from "../../connector/list-reader.ts";
import type { RecordDecoder, RecordFormat } from "../../connector/record-format.ts";
import type { SourceReaderContext } from "../../connector/source.ts";
import { WakeUp } from "../../connector/wake-up.ts";
import { ByteFeed } from "./byte-feed.ts";
import type { FileSplit } from "./file-split.ts";

/** Bytes given to the decoder at once: strings cut out of it keep no more than this in memory. */
const DECODE_BYTES = 64 * 1024;

/** A cursor over one split. */
export class FileCursor<T> implements SplitCursor<T, FileSplit> {
  readonly splitId: string;
  readonly #split: FileSplit;
  readonly #feed: ByteFeed;
  readonly #decoder: RecordDecoder<T>;
  readonly #wakeUp = new WakeUp();
  readonly #onDone: (fileBytes: number) => void;
  #toSkip: number;
  /** Portions that have been read and not yet decoded. */
  #portions: Uint8Array[] = [];
  #portionPosition = 0;
  /** The read that is under way. It never rejects: a failure goes to `#wakeUp`. */
  #reading: Promise<void> | undefined;
  #hasAllBytes = false;
  #hasEndedDecoder = false;
  #isEnded = false;
  #closing: Promise<void> | undefined;

  /** `onDone` is told how many bytes of the file have been read since the last call, for the progress. */
  constructor(
    split: FileSplit,
    format: RecordFormat<T>,
    context: SourceReaderContext,
    fetchBytes: number,
    onDone: (fileBytes: number) => void,
  ) {
    this.splitId = split.splitId;
    this.#split = split;
    this.#toSkip = split.recordsToSkip;
    this.#onDone = onDone;
    const endOffset = split.endOffset ?? undefined;
    const { startOffset, startsInside } = split;
    this.#decoder = format.createDecoder(
      { startOffset, startsInside, endOffset, inputName: split.path },
      (bytes, position, reason) => context.reject({ bytes, position, reason }),
    );
    this.#feed = new ByteFeed(context.ports, split, fetchBytes);
    this.#read();
  }

  next(): T | undefined {
    for (;;) {
      const record = this.#decoder.next();
      if (record !== undefined) {
        if (this.#toSkip === 0) return record;
        this.#toSkip -= 1;
      } else if (!this.#decodeMore()) return undefined;
    }
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  available(): Promise<void> {
    return this.#reading !== undefined && this.#portions.length === 0
      ? this.#wakeUp.wait()
      : Promise.resolve();
  }

  snapshot(): FileSplit {
    if (this.#toSkip > 0) return this.#split; // nothing has been returned yet
    const { resumeOffset, recordsSinceResume } = this.#decoder;
    const isAtStart = resumeOffset === this.#split.startOffset;
    return {
      ...this.#split,
      startOffset: resumeOffset,
      startsInside: isAtStart && this.#split.startsInside,
      recordsToSkip: recordsSinceResume,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Gives the decoder its next bytes; false when there are none at the moment, or none any more. */
  #decodeMore(): boolean {
    if (this.#isEnded) return false;
    if (this.#decoder.isDone) {
      this.#end();
      return false;
    }
    const portion = this.#portions[0];
    if (portion !== undefined) {
      this.#decodePiece(portion);
      return true;
    }
    const { failure } = this.#wakeUp;
    if (failure !== undefined) throw failure.error;
    if (!this.#hasAllBytes || this.#hasEndedDecoder) {
      this.#read();
      return false;
    }
    this.#hasEndedDecoder = true;
    this.#decoder.end();
    return true;
  }

  #decodePiece(portion: Uint8Array): void {
    const piece = portion.subarray(this.#portionPosition, this.#portionPosition + DECODE_BYTES);
    this.#portionPosition += DECODE_BYTES;
    if (this.#portionPosition >= portion.length) {
      this.#portions.shift();
      this.#portionPosition = 0;
    }
    this.#decoder.push(piece);
    // While the last portion is being decoded the next one is read, into the other buffer.
    if (this.#portions.length <= 1) this.#read();
  }

  #end(): void {
    this.#isEnded = true;
    if (this.#toSkip === 0) return;
    const { path, fileBytes } = this.#split;
    throw streamError("CONNECTOR_FILE_SHRUNK", {
      path,
      size: fileBytes,
      expected: `${this.#toSkip} more records`,
    });
  }

  #read(): void {
    if (this.#reading !== undefined || this.#hasAllBytes || this.#closing !== undefined) return;
    if (this.#wakeUp.failure !== undefined) return;
    const before = this.#feed.filePosition;
    this.#reading = this.#feed.read().then(
      (portions) => {
        this.#reading = undefined;
        this.#take(portions);
        this.#onDone(this.#feed.filePosition - before);
        this.#wakeUp.wake();
      },
      (error: unknown) => {
        this.#reading = undefined;
        this.#wakeUp.fail(error);
      },
    );
  }

  #take(portions: readonly Uint8Array[] | undefined): void {
    if (portions === undefined) {
      this.#hasAllBytes = true;
      return;
    }
    for (const portion of portions) {
      if (portion.length === 0) continue;
      this.#portions.push(portion);
    }
    if (this.#portions.length === 0) this.#read();
  }

  async #close(): Promise<void> {
    this.#portions = [];
    // A read that is under way keeps the file: it is waited for, then the file is closed.
    await this.#reading;
    await this.#feed.close();
  }
}
