/**
 * A plan as a Mermaid flowchart: chains as boxes around their operators, edges by what moves records.
 *
 * Marks what the text of a plan says in words: dotted edges and dashed borders are on the general serializer, red borders are
 * stateful operators without uid. Texts of users never become syntax: every character that Mermaid reads is escaped.
 */
import { type Chain, chainsOf, isChainable } from "./chaining.ts";
import {
  inputOrder,
  isEdgeOnGeneralSerializer,
  isStatefulWithoutUid,
  statesOnGeneralSerializer,
  stateText,
  typeText,
} from "./explain-marks.ts";
import {
  type OperatorGraph,
  operatorGraph,
  type PlanEdge,
  type PlanOperator,
} from "./operator-graph.ts";
import { shipStrategy } from "./plan-json.ts";
import { plannedStates } from "./planned-state.ts";
import type { StreamPlan } from "./transformation.ts";

const STYLES = [
  "  classDef general stroke-dasharray: 4 3",
  "  classDef withoutUid stroke: #c00, stroke-width: 2px",
];

/** Draws a plan, several lines without a last newline. Pure; takes plans with problems too. */
export function explainAsMermaid(plan: StreamPlan): string {
  const graph = operatorGraph(plan);
  const leaving = graph.edges.filter((edge) => !isChainable(edge, graph.settings));
  const classes = classLines(graph);
  return [
    "---",
    `title: ${JSON.stringify(plan.jobName)}`, // a double-quoted text of YAML
    "---",
    "flowchart LR",
    ...chainsOf(graph).flatMap((chain, index) => vertexLines(chain, index, graph)),
    ...leaving.map((edge) => edgeLine(edge, graph)),
    ...(classes.length === 0 ? [] : [...STYLES, ...classes]),
  ].join("\n");
}

function vertexLines(chain: Chain, index: number, graph: OperatorGraph): string[] {
  const parallelism = chain.operators[0]?.parallelism ?? 1;
  return [
    `  subgraph vertex${index}["${escaped(`[${index}] parallelism ${parallelism}`)}"]`,
    ...chain.operators.map((operator) => `    ${nodeText(operator, graph)}`),
    ...chain.operators.flatMap(({ outEdges }) =>
      outEdges
        .filter((edge) => isChainable(edge, graph.settings))
        .map((edge) => `    ${nodeName(edge.source)} --> ${nodeName(edge.target)}`),
    ),
    "  end",
  ];
}

function nodeText(operator: PlanOperator, graph: OperatorGraph): string {
  const { uid } = operator.node;
  const states = plannedStates(operator);
  const lines = [
    operator.name,
    ...(uid === undefined ? [] : [`uid ${uid}`]),
    ...(isStatefulWithoutUid(operator, graph) ? ["stateful without uid"] : []),
    ...(states.length === 0 ? [] : [`keeps ${states.map(stateText).join(", ")}`]),
  ];
  return `${nodeName(operator)}["${lines.map(escaped).join("<br/>")}"]`;
}

function edgeLine(edge: PlanEdge, graph: OperatorGraph): string {
  const { partitioner, sideOutputTag } = edge;
  const key = partitioner.type === "hash" ? ` by ${typeText(partitioner.keyType)}` : "";
  const lines = [
    ...(sideOutputTag === undefined ? [] : [`side output ${sideOutputTag}`]),
    `${shipStrategy(edge)}${key}${inputOrder(edge)}`,
    typeText(edge.type),
  ];
  const arrow = isEdgeOnGeneralSerializer(edge, graph) ? "-.->" : "-->";
  const label = lines.map(escaped).join("<br/>");
  return `  ${nodeName(edge.source)} ${arrow}|"${label}"| ${nodeName(edge.target)}`;
}

function classLines(graph: OperatorGraph): string[] {
  const named = (name: string, operators: readonly PlanOperator[]): string[] =>
    operators.length === 0 ? [] : [`  class ${operators.map(nodeName).join(",")} ${name}`];
  const { operators } = graph;
  return [
    ...named(
      "general",
      operators.filter((one) => statesOnGeneralSerializer(one).length > 0),
    ),
    ...named(
      "withoutUid",
      operators.filter((one) => isStatefulWithoutUid(one, graph)),
    ),
  ];
}

function nodeName({ node }: PlanOperator): string {
  return `operator${node.id}`;
}

/** Mermaid's entity codes (`#60;`) for what it would read as syntax or as the beginning of a list; line breaks become blanks. */
function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[^\p{L}\p{N} .,:/()[\]+=-]|(?<=^\d*)[.)+-](?= )/gu, entity);
}

function entity(character: string): string {
  return `#${character.codePointAt(0)};`;
}
