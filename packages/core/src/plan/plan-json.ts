/**
 * The plan as Flink's JSON: `{ nodes: [{ id, type, pact, contents, parallelism, predecessors }] }`.
 *
 * Format as Flink's `JSONGenerator` writes it: sinks last, ids are those of the calls, a union
 * and other virtual nodes have no node of their own. Differs in one point: `side` of a first input is `first` (Flink
 * writes `second` everywhere, by mistake).
 */
import { operatorGraph, type PlanEdge, type PlanOperator } from "./operator-graph.ts";
import type { StreamPlan } from "./transformation.ts";

/** The execution plan as formatted JSON text. Pure; takes plans with problems too, an empty one gives no nodes. */
export function executionPlan(plan: StreamPlan): string {
  const { operators } = operatorGraph(plan);
  const isLast = (operator: PlanOperator) => operator.node.kind === "sink";
  const ordered = [...operators.filter((one) => !isLast(one)), ...operators.filter(isLast)];
  return JSON.stringify({ nodes: ordered.map(nodeOf) }, undefined, 2);
}

function nodeOf(operator: PlanOperator): object {
  const { node, name, parallelism, inEdges } = operator;
  return {
    id: node.id,
    type: name,
    pact: pactOf(operator),
    contents: node.description ?? name,
    parallelism,
    ...(node.kind === "source" ? {} : { predecessors: inEdges.map(predecessorOf) }),
  };
}

function pactOf({ node }: PlanOperator): string {
  if (node.kind === "source") return "Data Source";
  return node.kind === "sink" ? "Data Sink" : "Operator";
}

function predecessorOf(edge: PlanEdge): object {
  return {
    id: edge.source.node.id,
    ship_strategy: shipStrategy(edge),
    side: edge.input === 0 ? "first" : "second",
  };
}

/** Flink's word for an edge's partitioner: `FORWARD`, `HASH`, `REBALANCE` … */
export function shipStrategy(edge: PlanEdge): string {
  return edge.partitioner.type.toUpperCase();
}
