/**
 * A plan as text for people: vertices with their chains, edges, types, guarantees, findings.
 *
 * The text is for reading, not for parsing; ` -> ` stands between operators of one chain and nowhere else.
 */
import { type Chain, chainName, chainsOf, isChainable } from "./chaining.ts";
import { guaranteePaths } from "./guarantees.ts";
import { isKeyed } from "./nodes.ts";
import {
  type OperatorGraph,
  operatorGraph,
  type PlanEdge,
  type PlanOperator,
} from "./operator-graph.ts";
import { operatorIds } from "./operator-ids.ts";
import { shipStrategy } from "./plan-json.ts";
import type { StreamPlan } from "./transformation.ts";
import { validate } from "./validate.ts";

/** Explains a plan, several lines without a last newline. Pure; takes plans with problems too and lists these. */
export function explain(plan: StreamPlan): string {
  const graph = operatorGraph(plan);
  const chains = chainsOf(graph);
  return [
    ...headerLines(plan, graph, chains),
    ...vertexLines(graph, chains),
    ...guaranteeLines(graph),
    ...generalLines(graph),
    ...findingLines(plan),
  ].join("\n");
}

function headerLines(
  plan: StreamPlan,
  { operators, settings, runtimeMode }: OperatorGraph,
  chains: readonly Chain[],
): string[] {
  const facts = [
    `${counted(operators.length, "operator")} in ${counted(chains.length, "vertex", "vertices")}`,
    `checkpointing ${settings.isCheckpointingEnabled ? (settings.isAtLeastOnce ? "at-least-once" : "exactly-once") : "off"}`,
    `chaining ${settings.isChainingEnabled ? "on" : "off"}`,
    ...(runtimeMode === "BATCH" ? ["BATCH mode"] : []),
  ];
  return [`Job ${plan.jobName}`, `  ${facts.join(", ")}`];
}

function vertexLines(graph: OperatorGraph, chains: readonly Chain[]): string[] {
  const ids = operatorIds(graph);
  const vertexOf = new Map(
    chains.flatMap((chain, index) => chain.operators.map((operator) => [operator, index])),
  );
  return chains.flatMap((chain, index) => {
    const [head] = chain.operators;
    if (head === undefined) return [];
    const leaving = chain.operators
      .flatMap((operator) => operator.outEdges)
      .filter((edge) => !isChainable(edge, graph.settings));
    return [
      "",
      `[${index}] ${chainName(chain, graph.settings)}`,
      `    parallelism ${head.parallelism}, max parallelism ${head.maxParallelism}`,
      ...chain.operators.map((operator) => operatorLine(operator, ids.get(operator) ?? "unknown")),
      ...leaving.map((edge) => edgeLine(edge, vertexOf.get(edge.target) ?? 0)),
    ];
  });
}

function operatorLine(operator: PlanOperator, id: string): string {
  const { node, name } = operator;
  const facts = [
    ...(node.kind === "sink" ? [] : [`emits ${typeText(node.outputType)}`]),
    node.uid === undefined ? `id ${id}` : `uid "${node.uid}", id ${id}`,
    ...(isKeyed(node) && node.uid === undefined && node.uidHash === undefined
      ? ["keyed without uid: its state is lost when operators before it change"]
      : []),
    ...(node.location === undefined ? [] : [`at ${node.location}`]),
  ];
  return `    #${node.id} ${name}: ${facts.join(", ")}`;
}

function edgeLine(edge: PlanEdge, vertex: number): string {
  const input = edge.target.inEdges.some((other) => other.input > 0)
    ? ` input ${edge.input + 1}`
    : "";
  const tag = edge.sideOutputTag === undefined ? "" : ` side output "${edge.sideOutputTag}"`;
  const mode = edge.target.inputModes[edge.input];
  const order = mode === undefined || mode === "direct" ? "" : `, ${mode}`;
  const key = edge.partitioner.type === "hash" ? `, key ${typeText(edge.partitioner.keyType)}` : "";
  return `    #${edge.source.node.id}${tag} => [${vertex}]${input} by ${shipStrategy(edge)}${key}${order}, ${typeText(edge.type)}`;
}

function guaranteeLines(graph: OperatorGraph): string[] {
  const paths = guaranteePaths(graph);
  if (paths.length === 0) return [];
  const reason = graph.settings.isCheckpointingEnabled ? "" : " (checkpointing is off)";
  return [
    "",
    "Guarantees",
    ...paths.map(
      ({ source, sink, guarantee }) => `    ${source.name} to ${sink.name}: ${guarantee}${reason}`,
    ),
  ];
}

/** Where values travel between subtasks, or are keys, without a declared type: the slow lane. */
function generalLines(graph: OperatorGraph): string[] {
  const general = graph.edges.filter(
    (edge) => edge.type === undefined && edge.partitioner.type !== "forward",
  );
  if (general.length === 0) return [];
  const places = [...new Set(general.map(({ source }) => `#${source.node.id} ${source.name}`))];
  return [
    "",
    "Without a declared type, by the general serializer",
    ...places.map((place) => `    ${place}`),
  ];
}

function findingLines(plan: StreamPlan): string[] {
  const findings = validate(plan);
  if (findings.length === 0) return [];
  return [
    "",
    "Findings",
    ...findings.flatMap(({ severity, error }) => {
      const place = error.where.location === undefined ? "" : ` (${error.where.location})`;
      return [`    ${severity} ${error.message}${place}`, `        ${error.hint}`];
    }),
  ];
}

function typeText(type: PlanEdge["type"]): string {
  return type === undefined ? "general" : type.text;
}

function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
