/**
 * Decodes lines where byte 10 is always a line end: portions are cut behind their last line end, and decoded whole.
 *
 * So no character is ever cut, no byte is looked at twice, and a position in the file is known without counting bytes:
 * the offset of the portion plus the number of lines returned of it. Offsets are bytes of the input.
 */
import { type DecoderRange, RecordDecoder } from "../record-format.ts";
import type { TextDecoding } from "./charset.ts";
import { LineCutter } from "./line-cutter.ts";

const NEWLINE = 10;
const BYTE_ORDER_MARK = 0xfeff;

/** Decodes the lines that begin in a range. */
export class ByteLineDecoder extends RecordDecoder<string> {
  readonly #range: DecoderRange;
  readonly #decode: (bytes: Uint8Array, flush: boolean) => string;
  readonly #lines = new LineCutter();
  /** Offset and number of returned lines of the text in `#lines`. */
  #textOffset: number;
  #textRecords = 0;
  /** Bytes behind the last line end: the beginning of a line. */
  #rest: Uint8Array[] = [];
  #restOffset: number;
  #restLength = 0;
  #isInside: boolean;
  #isEnded = false;

  constructor(range: DecoderRange, decoding: TextDecoding) {
    super();
    this.#range = range;
    this.#decode = decoding.createDecoder();
    this.#textOffset = range.startOffset;
    this.#restOffset = range.startOffset;
    this.#isInside = range.startsInside;
    this.#endIfBeyond();
  }

  get resumeOffset(): number {
    return this.#lines.hasMore
      ? this.#textOffset
      : this.#isInside
        ? this.#range.startOffset
        : this.#restOffset;
  }

  get recordsSinceResume(): number {
    return this.#lines.hasMore ? this.#textRecords : 0;
  }

  get isDone(): boolean {
    return this.#isEnded && !this.#lines.hasMore;
  }

  push(bytes: Uint8Array): void {
    if (this.#isEnded) return;
    let fresh = bytes;
    if (this.#isInside) {
      const end = fresh.indexOf(NEWLINE) + 1;
      this.#restOffset += end > 0 ? end : fresh.length;
      if (end === 0) return;
      this.#isInside = false;
      fresh = fresh.subarray(end);
      this.#endIfBeyond();
      if (this.#isEnded) return;
    }
    const cut = this.#lastLineEnd(fresh);
    if (cut > 0) this.#take(fresh.subarray(0, cut));
    if (!this.#isEnded && cut < fresh.length) {
      this.#rest.push(fresh.slice(cut));
      this.#restLength += fresh.length - cut;
    }
  }

  next(): string | undefined {
    const line = this.#lines.next();
    if (line !== undefined) this.#textRecords += 1;
    return line;
  }

  end(): void {
    if (!this.#isEnded && !this.#isInside && this.#restLength > 0 && !this.#hasOnlyMark())
      this.#take(new Uint8Array([NEWLINE]));
    this.#isEnded = true;
  }

  /** True for a file that holds a byte order mark and nothing else: it has no line. */
  #hasOnlyMark(): boolean {
    if (this.#restOffset > 0 || this.#restLength > 4) return false;
    const bytes = joined(this.#rest, this.#restLength, new Uint8Array(0));
    return this.#decode(bytes, true) === "\uFEFF";
  }

  /** Index behind the last line end of the portion that this range wants; ends the range where it is reached. */
  #lastLineEnd(fresh: Uint8Array): number {
    const { endOffset } = this.#range;
    const freshOffset = this.#restOffset + this.#restLength;
    if (endOffset !== undefined && freshOffset + fresh.length >= endOffset) {
      // The line that holds byte endOffset - 1 is the last one that begins in the range.
      const last = fresh.indexOf(NEWLINE, Math.max(0, endOffset - 1 - freshOffset));
      if (last >= 0) {
        this.#isEnded = true;
        return last + 1;
      }
    }
    return fresh.lastIndexOf(NEWLINE) + 1;
  }

  #take(fresh: Uint8Array): void {
    const bytes = this.#restLength === 0 ? fresh : joined(this.#rest, this.#restLength, fresh);
    const text = this.#decode(bytes, true);
    this.#lines.set(
      this.#restOffset === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.substring(1) : text,
    );
    this.#textOffset = this.#restOffset;
    this.#textRecords = 0;
    this.#restOffset += bytes.length;
    this.#rest = [];
    this.#restLength = 0;
  }

  #endIfBeyond(): void {
    const { endOffset } = this.#range;
    if (!this.#isInside && endOffset !== undefined && this.#restOffset >= endOffset)
      this.#isEnded = true;
  }
}

function joined(pieces: readonly Uint8Array[], length: number, last: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(length + last.length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  bytes.set(last, offset);
  return bytes;
}
