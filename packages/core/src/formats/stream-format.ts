/** The formats that Flink names `StreamFormat`: records one after the other in a stream of bytes. */
import { RecordFormat } from "../connector/record-format.ts";
import { TextLineFormat } from "../connector/text/text-line-format.ts";

/** Entry to the record-by-record formats. */
export abstract class StreamFormat<out T> extends RecordFormat<T> {
  /** Lines of text; charset by its Java name, default UTF-8. An unknown one is `CONNECTOR_UNKNOWN_CHARSET`. */
  static textLineFormat(charsetName: string = "UTF-8"): RecordFormat<string> {
    return new TextLineFormat(charsetName);
  }
}
