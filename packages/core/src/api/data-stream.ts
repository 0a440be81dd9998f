/**
 * `DataStream`: an immutable description of a stream of records; every operation adds a node to the plan and returns
 * a new stream. Nothing runs before `execute()`.
 *
 * How the signatures are written is decided in the design of the types: a form without and one with an output type,
 * which differ in their number of parameters; the variance is annotated, so that helpers over streams type.
 */
import type { AsyncContext } from "../functions/async-functions.ts";
import type { Collector } from "../functions/collector.ts";
import type { Emit, Main, OutputTypeUnknown, SideOutput, StreamRecord } from "../functions/hint.ts";
import type {
  FilterFunction,
  FlatMapFunction,
  KeySelector,
  MapFunction,
  Partitioner,
  ProcessContext,
  ProcessFunction,
} from "../functions/one-input.ts";
import { OutputTag } from "../functions/output-tag.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { FunctionSlot } from "../plan/transformation.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import type { WatermarkStrategies, WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import type { CountWindow } from "../windowing/count-window.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import type { AllWindowedStream } from "./all-windowed-stream.ts";
import { type AsyncNodeBody, type MapAsyncOptions, mapAsyncNode } from "./async-arguments.ts";
import { requireBounded } from "./bounded-argument.ts";
import type { BroadcastConnectedStream } from "./broadcast-connected-stream.ts";
import {
  type AnyMapStateDescriptor,
  BroadcastStream,
  broadcastDescriptors,
} from "./broadcast-stream.ts";
import type { CachedDataStream } from "./cached-data-stream.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { functionSlot, requireInteger } from "./check-arguments.ts";
import type { CoGroupedStreams } from "./co-grouped-streams.ts";
import type { ConnectedStreams } from "./connected-streams.ts";
import { positionArguments } from "./field-argument.ts";
import type { Projected } from "./fields.ts";
import type { JoinedStreams } from "./joined-streams.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import { nameOf } from "./operator-settings.ts";
import type { PartitionWindowedStream } from "./partition-windowed-stream.ts";
import { requireSameType } from "./side-output-argument.ts";
import { strategyArgument } from "./strategy-argument.ts";
import { StreamOutputs } from "./stream-outputs.ts";
import { type AnyTypeInput, projectedType, typeArgument } from "./type-argument.ts";
import { allWindows, countWindows } from "./window-arguments.ts";

/** A stream of records of type `T`. Flink: `DataStream`, `SingleOutputStreamOperator`. */
export class DataStream<out T> extends StreamOutputs<T> {
  /** The operator's name. */
  getName(): string {
    return nameOf(this.operator(this.at("getName")));
  }

  /** Keeps the operator at parallelism and max parallelism 1. */
  forceNonParallel(): this {
    const at = this.at("forceNonParallel");
    return this.set(at, { parallelism: 1, maxParallelism: 1, isNonParallel: true });
  }

  /** How long records may wait for a full buffer on the way to another worker, in ms; 0: not at all, -1: as the environment says. */
  setBufferTimeout(timeoutMillis: number): this {
    const at = this.at("setBufferTimeout");
    const timeoutMs = requireInteger(
      at,
      "timeoutMillis",
      timeoutMillis,
      -1,
      Number.MAX_SAFE_INTEGER,
    );
    return this.set(at, { bufferTimeoutMs: timeoutMs === -1 ? undefined : timeoutMs });
  }

  /** Begins a new chain: the operator is not called directly by its input. */
  startNewChain(): this {
    return this.set(this.at("startNewChain"), { chaining: "HEAD" });
  }

  /** One record out for each record in. */
  map<R extends StreamRecord>(fn: Fn<((value: T) => R) | MapFunction<T, R>>): DataStream<R>;
  map<V, I extends StreamRecord>(
    fn: Fn<((value: T) => NoInfer<I>) | MapFunction<T, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  map(fn: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("map");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "map" });
    return this.derive(
      at,
      { kind: "map", input: this.transformationId, function: slot, isKeyed: this.isKeyed },
      type,
    );
  }

  /** Any number of records out for each record in: returned as an iterable, yielded, or given to `out`. */
  flatMap<R extends StreamRecord = OutputTypeUnknown>(
    fn: Fn<((value: T, out: Collector<R>) => Emit<R>) | FlatMapFunction<T, R>>,
  ): DataStream<R>;
  flatMap<V, I extends StreamRecord>(
    fn: Fn<
      ((value: T, out: Collector<NoInfer<I>>) => Emit<NoInfer<I>>) | FlatMapFunction<T, NoInfer<I>>
    >,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  flatMap(fn: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("flatMap");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "flatMap" });
    return this.derive(
      at,
      { kind: "flatMap", input: this.transformationId, function: slot, isKeyed: this.isKeyed },
      type,
    );
  }

  /** Keeps the records for which the function returns something truthy. A type guard narrows the stream's type. */
  filter<S extends T>(fn: (value: T) => value is S): DataStream<S>;
  filter(fn: Fn<((value: T) => unknown) | FilterFunction<T>>): DataStream<T>;
  filter(fn: unknown): DataStream<unknown> {
    const at = this.at("filter");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "filter" });
    const body = {
      kind: "filter",
      input: this.transformationId,
      function: slot,
      isKeyed: this.isKeyed,
    } as const;
    return this.derive(at, body, this.declaredType());
  }

  /** Low-level function with timestamps and side outputs. */
  process<R extends StreamRecord = OutputTypeUnknown>(
    fn: Fn<
      | ((value: T, ctx: ProcessContext, out: Collector<R>) => Emit<R | SideOutput>)
      | ProcessFunction<T, R>
    >,
  ): DataStream<Main<R>>;
  process<V, I extends StreamRecord>(
    fn: Fn<
      | ((
          value: T,
          ctx: ProcessContext,
          out: Collector<NoInfer<I>>,
        ) => Emit<NoInfer<I> | SideOutput>)
      | ProcessFunction<T, NoInfer<I>>
    >,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  process(fn: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("process");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "processElement" });
    return this.derive(
      at,
      { kind: "process", input: this.transformationId, function: slot, isKeyed: this.isKeyed },
      type,
    );
  }

  /**
   * One record out for each record in, by a function that waits for something outside. Not in Flink; as
   * `AsyncDataStream.orderedWait` with one result for each record.
   */
  mapAsync<R extends StreamRecord>(
    fn: Fn<(value: T, context: AsyncContext) => PromiseLike<R>>,
    options?: MapAsyncOptions<R>,
  ): DataStream<R>;
  mapAsync<V, I extends StreamRecord>(
    fn: Fn<(value: T, context: AsyncContext) => PromiseLike<NoInfer<I>>>,
    options: MapAsyncOptions<I> | undefined,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  mapAsync(
    fn: unknown,
    options?: MapAsyncOptions<never>,
    type?: AnyTypeInput,
  ): DataStream<unknown> {
    const at = this.at("mapAsync");
    return this.addAsync(at, mapAsyncNode(at, fn, options), typeArgument(at, "type", type));
  }

  /** Adds an asynchronous operator with checked arguments. @internal */
  addAsync(
    at: CallSite,
    body: AsyncNodeBody,
    outputType: AnyTypeInformation | undefined,
  ): DataStream<never> {
    return this.derive(at, { ...body, input: this.transformationId }, outputType);
  }

  /** Keeps the fields of a tuple or row at the given positions, in the order given. */
  project<U, const P extends readonly number[]>(
    this: DataStream<U>,
    ...fieldIndexes: P
  ): DataStream<Projected<U, P>> {
    const at = this.at("project");
    const fields = positionArguments(at, fieldIndexes, this.declaredType());
    const type = projectedType(this.declaredType(), fields);
    return this.derive(at, { kind: "project", input: this.transformationId, fields }, type);
  }

  /** Partitions the stream by a key: records with equal keys go to the same subtask. Keys compare by value. */
  keyBy<K extends StreamRecord>(key: Fn<((value: T) => K) | KeySelector<T, K>>): KeyedStream<T, K>;
  keyBy<K, I extends StreamRecord>(
    key: Fn<((value: T) => NoInfer<I>) | KeySelector<T, NoInfer<I>>>,
    type: TypeInput<K, I>,
  ): KeyedStream<T, K>;
  keyBy(key: unknown, type?: AnyTypeInput): KeyedStream<T, never> {
    const at = this.at("keyBy");
    return this.keyByAt(
      at,
      functionSlot(at, key, { parameter: "key", role: "getKey" }),
      typeArgument(at, "type", type),
    );
  }

  /** `keyBy` with checked arguments. @internal */
  keyByAt(
    at: CallSite,
    keySelector: FunctionSlot,
    keyType: AnyTypeInformation | undefined,
  ): KeyedStream<T, never> {
    const origin = this.unkeyedId;
    const partitioner = Object.freeze({ type: "hash", keySelector, keyType } as const);
    const outputType = this.declaredType();
    const id = this.context.graph.add(
      at,
      { kind: "partition", input: origin, partitioner },
      { outputType },
    );
    return this.context.keyedStream(id, origin);
  }

  /** The records of all streams in one, in no defined order between them. Declared types must be equal (`PLAN_UNION_TYPES`). */
  union<U = T>(...streams: DataStream<U>[]): DataStream<T | U> {
    const at = this.at("union");
    for (const stream of streams) this.requireStream(at, "streams", stream);
    const inputs = Object.freeze([this, ...streams].map((stream) => stream.transformationId));
    return this.derive(at, { kind: "union", inputs }, this.declaredType());
  }

  /** Two streams of different types for one function that sees both. */
  connect<B>(other: DataStream<B>): ConnectedStreams<T, B>;
  /** A broadcast stream: its records reach every subtask of the function, and fill its broadcast state. */
  connect<B>(other: BroadcastStream<B>): BroadcastConnectedStream<T, B>;
  connect<B>(
    other: DataStream<B> | BroadcastStream<B>,
  ): ConnectedStreams<T, B> | BroadcastConnectedStream<T, B> {
    const at = this.at("connect");
    if (BroadcastStream.is(other)) {
      this.requireStream(at, "other", other.stream);
      if (this.isKeyed) return this.context.keyedBroadcastConnectedStream(this, other);
      return this.context.broadcastConnectedStream(this, other);
    }
    this.requireStream(at, "other", other);
    if (this.isKeyed && other.isKeyed) return this.context.keyedConnectedStreams(this, other);
    return this.context.connectedStreams(this, other);
  }

  /** All pairs with a record of the other stream: `join(other).where(…).equalTo(…).window(…).apply(…)`. */
  join<B>(other: DataStream<B>): JoinedStreams<T, B> {
    this.requireStream(this.at("join"), "other", other);
    return this.context.joinedStreams(this, other);
  }

  /** The records of both streams as groups: `coGroup(other).where(…).equalTo(…).window(…).apply(…)`. */
  coGroup<B>(other: DataStream<B>): CoGroupedStreams<T, B> {
    this.requireStream(this.at("coGroup"), "other", other);
    return this.context.coGroupedStreams(this, other);
  }

  /** Puts all records into windows, in one subtask. */
  windowAll<W extends Window>(windowAssigner: WindowAssigner<T, W>): AllWindowedStream<T, W> {
    const at = this.at("windowAll");
    return this.context.allWindowedStream(
      allWindows(this.context, at, this.unkeyedId, windowAssigner),
    );
  }

  /** Windows of `size` records, one behind the other, or one beginning every `slide` records. A window fires when it is full. */
  countWindowAll(size: number, slide: number = 0): AllWindowedStream<T, CountWindow> {
    const at = this.at("countWindowAll");
    const { assigner, trigger } = countWindows(at, size, slide);
    const builder = allWindows(this.context, at, this.unkeyedId, assigner);
    builder.choice.setTrigger(at, trigger);
    return this.context.allWindowedStream(builder);
  }

  /** All records of each subtask as one window that ends with the input; for bounded streams. */
  fullWindowPartition(): PartitionWindowedStream<T> {
    return this.context.partitionWindowedStream(this.unkeyedId, undefined);
  }

  /** Gives the records timestamps and watermarks from here on: a strategy, or a function that builds it for `T`. */
  assignTimestampsAndWatermarks<U>(
    this: DataStream<U>,
    strategy: WatermarkStrategy<U> | ((strategies: WatermarkStrategies<U>) => WatermarkStrategy<U>),
  ): DataStream<U> {
    const at = this.at("assignTimestampsAndWatermarks");
    const watermarkStrategy = strategyArgument(at, strategy);
    const body = {
      kind: "timestampsAndWatermarks",
      input: this.transformationId,
      watermarkStrategy,
    } as const;
    return this.derive(at, body, this.declaredType());
  }

  /** The records that functions of this operator sent to `tag`. */
  getSideOutput<X>(tag: OutputTag<X>): DataStream<X> {
    const at = this.at("getSideOutput");
    if (!OutputTag.is(tag)) throw wrongType(at, "tag", tag, "an OutputTag");
    this.operator(at);
    requireSameType(at, this.context.graph, this.transformationId, tag);
    return this.derive(at, { kind: "sideOutput", input: this.transformationId, tag }, tag.type);
  }

  /** Keeps the records of this bounded stream in memory: the first job that uses the result computes it, later ones read it. */
  cache(): CachedDataStream<T> {
    const at = this.at("cache");
    const { graph, builtIns } = this.context;
    if (graph.get(this.transformationId).kind !== "sideOutput") this.operator(at);
    requireBounded(at, graph, this.transformationId);
    return this.context.cachedStream(graph.addCache(at, this.transformationId, builtIns.cache()));
  }

  /** Uniformly at random to all subtasks of the next operator. */
  shuffle(): DataStream<T> {
    return this.partition(this.at("shuffle"), Object.freeze({ type: "shuffle" }));
  }

  /** Round-robin to all subtasks of the next operator. */
  rebalance(): DataStream<T> {
    return this.partition(this.at("rebalance"), Object.freeze({ type: "rebalance" }));
  }

  /** Round-robin to a fixed part of the subtasks of the next operator. */
  rescale(): DataStream<T> {
    return this.partition(this.at("rescale"), Object.freeze({ type: "rescale" }));
  }

  /** To the subtask of the same index; parallelisms must be equal. */
  forward(): DataStream<T> {
    return this.partition(this.at("forward"), Object.freeze({ type: "forward" }));
  }

  /** All records to the first subtask of the next operator. */
  global(): DataStream<T> {
    return this.partition(this.at("global"), Object.freeze({ type: "global" }));
  }

  /** Every record to every subtask of the next operator. */
  broadcast(): DataStream<T>;
  /** The same, with states that the records fill in every subtask: for `connect`. */
  broadcast(...descriptors: readonly AnyMapStateDescriptor[]): BroadcastStream<T>;
  broadcast(...given: readonly unknown[]): DataStream<T> | BroadcastStream<T> {
    const at = this.at("broadcast");
    const descriptors = broadcastDescriptors(at, given);
    const stream = this.partition(at, Object.freeze({ type: "broadcast" }));
    return given.length === 0 ? stream : this.context.broadcastStream(stream, descriptors);
  }

  /** Where the user's partitioner says: `partition(key, numPartitions)` returns the index of the subtask. */
  partitionCustom<K>(options: {
    readonly key: (value: T) => K;
    readonly partition: (key: NoInfer<K>, numPartitions: number) => number;
  }): DataStream<T>;
  partitionCustom<K>(
    partitioner: Fn<((key: NoInfer<K>, numPartitions: number) => number) | Partitioner<NoInfer<K>>>,
    keySelector: Fn<((value: T) => K) | KeySelector<T, K>>,
  ): DataStream<T>;
  partitionCustom(first: unknown, keySelector?: unknown): DataStream<T> {
    const at = this.at("partitionCustom");
    const isOptions =
      keySelector === undefined &&
      typeof first === "object" &&
      first !== null &&
      "key" in first &&
      "partition" in first;
    const [partition, key] = isOptions ? [first.partition, first.key] : [first, keySelector];
    return this.partition(
      at,
      Object.freeze({
        type: "custom",
        partitioner: functionSlot(at, partition, {
          parameter: isOptions ? "options.partition" : "partitioner",
          role: "partition",
        }),
        keySelector: functionSlot(at, key, {
          parameter: isOptions ? "options.key" : "keySelector",
          role: "getKey",
        }),
      }),
    );
  }
}
