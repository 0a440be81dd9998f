/**
 * The user's plan: one frozen node for each call, inputs by id (P1). Functions sit in slots; nobody calls them here.
 *
 * Physical nodes become operators. Virtual nodes (`partition`, `union`, `sideOutput`) only shape the edges between them;
 * `compile.ts` resolves them. A setting on the last node (`name`, `uid` …) replaces the node by a frozen copy of same id.
 */
import type { Sink } from "../connector/sink.ts";
import type { Source, SourceSplit } from "../connector/source.ts";
import type { AsyncRetryStrategy } from "../functions/async-retry.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { StateDescriptor } from "../state/descriptors.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import type { Evictor } from "../windowing/evictor.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import type { SlotResources } from "./slot-resources.ts";

/** Branded: index of a node in the order of the calls, from 1. */
export type TransformationId = number & { readonly transformationId: never };

/** A user's function: a function, an object with the methods of `role`, or a `perSubtask` recipe. Pristine: engines copy it (O2). */
export interface FunctionSlot {
  readonly value: unknown;
  /** The method that a plain function stands for: `map`, `flatMap`, `getKey` … */
  readonly role: string;
  /** The methods of an object where they differ from `role` (`map1` and `map2`); a function cannot stand for these. */
  readonly methods?: readonly string[] | undefined;
}

/** Flink's: chained on both sides, on the side of the output only, on none. */
export type ChainingStrategy = "ALWAYS" | "HEAD" | "NEVER";

/** The settings that every node has. */
export interface NodeSettings {
  readonly id: TransformationId;
  readonly name: string;
  /** The user's `file:line:column` of the call. */
  readonly location: string | undefined;
  /** `undefined`: the environment's default at `execute()`. */
  readonly parallelism: number | undefined;
  readonly maxParallelism: number | undefined;
  /** Set by `forceNonParallel` and by sources that cannot be parallel: `setParallelism(n > 1)` is an error. */
  readonly isNonParallel: boolean;
  readonly uid: string | undefined;
  readonly uidHash: string | undefined;
  readonly description: string | undefined;
  readonly chaining: ChainingStrategy;
  readonly slotSharingGroup: string | undefined;
  readonly bufferTimeoutMs: number | undefined;
  /** `undefined`: not declared, values travel by the general copier. */
  readonly outputType: AnyTypeInformation | undefined;
}

/** The settings of a node of which the user said nothing. */
export const defaultNodeSettings: Readonly<Omit<NodeSettings, "id" | "location">> = Object.freeze({
  name: "",
  parallelism: undefined,
  maxParallelism: undefined,
  isNonParallel: false,
  uid: undefined,
  uidHash: undefined,
  description: undefined,
  chaining: "ALWAYS",
  slotSharingGroup: undefined,
  bufferTimeoutMs: undefined,
  outputType: undefined,
});

interface OneInput {
  readonly input: TransformationId;
}
interface TwoInputs {
  readonly input1: TransformationId;
  readonly input2: TransformationId;
}
interface WithFunction {
  readonly function: FunctionSlot;
}
/** Present on operators of keyed streams: the selector of each input is on the partition before it. */
interface MaybeKeyed {
  readonly isKeyed: boolean;
}

/** `fromSource` and everything made of it; runs where something reads it. */
export type SourceNode = NodeSettings & {
  readonly kind: "source";
  readonly source: Source<unknown, SourceSplit, unknown>;
  readonly watermarkStrategy: WatermarkStrategy<never>;
};
export type MapNode = NodeSettings &
  OneInput &
  WithFunction &
  MaybeKeyed & { readonly kind: "map" };
export type FlatMapNode = NodeSettings &
  OneInput &
  WithFunction &
  MaybeKeyed & { readonly kind: "flatMap" };
export type FilterNode = NodeSettings &
  OneInput &
  WithFunction &
  MaybeKeyed & { readonly kind: "filter" };
export type ProjectNode = NodeSettings &
  OneInput & { readonly kind: "project"; readonly fields: readonly number[] };
export type ProcessNode = NodeSettings &
  OneInput &
  WithFunction &
  MaybeKeyed & { readonly kind: "process" };
