/** `MapPartitionFunction`: one call for all records of a full-window partition. */
import type { Collector } from "./collector.ts";
import type { Emit } from "./hint.ts";
import type { RichFunction } from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** Called once with all records of a subtask, or of a key, when the input has ended. Flink: `MapPartitionFunction`. */
export abstract class MapPartitionFunction<in T, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /** `values` are in the order in which they arrived, and belong to the function. */
  abstract mapPartition(values: Iterable<T>, out: Collector<R>): Emit<R>;
}
