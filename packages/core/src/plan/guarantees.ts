/** What a job guarantees from each source to each sink that it reaches. */
import type { SinkGuarantee } from "../connector/sink.ts";
import type { OperatorGraph, PlanOperator } from "./operator-graph.ts";

/** One pair of source and sink with a way between them. */
export interface GuaranteePath {
  readonly source: PlanOperator;
  readonly sink: PlanOperator;
  /** The sink's own guarantee, lowered by the checkpointing mode; `none` without checkpoints. */
  readonly guarantee: SinkGuarantee;
}

/** All pairs, by sink in plan order, then by source. */
export function guaranteePaths(graph: OperatorGraph): readonly GuaranteePath[] {
  const sources = new Map<PlanOperator, ReadonlySet<PlanOperator>>();
  const paths: GuaranteePath[] = [];
  for (const operator of graph.operators) {
    const reaching = new Set(
      operator.inEdges.flatMap((edge) => [...(sources.get(edge.source) ?? [])]),
    );
    if (operator.node.kind === "source") reaching.add(operator);
    sources.set(operator, reaching);
    if (operator.node.kind !== "sink") continue;
    const guarantee = guaranteeOf(operator.node.sink.guarantee, graph);
    const inOrder = graph.operators.filter((source) => reaching.has(source));
    for (const source of inOrder) paths.push({ source, sink: operator, guarantee });
  }
  return paths;
}

function guaranteeOf(sink: SinkGuarantee, { settings }: OperatorGraph): SinkGuarantee {
  if (!settings.isCheckpointingEnabled) return "none";
  return settings.isAtLeastOnce && sink === "exactly-once" ? "at-least-once" : sink;
}
