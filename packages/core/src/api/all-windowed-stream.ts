/**
 * `AllWindowedStream`: a stream without a key put into windows; all records in one subtask.
 *
 * A reduce or aggregate function keeps one value for each window; `apply` and `process` keep all records until it fires.
 */
import type { Main, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { AggregateFunction } from "../state/aggregate-function.ts";
import type { ReduceFn, ReduceFunction } from "../state/reduce-function.ts";
import type { TypeInput } from "../types/type-information.ts";
import type { Window } from "../windowing/window.ts";
import type { DataStream } from "./data-stream.ts";
import type { AnyTypeInput } from "./type-argument.ts";
import type {
  AggregateTypes,
  ApplyAllFn,
  EitherAllFn,
  ProcessAllFn,
} from "./window-function-types.ts";
import { WindowOperations } from "./window-operations.ts";

/** A stream of `T` in windows `W`, without parallelism. Flink: `AllWindowedStream`. */
export class AllWindowedStream<out T, W extends Window> extends WindowOperations<T, W> {
  /** @internal */
  protected override readonly className = "AllWindowedStream";

  /** Combines the records of a window; a window function gets the one result. */
  reduce(fn: Fn<ReduceFn<T> | ReduceFunction<T>>): DataStream<T>;
  reduce<R extends StreamRecord = OutputTypeUnknown>(
    fn: Fn<ReduceFn<T> | ReduceFunction<T>>,
    windowFunction: EitherAllFn<T, R, W>,
  ): DataStream<Main<R>>;
  reduce<V, I extends StreamRecord>(
    fn: Fn<ReduceFn<T> | ReduceFunction<T>>,
    windowFunction: EitherAllFn<T, NoInfer<I>, W>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  reduce(fn: unknown, windowFunction?: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    return this.reduceWindows(fn, windowFunction, outputType);
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
    windowFunction: EitherAllFn<R, R2, W>,
  ): DataStream<Main<R2>>;
  aggregate<
    A extends StreamRecord,
    R extends StreamRecord,
    R2 extends StreamRecord = OutputTypeUnknown,
  >(
    fn: Fn<AggregateFunction<T, A, R>>,
    windowFunction: EitherAllFn<R, R2, W>,
    accumulatorType: TypeInput<A, never> | AggregateTypes | undefined,
  ): DataStream<Main<R2>>;
  aggregate<A extends StreamRecord, R extends StreamRecord, V, I extends StreamRecord>(
    fn: Fn<AggregateFunction<T, A, R>>,
    windowFunction: EitherAllFn<R, NoInfer<I>, W> | undefined,
    accumulatorType: TypeInput<A, never> | undefined,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  aggregate(
    fn: unknown,
    windowFunction?: unknown,
    accumulatorType?: unknown,
    outputType?: AnyTypeInput,
  ): DataStream<unknown> {
    return this.aggregateWindows(fn, windowFunction, accumulatorType, outputType);
  }

  /** Keeps all records of a window and calls the function with window and records. */
  apply<R extends StreamRecord = OutputTypeUnknown>(
    windowFunction: ApplyAllFn<T, R, W>,
  ): DataStream<R>;
  apply<V, I extends StreamRecord>(
    windowFunction: ApplyAllFn<T, NoInfer<I>, W>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  apply(windowFunction: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    return this.bufferedWindows(windowFunction, "apply", outputType);
  }

  /** Keeps all records of a window and calls the function with a context and records. */
  process<R extends StreamRecord = OutputTypeUnknown>(
    windowFunction: ProcessAllFn<T, R, W>,
  ): DataStream<Main<R>>;
  process<V, I extends StreamRecord>(
    windowFunction: ProcessAllFn<T, NoInfer<I>, W>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  process(windowFunction: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    return this.bufferedWindows(windowFunction, "process", outputType);
  }
}
