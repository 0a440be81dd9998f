/**
 * `WindowedStream`: a keyed stream put into windows, for each key its own.
 *
 * A reduce or aggregate function keeps one value for each window; `apply` and `process` keep all records until it fires.
 */
import type { DurationInput } from "../base/duration.ts";
import type { Main, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { AggregateFunction } from "../state/aggregate-function.ts";
import type { ReduceFn, ReduceFunction } from "../state/reduce-function.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import type { Evictor } from "../windowing/evictor.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { Window } from "../windowing/window.ts";
import { type CallSite, callSite } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { ComparableField, NumericField } from "./fields.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";
import { type AnyTypeInput, genericType } from "./type-argument.ts";
import { aggregateTypes } from "./window-arguments.ts";
import type { WindowBuilder } from "./window-builder.ts";
import type { AggregateTypes, ApplyFn, EitherFn, ProcessFn } from "./window-function-types.ts";

/** A stream of `T` with keys `K` in windows `W`. Flink: `WindowedStream`. */
export class WindowedStream<out T, out K, W extends Window> {
  declare private readonly records: T;
  declare private readonly keys: K;
  declare private readonly windows: W;
  /** @internal */
  protected readonly builder: WindowBuilder;

  /** @internal */
  constructor(builder: WindowBuilder) {
    this.builder = builder;
  }

  getExecutionEnvironment(): StreamExecutionEnvironment {
    return this.builder.context.environment;
  }

  /** Type of the records: the declared one, or the general type. */
  getInputType(): AnyTypeInformation {
    return this.builder.inputType() ?? genericType();
  }

  /** Replaces the assigner's default trigger. */
  trigger(trigger: Trigger<T, W>): this {
    this.builder.setTrigger(this.at("trigger"), trigger);
    return this;
  }

  /** Takes records out of a window before or after its function; the window then keeps all of its records. */
  evictor(evictor: Evictor<T, W>): this {
    this.builder.setEvictor(this.at("evictor"), evictor);
    return this;
  }

  /** How long windows of event time are kept behind their end, for late records; 0 unless set. A number is milliseconds. */
  allowedLateness(lateness: DurationInput): this {
    this.builder.setAllowedLateness(this.at("allowedLateness"), lateness);
    return this;
  }

  /** Sends records that are too late to a side output of the result: `result.getSideOutput(tag)`. Unless set they are dropped. */
  sideOutputLateData(outputTag: OutputTag<T>): this {
    this.builder.setLateTag(this.at("sideOutputLateData"), outputTag);
    return this;
  }

  /** Combines the records of a window; a window function gets the one result. */
  reduce(fn: Fn<ReduceFn<T> | ReduceFunction<T>>): DataStream<T>;
  reduce<R extends StreamRecord = OutputTypeUnknown>(
    fn: Fn<ReduceFn<T> | ReduceFunction<T>>,
    windowFunction: EitherFn<T, R, K, W>,
  ): DataStream<Main<R>>;
  reduce<V, I extends StreamRecord>(
    fn: Fn<ReduceFn<T> | ReduceFunction<T>>,
    windowFunction: EitherFn<T, NoInfer<I>, K, W>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  reduce(fn: unknown, windowFunction?: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("reduce");
    const { builder } = this;
    const slot = builder.incremental(at, fn, "reduce");
    const aggregation = { type: "reduce", function: slot } as const;
    if (windowFunction === undefined)
      return builder.end(at, { aggregation, outputType: outputType ?? builder.inputType() });
    const last = builder.either(at, windowFunction);
    return builder.end(at, { aggregation, windowFunction: last, outputType });
  }

  /** Aggregates the records of a window into an accumulator; a window function gets the one result. */
  aggregate<A extends StreamRecord, R extends StreamRecord>(
    fn: Fn<AggregateFunction<T, A, R>>,
  ): DataStream<R>;
  aggregate<
    A extends StreamRecord,
    R extends StreamRecord,
    R2 extends StreamRecord = OutputTypeUnknown,
  >(
    fn: Fn<AggregateFunction<T, A, R>>,
    windowFunction: EitherFn<R, R2, K, W>,
  ): DataStream<Main<R2>>;
  aggregate<
    A extends StreamRecord,
    R extends StreamRecord,
    R2 extends StreamRecord = OutputTypeUnknown,
  >(
    fn: Fn<AggregateFunction<T, A, R>>,
    windowFunction: EitherFn<R, R2, K, W>,
    accumulatorType: TypeInput<A, never> | AggregateTypes | undefined,
  ): DataStream<Main<R2>>;
  aggregate<A extends StreamRecord, R extends StreamRecord, V, I extends StreamRecord>(
    fn: Fn<AggregateFunction<T, A, R>>,
    windowFunction: EitherFn<R, NoInfer<I>, K, W> | undefined,
    accumulatorType: TypeInput<A, never> | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  aggregate(
    fn: unknown,
    windowFunction?: unknown,
    accumulatorType?: unknown,
    outputType?: AnyTypeInput,
  ): DataStream<unknown> {
    const at = this.at("aggregate");
    const { builder } = this;
    const slot = builder.incremental(at, fn, "aggregate");
    const types = aggregateTypes(at, accumulatorType, outputType);
    const aggregation = {
      type: "aggregate",
      function: slot,
      accumulatorType: types.accumulatorType,
    } as const;
    const last = windowFunction === undefined ? undefined : builder.either(at, windowFunction);
    return builder.end(at, { aggregation, windowFunction: last, outputType: types.outputType });
  }

  /** Keeps all records of a window and calls the function with key, window and records. */
  apply<R extends StreamRecord = OutputTypeUnknown>(
    windowFunction: ApplyFn<T, R, K, W>,
  ): DataStream<R>;
  apply<V, I extends StreamRecord>(
    windowFunction: ApplyFn<T, NoInfer<I>, K, W>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  apply(windowFunction: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    return this.buffered(this.at("apply"), windowFunction, "apply", outputType);
  }

  /** Keeps all records of a window and calls the function with key, context and records. */
  process<R extends StreamRecord = OutputTypeUnknown>(
    windowFunction: ProcessFn<T, R, K, W>,
  ): DataStream<Main<R>>;
  process<V, I extends StreamRecord>(
    windowFunction: ProcessFn<T, NoInfer<I>, K, W>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  process(windowFunction: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    return this.buffered(this.at("process"), windowFunction, "process", outputType);
  }

  /** The first record of each window with `field` replaced by the sum. */
  sum<U>(this: WindowedStream<U, unknown, W>, field?: NumericField<U>): DataStream<U> {
    return this.builder.field(this.at("sum"), "sum", field, true);
  }

  /** The first record of each window with `field` replaced by the smallest value. */
  min<U>(this: WindowedStream<U, unknown, W>, field?: ComparableField<U>): DataStream<U> {
    return this.builder.field(this.at("min"), "min", field, true);
  }

  /** The first record of each window with `field` replaced by the largest value. */
  max<U>(this: WindowedStream<U, unknown, W>, field?: ComparableField<U>): DataStream<U> {
    return this.builder.field(this.at("max"), "max", field, true);
  }

  /** The record with the smallest `field`; of equal ones the first, or the last where `first` is false. */
  minBy<U>(
    this: WindowedStream<U, unknown, W>,
    field?: ComparableField<U>,
    first: boolean = true,
  ): DataStream<U> {
    return this.builder.field(this.at("minBy"), "minBy", field, first);
  }

  /** The record with the largest `field`; of equal ones the first, or the last where `first` is false. */
  maxBy<U>(
    this: WindowedStream<U, unknown, W>,
    field?: ComparableField<U>,
    first: boolean = true,
  ): DataStream<U> {
    return this.builder.field(this.at("maxBy"), "maxBy", field, first);
  }

  private buffered(
    at: CallSite,
    windowFunction: unknown,
    role: "apply" | "process",
    outputType: AnyTypeInput | undefined,
  ): DataStream<never> {
    const slot = functionSlot(at, windowFunction, { parameter: "windowFunction", role });
    return this.builder.end(at, { windowFunction: slot, outputType });
  }

  private at(method: string): CallSite {
    return callSite(this, `WindowedStream.${method}`);
  }
}
