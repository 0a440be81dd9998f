/** Calls an async function for each record, and emits what comes of it with the record's timestamp. Flink: `AsyncWaitOperator`. */
import type { AsyncWaitNode } from "../../../plan/transformation.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Operator } from "../operator.ts";
import { heldCopier } from "../record-copier.ts";
import { UserFunction } from "../user-function.ts";
import { holdItems } from "./held-requests.ts";
import { PendingResults } from "./pending-results.ts";

/** `orderedWait`, `unorderedWait` and `mapAsync`. */
export function createAsyncWaitOperator(context: ChainedContext<AsyncWaitNode>): Operator {
  const { node, output, operator } = context;
  const user = new UserFunction(context, node.function);
  // The record is read again after its sender has gone on: by the function after its first await, and by retries.
  const copy = heldCopier(operator.inputTypes[0]);
  const pending = new PendingResults({
    context,
    user,
    method: node.function.role,
    timeoutMethod: "timeout",
    isList: node.result === "records",
    emit: ({ results, timestampMs }) => {
      for (let index = 0; index < results.length; index++)
        output.element(results[index], timestampMs);
    },
    holdsMore: () => false,
  });
  const add = (value: unknown, timestampMs: number): void => {
    const request = pending.calls.request();
    request.input = value;
    request.timestampMs = timestampMs;
    pending.start(request);
  };
  return {
    inputs: [
      {
        element: (value, timestampMs) => add(copy(value), timestampMs),
        watermark: (timestampMs) => pending.mark({ type: "watermark", timestampMs }),
        status: (isIdle) => pending.mark({ type: "status", isIdle }),
      },
    ],
    suspension: pending.suspension,
    open: () => pending.open(add, (mark) => pending.hold(mark)),
    snapshotState: () => ({ pending: holdItems(context, pending.held()) }),
    close() {
      pending.calls.close();
      return user.close();
    },
  };
}
