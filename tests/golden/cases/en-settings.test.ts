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
import { streaming } from "./streaming-environment.ts";

test("EN-01 getConfig gives the ExecutionConfig", () => {
  expect(streaming().getConfig()).toBeInstanceOf(ExecutionConfig);
});

test("EN-03 the buffer timeout is readable back", () => {
  expect(streaming().setBufferTimeout(12000).getBufferTimeout()).toBe(12000);
});

test("EN-04 the default local parallelism is readable back", () => {
  const env = streaming();
  const before = env.getDefaultLocalParallelism();
  env.setDefaultLocalParallelism(8);
  expect(env.getDefaultLocalParallelism()).toBe(8);
  env.setDefaultLocalParallelism(before);
});

test("EN-05 restart strategies compare by value", () => {
  const env = streaming();
  env.setRestartStrategy(RestartStrategies.noRestart());
  expect(env.getRestartStrategy()).toEqual(RestartStrategies.noRestart());
});

test("EN-06 the max parallelism is readable back", () => {
  expect(streaming().setMaxParallelism(12).getMaxParallelism()).toBe(12);
});

test("EN-08 chaining is on until it is disabled", () => {
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  const key = "pipeline.operator-chaining.enabled";
  expect(env.isChainingEnabled()).toBe(env.getConfiguration().getBoolean(key, true));
  env.disableOperatorChaining();
  expect(env.isChainingEnabled()).toBe(false);
});

test("EN-09 getCheckpointConfig gives the CheckpointConfig", () => {
  expect(streaming().getCheckpointConfig()).toBeInstanceOf(CheckpointConfig);
});

test("EN-10 the checkpoint interval is readable back", () => {
  expect(streaming().enableCheckpointing(30000).getCheckpointInterval()).toBe(30000);
});

test("EN-11 the checkpointing mode is exactly-once until another is set", () => {
  const env = streaming();
  expect(env.getCheckpointingMode()).toBe(CheckpointingMode.EXACTLY_ONCE);
  env.enableCheckpointing(30000, CheckpointingMode.AT_LEAST_ONCE);
  expect(env.getCheckpointingMode()).toBe(CheckpointingMode.AT_LEAST_ONCE);
});

test("EN-13 the state backend that was set is the one returned", () => {
  const env = streaming();
  const backend = new MemoryStateBackend();
  env.setStateBackend(backend);
  expect(env.getStateBackend()).toBe(backend);
});

test("EN-14 EN-15 the changelog state backend is unset, on or off", () => {
  const env = streaming();
  expect(env.isChangelogStateBackendEnabled()).toBeNull();
  env.enableChangelogStateBackend(true);
  expect(env.isChangelogStateBackendEnabled()).toBe(true);
  env.enableChangelogStateBackend(false);
  expect(env.isChangelogStateBackendEnabled()).toBe(false);
});

test("EN-16 the time characteristic is event time until another is set", () => {
  const env = streaming();
  expect(env.getStreamTimeCharacteristic()).toBe(TimeCharacteristic.EventTime);
  env.setStreamTimeCharacteristic(TimeCharacteristic.ProcessingTime);
  expect(env.getStreamTimeCharacteristic()).toBe(TimeCharacteristic.ProcessingTime);
});

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
  expect(one.getCpuCores()).toBe(1);
  expect(one.getTaskHeapMemory()?.equals(MemorySize.ofMebiBytes(100))).toBe(true);
  expect(two.getCpuCores()).toBe(2);
  expect(two.getTaskHeapMemory()?.equals(MemorySize.ofMebiBytes(200))).toBe(true);
  expect([three.getCpuCores(), three.getTaskHeapMemory()]).toEqual([null, null]);
});
