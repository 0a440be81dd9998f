/** Settings of operators and configuration that come back as they were set, and what cannot be set. */
import { expect, test } from "vitest";
import { ConfigOption, ConfigOptions } from "../base/config-option.ts";
import { Configuration } from "../base/configuration.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { ExternalizedCheckpointRetention } from "./checkpointing.ts";
import { RuntimeExecutionMode } from "./execution-modes.ts";
import { MemorySize } from "./memory-size.ts";
import {
  FallbackRestartStrategyConfiguration,
  NoRestartStrategyConfiguration,
  RestartStrategies,
  RestartStrategyConfiguration,
} from "./restart-strategies.ts";
import { SlotSharingGroup } from "./slot-sharing-group.ts";
import { HashMapStateBackend, MemoryStateBackend } from "./state-backends.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function environment(): StreamExecutionEnvironment {
  installFakeHost();
  return StreamExecutionEnvironment.getExecutionEnvironment();
}

// covers: DataStream.setUidHash, DataStreamSink.setUidHash
test("a uid hash is the operator's id itself, in a stream and in a sink", () => {
  const env = environment();
  const [first, second] = ["1".repeat(32), "2".repeat(32)] as const;
  env.fromSequence(1, 2).setUidHash(first).print().disableChaining().setUidHash(second);
  expect(env.explain().match(/id [0-9a-f]{32}/g)).toEqual([`id ${first}`, `id ${second}`]);
  expect(() => env.fromSequence(1, 2).setUidHash("1")).toThrow(
    expect.objectContaining({ code: "API_WRONG_TYPE" }),
  );
});

// covers: DataStream.getExecutionConfig
test("a stream hands out the live configuration of its environment", () => {
  const env = environment();
  const stream = env.fromSequence(1, 2);
  env.setParallelism(3);
  expect(stream.getExecutionConfig()).toBe(env.getConfig());
  expect(stream.getExecutionConfig().getParallelism()).toBe(3);
});

// covers: KeyedStream.forward, KeyedStream.partitionCustom
test("a keyed stream has its partitioning already", () => {
  const keyed = environment()
    .fromSequence(1, 2)
    .keyBy((n) => n) as unknown as Record<"forward" | "partitionCustom", () => unknown>;
  for (const method of ["forward", "partitionCustom"] as const)
    expect(() => keyed[method]()).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^API_/) }),
    );
});

// covers: StreamExecutionEnvironment.getCheckpointingConsistencyMode, ExecutionConfig.getLatencyTrackingInterval
// covers: RuntimeExecutionMode, ExternalizedCheckpointRetention
test("modes and intervals come back under all of their names", () => {
  const env = environment().enableCheckpointing(1000, "AT_LEAST_ONCE");
  expect([env.getCheckpointingMode(), env.getCheckpointingConsistencyMode()]).toEqual([
    "AT_LEAST_ONCE",
    "AT_LEAST_ONCE",
  ]);
  const config = env.getConfig();
  expect([
    config.getLatencyTrackingInterval(),
    config.setLatencyTrackingInterval("2 s").getLatencyTrackingInterval(),
  ]).toEqual([0, 2000]);
  const modes = Object.values(RuntimeExecutionMode);
  expect(modes).toEqual(["STREAMING", "BATCH", "AUTOMATIC"]);
  expect(modes.map((mode) => env.setRuntimeMode(mode).getRuntimeMode())).toEqual(modes);
  const checkpoints = env.getCheckpointConfig();
  const retentions = Object.values(ExternalizedCheckpointRetention);
  expect(
    retentions.map((retention) =>
      checkpoints
        .setExternalizedCheckpointRetention(retention)
        .getExternalizedCheckpointRetention(),
    ),
  ).toEqual(retentions);
});

// covers: ConfigOption, ConfigOptions.OptionBuilder.booleanType, ConfigOptions.OptionBuilder.longType
// covers: ConfigOptions.OptionBuilder.floatType, ConfigOptions.OptionBuilder.doubleType
// covers: ConfigOptions.OptionBuilder.stringType
test("typed options read their default, or what is set", () => {
  const key = ConfigOptions.key("k");
  const options = [
    [key.booleanType().defaultValue(true), "false", false],
    [key.longType().defaultValue(1), "4294967296", 4_294_967_296],
    [key.floatType().defaultValue(1), "0.5", 0.5],
    [key.doubleType().defaultValue(1), "0.25", 0.25],
    [key.stringType().defaultValue("a"), "b", "b"],
  ] as const;
  for (const [option, text, value] of options) {
    const typed = option as ConfigOption<unknown>;
    expect(typed).toBeInstanceOf(ConfigOption);
    expect(new Configuration().get(typed)).toBe(option.defaultValue);
    expect(new Configuration().setString("k", text).get(typed)).toBe(value);
  }
});

// covers: SlotSharingGroup.Builder.setTaskOffHeapMemory, SlotSharingGroup.Builder.setManagedMemoryMb
// covers: MemorySize.getBytes, MemorySize.getGibiBytes
test("sizes come back in every unit, rounded down", () => {
  const group = SlotSharingGroup.builder("g")
    .setCpuCores(1)
    .setTaskHeapMemoryMb(1)
    .setTaskOffHeapMemory(new MemorySize(2.5 * 2 ** 30))
    .setManagedMemoryMb(1025)
    .build();
  const offHeap = group.getTaskOffHeapMemory();
  expect([offHeap?.getBytes(), offHeap?.getGibiBytes()]).toEqual([2_684_354_560, 2]);
  expect(group.getManagedMemory()?.getMebiBytes()).toBe(1025);
});

// covers: HashMapStateBackend, MemoryStateBackend.getMaxStateSize, MemoryStateBackend.isUsingAsynchronousSnapshots
test("a state backend in memory is what happens anyway", () => {
  const env = environment().setStateBackend(new HashMapStateBackend());
  expect(env.getConfiguration().toDict()).toEqual({ "state.backend.type": "hashmap" });
  const older = new MemoryStateBackend();
  expect([older.getMaxStateSize(), older.isUsingAsynchronousSnapshots()]).toEqual([
    5_242_880,
    true,
  ]);
});

// covers: RestartStrategyConfiguration, RestartStrategyConfiguration.getDescription
// covers: NoRestartStrategyConfiguration, FallbackRestartStrategyConfiguration
// covers: RestartStrategies.exponentialDelayRestart
test("restart strategies describe themselves", () => {
  const made = [
    RestartStrategies.noRestart(),
    RestartStrategies.fallBackRestart(),
    RestartStrategies.fixedDelayRestart(3, "10 s"),
    RestartStrategies.failureRateRestart(2, "1 min", "1 s"),
    RestartStrategies.exponentialDelayRestart("1 s", "1 min", 2, "1 h", 0),
  ];
  expect(made.every((one) => one instanceof RestartStrategyConfiguration)).toBe(true);
  expect(made[0]).toBeInstanceOf(NoRestartStrategyConfiguration);
  expect(made[1]).toBeInstanceOf(FallbackRestartStrategyConfiguration);
  expect(made.map((one) => one.getDescription())).toEqual([
    "Restart deactivated.",
    "Cluster level default restart strategy",
    "Restart with fixed delay (10000 ms). #3 restart attempts.",
    "Failure rate restart with maximum of 2 failures within interval 60000 ms and fixed delay 1000 ms.",
    "Restart with exponential delay: starting at 1000 ms, increasing by 2, with maximum 60000 ms. Delay resets after 3600000 ms with jitter 0",
  ]);
});
