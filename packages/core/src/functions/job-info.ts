/** The job that a function belongs to. Flink: `org.apache.flink.api.common.JobInfo`. */

/** What `RuntimeContext.getJobInfo` returns. */
export abstract class JobInfo {
  /** 32 hexadecimal digits. */
  abstract getJobId(): string;
  /** As `execute(name)` was given it. */
  abstract getJobName(): string;
}
