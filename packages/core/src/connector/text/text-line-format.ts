/** Lines of text, one record each. */
import type { AnyTypeInformation } from "../../types/type-information.ts";
import { Types } from "../../types/types.ts";
import { type DecoderRange, type RecordDecoder, RecordFormat } from "../record-format.ts";
import { ByteLineDecoder } from "./byte-line-decoder.ts";
import { type TextDecoding, textDecoding } from "./charset.ts";
import { StreamLineDecoder } from "./stream-line-decoder.ts";

/**
 * Lines without their end (`\n` or `\r\n`); a last line without an end counts, an empty rest does not. A byte order mark
 * at the start of a file is left out. Bytes that are broken in the charset become U+FFFD.
 */
export class TextLineFormat extends RecordFormat<string> {
  override readonly producedType: AnyTypeInformation = Types.STRING();
  readonly isSplittable: boolean;
  readonly charsetName: string;
  readonly #decoding: TextDecoding;

  /** An unknown charset is `CONNECTOR_UNKNOWN_CHARSET`. */
  constructor(charsetName: string) {
    super();
    this.charsetName = charsetName;
    this.#decoding = textDecoding(charsetName);
    this.isSplittable = this.#decoding.hasByteNewlines;
  }

  createDecoder(range: DecoderRange): RecordDecoder<string> {
    return this.#decoding.hasByteNewlines
      ? new ByteLineDecoder(range, this.#decoding)
      : new StreamLineDecoder(range, this.#decoding);
  }
}
