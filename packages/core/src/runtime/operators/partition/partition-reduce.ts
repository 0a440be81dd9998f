/**
 * Reduces all records of a subtask to one, emitted when the input has ended; none where there was no record.
 *
 * Flink: `PartitionReduceOperator`. Keeps the one value; it has no timestamp.
 */
import { NO_TIMESTAMP } from "../../../base/timestamps.ts";
import type { PartitionReduceNode } from "../../../plan/transformation.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Operator } from "../operator.ts";
import { RecordCheck } from "../record-check.ts";
import { UserFunction } from "../user-function.ts";
import { EndOfInput } from "./end-of-input.ts";

/** `fullWindowPartition().reduce(…)` on streams without keys. */
export function createPartitionReduceOperator(
  context: ChainedContext<PartitionReduceNode>,
): Operator {
  const { node, guard, output } = context;
  const user = new UserFunction(context, node.function);
  const reduce = user.method("reduce");
  const check = new RecordCheck(node.outputType, node.name);
  let reduced: unknown;
  const end = new EndOfInput(context, () => () => {
    if (reduced === undefined) return 0;
    const result = reduced;
    reduced = undefined;
    output.element(result, NO_TIMESTAMP);
    return 1;
  });
  return {
    inputs: [
      end.input((value) => {
        guard.running.number = guard.operatorNumber;
        reduced = reduced === undefined ? value : check.check(reduce(reduced, value));
      }),
    ],
    suspension: end.suspension,
    snapshotState: () => end.refuseSnapshot(),
    open: () => user.open(),
    close: () => user.close(),
  };
}
