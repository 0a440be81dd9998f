/** A metric group that nobody reads, for contexts that tests make by hand. */
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import { ScopedMetricGroup } from "../runtime/metrics/scoped-metric-group.ts";

/** Of an operator `test` in subtask 0, whose clock stands at 0. */
export function detachedMetricGroup(): MetricGroup {
  const owner = {
    operatorName: "test",
    operatorId: "0".repeat(32),
    subtaskIndex: 0,
    nowMs: () => 0,
    warn() {},
  };
  return new ScopedMetricGroup(owner, new Map());
}
