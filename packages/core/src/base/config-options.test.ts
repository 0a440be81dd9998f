import { expect, test } from "vitest";
import { findingsOf } from "./config-findings.ts";
import { configGaps } from "./config-gaps.ts";
import { mapType, memoryType } from "./config-option.ts";
import {
  BUFFER_TIMEOUT,
  configOptions,
  GLOBAL_JOB_PARAMETERS,
  LOG_LEVEL,
  MAX_PARALLELISM,
  OPERATOR_CHAINING,
  PARALLELISM_DEFAULT,
  readOption,
  SLICE_MAX_DURATION,
} from "./config-options.ts";
import { optionsWithoutMeaning } from "./config-without-meaning.ts";
import { Configuration } from "./configuration.ts";
import { Duration } from "./duration.ts";

/** What `findingsOf` says about settings, one line each. */
function said(settings: Record<string, string>): string[] {
  return findingsOf(new Map(Object.entries(settings))).map(
    ({ level, error }) => `${level} ${error.code} ${error.values["key"] ?? error.values["keys"]}`,
  );
}

test("these keys, and only these, are known without being in effect", () => {
  expect(configGaps.map(({ level, option }) => `${level} ${option.key}`)).toEqual([
    "error execution.worker-threads",
    "error execution.state-recovery.path",
    "warning execution.checkpointing.interval",
    "warning execution.checkpointing.mode",
    "warning execution.checkpointing.timeout",
    "warning execution.checkpointing.min-pause",
    "warning execution.checkpointing.dir",
    "warning execution.checkpointing.savepoint-dir",
    "warning execution.checkpointing.max-concurrent-checkpoints",
    "warning execution.checkpointing.tolerable-failed-checkpoints",
    "warning execution.checkpointing.num-retained",
    "warning execution.checkpointing.incremental",
    "warning execution.checkpointing.unaligned.enabled",
    "warning execution.checkpointing.externalized-checkpoint-retention",
    "warning execution.checkpointing.checkpoints-after-tasks-finish",
    "warning execution.checkpointing.data-inline-threshold",
    "warning execution.checkpointing.write-buffer-size",
    "warning execution.checkpointing.create-subdir",
    "warning execution.checkpointing.cleaner.parallel-mode",
    "warning execution.checkpointing.local-backup.enabled",
    "warning execution.checkpointing.during-recovery.enabled",
    "warning execution.checkpointing.snapshot-compression",
    "warning execution.checkpointing.aligned-checkpoint-timeout",
    "warning execution.checkpointing.unaligned.forced",
    "warning execution.checkpointing.unaligned.max-subtasks-per-channel-state-file",
    "warning execution.checkpointing.unaligned.interruptible-timers.enabled",
    "warning execution.checkpointing.unaligned.recover-output-on-downstream.enabled",
    "warning execution.checkpointing.file-merging.enabled",
    "warning execution.checkpointing.file-merging.max-file-size",
    "warning execution.checkpointing.file-merging.max-space-amplification",
    "warning execution.checkpointing.file-merging.across-checkpoint-boundary",
    "warning execution.checkpointing.file-merging.pool-blocking",
    "warning pipeline.sources.pause-until-first-checkpoint",
    "warning execution.state-recovery.ignore-unclaimed-state",
    "warning execution.state-recovery.from-local",
    "warning pipeline.generic-types",
    "warning restart-strategy.type",
    "warning restart-strategy.fixed-delay.attempts",
    "warning restart-strategy.fixed-delay.delay",
    "warning restart-strategy.failure-rate.max-failures-per-interval",
    "warning restart-strategy.failure-rate.failure-rate-interval",
    "warning restart-strategy.failure-rate.delay",
    "warning restart-strategy.exponential-delay.initial-backoff",
    "warning restart-strategy.exponential-delay.max-backoff",
    "warning restart-strategy.exponential-delay.backoff-multiplier",
    "warning state.backend.type",
    "warning execution.batch-shuffle-mode",
    "warning execution.sorted-inputs.enabled",
    "warning execution.batch-state-backend.enabled",
  ]);
});

test("a setting whose mechanism is missing is a warning, or an error where the result would differ", () => {
  expect(
    said({
      "execution.worker-threads": "auto",
      "execution.savepoint.path": "/savepoints/1",
      "execution.checkpointing.interval": "10 s",
      "execution.checkpointing.aligned-checkpoint-timeout": "1 s",
      "execution.state-recovery.claim-mode": "CLAIM",
      "restart-strategy": "fixed-delay",
      "restart-strategy.exponential-delay.jitter-factor": "0.5",
      "state.backend": "rocksdb",
      "state.changelog.enabled": "true",
      "execution.batch-shuffle-mode": "ALL_EXCHANGES_PIPELINED",
      "execution.sorted-inputs.enabled": "false",
      "execution.batch.speculative.enabled": "true",
    }),
  ).toEqual([
    "error CONFIG_NOT_SUPPORTED execution.worker-threads",
    "error CONFIG_NOT_SUPPORTED execution.savepoint.path",
    "warning CONFIG_NOT_IN_EFFECT execution.checkpointing.interval",
    "warning CONFIG_NOT_IN_EFFECT execution.checkpointing.aligned-checkpoint-timeout",
    "warning CONFIG_NOT_IN_EFFECT execution.state-recovery.claim-mode",
    "warning CONFIG_NOT_IN_EFFECT restart-strategy",
    "warning CONFIG_NOT_IN_EFFECT restart-strategy.exponential-delay.jitter-factor",
    "warning CONFIG_NOT_IN_EFFECT state.backend",
    "warning CONFIG_NOT_IN_EFFECT state.changelog.enabled",
    "warning CONFIG_NOT_IN_EFFECT execution.batch-shuffle-mode",
    "warning CONFIG_NOT_IN_EFFECT execution.sorted-inputs.enabled",
    "warning CONFIG_NOT_IN_EFFECT execution.batch.speculative.enabled",
  ]);
});

