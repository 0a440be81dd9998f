/** EN-01 … EN-16, EN-26: settings of the environment are readable back. */
import {
  CheckpointConfig,
  CheckpointingMode,
  ExecutionConfig,
  MemorySize,
  MemoryStateBackend,
  RestartStrategies,
  SlotSharingGroup,
  StreamExecutionEnvironment,
  TimeCharacteristic,
} from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, valueOf } from "../../conformance/cases.ts";
import { streaming } from "./streaming-environment.ts";

test("EN-01 getConfig gives the ExecutionConfig", () => {
  const config = streaming().getConfig();
  expect(config).toBeInstanceOf(ExecutionConfig);
  expectCase("EN-01", [config.constructor.name], "type");
});

test("EN-03 the buffer timeout is readable back", () => {
  expectCase("EN-03", [streaming().setBufferTimeout(12000).getBufferTimeout()], "value");
});

// covers: StreamExecutionEnvironment.getDefaultLocalParallelism
test("EN-04 the default local parallelism is readable back", () => {
  const env = streaming();
  const before = env.getDefaultLocalParallelism();
  env.setDefaultLocalParallelism(8);
  expectCase("EN-04", [env.getDefaultLocalParallelism()], "value");
  env.setDefaultLocalParallelism(before);
});

// covers: RestartStrategies.noRestart
test("EN-05 restart strategies compare by value", () => {
  const env = streaming();
  env.setRestartStrategy(RestartStrategies.noRestart());
  expect(valueOf("EN-05", "equal")).toBe("noRestart");
  expect(env.getRestartStrategy()).toEqual(RestartStrategies.noRestart());
});

test("EN-06 the max parallelism is readable back", () => {
  expectCase("EN-06", [streaming().setMaxParallelism(12).getMaxParallelism()], "value");
});

test("EN-08 chaining is on until it is disabled", () => {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  const key = "pipeline.operator-chaining.enabled";
  const [byDefault, disabled] = expectedOf("EN-08", "values");
  const isOn = env.getConfiguration().getBoolean(key, byDefault === "true");
  expect(env.isChainingEnabled()).toBe(isOn);
  env.disableOperatorChaining();
  expect(String(env.isChainingEnabled())).toBe(disabled);
});

test("EN-09 getCheckpointConfig gives the CheckpointConfig", () => {
  const config = streaming().getCheckpointConfig();
  expect(config).toBeInstanceOf(CheckpointConfig);
  expectCase("EN-09", [config.constructor.name], "type");
});

test("EN-10 the checkpoint interval is readable back", () => {
  const env = streaming().enableCheckpointing(30000);
  expectCase("EN-10", [env.getCheckpointInterval()], "interval");
});

// covers: CheckpointingMode
test("EN-11 the checkpointing mode is exactly-once until another is set", () => {
  const env = streaming();
  const initial = env.getCheckpointingMode();
  env.enableCheckpointing(30000, CheckpointingMode.AT_LEAST_ONCE);
  expectCase("EN-11", [initial, env.getCheckpointingMode()], "modes");
});

// covers: MemoryStateBackend
test("EN-13 the state backend that was set is the one returned", () => {
  const env = streaming();
  const backend = new MemoryStateBackend();
  env.setStateBackend(backend);
  expect(env.getStateBackend()).toBe(backend);
  expectCase("EN-13", [env.getStateBackend()?.constructor.name], "backend");
});

test("EN-14 EN-15 the changelog state backend is unset, on or off", () => {
  const env = streaming();
  expectCase("EN-14", [env.isChangelogStateBackendEnabled()], "value");
  const values = [true, false].map((isEnabled) => {
    env.enableChangelogStateBackend(isEnabled);
    return env.isChangelogStateBackendEnabled();
  });
  expectCase("EN-15", values, "value");
});

// covers: TimeCharacteristic
test("EN-16 the time characteristic is event time until another is set", () => {
  const env = streaming();
  const initial = env.getStreamTimeCharacteristic();
  env.setStreamTimeCharacteristic(TimeCharacteristic.ProcessingTime);
  expectCase("EN-16", [initial, env.getStreamTimeCharacteristic()], "values");
});

// covers: SlotSharingGroup.getName
test("EN-26 registered slot sharing groups keep their resources", () => {
  const group = (name: string, cpu?: number, heapMebiBytes?: number) => {
    const builder = SlotSharingGroup.builder(name);
    if (cpu !== undefined) builder.setCpuCores(cpu);
    if (heapMebiBytes !== undefined) builder.setTaskHeapMemoryMb(heapMebiBytes);
    return builder.build();
  };
  const env = streaming();
  const [one, two, three] = [group("g1", 1, 100), group("g2", 2, 200), group("g3")];
  env.registerSlotSharingGroup(one).registerSlotSharingGroup(two).registerSlotSharingGroup(three);
  expect([one, two].map((each) => each.getCpuCores())).toEqual(
    expectedOf("EN-26", "cpu").map(Number),
  );
  const heaps = expectedOf("EN-26", "heap").map((text) => MemorySize.ofMebiBytes(Number(text)));
  expect([one, two].map((each) => each.getTaskHeapMemory())).toEqual(heaps);
  expect([three.getName(), three.getCpuCores(), three.getTaskHeapMemory()]).toEqual([
    valueOf("EN-26", "without"),
    null,
    null,
  ]);
});
