/**
 * What the parity page cannot know by itself: other names, limits, and what has no meaning here, each with its reason.
 *
 * Keys are items of `inventory.json`: a class, `Class.member` by its name in TypeScript, `Class.*` for a class with all
 * its members, or a feature of the tables. `scripts/parity.js` refuses a key that is none.
 */
const inProcess = "values are not translated for another process";
const java = "hands out an object of the JVM";
const kryo = "Kryo is a serializer of the JVM; Flink 2.0 removed the method";
const jvmSerializer = "kept and read back; it chooses a serializer of the JVM";
const shipped = "kept, with a warning: a program runs where its files are";
const noCheckpoints = "kept and read back; no checkpoint is taken yet";
const noRestarts = "kept and read back; a failure ends the job";
const noSavepoints = "refused by a code; there are no savepoints yet";
const memoryOnly = "kept and read back; state is kept in memory";
const removed = "Flink 2.0 removed it; it had no effect before";

/** Names that are other ones here. A class that is renamed takes its members along. */
export const renamed: Readonly<Record<string, string>> = {
  Function: "RichFunction",
  "StateTtlConfig.CleanupStrategies.Strategies": "TtlCleanupStrategies.Strategies",
  "StateTtlConfig.CleanupStrategies.IncrementalCleanupStrategy": "IncrementalCleanupStrategy",
  "StateTtlConfig.CleanupStrategies.RocksdbCompactFilterCleanupStrategy":
    "RocksdbCompactFilterCleanupStrategy",
  "RestartStrategies.NoRestartStrategyConfiguration": "NoRestartStrategyConfiguration",
  "RestartStrategies.FallbackRestartStrategyConfiguration": "FallbackRestartStrategyConfiguration",
  "RestartStrategies.FixedDelayRestartStrategyConfiguration":
    "FixedDelayRestartStrategyConfiguration",
  "RestartStrategies.FailureRateRestartStrategyConfiguration":
    "FailureRateRestartStrategyConfiguration",
  BasicTypeInfo: "TypeInformation",
  "BasicTypeInfo.STRING_TYPE_INFO": "Types.STRING",
  "BasicTypeInfo.BOOLEAN_TYPE_INFO": "Types.BOOLEAN",
  "BasicTypeInfo.BYTE_TYPE_INFO": "Types.BYTE",
  "BasicTypeInfo.SHORT_TYPE_INFO": "Types.SHORT",
  "BasicTypeInfo.INT_TYPE_INFO": "Types.INT",
  "BasicTypeInfo.LONG_TYPE_INFO": "Types.LONG",
  "BasicTypeInfo.FLOAT_TYPE_INFO": "Types.FLOAT",
  "BasicTypeInfo.DOUBLE_TYPE_INFO": "Types.DOUBLE",
  "BasicTypeInfo.CHAR_TYPE_INFO": "Types.CHAR",
  "BasicTypeInfo.BIG_INT_TYPE_INFO": "Types.BIG_INT",
  "BasicTypeInfo.BIG_DEC_TYPE_INFO": "Types.BIG_DEC",
  "BasicTypeInfo.INSTANT_TYPE_INFO": "Types.INSTANT",
  RowTypeInfo: "TypeInformation",
  TupleTypeInfo: "TypeInformation",
};

