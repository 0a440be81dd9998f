/** Where a function runs, under Flink's names: its job, and its subtask. */
import type { JobInfo } from "../../functions/job-info.ts";
import type { TaskInfo } from "../../functions/task-info.ts";
import type { SubtaskEnvironment } from "./operator.ts";

/** The job of a subtask. */
export class FunctionJob implements JobInfo {
  readonly #environment: SubtaskEnvironment;

  constructor(environment: SubtaskEnvironment) {
    this.#environment = environment;
  }

  getJobId(): string {
    return this.#environment.jobId;
  }

  getJobName(): string {
    return this.#environment.jobName;
  }
}

/** The subtask itself. */
export class FunctionTask implements TaskInfo {
  readonly #environment: SubtaskEnvironment;

  constructor(environment: SubtaskEnvironment) {
    this.#environment = environment;
  }

  getTaskName(): string {
    return this.#environment.vertexName;
  }

  getTaskNameWithSubtasks(): string {
    const { vertexName, subtaskIndex, parallelism } = this.#environment;
    return `${vertexName} (${subtaskIndex + 1}/${parallelism})`;
  }

  getMaxNumberOfParallelSubtasks(): number {
    return this.#environment.maxParallelism;
  }

  getIndexOfThisSubtask(): number {
    return this.#environment.subtaskIndex;
  }

  getNumberOfParallelSubtasks(): number {
    return this.#environment.parallelism;
  }

  getAttemptNumber(): number {
    return this.#environment.attempt;
  }
}
