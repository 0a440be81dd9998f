/** `JobStatus`: where a job stands, as a string, with Flink's predicates as functions. */
import { type Enum, enumOf } from "../base/enum.ts";
import type { JobStatusName } from "../plan/executor.ts";

/** Where a job stands. */
export type JobStatus = JobStatusName;

/** The states by name, and what is asked about them. */
export interface JobStatusNames extends Enum<JobStatus> {
  /** True for states after which nothing more comes: FAILED, CANCELED, FINISHED. */
  isGloballyTerminalState(status: JobStatus): boolean;
  /** As `isGloballyTerminalState`, and SUSPENDED: ended here, may go on elsewhere. */
  isTerminalState(status: JobStatus): boolean;
}

/** The states by name, and the predicates of Flink's enum. */
export const JobStatus: JobStatusNames = /* @__PURE__ */ Object.freeze({
  ...enumOf(
    "INITIALIZING",
    "CREATED",
    "RUNNING",
    "FAILING",
    "FAILED",
    "CANCELLING",
    "CANCELED",
    "FINISHED",
    "RESTARTING",
    "SUSPENDED",
    "RECONCILING",
  ),
  isGloballyTerminalState: (status: JobStatus) =>
    status === "FAILED" || status === "CANCELED" || status === "FINISHED",
  isTerminalState: (status: JobStatus) =>
    status === "SUSPENDED" || JobStatus.isGloballyTerminalState(status),
});