/** What has no meaning here, and why, or what stands in its place. */
export const notApplicable: Readonly<Record<string, string>> = {
  "StreamExecutionEnvironment.addDefaultKryoSerializer": kryo,
  "StreamExecutionEnvironment.registerTypeWithKryoSerializer": kryo,
  "StreamExecutionEnvironment.registerType": kryo,
  "ExecutionConfig.getDefaultKryoSerializerClasses": kryo,
  "ExecutionConfig.getRegisteredKryoTypes": kryo,
  "ExecutionConfig.getRegisteredPojoTypes": kryo,
  "ExecutionConfig.addDefaultKryoSerializer": kryo,
  "ExecutionConfig.registerTypeWithKryoSerializer": kryo,
  "ExecutionConfig.registerPojoType": kryo,
  "ExecutionConfig.registerKryoType": kryo,
  "ExecutionConfig.getRegisteredTypesWithKryoSerializerClasses": kryo,
  "ExecutionConfig.isAutoTypeRegistrationDisabled": kryo,
  "ExecutionConfig.disableAutoTypeRegistration": kryo,
  "ExecutionConfig.enableForceKryo": jvmSerializer,
  "ExecutionConfig.disableForceKryo": jvmSerializer,
  "ExecutionConfig.isForceKryoEnabled": jvmSerializer,
  "ExecutionConfig.enableForceAvro": jvmSerializer,
  "ExecutionConfig.disableForceAvro": jvmSerializer,
  "ExecutionConfig.isForceAvroEnabled": jvmSerializer,
  "StreamExecutionEnvironment.addPythonFile": shipped,
  "StreamExecutionEnvironment.setPythonRequirements": shipped,
  "StreamExecutionEnvironment.addPythonArchive": shipped,
  "StreamExecutionEnvironment.setPythonExecutable": shipped,
  "StreamExecutionEnvironment.addJars": shipped,
  "StreamExecutionEnvironment.addClasspaths": shipped,
  "ExecutionConfig.setExecutionMode": removed,
  "ExecutionConfig.getExecutionMode": removed,
  "ExecutionConfig.setDefaultInputDependencyConstraint": removed,
  "ExecutionConfig.getDefaultInputDependencyConstraint": removed,
  ExecutionMode: removed,
  InputDependencyConstraint: removed,
  "Configuration.parseJarsValue": "there are no jars; Flink 1.20 removed it",
  "SlotSharingGroup.getJavaSlotSharingGroup": java,
  "MemorySize.getJavaMemorySize": java,
  "OutputTag.getJavaOutputTag": java,
  "TypeInformation.getJavaTypeInfo": java,
  "BasicTypeInfo.getJavaTypeInfo": java,
  "RowTypeInfo.getJavaTypeInfo": java,
  "TupleTypeInfo.getJavaTypeInfo": java,
  "RowKind.toJRowKind": java,
  "JavaFunctionWrapper.*": "wraps objects of the JVM",
  "AssignerWithPeriodicWatermarksWrapper.*": "wraps objects of the JVM",
  "CustomStateBackend.*": "wraps objects of the JVM",
  "CustomCheckpointStorage.*": "wraps objects of the JVM",
  "KeyedStream.AccumulateType": "internal to the Python binding",
  AsyncFunctionDescriptor: "internal to the Python binding",
  "AsyncFunctionDescriptor.OutputMode": "internal to the Python binding",
  "Instant.*": "`Temporal.Instant` takes its place",
  "CheckpointConfig.isPreferCheckpointForRecovery": "Flink 1.14 removed it",
  "CheckpointConfig.setPreferCheckpointForRecovery": "Flink 1.14 removed it",
  "FsStateBackend.*": "Flink 2.0 removed it; the state backend and the directory are settings",
  "RocksDBStateBackend.*": "Flink 2.0 removed it; the state backend and the directory are settings",
  "TypeInformation.needConversion": inProcess,
  "TypeInformation.toInternalType": inProcess,
  "TypeInformation.fromInternalType": inProcess,
  "RowTypeInfo.needConversion": inProcess,
  "RowTypeInfo.toInternalType": inProcess,
  "RowTypeInfo.fromInternalType": inProcess,
  "TupleTypeInfo.needConversion": inProcess,
  "TupleTypeInfo.toInternalType": inProcess,
  "TupleTypeInfo.fromInternalType": inProcess,
  "JobID.*": "a job's id is a string of 32 hexadecimal digits",
  "CompletableFuture.*": "promises take its place",
  "StreamTransformer.*": "internal to the Python binding",
  "SupportsPreprocessing.*": "internal to the Python binding",
  "StreamTableEnvironment.create(env?, settings?)": "the Table API is outside of this project",
  "from_data_stream(ds, *fields_or_schema)": "the Table API is outside of this project",
  "from_changelog_stream(ds, schema?, mode?)": "the Table API is outside of this project",
  "create_temporary_view(path, ds, …)": "the Table API is outside of this project",
  "to_data_stream(table)": "the Table API is outside of this project",
  "to_changelog_stream(table, schema?, mode?)": "the Table API is outside of this project",
  "to_append_stream(table, type), to_retract_stream(table, type)":
    "the Table API is outside of this project",
  "StatementSet.attach_as_datastream()": "the Table API is outside of this project",
  Iterate: "Flink 2.0 removed it",
  "Graph (Gelly), DataSet API": "Flink 2.0 removed them",
  "Table API / SQL": "outside of this project",
  "Stateful Functions": "a project of its own",
  CEP: "a library beside the DataStream API",
  "State Processor API": "a library beside the DataStream API",
  "asQueryableState, QueryableStateClient (deprecated)": "deprecated in Flink",
  "Async state (State V2): enableAsyncState(), StateFuture (thenAccept, thenApply, thenCompose, thenCombine, conditional forms), asyncValue/asyncUpdate/asyncGet/asyncPut/…, StateIterator; needed for disaggregated state (ForSt)":
    "state is in this process; there is nothing to wait for",
};

