/** `MemorySize`: a number of bytes, as slot sharing groups and settings take it. */
import { describeValue } from "../base/describe-value.ts";
import { streamError } from "../base/stream-error.ts";

const KIBI = 1024;

/** A number of bytes; immutable. Flink: `MemorySize`. */
export class MemorySize {
  private readonly bytes: number;

  /** `bytes`: a whole number, not negative. */
  constructor(bytes: number) {
    if (!Number.isSafeInteger(bytes) || bytes < 0) {
      throw streamError("API_WRONG_TYPE", {
        method: "MemorySize",
        parameter: "bytes",
        value: describeValue(bytes),
        expected: "a whole number from 0",
      });
    }
    this.bytes = bytes;
    Object.freeze(this);
  }

  static ofMebiBytes(mebiBytes: number): MemorySize {
    return new MemorySize(mebiBytes * KIBI ** 2);
  }

  getBytes(): number {
    return this.bytes;
  }

  /** Whole KiB, rounded down. */
  getKibiBytes(): number {
    return Math.floor(this.bytes / KIBI);
  }

  /** Whole MiB, rounded down. */
  getMebiBytes(): number {
    return Math.floor(this.bytes / KIBI ** 2);
  }

  /** Whole GiB, rounded down. */
  getGibiBytes(): number {
    return Math.floor(this.bytes / KIBI ** 3);
  }

  /** Whole TiB, rounded down. */
  getTebiBytes(): number {
    return Math.floor(this.bytes / KIBI ** 4);
  }

  equals(other: unknown): boolean {
    return other instanceof MemorySize && other.bytes === this.bytes;
  }

  /** The number of bytes: sizes compare with `<`. */
  valueOf(): number {
    return this.bytes;
  }

  toString(): string {
    return `${this.bytes} bytes`;
  }
}
