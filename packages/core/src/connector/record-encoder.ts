/** The SPI for row-wise writers: a `RecordEncoder` appends one record to a file at a time. @experimental */

/** Where an encoder writes to. Bytes are copied or encoded before the call returns. */
export interface EncoderOutput {
  /** Appends text as UTF-8. Cheaper than encoding it in the encoder: text is collected and encoded in large portions. */
  writeText(text: string): void;
  /** Appends bytes as they are. */
  write(bytes: Uint8Array): void;
  /** The text form of a record: that of its declared type, otherwise the general one (api.md 3, Text). */
  textOf(value: unknown): string;
}

/** Writes records one after the other. Stateless: one encoder serves all subtasks and files. Flink: `Encoder`. */
export abstract class RecordEncoder<in T> {
  /** Appends one record with its terminator. Throws to fail the job. */
  abstract encode(value: T, output: EncoderOutput): void;
}
