/**
 * `ByteOutput`: a growing buffer with the parts of which serialized values are made.
 *
 * Numbers are big endian. A text is a count and its UTF-8, or, where it is ill-formed, its code units: nothing is replaced.
 * Only what was written is ever taken; the room beyond is not cleared.
 */

const INITIAL_BYTES = 256;
const KEPT_BYTES = 1_048_576;
const SHORT_TEXT = 40; // up to here a loop is faster than the encoder, and the count is one byte
const TWO_TO_32 = 4_294_967_296;
const textEncoder = new TextEncoder();

/** Collects bytes. One output is used by one thread, for any number of values one after another. */
export class ByteOutput {
  /** The buffer; another one after it grew. What lies beyond `length` means nothing. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Over `bytes`, and replaced with it. */
  view: DataView<ArrayBuffer>;
  /** The number of bytes written. */
  length: number;

  /** `capacityBytes`: the room at the beginning. Default: 256. */
  constructor(capacityBytes: number = INITIAL_BYTES) {
    this.bytes = new Uint8Array(Math.max(capacityBytes, 1));
    this.view = new DataView(this.bytes.buffer);
    this.length = 0;
  }

  /** A copy of the bytes so far; the caller owns it. */
  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  /** The bytes so far without a copy: valid until the next call of any method. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  /** Starts anew; keeps the buffer unless it has become large. */
  clear(): void {
    this.length = 0;
    if (this.bytes.length > KEPT_BYTES) this.#useBuffer(new Uint8Array(INITIAL_BYTES));
  }

  /** Appends `count` bytes that the caller fills through `view` or `bytes`, and returns where they begin. */
  reserve(count: number): number {
    const start = this.length;
    const end = start + count;
    if (end > this.bytes.length) this.#grow(end);
    this.length = end;
    return start;
  }

  /** The lowest 8 bits. */
  byte(value: number): void {
    const start = this.reserve(1);
    this.bytes[start] = value;
  }

  /** Two bytes, two's complement. */
  int16(value: number): void {
    const start = this.reserve(2);
    this.view.setInt16(start, value);
  }

  /** Four bytes, two's complement. */
  int32(value: number): void {
    const start = this.reserve(4);
    this.view.setInt32(start, value);
  }

  /** Eight bytes, two's complement; the value is a safe integer. */
  safeInteger(value: number): void {
    const start = this.reserve(8);
    this.view.setInt32(start, Math.floor(value / TWO_TO_32));
    this.view.setInt32(start + 4, value);
  }

  /** Eight bytes, two's complement. */
  int64(value: bigint): void {
    const start = this.reserve(8);
    this.view.setBigInt64(start, value);
  }

  /** Four bytes; one form for every NaN. */
  float32(value: number): void {
    const start = this.reserve(4);
    if (Number.isNaN(value)) this.view.setInt32(start, 0x7fc0_0000);
    else this.view.setFloat32(start, value);
  }

  /** Eight bytes; one form for every NaN, `-0` stays `-0`. */
  float64(value: number): void {
    const start = this.reserve(8);
    if (Number.isNaN(value)) {
      this.view.setInt32(start, 0x7ff8_0000);
      this.view.setInt32(start + 4, 0);
    } else {
      this.view.setFloat64(start, value);
    }
  }

  /** A length or number of items, from 0: seven bits a byte, lowest first, as few bytes as possible. */
  count(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80);
    this.byte(rest);
  }

  /** Any integer: the number of bytes, then two's complement in as few bytes as possible. */
  integer(value: bigint): void {
    const magnitude = value < 0n ? -value - 1n : value; // as many bits as the two's complement, but for the sign
    const byteCount = Math.floor(bitLength(magnitude) / 8) + 1;
    this.count(byteCount);
    const start = this.reserve(byteCount);
    const digits = BigInt.asUintN(byteCount * 8, value)
      .toString(16)
      .padStart(byteCount * 2, "0");
    for (let index = 0; index < byteCount; index++)
      this.bytes[start + index] = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16);
  }

  /** Twice the number of bytes, then UTF-8; where it is ill-formed, twice the number of code units plus one, then two bytes each. */
  text(value: string): void {
    if (value.length <= SHORT_TEXT && this.#shortText(value)) return;
    if (value.isWellFormed()) {
      const encoded = textEncoder.encode(value);
      this.count(encoded.length * 2);
      this.append(encoded);
    } else {
      this.count(value.length * 2 + 1);
      const start = this.reserve(value.length * 2);
      for (let index = 0; index < value.length; index++)
        this.view.setUint16(start + index * 2, value.charCodeAt(index));
    }
  }

  /** The bytes as they are, without a length. */
  append(bytes: Uint8Array): void {
    const start = this.reserve(bytes.length);
    this.bytes.set(bytes, start);
  }

  /** The number of bytes, then the bytes. */
  block(bytes: Uint8Array): void {
    this.count(bytes.length);
    this.append(bytes);
  }

  /** Writes nothing and answers false where a character is not ASCII. */
  #shortText(value: string): boolean {
    const start = this.length;
    let at = this.reserve(value.length + 1);
    const bytes = this.bytes;
    bytes[at++] = value.length * 2;
    for (let index = 0; index < value.length; index++) {
      const unit = value.charCodeAt(index);
      if (unit > 0x7f) {
        this.length = start;
        return false;
      }
      bytes[at++] = unit;
    }
    return true;
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, needed));
    larger.set(this.bytes.subarray(0, this.length));
    this.#useBuffer(larger);
  }

  #useBuffer(bytes: Uint8Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }
}

function bitLength(magnitude: bigint): number {
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}
