/** Getters and builders of settings that no other test reads. */
import {
  BucketAssigner,
  ConfigOptions,
  Configuration,
  DefaultRollingPolicy,
  ExternalizedCheckpointRetention,
  FileEnumeratorProvider,
  FileSource,
  HashMapStateBackend,
  MemorySize,
  MemoryStateBackend,
  OnCheckpointRollingPolicy,
  OutputFileConfig,
  RestartStrategies,
  RollingPolicy,
  Row,
  RowKind,
  RuntimeExecutionMode,
  SlotSharingGroup,
  StateTtlConfig,
  StreamExecutionEnvironment,
  StreamFormat,
  TumblingEventTimeWindows,
} from "millrace";
import { expect, test } from "vitest";

// covers: ConfigOption, ConfigOptions.OptionBuilder.booleanType
// covers: ConfigOptions.OptionBuilder.longType, ConfigOptions.OptionBuilder.floatType
// covers: ConfigOptions.OptionBuilder.doubleType, ConfigOptions.OptionBuilder.stringType
// covers: ConfigOptions.OptionBuilder.intType, ConfigOptions.TypedConfigOptionBuilder.defaultValue
test("an option of each type has its default and reads its own text", () => {
  const options = [
    ConfigOptions.key("a").booleanType().defaultValue(true),
    ConfigOptions.key("b").longType().defaultValue(2),
    ConfigOptions.key("c").floatType().defaultValue(0.5),
    ConfigOptions.key("d").doubleType().defaultValue(1.5),
    ConfigOptions.key("e").stringType().defaultValue("x"),
    ConfigOptions.key("f").intType().defaultValue(7),
  ] as const;
  const read = (text: Record<string, string>): unknown[] => {
    const configuration = Configuration.fromDict(text);
    const [a, b, c, d, e, f] = options;
    const of = configuration;
    return [of.get(a), of.get(b), of.get(c), of.get(d), of.get(e), of.get(f)];
  };
  expect(read({})).toEqual([true, 2, 0.5, 1.5, "x", 7]);
  expect(read({ a: "false", b: "3", c: "0.25", d: "2.5", e: "y", f: "8" })).toEqual([
    false,
    3,
    0.25,
    2.5,
    "y",
    8,
  ]);
});

// covers: SlotSharingGroup.Builder.setTaskOffHeapMemory, SlotSharingGroup.Builder.setManagedMemoryMb
// covers: SlotSharingGroup.Builder.setTaskHeapMemory, MemorySize.getBytes, MemorySize.getGibiBytes
test("memory of a group comes back in every unit", () => {
  const group = SlotSharingGroup.builder("group")
    .setCpuCores(1)
    .setTaskHeapMemory(MemorySize.ofMebiBytes(2048))
    .setTaskOffHeapMemory(MemorySize.ofMebiBytes(1))
    .setManagedMemoryMb(3)
    .build();
  expect(group.getTaskHeapMemory()?.getGibiBytes()).toBe(2);
  expect(group.getTaskOffHeapMemory()?.getBytes()).toBe(1_048_576);
  expect(group.getManagedMemory()?.getMebiBytes()).toBe(3);
});

// covers: StreamExecutionEnvironment.getCheckpointingConsistencyMode, RuntimeExecutionMode
// covers: ExecutionConfig.getLatencyTrackingInterval, DataStream.getExecutionConfig
// covers: WindowedStream.getExecutionEnvironment, AllWindowedStream.getExecutionEnvironment
test("environments, their settings and what leads back to them", () => {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  env.setRuntimeMode(RuntimeExecutionMode.STREAMING);
  env.getConfig().setLatencyTrackingInterval(5);
  const stream = env.fromElements(1);
  const windows = TumblingEventTimeWindows.of(1);
  expect(env.getCheckpointingConsistencyMode()).toBe("EXACTLY_ONCE");
  expect(stream.getExecutionConfig().getLatencyTrackingInterval()).toBe(5);
  expect(
    stream
      .keyBy(() => 0)
      .window(windows)
      .getExecutionEnvironment(),
  ).toBe(env);
  expect(stream.windowAll(windows).getExecutionEnvironment()).toBe(env);
});

