/**
 * Calls a function once with all records of a subtask, when the input has ended. Flink: `MapPartitionOperator`.
 *
 * The records are kept in memory until then. What the function returns or yields is taken in slices (W5); what it gives
 * to the collector comes out within its call. Results have no timestamp.
 */
import { NO_TIMESTAMP } from "../../../base/timestamps.ts";
import type { MapPartitionNode } from "../../../plan/transformation.ts";
import type { ChainedContext } from "../chained-context.ts";
import { FunctionResults } from "../function-results.ts";
import type { Operator } from "../operator.ts";
import { UserFunction } from "../user-function.ts";
import { EndOfInput, type FinalWork } from "./end-of-input.ts";
import { keepRecord } from "./kept-records.ts";

/** `fullWindowPartition().mapPartition(…)` on streams without keys. */
export function createMapPartitionOperator(context: ChainedContext<MapPartitionNode>): Operator {
  const { node } = context;
  const user = new UserFunction(context, node.function);
  const mapPartition = user.method("mapPartition");
  const results = new FunctionResults(context);
  let records: unknown[] = [];
  let elements: Iterator<unknown> | undefined;
  const begin = (): FinalWork => {
    const all = records;
    records = [];
    results.timestampMs = NO_TIMESTAMP;
    let hasStarted = false;
    return () => {
      if (!hasStarted) {
        hasStarted = true;
        elements = results.iteratorOf(mapPartition(all, results.collector));
        return 1;
      }
      const next = elements?.next();
      if (next === undefined || next.done === true) {
        elements = undefined;
        return 0;
      }
      results.send(results.prepare(next.value));
      return 1;
    };
  };
  const end = new EndOfInput(context, begin);
  return {
    inputs: [end.input((value) => keepRecord(records, value, node.name))],
    suspension: end.suspension,
    snapshotState: () => end.refuseSnapshot(),
    open: () => user.open(),
    close() {
      elements?.return?.();
      return user.close();
    },
  };
}
