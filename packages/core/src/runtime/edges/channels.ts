/**
 * Which subtasks an edge connects, per partitioner: Flink's pointwise and all-to-all distributions.
 * @internal
 */
import type { Partitioner } from "../../plan/transformation.ts";

/** Target subtasks that a source subtask has channels to, ascending. */
export function targetSubtasks(
  partitioner: Partitioner["type"],
  sourceSubtask: number,
  sourceParallelism: number,
  targetParallelism: number,
): readonly number[] {
  switch (partitioner) {
    case "forward":
      return [sourceSubtask];
    case "rescale":
      return pointwise(sourceSubtask, sourceParallelism, targetParallelism);
    case "rebalance":
    case "shuffle":
    case "broadcast":
    case "global":
    case "hash":
    case "custom":
      return Array.from({ length: targetParallelism }, (_, index) => index);
  }
}

/** Flink's `VertexInputInfoComputationUtils.computeVertexInputInfoForPointwise`. */
function pointwise(
  source: number,
  sourceParallelism: number,
  targetParallelism: number,
): readonly number[] {
  if (sourceParallelism >= targetParallelism) {
    for (let target = 0; target < targetParallelism; target++) {
      const start = Math.floor((target * sourceParallelism) / targetParallelism);
      const end = Math.floor(((target + 1) * sourceParallelism) / targetParallelism);
      if (source >= start && source < end) return [target];
    }
    return [];
  }
  const start = Math.floor(
    (source * targetParallelism + sourceParallelism - 1) / sourceParallelism,
  );
  const end = Math.floor(
    ((source + 1) * targetParallelism + sourceParallelism - 1) / sourceParallelism,
  );
  return Array.from({ length: end - start }, (_, index) => start + index);
}
