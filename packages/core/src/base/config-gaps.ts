/**
 * Keys that are known and readable back, but whose mechanism is not built yet. Whoever builds one moves its line to
 * config-options.ts.
 *
 * A value that asks for what happens anyway (the default, or one of `harmless`) is no gap.
 */
import { checkpointConfigGaps } from "./checkpoint-config-gaps.ts";
import { type ConfigGap, type ConfigGapFamily, gap, unbuilt } from "./config-gap.ts";
import {
  booleanType,
  type ConfigType,
  durationType,
  enumType,
  floatType,
  intType,
  stringType,
} from "./config-option.ts";
import { type KnownOption, known } from "./config-options.ts";
import { Duration } from "./duration.ts";

const noCheckpoints = "checkpoints are not built yet";
const noRestarts = "restarts are not built yet, a failure ends the job";
const noRestore = "restoring from a savepoint is not built yet";
const memoryOnly = "state is kept in memory only";
const sortedAlways = "keyed operators read one key after another in BATCH mode";
const oneProcess = "one process runs all of a BATCH job";

/** `auto`, or a number of threads. */
const workerThreadsType: ConfigType<number | "auto"> = {
  name: "int",
  expected: "a whole number from 0 to 1024, or auto",
  parse: (text) => (text.trim().toLowerCase() === "auto" ? "auto" : intType(0, 1024).parse(text)),
  format: String,
};

const count: ConfigType<number> = intType(0, 2 ** 31 - 1);

export const WORKER_THREADS: KnownOption<number | "auto"> = known(
  "execution.worker-threads",
  workerThreadsType,
  0,
  "How many threads carry the subtasks; 0 is the main thread.",
);

export const SAVEPOINT_PATH: KnownOption<string | null> = known(
  "execution.state-recovery.path",
  stringType,
  null,
  "The savepoint or retained checkpoint that the job starts from.",
  "execution.savepoint.path",
);

export const CHECKPOINT_INTERVAL: KnownOption<Duration | null> = known(
  "execution.checkpointing.interval",
  durationType,
  null,
  "How often checkpoints are taken; none where it is not set.",
);

export const CHECKPOINT_MODE: KnownOption<"EXACTLY_ONCE" | "AT_LEAST_ONCE"> = known(
  "execution.checkpointing.mode",
  enumType("EXACTLY_ONCE", "AT_LEAST_ONCE"),
  "EXACTLY_ONCE",
  "What checkpoints guarantee.",
);

export const CHECKPOINT_TIMEOUT: KnownOption<Duration> = known(
  "execution.checkpointing.timeout",
  durationType,
  Duration.ofMinutes(10),
  "The time after which a checkpoint is given up.",
);

export const CHECKPOINT_MIN_PAUSE: KnownOption<Duration> = known(
  "execution.checkpointing.min-pause",
  durationType,
  Duration.ofMillis(0),
  "The least time between the end of a checkpoint and the next one.",
);

export const CHECKPOINT_DIRECTORY: KnownOption<string | null> = known(
  "execution.checkpointing.dir",
  stringType,
  null,
  "The folder of the checkpoints.",
  "state.checkpoints.dir",
);

export const SAVEPOINT_DIRECTORY: KnownOption<string | null> = known(
  "execution.checkpointing.savepoint-dir",
  stringType,
  null,
  "The folder of savepoints that are asked for without one.",
  "state.savepoints.dir",
);

export const RESTART_STRATEGY: KnownOption<string | null> = known(
  "restart-strategy.type",
  enumType("none", "off", "disable", "fixed-delay", "failure-rate", "exponential-delay"),
  null,
  "What happens after a failure.",
  "restart-strategy",
);

export const STATE_BACKEND: KnownOption<string> = known(
  "state.backend.type",
  stringType,
  "hashmap",
  "How keyed state is kept.",
  "state.backend",
);

const restart = "restart-strategy";

