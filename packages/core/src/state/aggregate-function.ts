/** `AggregateFunction`: an incremental aggregation with an accumulator and a result of their own types. */
import type { KeyedStateStore } from "./keyed-state-store.ts";

/** Aggregates values step by step. Flink: `AggregateFunction`. */
export abstract class AggregateFunction<IN, ACC, OUT> {
  /** Called once before the first record; what it is given is the function's `RuntimeContext`. Not in windows. */
  open?(context: KeyedStateStore): void | Promise<void>;
  close?(): void | Promise<void>;
  /** A fresh accumulator, for each key (and window). */
  abstract createAccumulator(): ACC;
  /** Adds one value; returns the accumulator, the same or another. */
  abstract add(value: IN, accumulator: ACC): ACC;
  abstract getResult(accumulator: ACC): OUT;
  /** Joins two accumulators, either of which may be reused. Needed by session windows only. */
  merge?(a: ACC, b: ACC): ACC;
}
