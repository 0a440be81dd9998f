/**
 * `KeyedStream`: a stream partitioned by key, whose functions have keyed state.
 *
 * It is a partitioning and no operator: settings and other partitionings throw, and their type is `never`.
 */
import { streamError } from "../base/stream-error.ts";
import type { Collector } from "../functions/collector.ts";
import type { Emit, Main, OutputTypeUnknown, SideOutput, StreamRecord } from "../functions/hint.ts";
import type { KeyedProcessContext, KeyedProcessFunction } from "../functions/one-input.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { RollingAggregate, TransformationId } from "../plan/transformation.ts";
import type { ReduceFn, ReduceFunction } from "../state/reduce-function.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import type { CountWindow } from "../windowing/count-window.ts";
import { GlobalWindows } from "../windowing/global-windows.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import type {
  BroadcastConnectedStream,
  KeyedBroadcastConnectedStream,
} from "./broadcast-connected-stream.ts";
import type { BroadcastStream } from "./broadcast-stream.ts";
import { wrongType } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";
import type { ConnectedStreams, KeyedConnectedStreams } from "./connected-streams.ts";
import type { DataStream } from "./data-stream.ts";
import { fieldArgument } from "./field-argument.ts";
import type { ComparableField, NumericField } from "./fields.ts";
import type { IntervalJoin } from "./interval-join.ts";
import { requireSameKeyType } from "./paired-streams.ts";
import type { PartitionWindowedStream } from "./partition-windowed-stream.ts";
import type { StreamContext } from "./stream-context.ts";
import { StreamView } from "./stream-view.ts";
import type { AnyTypeInput } from "./type-argument.ts";
import { countWindows } from "./window-arguments.ts";
import { WindowBuilder } from "./window-builder.ts";
import type { WindowedStream } from "./windowed-stream.ts";

/** Which of records with an equal field `minBy` and `maxBy` keep: the first, unless told otherwise. */
const FIRST_WINS = true;

/** A stream of `T` partitioned by keys of type `K`. Flink: `KeyedStream`. */
export class KeyedStream<out T, out K> extends StreamView<T> {
  declare private readonly keys: K;
  private readonly origin: TransformationId;

  /** @internal */
  constructor(
    context: StreamContext,
    transformationId: TransformationId,
    origin: TransformationId,
  ) {
    super(context, transformationId);
    this.origin = origin;
  }

  /** @internal */
  override get isKeyed(): boolean {
    return true;
  }

  /** @internal */
  protected override get unkeyedId(): TransformationId {
    return this.origin;
  }

