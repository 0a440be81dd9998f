/**
 * Compiles a plan into what is deployed: chains become vertices, what lies between chains becomes edges.
 *
 * Pure. Refuses a plan in which `validate` finds an error, so that no other room meets one.
 */
import { streamError } from "../base/stream-error.ts";
import { type Chain, chainName, chainsOf, isChainable } from "./chaining.ts";
import type {
  JobEdge,
  JobGraph,
  JobOperator,
  JobOutput,
  JobVertex,
  OperatorId,
} from "./job-graph.ts";
import { inputIdsOf, isKeyed } from "./nodes.ts";
import {
  type OperatorGraph,
  operatorGraph,
  type PlanEdge,
  type PlanOperator,
} from "./operator-graph.ts";
import { operatorIds } from "./operator-ids.ts";
import type { RuntimeMode } from "./runtime-mode.ts";
import type { SlotResources } from "./slot-resources.ts";
import type { PhysicalNode, StreamPlan } from "./transformation.ts";
import { requireValid } from "./validate.ts";

/**
 * The job graph of a plan, frozen. Throws the plan's error, or `PLAN_SEVERAL_PROBLEMS` with all of them.
 * Equal plans give equal graphs.
 */
export function compile(plan: StreamPlan): JobGraph {
  requireValid(plan);
  const graph = operatorGraph(plan);
  const chains = chainsOf(graph);
  const layout = layOut(graph, chains);
  const ids = operatorIds(graph);
  return Object.freeze({
    jobName: plan.jobName,
    runtimeMode: graph.runtimeMode,
    vertices: Object.freeze(
      chains.map((chain, index) => createVertex(chain, index, graph, layout, ids)),
    ),
    edges: Object.freeze(layout.edges.map((edge, index) => createJobEdge(edge, index, layout))),
    configuration: plan.configuration,
    slotSharingGroups: plan.slotSharingGroups ?? new Map<string, SlotResources>(),
  });
}

/** Where each operator stands, and the number of each edge between chains. */
interface Layout {
  readonly places: ReadonlyMap<
    PlanOperator,
    { readonly vertex: number; readonly operator: number }
  >;
  readonly edges: readonly PlanEdge[];
  readonly edgeIndexes: ReadonlyMap<PlanEdge, number>;
}

function layOut(graph: OperatorGraph, chains: readonly Chain[]): Layout {
  const places = new Map<PlanOperator, { readonly vertex: number; readonly operator: number }>();
  chains.forEach((chain, vertex) => {
    chain.operators.forEach((operator, index) => places.set(operator, { vertex, operator: index }));
  });
  const edges = graph.edges.filter((edge) => !isChainable(edge, graph.settings));
  return { places, edges, edgeIndexes: new Map(edges.map((edge, index) => [edge, index])) };
}

function createVertex(
  chain: Chain,
  index: number,
  graph: OperatorGraph,
  layout: Layout,
  ids: ReadonlyMap<PlanOperator, OperatorId>,
): JobVertex {
  const operators = chain.operators.map((operator) =>
    createJobOperator(operator, layout, required(ids.get(operator)), graph.runtimeMode),
  );
  const head = required(chain.operators[0]);
  return Object.freeze({
    index,
    id: required(ids.get(head)),
    name: chainName(chain, graph.settings),
    parallelism: head.parallelism,
    maxParallelism: head.maxParallelism,
    slotSharingGroup: head.slotSharingGroup,
    operators: Object.freeze(operators),
    inputEdges: Object.freeze(head.inEdges.map((edge) => required(layout.edgeIndexes.get(edge)))),
    inputModes: head.inputModes,
  });
}

function createJobOperator(
  operator: PlanOperator,
  layout: Layout,
  id: OperatorId,
  mode: RuntimeMode,
): JobOperator {
  const inputs = inputIdsOf(operator.node).map((_, input) =>
    operator.inEdges.filter((edge) => edge.input === input),
  );
  return Object.freeze({
    id,
    node: nodeIn(mode, operator.node),
    outputs: Object.freeze(operator.outEdges.map((edge) => createOutput(edge, layout))),
    inputTypes: Object.freeze(inputs.map(commonType)),
    // Of the plain operator behind a keyed stream (a union, one side of a connect) the partitioning is left, not the key.
    keys: Object.freeze(inputs.map((edges) => (isKeyed(operator.node) ? keyOf(edges) : undefined))),
  });
}

/** In BATCH only the end of an input makes a watermark. Flink: `emitProgressiveWatermarks`. */
function nodeIn(mode: RuntimeMode, node: PhysicalNode): PhysicalNode {
  if (mode !== "BATCH" || !("watermarkStrategy" in node)) return node;
  return Object.freeze({ ...node, watermarkStrategy: node.watermarkStrategy.withoutWatermarks() });
}

function createOutput(edge: PlanEdge, layout: Layout): JobOutput {
  const { sideOutputTag } = edge;
  const index = layout.edgeIndexes.get(edge);
  return Object.freeze(
    index === undefined
      ? {
          to: "operator",
          operator: required(layout.places.get(edge.target)).operator,
          sideOutputTag,
        }
      : { to: "edge", edge: index, sideOutputTag },
  );
}

function createJobEdge(edge: PlanEdge, index: number, layout: Layout): JobEdge {
  return Object.freeze({
    index,
    source: Object.freeze({ ...required(layout.places.get(edge.source)) }),
    target: Object.freeze({
      vertex: required(layout.places.get(edge.target)).vertex,
      input: edge.input,
    }),
    partitioner: edge.partitioner,
    sideOutputTag: edge.sideOutputTag,
    type: edge.type,
    bufferTimeoutMs: edge.bufferTimeoutMs,
    isHop: edge.isHop,
  });
}

/** The declared type of an input where all of its edges declare it; `validate` has seen that they agree. */
function commonType(edges: readonly PlanEdge[]): PlanEdge["type"] {
  return edges.every((edge) => edge.type !== undefined) ? edges[0]?.type : undefined;
}

function keyOf(edges: readonly PlanEdge[]): JobOperator["keys"][number] {
  const partitioner = edges[0]?.partitioner;
  const isShared = edges.every((edge) => edge.partitioner === partitioner);
  return isShared && partitioner?.type === "hash" ? partitioner : undefined;
}

function required<V>(value: V | undefined): V {
  if (value === undefined) throw streamError("PLAN_INCONSISTENT_GRAPH", {});
  return value;
}
