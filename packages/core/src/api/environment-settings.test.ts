import { describe, expect, test } from "vitest";
import { findingsOf } from "../base/config-findings.ts";
import { Configuration } from "../base/configuration.ts";
import { Duration } from "../base/duration.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { CheckpointConfig } from "./checkpoint-config.ts";
import { MemorySize } from "./memory-size.ts";
import { RestartStrategies } from "./restart-strategies.ts";
import { SlotSharingGroup } from "./slot-sharing-group.ts";
import { MemoryStateBackend } from "./state-backends.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

/** A fresh environment without settings. */
function environment(): StreamExecutionEnvironment {
  installFakeHost();
  return StreamExecutionEnvironment.getExecutionEnvironment();
}

/** What the environment's settings are, by key. */
function settingsOf(env: StreamExecutionEnvironment): Record<string, string> {
  return env.getConfiguration().toDict();
}

// covers: StreamExecutionEnvironment.getConfig
test("the parallelism -1 of an ExecutionConfig takes the setting back, -2 leaves it", () => {
  const config = environment().getConfig().setParallelism(3);
  expect([
    config.setParallelism(-2).getParallelism(),
    config.setParallelism(-1).getParallelism(),
    config.setParallelism(-2).getParallelism(),
  ]).toEqual([3, 1, 1]);
});

describe("settings of the environment", () => {
  // covers: StreamExecutionEnvironment.disableOperatorChaining
  // covers: StreamExecutionEnvironment.setBufferTimeout
  // covers: StreamExecutionEnvironment.setDefaultSavepointDirectory
  // covers: StreamExecutionEnvironment.setMaxParallelism, StreamExecutionEnvironment.setRuntimeMode
  // covers: StreamExecutionEnvironment.setStateBackend
  // covers: StreamExecutionEnvironment.setStreamTimeCharacteristic
  test("are readable back and stand under Flink's keys", () => {
    const env = environment()
      .setParallelism(3)
      .setMaxParallelism(12)
      .setBufferTimeout(12_000)
      .disableOperatorChaining()
      .setRuntimeMode("BATCH")
      .enableCheckpointing(30_000, "AT_LEAST_ONCE")
      .enableChangelogStateBackend(true)
      .setDefaultSavepointDirectory("/s")
      .setStateBackend(new MemoryStateBackend())
      .setStreamTimeCharacteristic("ProcessingTime");
    expect([
      env.getParallelism(),
      env.getMaxParallelism(),
      env.getBufferTimeout(),
      env.isChainingEnabled(),
      env.getRuntimeMode(),
      env.getCheckpointInterval(),
      env.getCheckpointingMode(),
      env.isChangelogStateBackendEnabled(),
      env.getDefaultSavepointDirectory(),
      env.getStreamTimeCharacteristic(),
    ]).toEqual([
      3,
      12,
      12_000,
      false,
      "BATCH",
      30_000,
      "AT_LEAST_ONCE",
      true,
      "/s",
      "ProcessingTime",
    ]);
    expect(settingsOf(env)).toEqual({
      "parallelism.default": "3",
      "pipeline.max-parallelism": "12",
      "execution.buffer-timeout.interval": "12000 ms",
      "pipeline.operator-chaining.enabled": "false",
      "execution.runtime-mode": "BATCH",
      "execution.checkpointing.interval": "30000 ms",
      "execution.checkpointing.mode": "AT_LEAST_ONCE",
      "state.changelog.enabled": "true",
      "execution.checkpointing.savepoint-dir": "/s",
      "state.backend.type": "hashmap",
    });
  });

  // covers: StreamExecutionEnvironment.getBufferTimeout
  // covers: StreamExecutionEnvironment.getCheckpointInterval
  // covers: StreamExecutionEnvironment.getCheckpointingMode
  // covers: StreamExecutionEnvironment.getDefaultSavepointDirectory
  // covers: StreamExecutionEnvironment.getMaxParallelism
  // covers: StreamExecutionEnvironment.getStateBackend
  // covers: StreamExecutionEnvironment.getStreamTimeCharacteristic
  // covers: StreamExecutionEnvironment.isChainingEnabled
  // covers: StreamExecutionEnvironment.isChainingOfOperatorsWithDifferentMaxParallelismEnabled
  // covers: StreamExecutionEnvironment.isChangelogStateBackendEnabled
  // covers: StreamExecutionEnvironment.isUnalignedCheckpointsEnabled
  test("have Flink's defaults", () => {
    const env = environment();
    expect([
      env.getParallelism(),
      env.getMaxParallelism(),
      env.getBufferTimeout(),
      env.isChainingEnabled(),
      env.getRuntimeMode(),
      env.getCheckpointInterval(),
      env.getCheckpointingMode(),
      env.isChangelogStateBackendEnabled(),
      env.getDefaultSavepointDirectory(),
      env.getStreamTimeCharacteristic(),
      env.getStateBackend(),
      env.isChainingOfOperatorsWithDifferentMaxParallelismEnabled(),
      env.isUnalignedCheckpointsEnabled(),
    ]).toEqual([
      1,
      -1,
      100,
      true,
      "STREAMING",
      -1,
      "EXACTLY_ONCE",
      null,
      null,
      "EventTime",
      null,
      true,
      false,
    ]);
  });

  // covers: StreamExecutionEnvironment.configure, StreamExecutionEnvironment.getCheckpointConfig
  // covers: StreamExecutionEnvironment.setParallelism
  test("are given as a copy, and taken over key by key", () => {
    const env = environment().setParallelism(2);
    env.getConfiguration().setString("parallelism.default", "7");
    env.configure(new Configuration().setString("execution.checkpointing.interval", "1 min"));
    expect([env.getParallelism(), env.getCheckpointConfig().getCheckpointInterval()]).toEqual([
      2, 60_000,
    ]);
  });

  // covers: StreamExecutionEnvironment.getRestartStrategy
  // covers: StreamExecutionEnvironment.setRestartStrategy
  test("keep a restart strategy as it was set, and as settings", () => {
    const env = environment();
    env.setRestartStrategy(RestartStrategies.failureRateRestart(2, "1 min", 5));
    env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, "10 s"));
    expect(env.getRestartStrategy()).toEqual(RestartStrategies.fixedDelayRestart(3, 10_000));
    expect(settingsOf(env)).toEqual({
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": "3",
      "restart-strategy.fixed-delay.delay": "10000 ms",
    });
  });

  // covers: StreamExecutionEnvironment.enableChangelogStateBackend
  // covers: StreamExecutionEnvironment.enableCheckpointing
  test("are known to the key table, so that execute() says by code which are not in effect", () => {
    const env = environment()
      .enableCheckpointing(1000)
      .enableChangelogStateBackend(true)
      .setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 1));
    const config = env
      .getConfig()
      .enableObjectReuse()
      .setAutoWatermarkInterval("1 s")
      .setGlobalJobParameters({ a: 1 });
    expect([
      config.isObjectReuseEnabled(),
      config.getAutoWatermarkInterval(),
      config.getGlobalJobParameters(),
    ]).toEqual([true, 1000, { a: "1" }]);
    const codes = findingsOf(env.getConfiguration().toMap()).map(({ error }) => error.code);
    expect(new Set(codes)).toEqual(new Set(["CONFIG_NOT_IN_EFFECT"]));
  });

  // covers: StreamExecutionEnvironment.registerSlotSharingGroup
  test("refuse what is out of range at the user's line", () => {
    const env = environment();
    const calls = [
      () => env.setParallelism(0),
      () => env.setMaxParallelism(40_000),
      () => env.setBufferTimeout(-2),
      () => env.enableCheckpointing(9),
      () => env.setRuntimeMode("LATER" as never),
      () => env.getConfig().setParallelism(-3),
      () => env.setRestartStrategy({} as never),
      () => env.getCheckpointConfig().setMaxConcurrentCheckpoints(0),
      () => env.registerSlotSharingGroup({} as never),
      () => env.configure({} as never),
    ];
    const codes = calls.map((call) => {
      try {
        call();
        return "accepted";
      } catch (error) {
        const { code, where } = error as { code: string; where: { location?: string } };
        return `${code} ${/environment-settings\.test\.ts/.test(where.location ?? "")}`;
      }
    });
    expect(codes).toEqual(calls.map(() => "API_WRONG_TYPE true"));
  });

  // covers: StreamExecutionEnvironment.getParallelism
  // covers: StreamExecutionEnvironment.setDefaultLocalParallelism
  test("of new environments begin with the process's default parallelism", () => {
    const env = environment();
    env.setDefaultLocalParallelism(8);
    expect([
      env.getParallelism(),
      environment().getParallelism(),
      StreamExecutionEnvironment.createLocalEnvironment(2).getParallelism(),
    ]).toEqual([1, 8, 2]);
    env.setDefaultLocalParallelism(1);
  });
});

