/**
 * A plan as text for people: vertices with their chains, edges, types, guarantees, findings.
 *
 * The text is for reading, not for parsing; ` -> ` stands between operators of one chain and nowhere else.
 */
import { type Chain, chainName, chainsOf, isChainable } from "./chaining.ts";
import {
  inputOrder,
  isEdgeOnGeneralSerializer,
  isStatefulWithoutUid,
  statesOnGeneralSerializer,
  stateText,
  typeText,
} from "./explain-marks.ts";
import { guaranteePaths } from "./guarantees.ts";
import {
  type OperatorGraph,
  operatorGraph,
  type PlanEdge,
  type PlanOperator,
} from "./operator-graph.ts";
import { operatorIds } from "./operator-ids.ts";
import { shipStrategy } from "./plan-json.ts";
import { plannedStates } from "./planned-state.ts";
import { slotResourcesText } from "./slot-resources.ts";
import type { StreamPlan } from "./transformation.ts";
import { validate } from "./validate.ts";

/** Explains a plan, several lines without a last newline. Pure; takes plans with problems too and lists these. */
export function explain(plan: StreamPlan): string {
  const graph = operatorGraph(plan);
  const chains = chainsOf(graph);
  return [
    ...headerLines(plan, graph, chains),
    ...vertexLines(graph, chains, plan.slotSharingGroups),
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

function vertexLines(
  graph: OperatorGraph,
  chains: readonly Chain[],
  groups: StreamPlan["slotSharingGroups"],
): string[] {
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
      `    parallelism ${head.parallelism}, max parallelism ${head.maxParallelism}${groupText(head, groups)}`,
      ...chain.operators.flatMap((operator) =>
        operatorLines(operator, ids.get(operator) ?? "unknown", graph),
      ),
      ...leaving.map((edge) => edgeLine(edge, vertexOf.get(edge.target) ?? 0)),
    ];
  });
}

/** The group of a chain and its resources; nothing for the default group without any. */
function groupText(
  { slotSharingGroup }: PlanOperator,
  groups: StreamPlan["slotSharingGroups"],
): string {
  const resources = groups?.get(slotSharingGroup);
  const text = resources === undefined ? "" : slotResourcesText(resources);
  if (slotSharingGroup === "default" && text === "") return "";
  return `, slot sharing group "${slotSharingGroup}"${text === "" ? "" : ` (${text})`}`;
}

function operatorLines(operator: PlanOperator, id: string, graph: OperatorGraph): string[] {
  const { node, name } = operator;
  const facts = [
    ...(node.kind === "sink" ? [] : [`emits ${typeText(node.outputType)}`]),
    node.uid === undefined ? `id ${id}` : `uid "${node.uid}", id ${id}`,
    ...(isStatefulWithoutUid(operator, graph)
      ? ["stateful without uid: its state is lost when operators before it change"]
      : []),
    ...(node.location === undefined ? [] : [`at ${node.location}`]),
  ];
  const states = plannedStates(operator);
  return [
    `    #${node.id} ${name}: ${facts.join(", ")}`,
    ...(states.length === 0 ? [] : [`        keeps ${states.map(stateText).join(", ")}`]),
  ];
}

function edgeLine(edge: PlanEdge, vertex: number): string {
  const input = edge.target.inEdges.some((other) => other.input > 0)
    ? ` input ${edge.input + 1}`
    : "";
  const tag = edge.sideOutputTag === undefined ? "" : ` side output "${edge.sideOutputTag}"`;
  const key = edge.partitioner.type === "hash" ? `, key ${typeText(edge.partitioner.keyType)}` : "";
  return `    #${edge.source.node.id}${tag} => [${vertex}]${input} by ${shipStrategy(edge)}${key}${inputOrder(edge)}, ${typeText(edge.type)}`;
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

/** Where values travel between chains, or are kept, without a declared type: the slow lane. */
function generalLines(graph: OperatorGraph): string[] {
  const edges = graph.edges
    .filter((edge) => isEdgeOnGeneralSerializer(edge, graph))
    .map(({ source, target }) => `    edge #${source.node.id} => #${target.node.id}`);
  const states = graph.operators.flatMap((operator) => {
    const names = statesOnGeneralSerializer(operator).map(({ name }) => name);
    return names.length === 0 ? [] : [`    state of #${operator.node.id}: ${names.join(", ")}`];
  });
  if (edges.length === 0 && states.length === 0) return [];
  return ["", "Without a declared type, by the general serializer", ...new Set(edges), ...states];
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

function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
