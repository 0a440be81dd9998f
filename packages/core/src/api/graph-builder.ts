/**
 * Collects the nodes of the plan while the user's program builds it.
 *
 * G1: nodes are frozen; a setting replaces the node by a copy of the same id. G2: a plan holds the sinks since the last
 * `execute()` and all that leads to them, so a stream may be used again in the next job (as in Flink). G3: a cached
 * stream is a union of one input; in a plan it is a source where its records are kept, and has a sink besides where not.
 */
import { streamError } from "../base/stream-error.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { StreamCache } from "../plan/executor.ts";
import { inputIdsOf, isPhysical } from "../plan/nodes.ts";
import {
  defaultNodeSettings,
  type NodeSettings,
  type StreamPlan,
  type Transformation,
  type TransformationId,
} from "../plan/transformation.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import type { CallSite } from "./call-site.ts";

/** What differs from node to node. */
export type NodeBody = Transformation extends infer N
  ? N extends Transformation
    ? Omit<N, keyof NodeSettings>
    : never
  : never;

/** What a plan says besides its nodes. */
export type JobSettings = Omit<StreamPlan, "nodes">;

/** A cached stream: where its records are, and the node that writes them there. */
interface Cache {
  readonly records: StreamCache;
  readonly sinkId: TransformationId;
}

/** One per environment. */
export class GraphBuilder {
  private readonly nodes = new Map<TransformationId, Transformation>();
  private readonly caches = new Map<TransformationId, Cache>();
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

  /** Adds a view of `input` that keeps its records (G3). */
  addCache(at: CallSite, input: TransformationId, records: StreamCache): TransformationId {
    const { outputType } = this.get(input);
    const { parallelism } = this.physicalInput(input);
    const inputs = Object.freeze([input]);
    // Nobody can give these a uid, where `pipeline.auto-generate-uids` asks for one.
    const uid = `$cache-${input}`;
    const id = this.add(at, { kind: "union", inputs }, { outputType, parallelism, uid });
    const sink = { kind: "sink", input, sink: records.sink() } as const;
    const sinkId = this.add(at, sink, { parallelism, uid: `${uid}-write` });
    this.pendingSinks = this.pendingSinks.filter((one) => one !== sinkId);
    this.caches.set(id, { records, sinkId });
    return id;
  }

  /** The records behind a node that `addCache` added. */
  cacheOf(id: TransformationId): StreamCache | undefined {
    return this.caches.get(id)?.records;
  }

  /** Drops the records of all cached streams. */
  clearCaches(): void {
    for (const { records } of this.caches.values()) records.clear();
  }

  /** The node as it is now. */
  get(id: TransformationId): Transformation {
    const node = this.nodes.get(id);
    if (node === undefined) throw streamError("API_FOREIGN_STREAM", { method: `Node ${id}` });
    return node;
  }

  /** The node itself, or the operator before a partitioning, side output or cache; of a union the union. */
  physicalInput(id: TransformationId): Transformation {
    let node = this.get(id);
    for (;;) {
      const inputs = isPhysical(node) ? [] : inputIdsOf(node);
      if (inputs[0] === undefined || inputs.length > 1) return node;
      node = this.get(inputs[0]);
    }
  }

  /** The tag of that id that was asked for before at an operator. */
  sideOutputTag(input: TransformationId, tagId: string): OutputTag<never> | undefined {
    for (const node of this.nodes.values())
      if (node.kind === "sideOutput" && node.input === input && node.tag.id === tagId)
        return node.tag;
    return undefined;
  }

  /** Changes settings of a node. */
  update(id: TransformationId, settings: Partial<Omit<NodeSettings, "id">>): void {
    this.nodes.set(id, Object.freeze({ ...this.get(id), ...settings }) as Transformation); // settings keep the kind
  }

  /** The plan of the sinks added since the last `takePlan`. */
  plan(settings: JobSettings): StreamPlan {
    const wanted = new Map<TransformationId, Transformation>();
    const open = [...this.pendingSinks];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (wanted.has(id)) continue;
      const node = this.nodeInPlan(id);
      wanted.set(id, node);
      open.push(...inputIdsOf(node));
      const cache = this.caches.get(id);
      if (cache !== undefined && node.kind !== "source") open.push(cache.sinkId);
    }
    const nodes = [...wanted.values()].sort((left, right) => left.id - right.id);
    return Object.freeze({ ...settings, nodes: Object.freeze(nodes) });
  }

  /** A node as a job sees it now: a cached stream is read where it is kept, and written by a sink of this job (G3). */
  private nodeInPlan(id: TransformationId): Transformation {
    const node = this.get(id);
    const records = this.caches.get(id)?.records;
    if (records?.isFilled === true) return this.cacheRead(node, records);
    const written = [...this.caches.values()].find(({ sinkId }) => sinkId === id);
    if (written === undefined || node.kind !== "sink") return node;
    return Object.freeze({ ...node, sink: written.records.sink() });
  }

  private cacheRead(node: Transformation, records: StreamCache): Transformation {
    const { kind: _, ...settings } = node;
    return Object.freeze({
      ...defaultNodeSettings,
      ...settings,
      kind: "source",
      name: "CacheRead",
      source: records.source(node.outputType),
      watermarkStrategy: WatermarkStrategy.noWatermarks<never>(),
    });
  }

  /** The plan, after which the environment is empty again. */
  takePlan(settings: JobSettings): StreamPlan {
    const plan = this.plan(settings);
    this.pendingSinks = [];
    return plan;
  }
}