// covers: CheckpointConfig.getExternalizedCheckpointRetention
// covers: CheckpointConfig.setAlignedCheckpointTimeout, CheckpointConfig.setCheckpointStorageDir
// covers: CheckpointConfig.setCheckpointTimeout
// covers: StreamExecutionEnvironment.isForceUnalignedCheckpoints
test("checkpoint settings are readable back", () => {
  const config = environment().getCheckpointConfig();
  expect([
    config.isCheckpointingEnabled(),
    config.getCheckpointTimeout(),
    config.getMinPauseBetweenCheckpoints(),
    config.getMaxConcurrentCheckpoints(),
    config.getExternalizedCheckpointRetention(),
  ]).toEqual([false, CheckpointConfig.DEFAULT_TIMEOUT, 0, 1, null]);
  config
    .setCheckpointInterval("10 ms")
    .setCheckpointTimeout(20)
    .setMinPauseBetweenCheckpoints("1 s")
    .setMaxConcurrentCheckpoints(2)
    .setFailOnCheckpointingErrors(false)
    .enableExternalizedCheckpoints("RETAIN_ON_CANCELLATION")
    .enableUnalignedCheckpoints()
    .setAlignedCheckpointTimeout("2 s")
    .setForceUnalignedCheckpoints()
    .setCheckpointStorageDir("/c");
  expect([
    config.isCheckpointingEnabled(),
    config.getCheckpointInterval(),
    config.getCheckpointTimeout(),
    config.getMinPauseBetweenCheckpoints(),
    config.getMaxConcurrentCheckpoints(),
    config.isFailOnCheckpointingErrors(),
    config.getExternalizedCheckpointCleanup(),
    config.isExternalizedCheckpointsEnabled(),
    config.isUnalignedCheckpointsEnabled(),
    config.getAlignmentTimeout().equals(Duration.ofSeconds(2)),
    config.isForceUnalignedCheckpoints(),
    config.getCheckpointStorageDir(),
  ]).toEqual([
    true,
    10,
    20,
    1000,
    2,
    false,
    "RETAIN_ON_CANCELLATION",
    true,
    true,
    true,
    true,
    "/c",
  ]);
});