  /** Low-level function with keyed state. `R2` is what its timers emit. */
  override process<R extends StreamRecord = OutputTypeUnknown, R2 extends StreamRecord = never>(
    fn: Fn<
      | ((value: T, ctx: KeyedProcessContext<K>, out: Collector<R>) => Emit<R | SideOutput>)
      | KeyedProcessFunction<K, T, R, R2>
    >,
  ): DataStream<Main<R | R2>>;
  override process<V, I extends StreamRecord>(
    fn: Fn<
      | ((
          value: T,
          ctx: KeyedProcessContext<K>,
          out: Collector<NoInfer<I>>,
        ) => Emit<NoInfer<I> | SideOutput>)
      | KeyedProcessFunction<K, T, NoInfer<I>>
    >,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  override process(fn: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("process");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "processElement" });
    return this.derive(
      at,
      { kind: "process", input: this.transformationId, function: slot, isKeyed: true },
      type,
    );
  }

  /** The running reduction of each key: emits the new value for every record. */
  reduce(fn: Fn<ReduceFn<T> | ReduceFunction<T>>): DataStream<T> {
    const at = this.at("reduce");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "reduce" });
    return this.derive(
      at,
      { kind: "reduce", input: this.transformationId, function: slot },
      this.declaredType(),
    );
  }

  /** The first record of each key with `field` replaced by the running sum. */
  sum<U>(this: KeyedStream<U, unknown>, field?: NumericField<U>): DataStream<U> {
    return this.aggregate("sum", field, FIRST_WINS);
  }

  /** The first record of each key with `field` replaced by the smallest value so far. */
  min<U>(this: KeyedStream<U, unknown>, field?: ComparableField<U>): DataStream<U> {
    return this.aggregate("min", field, FIRST_WINS);
  }

  /** The first record of each key with `field` replaced by the largest value so far. */
  max<U>(this: KeyedStream<U, unknown>, field?: ComparableField<U>): DataStream<U> {
    return this.aggregate("max", field, FIRST_WINS);
  }

  /** The record with the smallest `field` so far; of equal ones the first, or the last where `first` is false. */
  minBy<U>(
    this: KeyedStream<U, unknown>,
    field?: ComparableField<U>,
    first?: boolean,
  ): DataStream<U> {
    return this.aggregate("minBy", field, first ?? FIRST_WINS);
  }

  /** The record with the largest `field` so far; of equal ones the first, or the last where `first` is false. */
  maxBy<U>(
    this: KeyedStream<U, unknown>,
    field?: ComparableField<U>,
    first?: boolean,
  ): DataStream<U> {
    return this.aggregate("maxBy", field, first ?? FIRST_WINS);
  }

  /** Puts the records of each key into windows. */
  window<W extends Window>(windowAssigner: WindowAssigner<T, W>): WindowedStream<T, K, W> {
    const at = this.at("window");
    return this.context.windowedStream(
      new WindowBuilder(this.context, at, this.transformationId, windowAssigner, false),
    );
  }

  /** Windows of `size` records of a key, one behind the other, or one beginning every `slide` records. A window fires when it is full. */
  countWindow(size: number, slide: number = 0): WindowedStream<T, K, CountWindow> {
    const at = this.at("countWindow");
    const { assigner, trigger } = countWindows(at, size, slide);
    const builder = new WindowBuilder(this.context, at, this.transformationId, assigner, false);
    builder.choice.setTrigger(at, trigger);
    return this.context.windowedStream(builder);
  }

  /** With another keyed stream: functions of both inputs share the state of a key. */
  override connect<B, K2>(other: KeyedStream<B, K2>): KeyedConnectedStreams<T, B, K | K2>;
  override connect<B>(other: DataStream<B>): ConnectedStreams<T, B>;
  /** A broadcast stream: its records reach every subtask of the function, which has keyed state of the records of this one. */
  override connect<B>(other: BroadcastStream<B>): KeyedBroadcastConnectedStream<T, B, K>;
  override connect<B>(
    other: DataStream<B> | BroadcastStream<B>,
  ): ConnectedStreams<T, B> | BroadcastConnectedStream<T, B> {
    return super.connect(other as DataStream<B>); // which of the two it is decided there
  }

  /** All records of each key as one window that ends with the input; for bounded streams. */
  override fullWindowPartition(): PartitionWindowedStream<T> {
    const at = this.at("fullWindowPartition");
    const { context, transformationId } = this;
    const everything = GlobalWindows.createWithEndOfStreamTrigger();
    const windows = new WindowBuilder(context, at, transformationId, everything, false);
    return context.partitionWindowedStream(transformationId, windows);
  }

  /** Pairs with records of the other stream that have an equal key and are near in event time. */
  intervalJoin<B>(otherStream: KeyedStream<B, K>): IntervalJoin<T, B, K> {
    const at = this.at("intervalJoin");
    this.requireStream(at, "otherStream", otherStream);
    if (!otherStream.isKeyed) throw wrongType(at, "otherStream", otherStream, "a KeyedStream");
    requireSameKeyType(at, this.keyType(), otherStream.keyType());
    return this.context.intervalJoin(this, otherStream);
  }

  /** The declared type of the key. @internal */
  keyType(): AnyTypeInformation | undefined {
    const node = this.context.graph.get(this.transformationId);
    const isHash = node.kind === "partition" && node.partitioner.type === "hash";
    return isHash ? node.partitioner.keyType : undefined;
  }

  /** Always throws. */
  override cache(): never {
    throw this.notSupported("cache");
  }

  /** Always throws: the key decides the partitioning. */
  override shuffle(): never {
    throw this.noOtherPartitioning("shuffle");
  }

  /** Always throws: the key decides the partitioning. */
  override rebalance(): never {
    throw this.noOtherPartitioning("rebalance");
  }

  /** Always throws: the key decides the partitioning. */
  override rescale(): never {
    throw this.noOtherPartitioning("rescale");
  }

  /** Always throws: the key decides the partitioning. */
  override forward(): never {
    throw this.noOtherPartitioning("forward");
  }

  /** Always throws: the key decides the partitioning. */
  override global(): never {
    throw this.noOtherPartitioning("global");
  }

  /** Always throws: the key decides the partitioning. */
  override broadcast(): never {
    throw this.noOtherPartitioning("broadcast");
  }

  /** Always throws: the key decides the partitioning. */
  override partitionCustom(..._args: unknown[]): never {
    throw this.noOtherPartitioning("partitionCustom");
  }

  private aggregate(
    aggregate: RollingAggregate,
    given: unknown,
    first: boolean,
  ): DataStream<never> {
    const at = this.at(aggregate);
    const type = this.declaredType();
    const field = fieldArgument(at, given, type);
    const input = this.transformationId;
    return this.derive(at, { kind: "aggregate", input, aggregate, field, first }, type);
  }

  /** @internal */
  protected override notSupported(method: string): Error {
    const { location } = this.at(method);
    return streamError("API_NOT_ON_KEYED_STREAM", { method }, { where: { location } });
  }

  private noOtherPartitioning(method: string): Error {
    const { location } = this.at(method);
    return streamError("API_KEYED_PARTITIONING", { method }, { where: { location } });
  }
}
