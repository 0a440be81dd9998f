/**
 * Which operators share a chain: Flink's rules (`StreamingJobGraphGenerator.isChainable`) and W2, and the chains that
 * follow.
 *
 * A chain is a tree: only an operator's single input edge can be chained, so unions and two-input operators are heads.
 */
import type { OperatorGraph, PlanEdge, PlanOperator } from "./operator-graph.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** One chain: its operators, head first, each before those that it calls, branches in plan order. */
export interface Chain {
  readonly operators: readonly PlanOperator[];
}

/** True where the edge becomes a direct call within one chain. */
export function isChainable(edge: PlanEdge, settings: PlanSettings): boolean {
  const { source, target } = edge;
  return (
    settings.isChainingEnabled &&
    !edge.isHop &&
    target.inEdges.length === 1 &&
    target.inputModes[edge.input] === "direct" &&
    edge.partitioner.type === "forward" &&
    source.parallelism === target.parallelism &&
    source.slotSharingGroup === target.slotSharingGroup &&
    source.node.chaining !== "NEVER" &&
    target.node.chaining === "ALWAYS" &&
    (settings.canChainDifferentMaxParallelism || source.maxParallelism === target.maxParallelism)
  );
}

/** The chains of a graph, sources first, then in the order of their heads: a topological order. */
export function chainsOf(graph: OperatorGraph): readonly Chain[] {
  const isHead = (operator: PlanOperator) =>
    !operator.inEdges.some((edge) => isChainable(edge, graph.settings));
  const heads = graph.operators.filter(isHead);
  const isSource = (operator: PlanOperator) => operator.node.kind === "source";
  return [...heads.filter(isSource), ...heads.filter((head) => !isSource(head))].map((head) => ({
    operators: chainFrom(head, graph.settings),
  }));
}

function chainFrom(head: PlanOperator, settings: PlanSettings): readonly PlanOperator[] {
  const operators: PlanOperator[] = [];
  const pending = [head];
  for (let operator = pending.pop(); operator !== undefined; operator = pending.pop()) {
    operators.push(operator);
    const next = operator.outEdges
      .filter((edge) => isChainable(edge, settings))
      .map((edge) => edge.target);
    pending.push(...next.toReversed());
  }
  return operators;
}

/** The name of a chain as Flink writes it: `a -> b`, and `a -> (b -> c, d)` where it fans out. */
export function chainName(chain: Chain, settings: PlanSettings): string {
  const names = new Map<PlanOperator, string>();
  for (const operator of chain.operators.toReversed()) {
    const branches = operator.outEdges
      .filter((edge) => isChainable(edge, settings))
      .map((edge) => names.get(edge.target) ?? edge.target.name);
    const [only] = branches;
    const tail =
      branches.length > 1
        ? ` -> (${branches.join(", ")})`
        : only === undefined
          ? ""
          : ` -> ${only}`;
    names.set(operator, operator.name + tail);
  }
  return chain.operators[0] === undefined ? "" : (names.get(chain.operators[0]) ?? "");
}
