/**
 * The operators of a plan with their settings resolved, and the edges between them: the common ground of validating,
 * compiling, and writing a plan.
 *
 * As in Flink, everything that was called as an operator runs, also without a sink behind it; a source runs where
 * something reads it. Tolerant: a plan with problems gives a graph too, `validate` names the problems.
 */

import type { AnyTypeInformation } from "../types/type-information.ts";
import { type ResolvedInput, resolveInput } from "./edges.ts";
import { inputIdsOf, isPhysical } from "./nodes.ts";
import { operatorName } from "./operator-names.ts";
import { MAX_PARALLELISM_LIMIT, type PlanSettings, planSettings } from "./plan-settings.ts";
import {
  type InputMode,
  inputModesOf,
  type RuntimeMode,
  resolveRuntimeMode,
} from "./runtime-mode.ts";
import type {
  Partitioner,
  PhysicalNode,
  SourceNode,
  StreamPlan,
  Transformation,
  TransformationId,
} from "./transformation.ts";

/** An operator: a physical node with its settings resolved. */
export interface PlanOperator {
  readonly node: PhysicalNode;
  /** As plans show it, e.g. `Source: lines`. */
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
  /** How many operators call each other up to this one, itself included; counted anew behind a hop. */
  readonly callDepth: number;
  /** By input index: how records are taken. */
  readonly inputModes: readonly InputMode[];
  /** By input index, then plan order. */
  readonly inEdges: readonly PlanEdge[];
  /** In plan order of the targets (W2). */
  readonly outEdges: readonly PlanEdge[];
}

/** A way from one operator to an input of another; virtual nodes between them are resolved. */
export interface PlanEdge {
  readonly source: PlanOperator;
  readonly target: PlanOperator;
  /** 0, or 1 for the second input of a two-input operator. */
  readonly input: number;
  readonly partitioner: Partitioner;
  /** The user's place of the call that chose the partitioner; `undefined` where nobody did. */
  readonly partitionLocation: string | undefined;
  readonly sideOutputTag: string | undefined;
  readonly type: AnyTypeInformation | undefined;
  readonly bufferTimeoutMs: number;
  /** W2: the target is not called: what it reads waits until the calls of its senders have returned. */
  readonly isHop: boolean;
}

/** What a plan runs: operators, edges, and the settings that both follow from. */
export interface OperatorGraph {
  /** In plan order, which is a topological order. */
  readonly operators: readonly PlanOperator[];
  readonly edges: readonly PlanEdge[];
  readonly settings: PlanSettings;
  /** What it runs in; AUTOMATIC is decided. */
  readonly runtimeMode: RuntimeMode;
}

/** W2: operators that call each other at most; one more and a user's function may overflow the stack. */
const CALL_DEPTH_LIMIT = 500;

type GrowingOperator = PlanOperator & {
  readonly inEdges: PlanEdge[];
  readonly outEdges: PlanEdge[];
};

/** Builds the graph of the operators that run. Pure; linear in the size of the plan. */
export function operatorGraph(plan: StreamPlan): OperatorGraph {
  const requested = planSettings(plan.configuration);
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]));
  const read = sourcesRead(plan, nodes);
  const runtimeMode = resolveRuntimeMode(
    requested.runtimeMode,
    plan.nodes.filter((node): node is SourceNode => node.kind === "source" && read.has(node.id)),
  );
  const settings =
    runtimeMode === "BATCH" ? { ...requested, isCheckpointingEnabled: false } : requested;
  const operators = new Map<TransformationId, GrowingOperator>();
  const edges: PlanEdge[] = [];
  for (const node of plan.nodes) {
    if (!isPhysical(node) || (node.kind === "source" && !read.has(node.id))) continue;
    const inputs = inputIdsOf(node).map((id) => resolveInput(id, nodes));
    const feeding = inputs.flat().flatMap((input) => operators.get(input.source.id) ?? []);
    const operator = resolveOperator(node, feeding, settings, runtimeMode);
    operators.set(node.id, operator);
    inputs.forEach((resolved, input) => {
      for (const one of resolved) {
        const source = operators.get(one.source.id);
        if (source === undefined) continue;
        const edge = createEdge(one, source, operator, input, settings);
        source.outEdges.push(edge);
        operator.inEdges.push(edge);
        edges.push(edge);
      }
    });
  }
  return { operators: [...operators.values()], edges, settings, runtimeMode };
}

