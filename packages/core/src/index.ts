/**
 * The entry `millrace`: every public name, by hand, and the joint between the api and what it runs on.
 *
 * The engine is loaded at the first `execute()`; what is imported here is loaded by every program, so nothing heavy is.
 */
// First: what follows may use what older versions lack.
import "./base/node/node-version.ts";
import { installHost } from "./api/host.ts";
import { nodePorts } from "./base/node/node-ports.ts";
import { builtIns } from "./connectors/built-ins.ts";
import type { Executor } from "./plan/executor.ts";
import { programSettings } from "./program/environment.ts";
import { createBeforeExecute } from "./program/explain.ts";
import { PROGRAM_SETTINGS_VARIABLE } from "./program/settings.ts";

export { AllWindowedStream } from "./api/all-windowed-stream.ts";
export type { MapAsyncOptions } from "./api/async-arguments.ts";
export {
  AsyncDataStream,
  type AsyncInvoke,
  type AsyncInvokeBatch,
} from "./api/async-data-stream.ts";
export {
  BroadcastConnectedStream,
  KeyedBroadcastConnectedStream,
} from "./api/broadcast-connected-stream.ts";
export { BroadcastStream } from "./api/broadcast-stream.ts";
export { CachedDataStream } from "./api/cached-data-stream.ts";
export { CheckpointConfig } from "./api/checkpoint-config.ts";
export {
  CheckpointStorage,
  FileSystemCheckpointStorage,
  JobManagerCheckpointStorage,
} from "./api/checkpoint-storage.ts";
export {
  CheckpointingMode,
  ExternalizedCheckpointCleanup,
  ExternalizedCheckpointRetention,
} from "./api/checkpointing.ts";
export { CloseableIterator } from "./api/closeable-iterator.ts";
export { CoGroupedStreams, CoGroupedStreamsWithWindow } from "./api/co-grouped-streams.ts";
export { ConnectedStreams, KeyedConnectedStreams } from "./api/connected-streams.ts";
export { DataStream } from "./api/data-stream.ts";
export { DataStreamSink } from "./api/data-stream-sink.ts";
export {
  EmbeddedRocksDBStateBackend,
  PredefinedOptions,
} from "./api/embedded-rocksdb-state-backend.ts";
export { ExecutionConfig } from "./api/execution-config.ts";
export { RuntimeExecutionMode, TimeCharacteristic } from "./api/execution-modes.ts";
export type { ComparableField, NumericField, Projected } from "./api/fields.ts";
export { IntervalJoin, IntervalJoined } from "./api/interval-join.ts";
export { JobClient } from "./api/job-client.ts";
export { JobExecutionResult } from "./api/job-execution-result.ts";
export { JobStatus } from "./api/job-status.ts";
export { JoinedStreams, JoinedStreamsWithWindow } from "./api/joined-streams.ts";
export { KeyedStream } from "./api/keyed-stream.ts";
export { MemorySize } from "./api/memory-size.ts";
export { Order } from "./api/order.ts";
export { PartitionWindowedStream } from "./api/partition-windowed-stream.ts";
export {
  ExponentialDelayRestartStrategyConfiguration,
  FailureRateRestartStrategyConfiguration,
  FallbackRestartStrategyConfiguration,
  FixedDelayRestartStrategyConfiguration,
  NoRestartStrategyConfiguration,
  RestartStrategies,
  RestartStrategyConfiguration,
} from "./api/restart-strategies.ts";
export { SlotSharingGroup } from "./api/slot-sharing-group.ts";
export { HashMapStateBackend, MemoryStateBackend, StateBackend } from "./api/state-backends.ts";
export {
  type ExplainOptions,
  StreamExecutionEnvironment,
} from "./api/stream-execution-environment.ts";
export type { AggregateTypes } from "./api/window-function-types.ts";
export { WindowedStream } from "./api/windowed-stream.ts";
export { ConfigOption, ConfigOptions } from "./base/config-option.ts";
export { Configuration } from "./base/configuration.ts";
export { Duration, type DurationInput, Time } from "./base/duration.ts";
export type { ErrorCode } from "./base/error-codes/table.ts";
export type { Logger, LogLevel } from "./base/logger.ts";
export { Counter } from "./base/metrics/counter.ts";
export { DescriptiveStatisticsHistogram } from "./base/metrics/descriptive-statistics-histogram.ts";
export { Distribution, type DistributionValues } from "./base/metrics/distribution.ts";
export { HistogramStatistics } from "./base/metrics/histogram-statistics.ts";
export { Meter } from "./base/metrics/meter.ts";
export { type Gauge, MetricGroup } from "./base/metrics/metric-group.ts";
export type {
  HistogramValues,
  MeterValues,
  MetricPlace,
  MetricReading,
  MetricValue,
} from "./base/metrics/metric-reading.ts";
export { type ErrorPlace, StreamError } from "./base/stream-error.ts";
export { MAX_TIMESTAMP, MIN_TIMESTAMP } from "./base/timestamps.ts";
export { InputFormat } from "./connector/input-format.ts";
export { DeserializationSchema, SerializationSchema } from "./connector/schemas.ts";
export { Sink } from "./connector/sink.ts";
export { type Boundedness, Source } from "./connector/source.ts";
export { DataGeneratorSource, GeneratorFunction } from "./connectors/data-generator-source.ts";
export { DiscardingSink } from "./connectors/discarding-sink.ts";
export { BucketAssigner } from "./connectors/file-sink/bucket-assigner.ts";
export {
  FileSink,
  FileSinkRowFormatBuilder,
  StreamingFileSink,
} from "./connectors/file-sink/file-sink.ts";
export { OutputFileConfig } from "./connectors/file-sink/output-file-config.ts";
export {
  DefaultRollingPolicy,
  OnCheckpointRollingPolicy,
  RollingPolicy,
} from "./connectors/file-sink/rolling-policy.ts";
export { FileSource, FileSourceBuilder } from "./connectors/file-source/file-source.ts";
export {
  FileEnumeratorProvider,
  FileSplitAssignerProvider,
} from "./connectors/file-source/providers.ts";
export { NumberSequenceSource } from "./connectors/number-sequence-source.ts";
export { RateLimiterStrategy } from "./connectors/rate-limiter.ts";
export { ByteArraySchema } from "./formats/byte-array-schema.ts";
export { Encoder } from "./formats/encoder.ts";
export { RowFieldExtractorSchema } from "./formats/row-field-extractor-schema.ts";
export { SimpleStringEncoder } from "./formats/simple-string-encoder.ts";
export { SimpleStringSchema } from "./formats/simple-string-schema.ts";
export { StreamFormat } from "./formats/stream-format.ts";
export {
  Accumulator,
  AverageAccumulator,
  DoubleCounter,
  DoubleMaximum,
  DoubleMinimum,
  Histogram,
  IntCounter,
  ListAccumulator,
  LongCounter,
} from "./functions/accumulators.ts";
export {
  AsyncBatchFunction,
  AsyncContext,
  AsyncFunction,
  type AsyncRecords,
  type AsyncResult,
} from "./functions/async-functions.ts";
export {
  AsyncRetryPredicate,
  AsyncRetryStrategy,
  type ExceptionPredicate,
  ExponentialBackoffDelayRetryStrategy,
  FixedDelayRetryStrategy,
  NoRetryStrategy,
  type ResultPredicate,
  RetryPredicate,
} from "./functions/async-retry.ts";
export {
  AsyncRetryStrategies,
  emptyResultPredicate,
  exceptionTypePredicate,
  hasExceptionPredicate,
  RetryPredicates,
} from "./functions/async-retry-strategies.ts";
export {
  BaseBroadcastProcessFunction,
  BroadcastBaseContext,
  BroadcastContext,
  BroadcastOnTimerContext,
  BroadcastProcessFunction,
  BroadcastReadOnlyContext,
  KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  KeyedBroadcastReadOnlyContext,
} from "./functions/broadcast-functions.ts";
export {
  CheckpointedFunction,
  CheckpointListener,
  FunctionInitializationContext,
  FunctionSnapshotContext,
} from "./functions/checkpointed-function.ts";
export { Collector } from "./functions/collector.ts";
export { DistributedCache } from "./functions/distributed-cache.ts";
export type {
  Emit,
  Main,
  OutputTypeUnknown,
  SideOutput,
  StreamRecord,
  Value,
} from "./functions/hint.ts";
export { JobInfo } from "./functions/job-info.ts";
export {
  CoGroupFunction,
  FlatJoinFunction,
  JoinFunction,
  ProcessJoinContext,
  ProcessJoinFunction,
} from "./functions/join-functions.ts";
export { MapPartitionFunction } from "./functions/map-partition-function.ts";
export {
  FilterFunction,
  FlatMapFunction,
  KeyedProcessContext,
  KeyedProcessFunction,
  KeySelector,
  MapFunction,
  NullByteKeySelector,
  OnTimerContext,
  Partitioner,
  ProcessContext,
  ProcessFunction,
  RichFunction,
  TimerService,
} from "./functions/one-input.ts";
export { OutputTag } from "./functions/output-tag.ts";
export { type Fn, type PerSubtask, perSubtask } from "./functions/per-subtask.ts";
export { RuntimeContext } from "./functions/runtime-context.ts";
export { SinkFunction, SinkFunctionContext } from "./functions/sink-function.ts";
export { SourceContext, SourceFunction } from "./functions/source-function.ts";
export { TaskInfo } from "./functions/task-info.ts";
export { TimeDomain } from "./functions/time-domain.ts";
export {
  CoFlatMapFunction,
  CoMapFunction,
  CoProcessFunction,
  KeyedCoProcessFunction,
} from "./functions/two-input.ts";
export {
  AllWindowFunction,
  PassThroughAllWindowFunction,
  PassThroughWindowFunction,
  ProcessAllWindowContext,
  ProcessAllWindowFunction,
  ProcessWindowContext,
  ProcessWindowFunction,
  WindowFunction,
} from "./functions/window-functions.ts";
export { AggregateFunction } from "./state/aggregate-function.ts";
export { BroadcastState, ReadOnlyBroadcastState } from "./state/broadcast-state.ts";
export {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateDescriptor,
  ValueStateDescriptor,
} from "./state/descriptors.ts";
export {
  AggregatingState,
  AppendingState,
  ListState,
  MapState,
  MergingState,
  ReducingState,
  State,
  ValueState,
} from "./state/handles.ts";
export { KeyedStateFunction, type StateOf } from "./state/keyed-state-function.ts";
export { KeyedStateStore } from "./state/keyed-state-store.ts";
export { OperatorStateStore } from "./state/operator-state-store.ts";
export { ReduceFunction } from "./state/reduce-function.ts";
export { StateTtlConfig } from "./state/state-ttl-config.ts";
export { BasicTypeInfo } from "./types/basic-type-info.ts";
export { BigDecimal, type BigDecimalInput, RoundingMode } from "./types/big-decimal.ts";
export { RowType as RowTypeInfo } from "./types/kinds/row-type.ts";
export { TupleType as TupleTypeInfo } from "./types/kinds/tuple.ts";
export { Row, RowKind } from "./types/row.ts";
export type { ByteInput } from "./types/serializers/byte-input.ts";
export type { ByteOutput } from "./types/serializers/byte-output.ts";
export { Temporal } from "./types/temporal.ts";
export { TypeInformation, type TypeInput } from "./types/type-information.ts";
export { TypeSerializer } from "./types/type-serializer.ts";
export { Types } from "./types/types.ts";
export {
  TimestampAssigner,
  Watermark,
  WatermarkGenerator,
  type WatermarkGeneratorContext,
  WatermarkOutput,
} from "./watermarks/watermark-generator.ts";
export { type WatermarkStrategies, WatermarkStrategy } from "./watermarks/watermark-strategy.ts";
export { ContinuousEventTimeTrigger } from "./windowing/continuous-event-time-trigger.ts";
export { ContinuousProcessingTimeTrigger } from "./windowing/continuous-processing-time-trigger.ts";
export { CountEvictor } from "./windowing/count-evictor.ts";
export { CountTrigger } from "./windowing/count-trigger.ts";
export { CountWindow } from "./windowing/count-window.ts";
export {
  CountSlidingWindowAssigner,
  CountTumblingWindowAssigner,
} from "./windowing/count-window-assigners.ts";
export { DeltaEvictor } from "./windowing/delta-evictor.ts";
export { type DeltaFunction, DeltaTrigger } from "./windowing/delta-trigger.ts";
export {
  DynamicEventTimeSessionWindows,
  DynamicProcessingTimeSessionWindows,
  type GapExtractor,
  SessionWindowTimeGapExtractor,
} from "./windowing/dynamic-session-windows.ts";
export { EventTimeTrigger } from "./windowing/event-time-trigger.ts";
export { Evictor, EvictorContext } from "./windowing/evictor.ts";
export { GlobalWindow } from "./windowing/global-window.ts";
export { GlobalWindows } from "./windowing/global-windows.ts";
export { EndOfStreamTrigger, NeverTrigger } from "./windowing/never-trigger.ts";
export {
  ProcessingTimeTimeoutTrigger,
  type TimeoutOptions,
} from "./windowing/processing-time-timeout-trigger.ts";
export { ProcessingTimeTrigger } from "./windowing/processing-time-trigger.ts";
export { PurgingTrigger } from "./windowing/purging-trigger.ts";
export {
  EventTimeSessionWindows,
  ProcessingTimeSessionWindows,
} from "./windowing/session-windows.ts";
export {
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
} from "./windowing/sliding-windows.ts";
export { TaggedUnion } from "./windowing/tagged-union.ts";
export { TimeEvictor } from "./windowing/time-evictor.ts";
export { TimeWindow } from "./windowing/time-window.ts";
export { TimestampedValue } from "./windowing/timestamped-value.ts";
export { OnMergeContext, Trigger, TriggerContext } from "./windowing/trigger.ts";
export { TriggerResult } from "./windowing/trigger-result.ts";
export {
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
} from "./windowing/tumbling-windows.ts";
export { Window } from "./windowing/window.ts";
export {
  MergeCallback,
  MergingWindowAssigner,
  WindowAssigner,
  WindowAssignerContext,
} from "./windowing/window-assigner.ts";
export {
  CountWindowSerializer,
  GlobalWindowSerializer,
  TimeWindowSerializer,
} from "./windowing/window-serializers.ts";
export { WindowStagger } from "./windowing/window-stagger.ts";

/** One engine for all environments of the process: it watches signals and the process's end once. */
let executor: Executor | undefined;

const settings = programSettings({
  settingsText: process.env[PROGRAM_SETTINGS_VARIABLE],
  arguments: process.argv.slice(2),
});

installHost({
  builtIns,
  async executor() {
    const { createEmbeddedExecutor } = await import("./engine/embedded-executor.ts");
    executor ??= createEmbeddedExecutor(nodePorts());
    return executor;
  },
  startConfiguration: () => settings.configuration,
  beforeExecute: createBeforeExecute(settings, {
    stdout: nodePorts().stdout,
    process: nodePorts().process ?? process,
  }),
});
