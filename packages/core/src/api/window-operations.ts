/** What windowed streams with and without keys have in common: everything but the forms of their window functions. */
import type { RollingAggregate } from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { Window } from "../windowing/window.ts";
import { functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { ComparableField, NumericField } from "./fields.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";
import { type AnyTypeInput, genericType } from "./type-argument.ts";
import { aggregateTypes } from "./window-arguments.ts";
import type { WindowBuilder } from "./window-builder.ts";
import type { WindowChoice } from "./window-choice.ts";
import { Windowed } from "./windowed.ts";

/** A stream of `T` in windows `W`. Users meet it as `WindowedStream` and `AllWindowedStream`. */
export abstract class WindowOperations<out T, W extends Window> extends Windowed<T, W, T> {
  /** @internal */
  protected readonly builder: WindowBuilder;

  /** @internal */
  constructor(builder: WindowBuilder) {
    super();
    this.builder = builder;
  }

  /** @internal */
  protected override get choice(): WindowChoice {
    return this.builder.choice;
  }

  getExecutionEnvironment(): StreamExecutionEnvironment {
    return this.builder.context.environment;
  }

  /** Type of the records: the declared one, or the general type. */
  getInputType(): AnyTypeInformation {
    return this.builder.inputType() ?? genericType();
  }

  /** The first record of each window with `field` replaced by the sum. */
  sum<U>(this: WindowOperations<U, W>, field?: NumericField<U>): DataStream<U> {
    return this.field("sum", field, true);
  }

  /** The first record of each window with `field` replaced by the smallest value. */
  min<U>(this: WindowOperations<U, W>, field?: ComparableField<U>): DataStream<U> {
    return this.field("min", field, true);
  }

  /** The first record of each window with `field` replaced by the largest value. */
  max<U>(this: WindowOperations<U, W>, field?: ComparableField<U>): DataStream<U> {
    return this.field("max", field, true);
  }

  /** The record with the smallest `field`; of equal ones the first, or the last where `first` is false. */
  minBy<U>(
    this: WindowOperations<U, W>,
    field?: ComparableField<U>,
    first: boolean = true,
  ): DataStream<U> {
    return this.field("minBy", field, first);
  }

  /** The record with the largest `field`; of equal ones the first, or the last where `first` is false. */
  maxBy<U>(
    this: WindowOperations<U, W>,
    field?: ComparableField<U>,
    first: boolean = true,
  ): DataStream<U> {
    return this.field("maxBy", field, first);
  }

  /** @internal */
  protected reduceWindows(
    fn: unknown,
    windowFunction: unknown,
    outputType: AnyTypeInput | undefined,
  ): DataStream<never> {
    const at = this.at("reduce");
    const { builder } = this;
    const slot = builder.incremental(at, fn, "reduce");
    const aggregation = { type: "reduce", function: slot } as const;
    if (windowFunction === undefined)
      return builder.end(at, { aggregation, outputType: outputType ?? builder.inputType() });
    const last = builder.either(at, windowFunction);
    return builder.end(at, { aggregation, windowFunction: last, outputType });
  }

  /** @internal */
  protected aggregateWindows(
    fn: unknown,
    windowFunction: unknown,
    accumulatorType: unknown,
    outputType: AnyTypeInput | undefined,
  ): DataStream<never> {
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

  /** @internal */
  protected bufferedWindows(
    windowFunction: unknown,
    role: "apply" | "process",
    outputType: AnyTypeInput | undefined,
  ): DataStream<never> {
    const at = this.at(role);
    const slot = functionSlot(at, windowFunction, { parameter: "windowFunction", role });
    return this.builder.end(at, { windowFunction: slot, outputType });
  }

  private field(aggregate: RollingAggregate, given: unknown, first: boolean): DataStream<never> {
    return this.builder.field(this.at(aggregate), aggregate, given, first);
  }
}
