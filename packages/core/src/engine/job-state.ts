/**
 * A job's states: a table of legal transitions and one `transition()`. Flink: `org.apache.flink.api.common.JobStatus`.
 * @internal
 */
import type { JobStatusName } from "../plan/executor.ts";

const LEGAL: Readonly<Record<JobStatusName, readonly JobStatusName[]>> = {
  INITIALIZING: ["CREATED", "FAILING", "CANCELLING"],
  CREATED: ["RUNNING", "FAILING", "CANCELLING"],
  RUNNING: ["FINISHED", "FAILING", "CANCELLING", "RESTARTING"],
  RESTARTING: ["CREATED", "FAILING", "CANCELLING"],
  FAILING: ["FAILED"],
  CANCELLING: ["CANCELED"],
  FINISHED: [],
  FAILED: [],
  CANCELED: [],
  SUSPENDED: [],
  RECONCILING: [],
};

/** One job's state. */
export class JobState {
  #status: JobStatusName = "INITIALIZING";

  get status(): JobStatusName {
    return this.#status;
  }

  canBecome(next: JobStatusName): boolean {
    return LEGAL[this.#status].includes(next);
  }

  /** Throws for a transition that is not in the table: a defect of the engine. */
  transition(next: JobStatusName): void {
    if (!this.canBecome(next))
      throw new RangeError(`a job does not go from ${this.#status} to ${next}`);
    this.#status = next;
  }
}
