/**
 * Decodes lines of charsets in which byte 10 may be part of another character (UTF-16, ISO-2022-JP).
 *
 * Positions are lines from the start of the input: such a file is read from its start again after a restore.
 */
import { type DecoderRange, RecordDecoder } from "../record-format.ts";
import type { TextDecoding } from "./charset.ts";
import { LineCutter } from "./line-cutter.ts";

const BYTE_ORDER_MARK = 0xfeff;

/** Decodes all lines from the start of the range. */
export class StreamLineDecoder extends RecordDecoder<string> {
  readonly resumeOffset: number;
  readonly #decode: (bytes: Uint8Array, flush: boolean) => string;
  readonly #lines = new LineCutter();
  /** Text behind the last line end, in pieces: a long line is joined once. */
  #rest: string[] = [];
  #records = 0;
  #isAtStart = true;
  #isEnded = false;

  constructor(range: DecoderRange, decoding: TextDecoding) {
    super();
    this.resumeOffset = range.startOffset;
    this.#decode = decoding.createDecoder();
  }

  get recordsSinceResume(): number {
    return this.#records;
  }

  get isDone(): boolean {
    return this.#isEnded && !this.#lines.hasMore;
  }

  push(bytes: Uint8Array): void {
    this.#add(this.#decode(bytes, false));
  }

  next(): string | undefined {
    const line = this.#lines.next();
    if (line !== undefined) this.#records += 1;
    return line;
  }

  end(): void {
    this.#add(this.#decode(new Uint8Array(0), true));
    const rest = this.#rest.join("");
    this.#rest = [];
    if (rest !== "") this.#lines.append(`${rest}\n`);
    this.#isEnded = true;
  }

  #add(decoded: string): void {
    if (decoded === "") return;
    const text =
      this.#isAtStart && decoded.charCodeAt(0) === BYTE_ORDER_MARK ? decoded.substring(1) : decoded;
    this.#isAtStart = false;
    const end = text.lastIndexOf("\n") + 1;
    if (end > 0) {
      this.#lines.append(this.#rest.join("") + text.substring(0, end));
      this.#rest = [];
    }
    if (end < text.length) this.#rest.push(text.substring(end));
  }
}