test("a value that asks for what happens anyway is no finding", () => {
  expect(
    said({
      "execution.runtime-mode": "streaming",
      "execution.worker-threads": "0",
      "execution.checkpointing.mode": "exactly-once",
      "execution.checkpointing.timeout": "600 s",
      "restart-strategy.type": "disable",
      "state.backend.type": "hashmap",
      "parallelism.default": "4",
    }),
  ).toEqual([]);
});

test("keys that mean nothing here are named together, unless they ask for what happens anyway", () => {
  expect(
    said({
      "python.executable": "python3",
      "pipeline.jars": "file:///a.jar",
      "my.key": "1",
      "pipeline.force-kryo": "true",
      "pipeline.force-avro": "false",
      "task.cancellation.interval": "30000 ms",
      "task.cancellation.timeout": "0 ms",
      "taskmanager.memory.process.size": "1 gb",
      "jobmanager.adaptive-batch-scheduler.default-source-parallelism": "2",
      "jobmanager.rpc.address": "localhost",
      "pipeline.closure-cleaner-level": "loud",
    }),
  ).toEqual([
    "warning CONFIG_NOT_IN_EFFECT jobmanager.adaptive-batch-scheduler.default-source-parallelism",
    "error CONFIG_WRONG_VALUE pipeline.closure-cleaner-level",
    "warning CONFIG_WITHOUT_MEANING python.executable, pipeline.jars, pipeline.force-kryo, task.cancellation.timeout, taskmanager.memory.process.size, jobmanager.rpc.address",
    "warning CONFIG_UNKNOWN_KEY my.key",
  ]);
});

test("unknown keys are named together, after everything else", () => {
  expect(said({ "my.key": "1", "log.level": "loud", __proto__x: "2" })).toEqual([
    "error CONFIG_WRONG_VALUE log.level",
    "warning CONFIG_UNKNOWN_KEY my.key, __proto__x",
  ]);
});

test("the message of a wrong value names key, value and what is expected", () => {
  const [finding] = findingsOf(new Map([["parallelism.default", "many"]]));
  expect(finding?.error.message).toBe(
    'CONFIG_WRONG_VALUE  The setting parallelism.default has the value "many"; it takes a whole number from 1 to 32768.',
  );
});

test("options read by type, by a former key, or as their default", () => {
  const settings = new Map([
    ["parallelism.default", " 4 "],
    ["pipeline.operator-chaining", "FALSE"],
    ["execution.buffer-timeout", "-1"],
    ["log.level", "DEBUG"],
    ["pipeline.global-job-parameters", "a:1,'b,c':'x:y'"],
  ]);
  expect(readOption(settings, PARALLELISM_DEFAULT)).toBe(4);
  expect(readOption(settings, OPERATOR_CHAINING)).toBe(false);
  expect(readOption(settings, BUFFER_TIMEOUT)).toEqual(Duration.ofMillis(-1));
  expect(readOption(settings, LOG_LEVEL)).toBe("debug");
  expect(readOption(settings, SLICE_MAX_DURATION).toMillis()).toBe(5);
  expect(readOption(new Configuration(settings), GLOBAL_JOB_PARAMETERS)).toEqual(
    new Map([
      ["a", "1"],
      ["b,c", "x:y"],
    ]),
  );
  expect(readOption(new Map([["pipeline.max-parallelism", "-1"]]), MAX_PARALLELISM)).toBe(-1);
  expect(() =>
    readOption(new Map([["pipeline.max-parallelism", "0"]]), MAX_PARALLELISM),
  ).toThrowError(expect.objectContaining({ code: "CONFIG_WRONG_VALUE" }));
});

test("each key is described once, its default reads back as itself", () => {
  const options = [
    ...configOptions,
    ...configGaps.map(({ option }) => option),
    ...optionsWithoutMeaning,
  ];
  const keys = options.flatMap((option) => [option.key, ...option.formerKeys]);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { defaultValue, description, type } of options) {
    expect(description).toMatch(/^[A-Z].*\.$/);
    if (defaultValue === null || defaultValue === undefined) continue;
    expect(type.parse(type.format(defaultValue))).toEqual(defaultValue);
  }
});

test("sizes have binary units", () => {
  const texts = ["5", "5 bytes", "1 kb", "2mb", "3 GB", "1 tebibytes", "x", "1 xb", "-1 kb"];
  expect(texts.map((text) => memoryType.parse(text))).toEqual([
    5,
    5,
    1_024,
    2_097_152,
    3_221_225_472,
    2 ** 40,
    undefined,
    undefined,
    undefined,
  ]);
});

test("pairs survive their own separators and quotes", () => {
  const pairs = new Map([
    ["a:b", "it's"],
    ["c", "1,2"],
    ["d", ""],
  ]);
  expect(mapType.parse(mapType.format(pairs))).toEqual(pairs);
  expect(mapType.parse("novalue")).toBeUndefined();
});
