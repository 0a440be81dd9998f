/** The subtask in which a function runs. Flink: `org.apache.flink.api.common.TaskInfo`. */

/** What `RuntimeContext.getTaskInfo` returns. */
export abstract class TaskInfo {
  /** The names of all operators of the chain: `Map -> Filter`. */
  abstract getTaskName(): string;
  /** `Map -> Filter (3/4)`, counted from 1. */
  abstract getTaskNameWithSubtasks(): string;
  /** Number of key groups. */
  abstract getMaxNumberOfParallelSubtasks(): number;
  /** From 0. */
  abstract getIndexOfThisSubtask(): number;
  abstract getNumberOfParallelSubtasks(): number;
  /** 0 before the first restart. */
  abstract getAttemptNumber(): number;
}