export type ReduceNode = NodeSettings & OneInput & WithFunction & { readonly kind: "reduce" };
/** `sum("f")` … on a keyed stream. */
export type RollingAggregate = "sum" | "min" | "max" | "minBy" | "maxBy";
export type AggregateNode = NodeSettings &
  OneInput & {
    readonly kind: "aggregate";
    readonly aggregate: RollingAggregate;
    readonly field: number | string;
    /** minBy, maxBy: which of equal records stays. */
    readonly first: boolean;
  };
/** Combines the records of a window one by one, so that it keeps one accumulator and never the records. */
export type WindowAggregation =
  | { readonly type: "reduce"; readonly function: FunctionSlot }
  | {
      readonly type: "aggregate";
      readonly function: FunctionSlot;
      readonly accumulatorType: AnyTypeInformation | undefined;
    }
  | {
      readonly type: "field";
      readonly aggregate: RollingAggregate;
      readonly field: number | string;
      readonly first: boolean;
    };
/** Which windows records go into, when these fire, and for how long they are kept. */
export interface WindowSettings {
  readonly assigner: WindowAssigner<never, Window>;
  readonly trigger: Trigger<never, Window>;
  readonly evictor: Evictor<never, Window> | undefined;
  readonly allowedLatenessMs: number;
  readonly lateTag: OutputTag<never> | undefined;
}
/** `window(…)` and `windowAll(…)` with the function that ends them. Its input is a hash partition in both cases. */
export type WindowNode = NodeSettings &
  OneInput &
  WindowSettings &
  MaybeKeyed & {
    readonly kind: "window";
    /** True for `windowAll`, whose functions do not see a key. */
    readonly isAll: boolean;
    readonly aggregation: WindowAggregation | undefined;
    /** Of role `process` or `apply`; a `process` object form may be the other (`hasMethods` decides at run time). */
    readonly windowFunction: FunctionSlot | undefined;
  };
/** `fullWindowPartition()` without keys: all records of a subtask at the end of its input. With keys these are windows. */
export type MapPartitionNode = NodeSettings &
  OneInput &
  WithFunction & { readonly kind: "mapPartition" };
export type PartitionReduceNode = NodeSettings &
  OneInput &
  WithFunction & { readonly kind: "partitionReduce" };
export type PartitionAggregateNode = NodeSettings &
  OneInput &
  WithFunction & { readonly kind: "partitionAggregate" };
/** What records are sorted by. */
export type SortKey =
  | { readonly type: "field"; readonly field: number | string }
  | { readonly type: "selector"; readonly function: FunctionSlot };
/** The records of a subtask or key in order, at the end of the input. */
export type SortPartitionNode = NodeSettings &
  OneInput &
  MaybeKeyed & {
    readonly kind: "sortPartition";
    readonly sortKey: SortKey;
    readonly order: "ASCENDING" | "DESCENDING";
  };
export type TimestampsNode = NodeSettings &
  OneInput & {
    readonly kind: "timestampsAndWatermarks";
    readonly watermarkStrategy: WatermarkStrategy<never>;
  };
export type CoMapNode = NodeSettings &
  TwoInputs &
  WithFunction &
  MaybeKeyed & { readonly kind: "coMap" };
export type CoFlatMapNode = NodeSettings &
  TwoInputs &
  WithFunction &
  MaybeKeyed & { readonly kind: "coFlatMap" };
export type CoProcessNode = NodeSettings &
  TwoInputs &
  WithFunction &
  MaybeKeyed & { readonly kind: "coProcess" };
/** `coGroup` and `join` in windows: both inputs are hash partitions; the function is of role `coGroup` or `join`. */
export type CoGroupNode = NodeSettings &
  TwoInputs &
  WithFunction &
  WindowSettings & { readonly kind: "coGroup" };
/** `intervalJoin`: both inputs are hash partitions. A record at `t` of the first joins those of the second within `t` + bounds. */
export type IntervalJoinNode = NodeSettings &
  TwoInputs &
  WithFunction & {
    readonly kind: "intervalJoin";
    /** Inclusive, and not above the upper one; whole milliseconds. */
    readonly lowerBoundMs: number;
    /** Inclusive. */
    readonly upperBoundMs: number;
    readonly leftLateTag: OutputTag<never> | undefined;
    readonly rightLateTag: OutputTag<never> | undefined;
  };
