/** Value objects of the configuration: what they say, what they stand for, and when two are equal. */
import { describe, expect, test } from "vitest";
import { findingsOf } from "../base/config-findings.ts";
import { Configuration } from "../base/configuration.ts";
import { Duration } from "../base/duration.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { CheckpointConfig } from "./checkpoint-config.ts";
import { FileSystemCheckpointStorage, JobManagerCheckpointStorage } from "./checkpoint-storage.ts";
import {
  EmbeddedRocksDBStateBackend,
  PredefinedOptions,
} from "./embedded-rocksdb-state-backend.ts";
import { RestartStrategies } from "./restart-strategies.ts";
import { SlotSharingGroup } from "./slot-sharing-group.ts";
import { HashMapStateBackend, MemoryStateBackend } from "./state-backends.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function environment(): StreamExecutionEnvironment {
  installFakeHost();
  return StreamExecutionEnvironment.getExecutionEnvironment();
}

/** The code, parameter and value of what `act` throws. */
function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    const { code, values } = error as { code: string; values: Record<string, unknown> };
    return [code, values["parameter"], values["value"]];
  }
  return undefined;
}

describe("checkpoint storages", () => {
  // covers: CheckpointStorage, JobManagerCheckpointStorage, JobManagerCheckpointStorage.getCheckpointPath
  // covers: JobManagerCheckpointStorage.getMaxStateSize, JobManagerCheckpointStorage.getSavepointPath
  // covers: FileSystemCheckpointStorage, FileSystemCheckpointStorage.getCheckpointPath
  // covers: FileSystemCheckpointStorage.getSavepointPath, FileSystemCheckpointStorage.getMinFileSizeThreshold
  // covers: FileSystemCheckpointStorage.getWriteBufferSize
  test("say Flink's defaults where nothing is given, and what is given else", () => {
    const memory = [
      new JobManagerCheckpointStorage(),
      new JobManagerCheckpointStorage("/c", 50_000),
    ];
    expect(
      memory.map((one) => [one.getCheckpointPath(), one.getMaxStateSize(), one.getSavepointPath()]),
    ).toEqual([
      [null, 5_242_880, null],
      ["/c", 50_000, null],
    ]);
    const files = [
      new FileSystemCheckpointStorage("file:///c"),
      new FileSystemCheckpointStorage("/c", 0, 0),
      new FileSystemCheckpointStorage("/c", 2048, 8192),
    ];
    expect(
      files.map((one) => [
        one.getCheckpointPath(),
        one.getSavepointPath(),
        one.getMinFileSizeThreshold(),
        one.getWriteBufferSize(),
      ]),
    ).toEqual([
      ["file:///c", null, 20_480, 4096],
      ["/c", null, 0, 0],
      ["/c", null, 2048, 8192],
    ]);
  });

  // covers: CheckpointConfig.setCheckpointStorage, CheckpointConfig.getCheckpointStorage
  test("become the settings of the checkpoint configuration; a new one takes those before back", () => {
    const configuration = new Configuration();
    const config = new CheckpointConfig(configuration);
    expect(config.getCheckpointStorage()).toBe(null);
    const files = new FileSystemCheckpointStorage("/c", 2048, 8192);
    expect(config.setCheckpointStorage(files).getCheckpointStorage()).toBe(files);
    expect(configuration.toDict()).toEqual({
      "execution.checkpointing.storage": "filesystem",
      "execution.checkpointing.dir": "/c",
      "execution.checkpointing.data-inline-threshold": "2048 bytes",
      "execution.checkpointing.write-buffer-size": "8192 bytes",
    });
    expect(config.getCheckpointStorageDir()).toBe("/c");
    config.setCheckpointStorage(new JobManagerCheckpointStorage());
    expect(configuration.toDict()).toEqual({ "execution.checkpointing.storage": "jobmanager" });
  });

  test("refuse what they cannot be", () => {
    const config = new CheckpointConfig(new Configuration());
    expect([
      refusal(() => new FileSystemCheckpointStorage("")),
      refusal(() => new FileSystemCheckpointStorage(undefined as unknown as string)),
      refusal(() => new FileSystemCheckpointStorage("/c", 1024 * 1024 + 1)),
      refusal(() => new FileSystemCheckpointStorage("/c", 0, 1.5)),
      refusal(() => new JobManagerCheckpointStorage(null, 0)),
      refusal(() => config.setCheckpointStorage("/c" as unknown as JobManagerCheckpointStorage)),
    ]).toEqual([
      ["API_WRONG_TYPE", "checkpointPath", '""'],
      ["API_WRONG_TYPE", "checkpointPath", "undefined"],
      ["API_WRONG_TYPE", "fileStateSizeThreshold", "1048577"],
      ["API_WRONG_TYPE", "writeBufferSize", "1.5"],
      ["API_WRONG_TYPE", "maxStateSize", "0"],
      ["API_WRONG_TYPE", "storage", '"/c"'],
    ]);
  });
});

