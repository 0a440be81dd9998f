/**
 * `PartitionWindowedStream`: all records of a subtask, or of a key, as one window that ends with the input.
 *
 * For bounded streams: nothing comes out before the input has ended. With keys `mapPartition`, `reduce` and `aggregate`
 * are windows over everything (as in Flink); without, they are operators of their own.
 */
import type { Collector } from "../functions/collector.ts";
import type { Emit, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { MapPartitionFunction } from "../functions/map-partition-function.ts";
import type { KeySelector } from "../functions/one-input.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { SortKey, TransformationId } from "../plan/transformation.ts";
import type { AggregateFunction } from "../state/aggregate-function.ts";
import type { ReduceFn, ReduceFunction } from "../state/reduce-function.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import { type CallSite, callSite, wrongType } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import { fieldArgument } from "./field-argument.ts";
import type { ComparableField } from "./fields.ts";
import type { NodeBody } from "./graph-builder.ts";
import type { Order } from "./order.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";
import type { WindowBuilder } from "./window-builder.ts";

const AGGREGATE_METHODS = ["createAccumulator", "add", "getResult"];

/** What `fullWindowPartition()` returns. Flink: `PartitionWindowedStream`. */
export class PartitionWindowedStream<out T> {
  declare private readonly records: T;
  private readonly context: StreamContext;
  private readonly input: TransformationId;
  /** The window over everything; present on streams with keys. */
  private readonly windows: WindowBuilder | undefined;

  /** @internal */
  constructor(context: StreamContext, input: TransformationId, windows: WindowBuilder | undefined) {
    this.context = context;
    this.input = input;
    this.windows = windows;
  }

  /** Calls the function once for each subtask (also one without records), or for each key, with all of its records. */
  mapPartition<R extends StreamRecord = OutputTypeUnknown>(
    fn: Fn<((values: Iterable<T>, out: Collector<R>) => Emit<R>) | MapPartitionFunction<T, R>>,
  ): DataStream<R>;
  mapPartition<V, I extends StreamRecord>(
    fn: Fn<
      | ((values: Iterable<T>, out: Collector<NoInfer<I>>) => Emit<NoInfer<I>>)
      | MapPartitionFunction<T, NoInfer<I>>
    >,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  mapPartition(fn: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("mapPartition");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "mapPartition" });
    if (this.windows !== undefined)
      return this.windows.end(at, { windowFunction: slot, outputType: type });
    const outputType = typeArgument(at, "type", type);
    return this.add(at, { kind: "mapPartition", input: this.input, function: slot }, outputType);
  }

  /** The records of each subtask or key in order, by a field or by what a selector returns; equal ones stay as they came. */
  sortPartition<U>(
    this: PartitionWindowedStream<U>,
    field: ComparableField<U>,
    order: Order,
  ): DataStream<U>;
  sortPartition<K>(
    keySelector: Fn<((value: T) => K) | KeySelector<T, K>>,
    order: Order,
  ): DataStream<T>;
  sortPartition(by: unknown, order: Order): DataStream<never> {
    const at = this.at("sortPartition");
    const type = this.declaredType();
    const sortKey: SortKey =
      typeof by === "number" || typeof by === "string"
        ? { type: "field", field: fieldArgument(at, by, type) }
        : {
            type: "selector",
            function: functionSlot(at, by, { parameter: "keySelector", role: "getKey" }),
          };
    if (order !== "ASCENDING" && order !== "DESCENDING")
      throw wrongType(at, "order", order, "Order.ASCENDING or Order.DESCENDING");
    const isKeyed = this.windows !== undefined;
    const { input } = this;
    return this.add(
      at,
      { kind: "sortPartition", input, isKeyed, sortKey: Object.freeze(sortKey), order },
      type,
    );
  }

  /** The records of each subtask or key reduced to one; none for a subtask without records. */
  reduce(fn: Fn<ReduceFn<T> | ReduceFunction<T>>): DataStream<T> {
    const at = this.at("reduce");
    const type = this.declaredType();
    if (this.windows !== undefined) {
      const slot = this.windows.incremental(at, fn, "reduce");
      return this.windows.end(at, {
        aggregation: { type: "reduce", function: slot },
        outputType: type,
      });
    }
    const slot = functionSlot(at, fn, { parameter: "fn", role: "reduce" });
    return this.add(at, { kind: "partitionReduce", input: this.input, function: slot }, type);
  }

  /** The records of each subtask or key aggregated to one result; a subtask without records gives that of an empty accumulator. */
  aggregate<A extends StreamRecord, R extends StreamRecord>(
    fn: Fn<AggregateFunction<T, A, R>>,
  ): DataStream<R>;
  aggregate<A extends StreamRecord, V, I extends StreamRecord>(
    fn: Fn<AggregateFunction<T, A, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  aggregate(fn: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("aggregate");
    if (this.windows !== undefined) {
      const slot = this.windows.incremental(at, fn, "aggregate");
      const aggregation = {
        type: "aggregate",
        function: slot,
        accumulatorType: undefined,
      } as const;
      return this.windows.end(at, { aggregation, outputType: type });
    }
    const slot = functionSlot(at, fn, {
      parameter: "fn",
      role: "aggregate",
      methods: AGGREGATE_METHODS,
    });
    const outputType = typeArgument(at, "type", type);
    return this.add(
      at,
      { kind: "partitionAggregate", input: this.input, function: slot },
      outputType,
    );
  }

  /** The operator has its input's parallelism, so that a partition is what a subtask of that emits. */
  private add(
    at: CallSite,
    body: NodeBody,
    outputType: AnyTypeInformation | undefined,
  ): DataStream<never> {
    const { parallelism } = this.context.graph.physicalInput(this.input);
    return this.context.dataStream(this.context.graph.add(at, body, { outputType, parallelism }));
  }

  private declaredType(): AnyTypeInformation | undefined {
    return this.context.graph.get(this.input).outputType;
  }

  private at(method: string): CallSite {
    return callSite(this, `PartitionWindowedStream.${method}`);
  }
}