function sourcesRead(
  plan: StreamPlan,
  nodes: ReadonlyMap<TransformationId, Transformation>,
): Set<TransformationId> {
  const read = new Set<TransformationId>();
  for (const node of plan.nodes) {
    if (!isPhysical(node)) continue;
    for (const input of inputIdsOf(node).flatMap((id) => resolveInput(id, nodes)))
      read.add(input.source.id);
  }
  return read;
}

function resolveOperator(
  node: PhysicalNode,
  feeding: readonly PlanOperator[],
  settings: PlanSettings,
  runtimeMode: RuntimeMode,
): GrowingOperator {
  const parallelism = resolveParallelism(node, settings);
  const maxParallelism = node.maxParallelism ?? (node.isNonParallel ? 1 : settings.maxParallelism);
  return {
    node,
    name: operatorName(node),
    parallelism,
    maxParallelism: maxParallelism ?? defaultMaxParallelism(parallelism),
    slotSharingGroup: node.slotSharingGroup ?? commonGroup(feeding),
    callDepth: callDepthBehind(feeding),
    inputModes: inputModesOf(node, runtimeMode),
    inEdges: [],
    outEdges: [],
  };
}

function callDepthBehind(feeding: readonly PlanOperator[]): number {
  let before = 0;
  for (const { callDepth } of feeding) before = Math.max(before, callDepth);
  return before === CALL_DEPTH_LIMIT ? 1 : before + 1;
}

function resolveParallelism(node: PhysicalNode, settings: PlanSettings): number {
  if (node.parallelism !== undefined) return node.parallelism;
  if (node.isNonParallel) return 1;
  const limit = node.kind === "source" ? node.source.maxParallelism : undefined;
  return Math.min(settings.defaultParallelism, limit ?? Infinity);
}

/** Flink's `computeDefaultMaxParallelism`: one and a half times the parallelism, up to a power of two, from 128 to 32768. */
export function defaultMaxParallelism(parallelism: number): number {
  let power = 128;
  while (power < parallelism + Math.floor(parallelism / 2) && power < MAX_PARALLELISM_LIMIT)
    power *= 2;
  return power;
}

/** Flink's rule: the group of the inputs where all of them agree. */
function commonGroup(feeding: readonly PlanOperator[]): string {
  const [first, ...others] = feeding.map((operator) => operator.slotSharingGroup);
  return first !== undefined && others.every((group) => group === first) ? first : "default";
}

function createEdge(
  input: ResolvedInput,
  source: PlanOperator,
  target: PlanOperator,
  inputIndex: number,
  settings: PlanSettings,
): PlanEdge {
  const implied = source.parallelism === target.parallelism ? FORWARD : REBALANCE;
  return {
    source,
    target,
    input: inputIndex,
    partitioner: input.partition?.partitioner ?? implied,
    partitionLocation: input.partition?.location,
    sideOutputTag: input.sideOutput?.tag.id,
    type:
      input.sideOutput === undefined
        ? source.node.outputType
        : (input.sideOutput.outputType ?? input.sideOutput.tag.type),
    bufferTimeoutMs: source.node.bufferTimeoutMs ?? settings.bufferTimeoutMs,
    isHop: target.callDepth === 1, // what is called by something else is deeper
  };
}

const FORWARD: Partitioner = Object.freeze({ type: "forward" });
const REBALANCE: Partitioner = Object.freeze({ type: "rebalance" });