// covers: StateTtlConfig.Builder.setStateVisibility, StateTtlConfig.Builder.setTtlTimeCharacteristic
// covers: StateTtlConfig.StateVisibility, StateTtlConfig.TtlTimeCharacteristic
// covers: TtlCleanupStrategies.Strategies
test("a time to live keeps its visibility and its clock", () => {
  const config = StateTtlConfig.newBuilder(1)
    .setStateVisibility(StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp)
    .setTtlTimeCharacteristic(StateTtlConfig.TtlTimeCharacteristic.ProcessingTime)
    .build();
  expect([config.getStateVisibility(), config.getTtlTimeCharacteristic()]).toEqual([
    "ReturnExpiredIfNotCleanedUp",
    "ProcessingTime",
  ]);
  expect(Object.keys(StateTtlConfig.CleanupStrategies.Strategies)).toEqual([
    "FULL_STATE_SCAN_SNAPSHOT",
    "INCREMENTAL_CLEANUP",
    "ROCKSDB_COMPACTION_FILTER",
  ]);
});

// covers: MemoryStateBackend.getMaxStateSize, MemoryStateBackend.isUsingAsynchronousSnapshots
// covers: HashMapStateBackend, ExternalizedCheckpointRetention
test("state backends compare by value and keep their settings", () => {
  const memory = new MemoryStateBackend();
  expect([memory.getMaxStateSize(), memory.isUsingAsynchronousSnapshots()]).toEqual([
    5_242_880,
    true,
  ]);
  expect(new HashMapStateBackend().equals(new HashMapStateBackend())).toBe(true);
  expect(new HashMapStateBackend().equals(memory)).toBe(false);
  expect(Object.keys(ExternalizedCheckpointRetention)).toEqual([
    "DELETE_ON_CANCELLATION",
    "RETAIN_ON_CANCELLATION",
    "NO_EXTERNALIZED_CHECKPOINTS",
  ]);
});

// covers: RestartStrategyConfiguration.getDescription, NoRestartStrategyConfiguration.getDescription
// covers: FallbackRestartStrategyConfiguration.getDescription
test("restart strategies describe themselves", () => {
  const all = [
    RestartStrategies.noRestart(),
    RestartStrategies.fallBackRestart(),
    RestartStrategies.fixedDelayRestart(3, 10),
  ];
  expect(all.map((one) => one.getDescription())).toEqual([
    "Restart deactivated.",
    "Cluster level default restart strategy",
    "Restart with fixed delay (10 ms). #3 restart attempts.",
  ]);
});

// covers: Row.getRowKind, Row.setRowKind
test("a row has the kind that it was given", () => {
  const row = Row.of(1);
  expect(row.getRowKind()).toBe(RowKind.INSERT);
  row.setRowKind(RowKind.DELETE);
  expect(row.getRowKind()).toBe(RowKind.DELETE);
});

// covers: OutputFileConfig.getPartPrefix, OutputFileConfig.getPartSuffix
// covers: RollingPolicy.onCheckpointRollingPolicy, BucketAssigner.basePathBucketAssigner
// covers: FileSourceBuilder.processStaticFileSet
// covers: FileEnumeratorProvider.defaultNonSplittableFileEnumerator
test("parts of file sources and sinks", () => {
  const config = OutputFileConfig.builder().withPartPrefix("pre").withPartSuffix(".ext").build();
  expect([config.getPartPrefix(), config.getPartSuffix()]).toEqual(["pre", ".ext"]);
  expect(RollingPolicy.onCheckpointRollingPolicy()).toBeInstanceOf(OnCheckpointRollingPolicy);
  expect(DefaultRollingPolicy.builder().build()).toBeInstanceOf(DefaultRollingPolicy);
  const context = {
    currentProcessingTime: () => 0,
    currentWatermark: () => 0,
    timestamp: () => null,
  };
  expect(BucketAssigner.basePathBucketAssigner().getBucketId("record", context)).toBe("");
  const source = FileSource.forRecordStreamFormat(StreamFormat.textLineFormat(), "file:///nowhere")
    .monitorContinuously(10)
    .processStaticFileSet()
    .setFileEnumerator(FileEnumeratorProvider.defaultNonSplittableFileEnumerator())
    .build();
  expect(source.boundedness).toBe("BOUNDED");
});

// covers: DataStream.setUidHash, DataStreamSink.setUidHash
test("a uid hash is the operator's id", () => {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  const [map = "", sink = ""] = ["0123456789abcdef", "fedcba9876543210"].map((half) => half + half);
  env
    .fromElements(1)
    .map((value) => value)
    .setUidHash(map)
    .addSink(() => {})
    .setUidHash(sink);
  expect(env.explain()).toContain(map);
  expect(env.explain()).toContain(sink);
});
