/**
 * Entry `millrace/connector`: what authors of sources, sinks and formats need.
 *
 * Everything of the SPI is @experimental: it may change in a minor release, with a note in the changelog.
 */

export type { Logger } from "../base/logger.ts";
export type { MetricGroup } from "../base/metrics/metric-group.ts";
export type {
  Cancel,
  Compression,
  Decompressor,
  Faults,
  FileHandle,
  FileStatus,
  FileSystem,
  Network,
  Ports,
  RecordOutput,
  Scheduler,
  Socket,
} from "../base/ports.ts";
export { StreamError, type StreamErrorOptions, streamError } from "../base/stream-error.ts";
export { MAX_TIMESTAMP, MIN_TIMESTAMP, NO_TIMESTAMP } from "../base/timestamps.ts";
export { jsonText, textOf } from "../types/text.ts";
export {
  type AnyTypeInformation,
  TypeInformation,
  type TypeInput,
} from "../types/type-information.ts";
export { Types } from "../types/types.ts";
export { InputFormat } from "./input-format.ts";
export { jsonSerializer } from "./json-serializer.ts";
export { ListReader, type OpenCursor, type SplitCursor } from "./list-reader.ts";
export { type EncoderOutput, RecordEncoder } from "./record-encoder.ts";
export {
  type DecoderRange,
  RecordDecoder,
  RecordFormat,
  type RejectBytes,
} from "./record-format.ts";
export { DeserializationSchema, SerializationSchema } from "./schemas.ts";
export {
  Committer,
  type CommitterContext,
  Sink,
  type SinkGuarantee,
  SinkWriter,
  type SinkWriterContext,
  type WriteContext,
  type WriterSnapshot,
} from "./sink.ts";
export {
  type Boundedness,
  type RejectedRecord,
  type SimpleVersionedSerializer,
  Source,
  type SourceProgress,
  SourceReader,
  type SourceReaderContext,
  type SourceSplit,
  type SourceWatermarkOutput,
  SplitEnumerator,
  type SplitEnumeratorContext,
} from "./source.ts";
export { SplitListEnumerator, type SplitListState } from "./split-list-enumerator.ts";
export { TextLineFormat } from "./text/text-line-format.ts";
export { WakeUp } from "./wake-up.ts";
