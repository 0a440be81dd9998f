/**
 * Collects the nodes of the plan while the user's program builds it.
 *
 * G1: nodes are frozen; a setting replaces the node by a copy of the same id. G2: a plan holds the sinks since the last
 * `execute()` and all that leads to them, so a stream may be used again in the next job (as in Flink).
 */
import { streamError } from "../base/stream-error.ts";
import {
  defaultNodeSettings,
  type NodeSettings,
  type StreamPlan,
  type Transformation,
  type TransformationId,
} from "../plan/transformation.ts";
import type { CallSite } from "./call-site.ts";

/** What differs from node to node. */
export type NodeBody = Transformation extends infer N
  ? N extends Transformation
    ? Omit<N, keyof NodeSettings>
    : never
  : never;

/** One per environment. */
export class GraphBuilder {
  private readonly nodes = new Map<TransformationId, Transformation>();
  private pendingSinks: TransformationId[] = [];

  /** Adds the node of a call. */
  add(
    at: CallSite,
    body: NodeBody,
    settings: Partial<Omit<NodeSettings, "id" | "location">> = {},
  ): TransformationId {
    const id = (this.nodes.size + 1) as TransformationId; // the brand is given here only
    const node = Object.freeze({
      ...defaultNodeSettings,
      ...settings,
      ...body,
      id,
      location: at.location,
    });
    this.nodes.set(id, node as Transformation); // body and settings together are the node, member by member
    if (body.kind === "sink") this.pendingSinks.push(id);
    return id;
  }

  /** The node as it is now. */
  get(id: TransformationId): Transformation {
    const node = this.nodes.get(id);
    if (node === undefined) throw streamError("API_FOREIGN_STREAM", { method: `Node ${id}` });
    return node;
  }

  /** The node itself, or the operator before a partitioning or side output; of a union the union. */
  physicalInput(id: TransformationId): Transformation {
    let node = this.get(id);
    while (node.kind === "partition" || node.kind === "sideOutput") node = this.get(node.input);
    return node;
  }

  /** Changes settings of a node. */
  update(id: TransformationId, settings: Partial<Omit<NodeSettings, "id">>): void {
    this.nodes.set(id, Object.freeze({ ...this.get(id), ...settings }) as Transformation); // settings keep the kind
  }

  /** The plan of the sinks added since the last `takePlan`. */
  plan(jobName: string, configuration: ReadonlyMap<string, string>): StreamPlan {
    const wanted = new Set<TransformationId>();
    const open = [...this.pendingSinks];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (wanted.has(id)) continue;
      wanted.add(id);
      open.push(...inputsOf(this.get(id)));
    }
    const nodes = [...this.nodes.values()].filter((node) => wanted.has(node.id));
    return Object.freeze({ jobName, nodes: Object.freeze(nodes), configuration });
  }

  /** The plan, after which the environment is empty again. */
  takePlan(jobName: string, configuration: ReadonlyMap<string, string>): StreamPlan {
    const plan = this.plan(jobName, configuration);
    this.pendingSinks = [];
    return plan;
  }
}

function inputsOf(node: Transformation): readonly TransformationId[] {
  if (node.kind === "source") return [];
  if (node.kind === "union") return node.inputs;
  return "input1" in node ? [node.input1, node.input2] : [node.input];
}
