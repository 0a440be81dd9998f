/**
 * `ByteInput`: reads what `ByteOutput` wrote, and believes none of it.
 *
 * I1 Nothing is read beyond the end, and nothing is allocated for a length before that many bytes are known to be there.
 * I2 Every failure is `TYPE_BYTES_TRUNCATED` or `TYPE_BYTES_DAMAGED`, with the name of the bytes and the offset in them.
 */
import { streamError } from "../../base/stream-error.ts";

const SHORT_TEXT = 24; // up to here putting characters together is faster than the decoder
const CHUNK = 8192; // code units of one call of fromCharCode
const MAX_COUNT = 2 ** 35;
const TWO_TO_32 = 4_294_967_296;
const textDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads bytes from the first to the last. */
export class ByteInput {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where the next byte is read. */
  position: number;
  readonly end: number;
  readonly #name: string;

  /** `name` says in errors what the bytes are: a file, a state. The bytes must not change while values are read. */
  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = 0;
    this.end = bytes.length;
    this.#name = name;
  }

  /** The number of bytes that are left. */
  get remaining(): number {
    return this.end - this.position;
  }

  /** Steps over `count` bytes that the caller reads through `view` or `bytes`, and returns where they begin. */
  take(count: number): number {
    const start = this.position;
    if (count > this.end - start) throw this.#truncated(count);
    this.position = start + count;
    return start;
  }

  byte(): number {
    const start = this.take(1);
    return this.view.getUint8(start);
  }

  /** One byte, 0 or 1. */
  flag(): boolean {
    const start = this.take(1);
    const value = this.view.getUint8(start);
    if (value > 1) throw this.damaged(`${value} is neither true nor false`, start);
    return value === 1;
  }

  int16(): number {
    const start = this.take(2);
    return this.view.getInt16(start);
  }

  int32(): number {
    const start = this.take(4);
    return this.view.getInt32(start);
  }

  /** Eight bytes; a value that a number cannot hold exactly is `TYPE_BYTES_DAMAGED`. */
  safeInteger(): number {
    const start = this.take(8);
    const value = this.view.getInt32(start) * TWO_TO_32 + this.view.getUint32(start + 4);
    if (Number.isSafeInteger(value)) return value;
    throw this.damaged(
      `the 64-bit integer ${this.view.getBigInt64(start)} is beyond ±(2^53-1)`,
      start,
    );
  }

  int64(): bigint {
    const start = this.take(8);
    return this.view.getBigInt64(start);
  }

  float32(): number {
    const start = this.take(4);
    return this.view.getFloat32(start);
  }

  float64(): number {
    const start = this.take(8);
    return this.view.getFloat64(start);
  }

  /** A number of items, of which each takes at least `bytesPerItem` bytes (I1); 1 for a length in bytes. */
  count(bytesPerItem: number): number {
    const start = this.position;
    const value = this.#varint(start);
    if (value * bytesPerItem > this.remaining) throw this.#truncated(value * bytesPerItem);
    return value;
  }

  integer(): bigint {
    const start = this.position;
    const byteCount = this.count(1);
    if (byteCount === 0) throw this.damaged("an integer without bytes", start);
    const from = this.take(byteCount);
    let digits = "0x";
    for (let index = from; index < from + byteCount; index++)
      digits += this.view.getUint8(index).toString(16).padStart(2, "0");
    return BigInt.asIntN(byteCount * 8, BigInt(digits));
  }

  text(): string {
    const start = this.position;
    const header = this.#varint(start);
    const length = Math.floor(header / 2);
    if (header % 2 === 1) return this.#codeUnits(length);
    const from = this.take(length);
    if (length <= SHORT_TEXT) {
      const short = asciiText(this.bytes, from, length);
      if (short !== undefined) return short;
    }
    try {
      return textDecoder.decode(this.bytes.subarray(from, from + length));
    } catch {
      throw this.damaged("a text that is not UTF-8", start);
    }
  }

  /** The next `count` bytes without a copy. */
  view8(count: number): Uint8Array {
    const start = this.take(count);
    return this.bytes.subarray(start, start + count);
  }

  /** A length and so many bytes; a copy that the caller owns. */
  block(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.view8(this.count(1)));
  }

  /** The error for bytes that mean nothing; `offset` is where they begin. Default: where reading stands. */
  damaged(reason: string, offset: number = this.position, cause?: unknown): Error {
    return streamError("TYPE_BYTES_DAMAGED", { name: this.#name, offset, reason }, { cause });
  }

  #varint(start: number): number {
    let [value, unit] = [0, 1];
    for (;;) {
      const next = this.byte();
      value += (next & 0x7f) * unit;
      if (next < 0x80) return value;
      unit *= 0x80;
      if (unit >= MAX_COUNT) throw this.damaged("a count of more than five bytes", start);
    }
  }

  #codeUnits(count: number): string {
    const from = this.take(count * 2);
    let text = "";
    for (let start = 0; start < count; start += CHUNK) {
      const units = Array.from({ length: Math.min(CHUNK, count - start) }, (_, index) =>
        this.view.getUint16(from + (start + index) * 2),
      );
      text += String.fromCharCode(...units);
    }
    return text;
  }

  #truncated(needed: number): Error {
    const values = { name: this.#name, offset: this.position, needed, remaining: this.remaining };
    return streamError("TYPE_BYTES_TRUNCATED", values);
  }
}

/** `undefined` where a character is not ASCII. */
function asciiText(bytes: Uint8Array, from: number, length: number): string | undefined {
  let [text, bits] = ["", 0];
  for (let index = from; index < from + length; index++) {
    const unit = bytes[index] ?? 0;
    bits |= unit;
    text += String.fromCharCode(unit);
  }
  return bits > 0x7f ? undefined : text;
}
