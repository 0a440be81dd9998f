/** The row-wise writers that Flink names `Encoder`. */
import { RecordEncoder } from "../connector/record-encoder.ts";
import { SimpleStringEncoder } from "./simple-string-encoder.ts";

/** Entry to the encoders; extend it, or `RecordEncoder`, for one of your own. */
export abstract class Encoder<in T> extends RecordEncoder<T> {
  /** The text form of each record and `\n`; charset by its Java name, default UTF-8. */
  static simpleStringEncoder<T = unknown>(charsetName: string = "UTF-8"): SimpleStringEncoder<T> {
    return new SimpleStringEncoder<T>(charsetName);
  }
}
