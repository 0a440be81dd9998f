/**
 * Accumulators of all subtasks into the job's: values of equal name are merged into a copy, never into a live one.
 * @internal
 */
import { streamError } from "../../base/stream-error.ts";
import type { Accumulator } from "../../functions/accumulators.ts";

type AnyAccumulator = Accumulator<never, unknown>;

/** Local values by name, merged in the order of the subtasks. Flink: `AccumulatorHelper.mergeInto`. */
export function mergeAccumulators(
  bySubtask: Iterable<ReadonlyMap<string, unknown>>,
): ReadonlyMap<string, unknown> {
  const merged = new Map<string, AnyAccumulator>();
  for (const accumulators of bySubtask) {
    for (const [name, value] of accumulators) {
      const accumulator = value as AnyAccumulator; // addAccumulator accepts nothing else
      const first = merged.get(name);
      if (first === undefined) {
        merged.set(name, accumulator.clone());
      } else {
        if (first.constructor !== accumulator.constructor)
          throw streamError("RUNTIME_ACCUMULATOR_MISMATCH", { name });
        first.merge(accumulator);
      }
    }
  }
  return new Map([...merged].map(([name, accumulator]) => [name, accumulator.getLocalValue()]));
}
