/** Strings as messages, in both directions. */

import type { DeserializationSchema, SerializationSchema } from "../connector/schemas.ts";
import { textDecoding, textEncoding } from "../connector/text/charset.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Types } from "../types/types.ts";

/** Text to bytes and back. Flink: `SimpleStringSchema`. */
export class SimpleStringSchema
  implements SerializationSchema<string>, DeserializationSchema<string>
{
  readonly producedType: AnyTypeInformation = Types.STRING();
  readonly charsetName: string;
  readonly #decode: (bytes: Uint8Array, flush: boolean) => string;
  #encode: ((text: string) => Uint8Array) | undefined;

  /**
   * Charset by its Java name, default UTF-8; an unknown one is `CONNECTOR_UNKNOWN_CHARSET`, one that can only be read
   * is so when the first record is written.
   */
  constructor(charsetName: string = "UTF-8") {
    this.charsetName = charsetName;
    this.#decode = textDecoding(charsetName).createDecoder();
  }

  serialize(element: string): Uint8Array {
    this.#encode ??= textEncoding(this.charsetName);
    return this.#encode(element);
  }

  deserialize(message: Uint8Array): string {
    return this.#decode(message, true);
  }
}
