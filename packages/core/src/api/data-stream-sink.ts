/** The end of a stream: what `sinkTo`, `addSink` and `print` return. */
import { OperatorSettings } from "./operator-settings.ts";

/** A sink of the plan that takes records of type `T`, with the settings of its operator. Flink: `DataStreamSink`. */
export class DataStreamSink<out T> extends OperatorSettings {
  declare private readonly records: T;
}
