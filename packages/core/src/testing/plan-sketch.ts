/** Plans that are only planned, never run: sources, sinks and functions say what planning reads, and fail when they are called. */
import type { Sink, SinkGuarantee } from "../connector/sink.ts";
import type { Source, SourceSplit } from "../connector/source.ts";
import {
  defaultNodeSettings,
  type FunctionSlot,
  type Partitioner,
  type SinkNode,
  type SourceNode,
  type StreamPlan,
  type Transformation,
  type TransformationId,
} from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";

type Settings = Partial<Omit<Transformation, "kind" | "id">>;

/** A slot whose function fails the test when somebody calls it: planning never does. */
const slot: FunctionSlot = {
  value: () => {
    throw new Error("planning called a user's function");
  },
  role: "map",
};

/** A type that is equal to types of the same text; only what planning uses. */
export function namedType(text: string): AnyTypeInformation {
  const type = { text, equals: (other: { text: string }) => other.text === text };
  return type as unknown as AnyTypeInformation; // planning compares types and shows their text, nothing else
}

/** Collects nodes in the order of the calls; every method returns the id of what it added. */
export class PlanSketch {
  readonly #nodes: Transformation[] = [];
  readonly #configuration: ReadonlyMap<string, string>;

  constructor(configuration: Readonly<Record<string, string>> = {}) {
    this.#configuration = new Map(Object.entries(configuration));
  }

  source(
    name: string,
    settings: Settings & {
      maxSourceParallelism?: number;
      watermarkStrategy?: WatermarkStrategy<never>;
    } = {},
  ): TransformationId {
    const { maxSourceParallelism, ...rest } = settings;
    const source = { boundedness: "BOUNDED", maxParallelism: maxSourceParallelism };
    return this.#add("source", {
      name,
      source: source as unknown as Source<unknown, SourceSplit, unknown>, // planning reads plain fields only
      watermarkStrategy: {} as SourceNode["watermarkStrategy"], // planning does not look into strategies
      ...rest,
    });
  }

  timestamps(
    input: TransformationId,
    watermarkStrategy: WatermarkStrategy<never>,
  ): TransformationId {
    return this.#add("timestampsAndWatermarks", { input, watermarkStrategy });
  }

  map(input: TransformationId, settings: Settings = {}): TransformationId {
    return this.#add("map", { input, function: slot, isKeyed: false, ...settings });
  }

  process(input: TransformationId, isKeyed: boolean, settings: Settings = {}): TransformationId {
    return this.#add("process", { input, function: slot, isKeyed, ...settings });
  }

  reduce(input: TransformationId, settings: Settings = {}): TransformationId {
    return this.#add("reduce", { input, function: slot, ...settings });
  }

  coMap(
    input1: TransformationId,
    input2: TransformationId,
    settings: Settings = {},
  ): TransformationId {
    return this.#add("coMap", { input1, input2, function: slot, isKeyed: false, ...settings });
  }

  /** An operator of any kind with one input; `fields` are those of its kind that planning reads. */
  oneInput(
    kind: Transformation["kind"],
    input: TransformationId,
    fields: object = {},
  ): TransformationId {
    return this.#add(kind, { input, function: slot, ...fields });
  }

  /** An operator of any kind with two inputs; `fields` are those of its kind that planning reads. */
  twoInputs(
    kind: Transformation["kind"],
    input1: TransformationId,
    input2: TransformationId,
    fields: object = {},
  ): TransformationId {
    return this.#add(kind, { input1, input2, function: slot, ...fields });
  }

  sink(
    input: TransformationId,
    settings: Settings & { guarantee?: SinkGuarantee; defaultName?: string } = {},
  ): TransformationId {
    const { guarantee = "at-least-once", defaultName, ...rest } = settings;
    const sink = { guarantee, defaultName } as unknown as Sink<never, unknown, unknown>; // as for sources
    return this.#add("sink", { input, sink: sink satisfies SinkNode["sink"], ...rest });
  }

  partition(
    input: TransformationId,
    partitioner: Partitioner,
    settings: Settings = {},
  ): TransformationId {
    return this.#add("partition", { input, partitioner, ...settings });
  }

  keyBy(input: TransformationId, keyType?: AnyTypeInformation): TransformationId {
    return this.partition(input, { type: "hash", keySelector: slot, keyType });
  }

  union(...inputs: TransformationId[]): TransformationId {
    return this.#add("union", { inputs });
  }

  sideOutput(input: TransformationId, tagId: string, type?: AnyTypeInformation): TransformationId {
    return this.#add("sideOutput", { input, tag: { id: tagId, type } });
  }

  build(jobName: string = "job"): StreamPlan {
    return { jobName, nodes: this.#nodes, configuration: this.#configuration };
  }

  #add(kind: Transformation["kind"], fields: object): TransformationId {
    const id = (this.#nodes.length + 1) as TransformationId; // numbered like the api does
    const node = { ...defaultNodeSettings, kind, id, location: `job.ts:${id}:1`, ...fields };
    this.#nodes.push(node as unknown as Transformation); // the methods above give each kind its fields
    return id;
  }
}
