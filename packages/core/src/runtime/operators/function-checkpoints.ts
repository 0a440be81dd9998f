/**
 * The user's functions of one operator around checkpoints: how they begin, what they do at a cut, what they hear after it.
 *
 * FC1: all calls are between two records, under the operator's number (S1) and without a key, so that keyed state
 * refuses. FC2: only `initializeState` may be asynchronous; what is synchronous may not return a promise.
 */
import { isThenable } from "../../base/is-thenable.ts";
import { streamError } from "../../base/stream-error.ts";
import type { OperatorStateSnapshot } from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { FunctionSnapshotContext } from "../../functions/checkpointed-function.ts";
import type { CallGuard } from "../state/backend.ts";
import type { ObjectTable } from "../state/object-table.ts";
import type { OperatorStateBackend } from "../state/operator-state-backend.ts";

/** A function object, by the names of its methods. */
interface CheckpointedObject {
  optionalMethod(name: string): ((...parameters: unknown[]) => unknown) | undefined;
}

/** One per operator; its functions join when they are made. */
export class FunctionCheckpoints {
  readonly #functions: CheckpointedObject[] = [];
  readonly #guard: CallGuard;
  readonly #keys: ObjectTable | undefined;
  readonly #operatorState: OperatorStateBackend;

  constructor(
    guard: CallGuard,
    keys: ObjectTable | undefined,
    operatorState: OperatorStateBackend,
  ) {
    this.#guard = guard;
    this.#keys = keys;
    this.#operatorState = operatorState;
  }

  add(fn: CheckpointedObject): void {
    this.#functions.push(fn);
  }

  /** `snapshotState` of the functions, then all operator state as bytes (C4): a part of the operator's snapshot. */
  snapshotState(checkpointId: number): readonly OperatorStateSnapshot[] {
    const context: FunctionSnapshotContext = { getCheckpointId: () => checkpointId };
    this.#call("snapshotState", context);
    return this.#operatorState.snapshot();
  }

  notifyCheckpointComplete(checkpointId: number): void {
    this.#call("notifyCheckpointComplete", checkpointId);
  }

  notifyCheckpointAborted(checkpointId: number): void {
    this.#call("notifyCheckpointAborted", checkpointId);
  }

  #call(method: string, parameter: unknown): void {
    const { operatorName: operator, operatorNumber } = this.#guard;
    for (const fn of this.#functions) {
      const call = fn.optionalMethod(method);
      if (call === undefined) continue;
      this.#keys?.clearCurrentKey();
      this.#guard.running.number = operatorNumber;
      if (isThenable(call(parameter)))
        throw streamError("FUNCTION_CHECKPOINT_ASYNC", { operator, method });
    }
  }
}
