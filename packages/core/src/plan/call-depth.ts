/** How deep one record's calls can go (W2): the longest way through the operators. */
import type { OperatorGraph, PlanOperator } from "./operator-graph.ts";

/** The longest way: how many operators it has, and the one at its end. `undefined` for an empty graph. */
export function longestCallChain(
  graph: OperatorGraph,
): { readonly count: number; readonly last: PlanOperator } | undefined {
  const depths = new Map<PlanOperator, number>();
  let longest: { count: number; last: PlanOperator } | undefined;
  for (const operator of graph.operators) {
    let before = 0;
    for (const { source } of operator.inEdges) before = Math.max(before, depths.get(source) ?? 0);
    const count = before + 1;
    depths.set(operator, count);
    if (longest === undefined || count > longest.count) longest = { count, last: operator };
  }
  return longest;
}
