/** Records as lines of text. */
import { type EncoderOutput, RecordEncoder } from "../connector/record-encoder.ts";
import { isUtf8, textEncoding } from "../connector/text/charset.ts";

/** Writes the text form of each record and `\n`. The name of Flink 1.12; later `Encoder.simpleStringEncoder()`. */
export class SimpleStringEncoder<in T = unknown> extends RecordEncoder<T> {
  readonly charsetName: string;
  readonly #encode: ((text: string) => Uint8Array) | undefined;

  /** Charset by its Java name, default UTF-8; an unknown one is `CONNECTOR_UNKNOWN_CHARSET`. */
  constructor(charsetName: string = "UTF-8") {
    super();
    this.charsetName = charsetName;
    this.#encode = isUtf8(charsetName) ? undefined : textEncoding(charsetName);
  }

  encode(value: T, output: EncoderOutput): void {
    const line = `${output.textOf(value)}\n`;
    if (this.#encode === undefined) output.writeText(line);
    else output.write(this.#encode(line));
  }
}
