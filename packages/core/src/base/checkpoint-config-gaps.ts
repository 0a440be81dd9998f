/** Flink's settings of how checkpoints are taken and kept, with its defaults; known and readable, and not in effect. */
import { type ConfigGap, unbuilt } from "./config-gap.ts";
import {
  booleanType,
  type ConfigType,
  durationType,
  enumType,
  floatType,
  intType,
  memoryType,
} from "./config-option.ts";
import { Duration } from "./duration.ts";

const prefix = "execution.checkpointing";
const reason = "checkpoints are not built yet";
const count = intType(1, 2 ** 31 - 1);

/** In the order of the reference. */
export const checkpointConfigGaps: readonly ConfigGap[] = Object.freeze([
  line("max-concurrent-checkpoints", intType(0, 2 ** 31 - 1), 1, "The most checkpoints at a time."),
  line("tolerable-failed-checkpoints", intType(0, 2 ** 31 - 1), 0, "Failed checkpoints in a row before the job fails."),
  line("num-retained", intType(0, 2 ** 31 - 1), 1, "Completed checkpoints that are kept."),
  line("incremental", booleanType, false, "Whether checkpoints store only differences."),
  line("unaligned.enabled", booleanType, false, "Whether checkpoints pass records in flight."),
  line("externalized-checkpoint-retention", enumType("NO_EXTERNALIZED_CHECKPOINTS", "DELETE_ON_CANCELLATION", "RETAIN_ON_CANCELLATION"), "NO_EXTERNALIZED_CHECKPOINTS", "What happens to the last checkpoint of a job that is cancelled."),
  line("checkpoints-after-tasks-finish", booleanType, true, "Whether checkpoints go on when parts of the job have ended."),
  line("data-inline-threshold", memoryType, 20 * 1024, "State of fewer bytes is kept beside what describes the checkpoint."),
  line("write-buffer-size", memoryType, 4096, "The buffer of files that are written."),
  line("create-subdir", booleanType, true, "Whether each job has a folder of its own."),
  line("cleaner.parallel-mode", booleanType, true, "Whether files are deleted at the same time."),
  line("local-backup.enabled", booleanType, false, "Whether state is kept near its subtask too."),
  line("during-recovery.enabled", booleanType, false, "Whether checkpoints are taken while records in flight are restored."),
  line("snapshot-compression", booleanType, false, "Whether checkpoints are compressed."),
  line("aligned-checkpoint-timeout", durationType, Duration.ofMillis(0), "The time after which a checkpoint passes records in flight."),
  line("unaligned.forced", booleanType, false, "Whether checkpoints pass records in flight of any plan."),
  line("unaligned.max-subtasks-per-channel-state-file", count, 5, "Subtasks whose records in flight share a file."),
  line("unaligned.interruptible-timers.enabled", booleanType, false, "Whether a checkpoint need not wait for timers that fire."),
  line("unaligned.recover-output-on-downstream.enabled", booleanType, false, "Whether records in flight are restored where they go to."),
  line("file-merging.enabled", booleanType, false, "Whether small files are merged."),
  line("file-merging.max-file-size", memoryType, 32 * 1024 * 1024, "The largest of merged files."),
  line("file-merging.max-space-amplification", floatType, 2, "How much larger merged files may be than what is in use."),
  line("file-merging.across-checkpoint-boundary", booleanType, false, "Whether files are merged over checkpoints."),
  line("file-merging.pool-blocking", booleanType, false, "Whether writers wait for a file."),
]); // biome-ignore format: a table

function line<Value extends {}>(
  key: string,
  type: ConfigType<Value>,
  defaultValue: Value,
  description: string,
): ConfigGap {
  return unbuilt(`${prefix}.${key}`, type, defaultValue, description, reason);
}
