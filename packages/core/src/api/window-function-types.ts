/** What the methods of windowed streams take: the forms of window functions. A plain function stands for `process`. */
import type { Collector } from "../functions/collector.ts";
import type { Emit, SideOutput } from "../functions/hint.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type {
  AllWindowFunction,
  ProcessAllWindowContext,
  ProcessAllWindowFunction,
  ProcessWindowContext,
  ProcessWindowFunction,
  WindowFunction,
} from "../functions/window-functions.ts";
import type { Window } from "../windowing/window.ts";
import type { AnyTypeInput } from "./type-argument.ts";

/** A function of role `process` over a window of a key. */
export type ProcessFn<IN, R, K, W extends Window> = Fn<
  | ((
      key: K,
      context: ProcessWindowContext<W>,
      elements: Iterable<IN>,
      out: Collector<R>,
    ) => Emit<R | SideOutput>)
  | ProcessWindowFunction<IN, R, K, W>
>;

/** A function of role `apply` over a window of a key. */
export type ApplyFn<IN, R, K, W extends Window> = Fn<
  | ((key: K, window: W, inputs: Iterable<IN>, out: Collector<R>) => Emit<R>)
  | WindowFunction<IN, R, K, W>
>;

/** What stands behind an incremental function: a plain function is `process`, an object may be either. */
export type EitherFn<IN, R, K, W extends Window> = Fn<
  | ((
      key: K,
      context: ProcessWindowContext<W>,
      elements: Iterable<IN>,
      out: Collector<R>,
    ) => Emit<R | SideOutput>)
  | ProcessWindowFunction<IN, R, K, W>
  | WindowFunction<IN, R, K, W>
>;

/** A function of role `process` over a window of all records. */
export type ProcessAllFn<IN, R, W extends Window> = Fn<
  | ((
      context: ProcessAllWindowContext<W>,
      elements: Iterable<IN>,
      out: Collector<R>,
    ) => Emit<R | SideOutput>)
  | ProcessAllWindowFunction<IN, R, W>
>;

/** A function of role `apply` over a window of all records. */
export type ApplyAllFn<IN, R, W extends Window> = Fn<
  ((window: W, inputs: Iterable<IN>, out: Collector<R>) => Emit<R>) | AllWindowFunction<IN, R, W>
>;

/** What stands behind an incremental function over all records. */
export type EitherAllFn<IN, R, W extends Window> = Fn<
  | ((
      context: ProcessAllWindowContext<W>,
      elements: Iterable<IN>,
      out: Collector<R>,
    ) => Emit<R | SideOutput>)
  | ProcessAllWindowFunction<IN, R, W>
  | AllWindowFunction<IN, R, W>
>;

/** The types of `aggregate` by name, in place of its last parameters. */
export interface AggregateTypes {
  readonly accumulatorType?: AnyTypeInput | undefined;
  readonly outputType?: AnyTypeInput | undefined;
}