/** What is there with a limit. */
export const partial: Readonly<Record<string, string>> = {
  "StreamExecutionEnvironment.enableCheckpointing": noCheckpoints,
  "StreamExecutionEnvironment.setStateBackend": memoryOnly,
  "StreamExecutionEnvironment.enableChangelogStateBackend": memoryOnly,
  "StreamExecutionEnvironment.setDefaultSavepointDirectory": noCheckpoints,
  "StreamExecutionEnvironment.setRestartStrategy": noRestarts,
  "StreamExecutionEnvironment.registerCachedFile": "kept; functions cannot read it yet",
  "ExecutionConfig.setRestartStrategy": noRestarts,
  "ExecutionConfig.setLatencyTrackingInterval": "kept and read back; latency is not measured yet",
  "ExecutionConfig.setUseSnapshotCompression": noCheckpoints,
  "CheckpointConfig.*": noCheckpoints,
  "RestartStrategies.*": noRestarts,
  "Exponential-delay restart strategy object": noRestarts,
  "JobClient.stopWithSavepoint": noSavepoints,
  "JobClient.triggerSavepoint": noSavepoints,
  "printToErr, writeToSocket, writeUsingOutputFormat":
    "printToErr; the others are sinks of one's own",
  "fromData, fromElements, fromSequence, generateSequence, fromParallelCollection":
    "fromData, fromElements and fromSequence, which take the place of the deprecated ones",
  "readFile with watch modes, socketTextStream":
    "socketTextStream, and a file source that monitors; readFile is deprecated in Flink",
  "createLocalEnvironment, …WithWebUI, createRemoteEnvironment":
    "getExecutionEnvironment gives the local one",
  "returns(TypeInformation/TypeHint)": "types are parameters of each operation",
  "Changelog state backend": memoryOnly,
  "State schema evolution (POJO, Avro), custom serializers":
    "types of rows and objects are migrated; serializers of one's own are for windows only",
  "Data generator source, rate limiter, hybrid source with derived start position":
    "no hybrid source",
  "Own DeserializationSchema, SerializationSchema, Encoder, BulkWriter, BucketAssigner, Kafka partitioner":
    "no bulk writers and no Kafka",
  "KeyedStateStore.getKeys(...), state of other keys":
    "applyToKeyedState of keyed broadcast functions",
};

