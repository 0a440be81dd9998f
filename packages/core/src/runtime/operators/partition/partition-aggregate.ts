/**
 * Aggregates all records of a subtask; the result of the accumulator is emitted when the input has ended, also where
 * there was no record. Flink: `PartitionAggregateOperator`. The result has no timestamp.
 */
import { NO_TIMESTAMP } from "../../../base/timestamps.ts";
import type { PartitionAggregateNode } from "../../../plan/transformation.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Operator } from "../operator.ts";
import { RecordCheck } from "../record-check.ts";
import { UserFunction } from "../user-function.ts";
import { EndOfInput } from "./end-of-input.ts";

/** `fullWindowPartition().aggregate(…)` on streams without keys. */
export function createPartitionAggregateOperator(
  context: ChainedContext<PartitionAggregateNode>,
): Operator {
  const { node, guard, output } = context;
  const user = new UserFunction(context, node.function);
  const add = user.method("add");
  const getResult = user.method("getResult");
  const createAccumulator = user.method("createAccumulator");
  const check = new RecordCheck(node.outputType, node.name);
  let accumulator: unknown;
  let hasAccumulator = false;
  let isOut = false;
  const start = (): void => {
    guard.running.number = guard.operatorNumber;
    if (hasAccumulator) return;
    accumulator = createAccumulator();
    hasAccumulator = true;
  };
  const end = new EndOfInput(context, () => () => {
    if (isOut) return 0;
    isOut = true;
    start();
    output.element(check.check(getResult(accumulator)), NO_TIMESTAMP);
    return 1;
  });
  return {
    inputs: [
      end.input((value) => {
        start();
        accumulator = add(value, accumulator);
      }),
    ],
    suspension: end.suspension,
    snapshotState: () => end.refuseSnapshot(),
    open: () => user.open(),
    close: () => user.close(),
  };
}