/** All known keys that are not in effect. */
export const configGaps: readonly ConfigGap[] = Object.freeze([
  gap("error", WORKER_THREADS, "worker threads are not built yet"),
  gap("error", SAVEPOINT_PATH, noRestore),
  gap("warning", CHECKPOINT_INTERVAL, noCheckpoints),
  gap("warning", CHECKPOINT_MODE, noCheckpoints),
  gap("warning", CHECKPOINT_TIMEOUT, noCheckpoints),
  gap("warning", CHECKPOINT_MIN_PAUSE, noCheckpoints),
  gap("warning", CHECKPOINT_DIRECTORY, noCheckpoints),
  gap("warning", SAVEPOINT_DIRECTORY, noCheckpoints),
  ...checkpointConfigGaps,
  unbuilt(
    "pipeline.sources.pause-until-first-checkpoint",
    booleanType,
    false,
    "Whether sources wait for the first checkpoint.",
    noCheckpoints,
  ),
  unbuilt(
    "execution.state-recovery.ignore-unclaimed-state",
    booleanType,
    false,
    "Whether state that no operator claims may be left.",
    noRestore,
  ),
  unbuilt(
    "execution.state-recovery.from-local",
    booleanType,
    false,
    "Whether state is restored from where it was kept near its subtask.",
    noRestore,
  ),
  unbuilt(
    "pipeline.generic-types",
    booleanType,
    true,
    "Whether values without a declared type are allowed.",
    "they are always allowed; env.explain() shows where they are",
  ),
  gap("warning", RESTART_STRATEGY, noRestarts, "none", "off", "disable"),
  unbuilt(
    `${restart}.fixed-delay.attempts`,
    count,
    1,
    "Restarts before the job fails.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.fixed-delay.delay`,
    durationType,
    Duration.ofSeconds(1),
    "Time before a restart.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.failure-rate.max-failures-per-interval`,
    count,
    1,
    "Failures per interval before the job fails.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.failure-rate.failure-rate-interval`,
    durationType,
    Duration.ofMinutes(1),
    "The interval.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.failure-rate.delay`,
    durationType,
    Duration.ofSeconds(1),
    "Time before a restart.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.exponential-delay.initial-backoff`,
    durationType,
    Duration.ofSeconds(1),
    "Time before the first restart.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.exponential-delay.max-backoff`,
    durationType,
    Duration.ofMinutes(1),
    "The longest time before a restart.",
    noRestarts,
  ),
  unbuilt(
    `${restart}.exponential-delay.backoff-multiplier`,
    floatType,
    1.5,
    "Growth from one restart to the next.",
    noRestarts,
  ),
  gap("warning", STATE_BACKEND, memoryOnly),
  unbuilt(
    "execution.batch-shuffle-mode",
    enumType(
      "ALL_EXCHANGES_BLOCKING",
      "ALL_EXCHANGES_PIPELINED",
      "ALL_EXCHANGES_HYBRID_FULL",
      "ALL_EXCHANGES_HYBRID_SELECTIVE",
    ),
    "ALL_EXCHANGES_BLOCKING",
    "Whether records wait between the operators of a BATCH job.",
    "records wait only where they are sorted",
  ),
  unbuilt(
    "execution.sorted-inputs.enabled",
    booleanType,
    true,
    "Whether the inputs of keyed operators are sorted in BATCH mode.",
    sortedAlways,
  ),
  unbuilt(
    "execution.batch-state-backend.enabled",
    booleanType,
    true,
    "Whether an operator keeps the state of one key at a time in BATCH mode.",
    sortedAlways,
  ),
]);

/** Families of keys; asked where no line above knows the key. */
export const configGapFamilies: readonly ConfigGapFamily[] = Object.freeze([
  { prefix: "execution.checkpointing.", reason: noCheckpoints, level: "warning" },
  { prefix: "execution.state-recovery.", reason: noRestore, level: "warning" },
  { prefix: "restart-strategy.", reason: noRestarts, level: "warning" },
  { prefix: "state.backend.", reason: memoryOnly, level: "warning" },
  { prefix: "state.changelog.", reason: memoryOnly, level: "warning" },
  { prefix: "execution.batch.", reason: oneProcess, level: "warning" },
  { prefix: "jobmanager.adaptive-batch-scheduler.", reason: oneProcess, level: "warning" },
]);