/** What of this API a feature of the tables needs. */
export const features: Readonly<Record<string, readonly string[]>> = {
  "Window join": ["DataStream.join", "JoinedStreams.where", "JoinedStreamsWithWindow.apply"],
  "Window co-group": [
    "DataStream.coGroup",
    "CoGroupedStreams.where",
    "CoGroupedStreamsWithWindow.apply",
  ],
  "Interval join": [
    "KeyedStream.intervalJoin",
    "IntervalJoin.between",
    "IntervalJoined.lowerBoundExclusive",
    "IntervalJoined.upperBoundExclusive",
    "IntervalJoined.sideOutputLeftLateData",
    "IntervalJoined.sideOutputRightLateData",
    "IntervalJoined.process",
  ],
  "Full-window partition": [
    "DataStream.fullWindowPartition",
    "PartitionWindowedStream.mapPartition",
    "PartitionWindowedStream.sortPartition",
    "PartitionWindowedStream.aggregate",
    "PartitionWindowedStream.reduce",
  ],
  "Multi-input / custom operators": ["DataStream.transform"],
  "Connected inputs accessors": [
    "ConnectedStreams.getFirstInput",
    "ConnectedStreams.getSecondInput",
    "ConnectedStreams.getType1",
    "ConnectedStreams.getType2",
  ],
  "Broadcast process with keyed state scan": ["KeyedBroadcastContext.applyToKeyedState"],
  "Broadcast pattern": ["DataStream.connect", "DataStream.broadcast"],
  "Async I/O": [
    "AsyncDataStream.unorderedWait",
    "AsyncDataStream.orderedWait",
    "AsyncDataStream.unorderedWaitWithRetry",
    "AsyncDataStream.orderedWaitWithRetry",
  ],
  "global() (send all to subtask 0)": ["DataStream.global"],
  partitionCustom: ["DataStream.partitionCustom"],
  "reinterpretAsKeyedStream (experimental)": ["DataStream.reinterpretAsKeyedStream"],
  "printToErr, writeToSocket, writeUsingOutputFormat": ["DataStream.printToErr"],
  executeAndCollect: ["DataStream.executeAndCollect"],
  "fromData, fromElements, fromSequence, generateSequence, fromParallelCollection": [
    "StreamExecutionEnvironment.fromData",
    "StreamExecutionEnvironment.fromElements",
    "StreamExecutionEnvironment.fromSequence",
  ],
  "readFile with watch modes, socketTextStream": [
    "FileSourceBuilder.monitorContinuously",
    "StreamExecutionEnvironment.socketTextStream",
  ],
  "createInput(InputFormat)": ["StreamExecutionEnvironment.createInput"],
  "createLocalEnvironment, …WithWebUI, createRemoteEnvironment": [
    "StreamExecutionEnvironment.getExecutionEnvironment",
  ],
  "registerJobListener, getStreamGraph, clean, addOperator": [
    "StreamExecutionEnvironment.registerJobListener",
  ],
  "setUidHash, setDescription, slotSharingGroup, startNewChain, disableChaining, cache": [
    "DataStream.setUidHash",
    "DataStream.setDescription",
    "DataStream.slotSharingGroup",
    "DataStream.startNewChain",
    "DataStream.disableChaining",
    "DataStream.cache",
  ],
  "returns(TypeInformation/TypeHint)": ["DataStream.map", "DataStream.getType"],
  addMetricVariable: ["MetricGroup.addGroup"],
  "Own Source (split enumerator, reader), Sink (writer, committer, global committer, pre/post-commit topology), SourceFunction, SinkFunction":
    ["Source", "SplitEnumerator", "SourceReader", "Sink", "SinkWriter", "Committer"],
  "Own DeserializationSchema, SerializationSchema, Encoder, BulkWriter, BucketAssigner, Kafka partitioner":
    ["DeserializationSchema", "SerializationSchema", "RecordEncoder", "BucketAssigner"],
  "Data generator source, rate limiter, hybrid source with derived start position": [
    "DataGeneratorSource",
    "RateLimiterStrategy",
  ],
  "Field/position keys on tuples and objects": ["DataStream.keyBy", "KeyedStream.sum"],
  "minBy/maxBy(field, first)": ["KeyedStream.minBy", "KeyedStream.maxBy"],
  "Sum/min/max on windows": ["WindowedStream.sum", "WindowedStream.min", "WindowedStream.max"],
  countWindowAll: ["DataStream.countWindowAll"],
  "Count windows with slide firing": ["KeyedStream.countWindow"],
  "Accumulators (addAccumulator, IntCounter, …)": [
    "RuntimeContext.addAccumulator",
    "RuntimeContext.getAccumulator",
    "IntCounter",
    "LongCounter",
    "DoubleCounter",
    "AverageAccumulator",
    "Histogram",
    "ListAccumulator",
  ],
  "Broadcast variables (batch), distributed cache reading": ["RuntimeContext.getDistributedCache"],
  "CheckpointedFunction, operator list state, union list state": [
    "CheckpointedFunction",
    "OperatorStateStore.getListState",
    "OperatorStateStore.getUnionListState",
  ],
  "CheckpointListener (commit callback)": ["CheckpointListener"],
  "KeyedStateStore.getKeys(...), state of other keys": ["KeyedBroadcastContext.applyToKeyedState"],
  "State TTL, reducing, aggregating, map, list, value state": [
    "StateTtlConfig",
    "RuntimeContext.getReducingState",
    "RuntimeContext.getAggregatingState",
    "RuntimeContext.getMapState",
    "RuntimeContext.getListState",
    "RuntimeContext.getState",
  ],
  "Changelog state backend": ["StreamExecutionEnvironment.enableChangelogStateBackend"],
  "State schema evolution (POJO, Avro), custom serializers": ["TypeSerializer"],
  "Custom WatermarkGenerator (periodic, punctuated), WatermarkStrategy.forGenerator": [
    "WatermarkStrategy.forGenerator",
    "WatermarkGenerator",
  ],
  "withTimestampAssigner, idleness, alignment, bounded out-of-orderness, monotonous, no watermarks":
    [
      "WatermarkStrategy.withTimestampAssigner",
      "WatermarkStrategy.withIdleness",
      "WatermarkStrategy.withWatermarkAlignment",
      "WatermarkStrategy.forBoundedOutOfOrderness",
      "WatermarkStrategy.forMonotonousTimestamps",
      "WatermarkStrategy.noWatermarks",
    ],
  "Evictors (count, delta, time, custom)": [
    "CountEvictor.of",
    "DeltaEvictor.of",
    "TimeEvictor.of",
    "Evictor",
  ],
  "DeltaTrigger, ProcessingTimeTimeoutTrigger": [
    "DeltaTrigger.of",
    "ProcessingTimeTimeoutTrigger.of",
  ],
  "Custom trigger, custom assigner": ["Trigger", "WindowAssigner"],
  "TypeInformation of own classes (POJO, Tuple, Avro specific, Scala case class)": [
    "Types.CLASS",
    "Types.OBJECT",
    "Types.TUPLE",
  ],
  "Histogram metric, spans, events": ["MetricGroup.histogram"],
  "Exponential-delay restart strategy object": ["RestartStrategies.exponentialDelayRestart"],
  "Per-record OutputTag in all process functions": ["OutputTag", "ProcessContext.output"],
  "Test harnesses, mini-cluster resource": ["MiniCluster", "ScriptedSource"],
};