// covers: MemorySize.getKibiBytes, MemorySize.getTebiBytes
test("a slot sharing group keeps its resources", () => {
  const group = SlotSharingGroup.builder("g")
    .setCpuCores(1.5)
    .setTaskHeapMemoryMb(100)
    .setManagedMemory(MemorySize.ofMebiBytes(2))
    .setExternalResource("gpu", 1)
    .build();
  expect([
    group.getName(),
    group.getCpuCores(),
    group.getTaskHeapMemory()?.getMebiBytes(),
    group.getTaskOffHeapMemory(),
    group.getExternalResources(),
  ]).toEqual(["g", 1.5, 100, null, new Map([["gpu", 1]])]);
  expect([
    MemorySize.ofMebiBytes(1).getKibiBytes(),
    new MemorySize(5 * 1024 ** 4).getTebiBytes(),
    MemorySize.ofMebiBytes(1) < MemorySize.ofMebiBytes(2),
  ]).toEqual([1024, 5, true]);
  const wrong = (value: string) =>
    expect.objectContaining({ code: "API_WRONG_TYPE", values: expect.objectContaining({ value }) });
  expect(() => new MemorySize({ mb: 1 } as never)).toThrow(wrong("an object with mb"));
  expect(() => SlotSharingGroup.builder({} as never)).toThrow(wrong("an object with no fields"));
  expect(() => RestartStrategies.fixedDelayRestart("3" as never, 5)).toThrow(wrong('"3"'));
});

// covers: StreamExecutionEnvironment.addClasspaths, StreamExecutionEnvironment.addJars
// covers: StreamExecutionEnvironment.addPythonArchive, StreamExecutionEnvironment.addPythonFile
// covers: StreamExecutionEnvironment.registerCachedFile
// covers: StreamExecutionEnvironment.setPythonExecutable
// covers: StreamExecutionEnvironment.setPythonRequirements
test("what a program ships is readable back, and named in a warning", () => {
  const env = environment();
  env.addPythonFile("a.py");
  env.addPythonFile("b.py");
  env.setPythonRequirements("r.txt", "cache");
  env.addPythonArchive("z.zip", "data");
  env.setPythonExecutable("py");
  env.addJars("file:///a.jar", "file:///b.jar");
  env.addClasspaths("file:///c");
  env.registerCachedFile("/f", "file");
  expect(settingsOf(env)).toEqual({
    "python.files": "a.py,b.py",
    "python.requirements": "r.txt#cache",
    "python.archives": "z.zip#data",
    "python.executable": "py",
    "pipeline.jars": "file:///a.jar;file:///b.jar",
    "pipeline.classpaths": "file:///c",
    "pipeline.cached-files": "name:file,path:/f,executable:false",
  });
  const findings = findingsOf(env.getConfiguration().toMap());
  expect(findings.map(({ level }) => level)).toEqual(["warning"]);
});

// covers: StreamExecutionEnvironment.registerCachedFile
test("files are registered under names, each once, with a path of this machine", () => {
  const env = environment();
  env.registerCachedFile("/data/a;b", "a:b", true);
  env.registerCachedFile("file:///c", "c");
  expect(settingsOf(env)).toEqual({
    "pipeline.cached-files":
      "name:'a:b',path:'/data/a;b',executable:true;name:c,path:'file:///c',executable:false",
  });
  expect(findingsOf(env.getConfiguration().toMap())).toEqual([]);
  const location = expect.stringContaining("environment-settings.test.ts");
  const refused = (values: Readonly<Record<string, unknown>>, code = "API_WRONG_TYPE") =>
    expect.objectContaining({
      code,
      values: expect.objectContaining(values),
      where: expect.objectContaining({ location }),
    });
  expect(() => env.registerCachedFile("/other", "c")).toThrow(
    refused({ name: '"c"', path: "file:///c" }, "API_CACHED_FILE_EXISTS"),
  );
  expect(() => env.registerCachedFile("hdfs://host/a", "d")).toThrow(
    refused({ parameter: "filePath", value: '"hdfs://host/a"' }),
  );
  expect(() => env.registerCachedFile("/a", "")).toThrow(refused({ parameter: "name" }));
  expect(() => env.registerCachedFile("/a", "d", "yes" as never)).toThrow(
    refused({ parameter: "executable", value: '"yes"' }),
  );
});
