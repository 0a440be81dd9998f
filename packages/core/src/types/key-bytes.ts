/** A growing buffer with the parts of which key encodings are made. Numbers are big endian; 32- and 64-bit integers sort as bytes. */

import { murmur3x32 } from "../base/murmur.ts";

const INITIAL_BYTES = 256;
const KEPT_BYTES = 65_536;
const SHORT_TEXT = 64; // up to here a loop is faster than the encoder
const textEncoder = new TextEncoder();

/** Collects the bytes of one key. */
export class KeyBytes {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #view: DataView = new DataView(this.#bytes.buffer);
  #length = 0;

  /** A copy of the bytes so far. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** murmur3 of the bytes so far. */
  hash(): number {
    return murmur3x32(this.#bytes, 0, this.#length);
  }

  /** Starts anew; keeps the buffer unless it has become large. */
  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#useBuffer(new Uint8Array(INITIAL_BYTES));
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** Sign bit flipped, so that byte order is number order. */
  int32(value: number): void {
    this.#reserve(4);
    this.#view.setInt32(this.#length, value ^ 0x8000_0000);
    this.#length += 4;
  }

  /** Sign bit flipped, so that byte order is number order. */
  int64(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigUint64(this.#length, BigInt.asUintN(64, value) ^ 0x8000_0000_0000_0000n);
    this.#length += 8;
  }

  /** One form for every NaN, and for both zeros. */
  float64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, Number.isNaN(value) ? Number.NaN : value + 0);
    if (Number.isNaN(value)) this.#view.setUint32(this.#length, 0x7ff8_0000);
    this.#length += 8;
  }

  /** A length or number of items: seven bits a byte, lowest first. */
  count(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  /** An even number of hexadecimal digits. */
  hex(digits: string): void {
    for (let index = 0; index < digits.length; index += 2)
      this.byte(Number.parseInt(digits.slice(index, index + 2), 16));
  }

  /** Length in bytes, then UTF-8. */
  utf8(text: string): void {
    if (text.length <= SHORT_TEXT && this.#ascii(text)) return;
    const encoded = textEncoder.encode(text);
    this.count(encoded.length);
    this.#append(encoded);
  }

  /** Length in code units, then two bytes each. */
  utf16(text: string): void {
    this.count(text.length);
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      this.byte(unit >>> 8);
      this.byte(unit & 0xff);
    }
  }

  /** Number of parts, then the parts in the order of their bytes. */
  sorted(parts: Uint8Array[]): void {
    this.count(parts.length);
    for (const part of parts.sort(compareBytes)) this.#append(part);
  }

  /** Length and characters; writes nothing and answers false where one is not ASCII. */
  #ascii(text: string): boolean {
    this.#reserve(text.length + 1);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = text.length;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return false;
      bytes[at++] = unit;
    }
    this.#length = at;
    return true;
  }

  #append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#useBuffer(larger);
  }

  #useBuffer(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}

/** Order of unsigned bytes; a prefix comes first. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
