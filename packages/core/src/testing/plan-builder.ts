/** Plans without the api, for tests of what lies behind it: nodes are appended in order and named in errors. */
import type { Sink } from "../connector/sink.ts";
import type { Source, SourceSplit } from "../connector/source.ts";
import {
  defaultNodeSettings,
  type NodeSettings,
  type Partitioner,
  type StreamPlan,
  type Transformation,
  type TransformationId,
} from "../plan/transformation.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";

/** Settings of one node. */
export interface NodeOptions {
  readonly name?: string;
  readonly parallelism?: number;
  readonly chaining?: "ALWAYS" | "HEAD" | "NEVER";
}

/** Builds one plan. Each method returns the new node's id. */
export class PlanBuilder {
  readonly #nodes: Transformation[] = [];

  source(
    source: Source<unknown, SourceSplit, unknown>,
    {
      watermarkStrategy = WatermarkStrategy.noWatermarks(),
      ...options
    }: NodeOptions & { readonly watermarkStrategy?: WatermarkStrategy<never> } = {},
  ): TransformationId {
    return this.#add({
      ...this.#settings("source", options),
      kind: "source",
      source,
      watermarkStrategy,
    });
  }

  map(
    input: TransformationId,
    map: (value: never) => unknown,
    options: NodeOptions = {},
  ): TransformationId {
    return this.#add({
      ...this.#settings("map", options),
      kind: "map",
      input,
      isKeyed: false,
      function: { value: map, role: "map" },
    });
  }

  flatMap(input: TransformationId, flatMap: unknown, options: NodeOptions = {}): TransformationId {
    return this.#add({
      ...this.#settings("flatMap", options),
      kind: "flatMap",
      input,
      isKeyed: false,
      function: { value: flatMap, role: "flatMap" },
    });
  }

  reduce(
    input: TransformationId,
    reduce: (left: never, right: never) => unknown,
    options: NodeOptions = {},
  ): TransformationId {
    return this.#add({
      ...this.#settings("reduce", options),
      kind: "reduce",
      input,
      function: { value: reduce, role: "reduce" },
    });
  }

  /** On a stream with a key. */
  process(input: TransformationId, process: unknown, options: NodeOptions = {}): TransformationId {
    return this.#add({
      ...this.#settings("process", options),
      kind: "process",
      input,
      isKeyed: true,
      function: { value: process, role: "processElement" },
    });
  }

  partition(input: TransformationId, partitioner: Partitioner): TransformationId {
    return this.#add({ ...this.#settings("partition", {}), kind: "partition", input, partitioner });
  }

  keyBy(input: TransformationId, keySelector: (value: never) => unknown): TransformationId {
    return this.partition(input, {
      type: "hash",
      keySelector: { value: keySelector, role: "getKey" },
      keyType: undefined,
    });
  }

  sink(
    input: TransformationId,
    sink: Sink<never, unknown, unknown>,
    options: NodeOptions = {},
  ): TransformationId {
    return this.#add({ ...this.#settings("sink", options), kind: "sink", input, sink });
  }

  plan(configuration: Readonly<Record<string, string>> = {}): StreamPlan {
    return {
      jobName: "test job",
      nodes: this.#nodes,
      configuration: new Map(Object.entries(configuration)),
    };
  }

  #add(node: Transformation): TransformationId {
    this.#nodes.push(Object.freeze(node));
    return node.id;
  }

  #settings(name: string, options: NodeOptions): NodeSettings {
    const id = (this.#nodes.length + 1) as TransformationId; // counted here
    return { ...defaultNodeSettings, name, ...options, id, location: `job.ts:${id}:1` };
  }
}