/** `connect(broadcastStream).process`: input 1 is broadcast and has no key. */
export type BroadcastProcessNode = NodeSettings &
  TwoInputs &
  WithFunction &
  MaybeKeyed & {
    readonly kind: "broadcastProcess";
    /** The map states that were given to `broadcast(…)`. */
    readonly descriptors: readonly StateDescriptor[];
  };
/** What both kinds of asynchronous operators have. */
interface AsyncSettings {
  /** Results in the order of the records, or as they come (never across a watermark). */
  readonly isOrdered: boolean;
  /** From the first call of a record on, retries included; 0: none. */
  readonly timeoutMs: number;
  /** Calls, and watermarks between them, that may wait; no record is taken beyond. */
  readonly capacity: number;
  readonly retry: AsyncRetryStrategy<never> | undefined;
}
/** `AsyncDataStream.orderedWait` …, and `mapAsync`, whose function gives one record where the others give a list. */
export type AsyncWaitNode = NodeSettings &
  OneInput &
  WithFunction &
  AsyncSettings & { readonly kind: "asyncWait"; readonly result: "records" | "record" };
/** `AsyncDataStream.orderedWaitBatch` …: several records in one call. */
export type AsyncBatchWaitNode = NodeSettings &
  OneInput &
  WithFunction &
  AsyncSettings & {
    readonly kind: "asyncBatchWait";
    readonly batchSize: number;
    /** How long the first record of a batch waits for it to be full; 0: without end. */
    readonly batchTimeoutMs: number;
  };
/** `sinkTo`, and `addSink` with a SinkFunction (wrapped by the api through the BuiltIns port). */
export type SinkNode = NodeSettings &
  OneInput & {
    readonly kind: "sink";
    readonly sink: Sink<never, unknown, unknown>;
  };

/** How records choose among the subtasks of the next operator. */
export type Partitioner =
  | { readonly type: "forward" }
  | { readonly type: "rebalance" }
  | { readonly type: "rescale" }
  | { readonly type: "shuffle" }
  | { readonly type: "broadcast" }
  | { readonly type: "global" }
  | {
      readonly type: "hash";
      readonly keySelector: FunctionSlot;
      readonly keyType: AnyTypeInformation | undefined;
    }
  | {
      readonly type: "custom";
      readonly partitioner: FunctionSlot;
      readonly keySelector: FunctionSlot;
    };

/** `keyBy`, `rebalance` … : how the records of `input` reach the next operator. Of several in a row the last wins. */
export type PartitionNode = NodeSettings &
  OneInput & { readonly kind: "partition"; readonly partitioner: Partitioner };
/** `union`: the next operator reads all of the inputs. */
export type UnionNode = NodeSettings & {
  readonly kind: "union";
  readonly inputs: readonly TransformationId[];
};
/** `getSideOutput`: what the operator before it sends to `tag`. */
export type SideOutputNode = NodeSettings &
  OneInput & { readonly kind: "sideOutput"; readonly tag: OutputTag<never> };

/** Nodes that become operators. */
export type PhysicalNode =
  | SourceNode | MapNode | FlatMapNode | FilterNode | ProjectNode | ProcessNode | ReduceNode | AggregateNode | WindowNode
  | MapPartitionNode | PartitionReduceNode | PartitionAggregateNode | SortPartitionNode
  | AsyncWaitNode | AsyncBatchWaitNode
  | TimestampsNode | CoMapNode | CoFlatMapNode | CoProcessNode | CoGroupNode | IntervalJoinNode
  | BroadcastProcessNode | SinkNode; // biome-ignore format: one family a line
/** Nodes that shape edges and do not run. */
export type VirtualNode = PartitionNode | UnionNode | SideOutputNode;
/** Any node of a plan. */
export type Transformation = PhysicalNode | VirtualNode;

/** Everything the user wrote, at `execute()`. */
export interface StreamPlan {
  readonly jobName: string;
  /** In the order of the calls. */
  readonly nodes: readonly Transformation[];
  /** The environment's effective configuration, keys as in Flink. */
  readonly configuration: ReadonlyMap<string, string>;
  /** The slot sharing groups that were declared with resources, by name; operators may name others too. */
  readonly slotSharingGroups?: ReadonlyMap<string, SlotResources> | undefined;
}
