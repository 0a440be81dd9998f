/** The metrics of one subtask: a group for each operator of its chain. */
import type { Logger } from "../../base/logger.ts";
import type { MetricReading } from "../../base/metrics/metric-reading.ts";
import type { JobOperator } from "../../plan/job-graph.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import { ScopedMetricGroup } from "./scoped-metric-group.ts";

/** Whose metrics they are. */
export interface SubtaskMetricsPorts {
  readonly jobId: string;
  readonly jobName: string;
  readonly vertexName: string;
  readonly subtaskIndex: number;
  readonly attempt: number;
  readonly logger: Logger;
  /** The name as metrics show it: `Source: lines`. */
  nameOf(node: PhysicalNode): string;
  /** The worker's processing time. */
  nowMs(): number;
}

/** One per subtask and attempt. */
export class SubtaskMetrics {
  readonly #ports: SubtaskMetricsPorts;
  readonly #byOperator = new Map<string, ScopedMetricGroup>();

  constructor(ports: SubtaskMetricsPorts) {
    this.#ports = ports;
  }

  /** The operator's own group; the same for every call. */
  ofOperator({ id, node }: Pick<JobOperator, "id" | "node">): ScopedMetricGroup {
    let group = this.#byOperator.get(id);
    if (group === undefined) {
      group = this.#createGroup(id, this.#ports.nameOf(node));
      this.#byOperator.set(id, group);
    }
    return group;
  }

  /** Everything as it is now, by operators of the chain. */
  read(): MetricReading[] {
    const readings: MetricReading[] = [];
    for (const group of this.#byOperator.values()) group.readInto(readings);
    return readings;
  }

  #createGroup(operatorId: string, operatorName: string): ScopedMetricGroup {
    const { jobId, jobName, vertexName, subtaskIndex, attempt, logger } = this.#ports;
    const owner = {
      operatorName,
      operatorId,
      subtaskIndex,
      nowMs: () => this.#ports.nowMs(),
      warn: (failure: Error) => logger.warn({ error: failure }, failure.message),
    };
    const variables = new Map([
      ["<job_id>", jobId],
      ["<job_name>", jobName],
      ["<task_name>", vertexName],
      ["<task_attempt_num>", String(attempt)],
      ["<operator_id>", operatorId],
      ["<operator_name>", operatorName],
      ["<subtask_index>", String(subtaskIndex)],
    ]);
    return new ScopedMetricGroup(owner, variables);
  }
}