describe("the state backend on disk", () => {
  // covers: StateBackend, EmbeddedRocksDBStateBackend, PredefinedOptions
  // covers: EmbeddedRocksDBStateBackend.setDbStoragePaths, EmbeddedRocksDBStateBackend.getDbStoragePaths
  // covers: EmbeddedRocksDBStateBackend.isIncrementalCheckpointsEnabled
  // covers: EmbeddedRocksDBStateBackend.setPredefinedOptions, EmbeddedRocksDBStateBackend.getPredefinedOptions
  // covers: EmbeddedRocksDBStateBackend.setOptions, EmbeddedRocksDBStateBackend.getOptions
  // covers: EmbeddedRocksDBStateBackend.getNumberOfTransferThreads, EmbeddedRocksDBStateBackend.setNumberOfTransferThreads
  test("is readable back", () => {
    const backend = new EmbeddedRocksDBStateBackend(true);
    const said = (one: EmbeddedRocksDBStateBackend) => [
      one.isIncrementalCheckpointsEnabled(),
      one.getDbStoragePaths(),
      one.getPredefinedOptions(),
      one.getOptions(),
      one.getNumberOfTransferThreads(),
    ];
    expect(said(new EmbeddedRocksDBStateBackend())).toEqual([false, [], "DEFAULT", null, 4]);
    backend.setDbStoragePaths("/a", "/b");
    backend.setPredefinedOptions(PredefinedOptions.FLASH_SSD_OPTIMIZED);
    backend.setOptions("org.example.Options");
    backend.setNumberOfTransferThreads(8);
    expect(said(backend)).toEqual([
      true,
      ["/a", "/b"],
      "FLASH_SSD_OPTIMIZED",
      "org.example.Options",
      8,
    ]);
    const env = environment().setStateBackend(backend);
    expect(env.getStateBackend()).toBe(backend);
    expect(env.getConfiguration().toDict()).toEqual({
      "state.backend.type": "rocksdb",
      "execution.checkpointing.incremental": "true",
      "state.backend.rocksdb.localdir": "/a,/b",
      "state.backend.rocksdb.predefined-options": "FLASH_SSD_OPTIMIZED",
      "state.backend.rocksdb.options-factory": "org.example.Options",
      "state.backend.rocksdb.checkpoint.transfer.thread.num": "8",
    });
    env.setStateBackend(new HashMapStateBackend());
    expect(env.getConfiguration().toDict()).toEqual({ "state.backend.type": "hashmap" });
  });

  test("is accepted with a warning, as state is in memory", () => {
    const env = environment().setStateBackend(new EmbeddedRocksDBStateBackend());
    expect(
      findingsOf(env.getConfiguration().toMap()).map(({ level, error }) => [
        level,
        error.code,
        error.values["key"],
      ]),
    ).toEqual([["warning", "CONFIG_NOT_IN_EFFECT", "state.backend.type"]]);
  });

  test("refuses what Flink refuses", () => {
    const backend = new EmbeddedRocksDBStateBackend();
    expect([
      refusal(() => new EmbeddedRocksDBStateBackend("yes" as unknown as boolean)),
      refusal(() => backend.setDbStoragePaths("")),
      refusal(() => backend.setPredefinedOptions("FAST" as PredefinedOptions)),
      refusal(() => backend.setOptions("")),
      refusal(() => backend.setNumberOfTransferThreads(0)),
      refusal(() => environment().setStateBackend("rocksdb" as unknown as HashMapStateBackend)),
    ]).toEqual([
      ["API_WRONG_TYPE", "enableIncrementalCheckpointing", '"yes"'],
      ["API_WRONG_TYPE", "paths", '""'],
      ["API_WRONG_TYPE", "options", '"FAST"'],
      ["API_WRONG_TYPE", "optionsFactoryClassName", '""'],
      ["API_WRONG_TYPE", "numberOfTransferingThreads", "0"],
      ["API_WRONG_TYPE", "stateBackend", '"rocksdb"'],
    ]);
  });
});

describe("the restart strategy with a growing delay", () => {
  // covers: RestartStrategies.exponentialDelayRestart
  test("is readable back and stands for Flink's settings", () => {
    const strategy = RestartStrategies.exponentialDelayRestart("1 s", "1 min", 1.5, "1 h", 0.1);
    expect([
      strategy.getInitialBackoff(),
      strategy.getMaxBackoff(),
      strategy.getBackoffMultiplier(),
      strategy.getResetBackoffThreshold(),
      strategy.getJitterFactor(),
      strategy.getDescription(),
    ]).toEqual([
      Duration.ofSeconds(1),
      Duration.ofMinutes(1),
      1.5,
      Duration.ofHours(1),
      0.1,
      "Restart with exponential delay: starting at 1000 ms, increasing by 1.5, with maximum 60000 ms. Delay resets after 3600000 ms with jitter 0.1",
    ]);
    const env = environment().setRestartStrategy(strategy);
    expect(env.getRestartStrategy()).toBe(strategy);
    expect(env.getConfiguration().toDict()).toEqual({
      "restart-strategy.type": "exponential-delay",
      "restart-strategy.exponential-delay.initial-backoff": "1000 ms",
      "restart-strategy.exponential-delay.max-backoff": "60000 ms",
      "restart-strategy.exponential-delay.backoff-multiplier": "1.5",
      "restart-strategy.exponential-delay.reset-backoff-threshold": "3600000 ms",
      "restart-strategy.exponential-delay.jitter-factor": "0.1",
    });
  });

  test("refuses a delay that shrinks, and a jitter beyond the delay", () => {
    const made = (multiplier: number, jitter: number) => () =>
      RestartStrategies.exponentialDelayRestart(1, 2, multiplier, 3, jitter);
    expect([refusal(made(0.9, 0)), refusal(made(Number.NaN, 0)), refusal(made(1, 1.1))]).toEqual([
      ["API_WRONG_TYPE", "backoffMultiplier", "0.9"],
      ["API_WRONG_TYPE", "backoffMultiplier", "NaN"],
      ["API_WRONG_TYPE", "jitterFactor", "1.1"],
    ]);
  });
});

describe("two value objects are equal", () => {
  const made = [
    () => RestartStrategies.noRestart(),
    () => RestartStrategies.fallBackRestart(),
    () => RestartStrategies.fixedDelayRestart(3, 10),
    () => RestartStrategies.fixedDelayRestart(4, 10),
    () => RestartStrategies.failureRateRestart(3, 10, 10),
    () => RestartStrategies.exponentialDelayRestart(1, 2, 1, 3, 0),
    () => RestartStrategies.exponentialDelayRestart(1, 2, 1, 3, 0.5),
    () => new HashMapStateBackend(),
    () => new MemoryStateBackend(),
    () => new EmbeddedRocksDBStateBackend(),
    () => new EmbeddedRocksDBStateBackend(true),
    () => new JobManagerCheckpointStorage(),
    () => new JobManagerCheckpointStorage("/c"),
    () => new JobManagerCheckpointStorage("/c", 1),
    () => new FileSystemCheckpointStorage("/c"),
    () => new FileSystemCheckpointStorage("/c", 1),
    () => SlotSharingGroup.builder("g").build(),
    () => SlotSharingGroup.builder("h").build(),
    () => SlotSharingGroup.builder("g").setCpuCores(1).setTaskHeapMemoryMb(1).build(),
    () => SlotSharingGroup.builder("g").setCpuCores(1).setTaskHeapMemoryMb(2).build(),
    () =>
      SlotSharingGroup.builder("g")
        .setCpuCores(1)
        .setTaskHeapMemoryMb(2)
        .setExternalResource("gpu", 1)
        .build(),
    () => new CheckpointConfig(new Configuration()).setCheckpointInterval(10),
    () => new CheckpointConfig(new Configuration()).setCheckpointInterval(20),
  ];

  test("where class and content are the same, and nowhere else", () => {
    const equal = made.map((one) => made.map((other) => one().equals(other())));
    expect(equal).toEqual(made.map((_, row) => made.map((_one, column) => row === column)));
    expect(made.map((one) => one().equals(null))).toEqual(made.map(() => false));
  });
});

// covers: StreamExecutionEnvironment.registerSlotSharingGroup, DataStream.slotSharingGroup
test("declared slot sharing groups are part of the plan, with what they wish for", () => {
  const env = environment();
  const heavy = SlotSharingGroup.builder("heavy").setCpuCores(2).setTaskHeapMemoryMb(100).build();
  const light = SlotSharingGroup.builder("light").build();
  env.registerSlotSharingGroup(light);
  env.fromSequence(1, 2).slotSharingGroup(heavy).print().slotSharingGroup("light");
  expect(
    env
      .explain()
      .split("\n")
      .filter((line) => line.includes("slot sharing")),
  ).toEqual([
    '    parallelism 1, max parallelism 128, slot sharing group "heavy" (2 cores, task heap 100 mb)',
    '    parallelism 1, max parallelism 128, slot sharing group "light"',
  ]);
});
