/**
 * What the code of a slice tells the worker's loop without returning: stop after this record, and why.
 *
 * W4: whatever becomes full raises `stop`; the loop reads it after each record. W7: the first failure of a slice is
 * remembered here before it is rethrown, so that a user's `try/catch` around `collect` cannot swallow it.
 */
/**
 * Which operator's code runs on this worker; 0 between calls.
 *
 * A field of an object, not a cell of a typed array: stores that the next operator overwrites are then removed from
 * optimized code.
 */
export class RunningOperator {
  number = 0;
}

export class WorkerSignals {
  /** Not 0: the running slice returns after the current record. Read by generated loops. */
  stop = 0;
  /**
   * S1: the number of the operator whose code runs, 0 outside of every call. Chains write it before each
   * user call and put the former number back when they return; handles, collectors and contexts compare it with their own.
   */
  readonly running: RunningOperator = new RunningOperator();
  #operatorCount = 0;
  #failure: { readonly error: unknown } | undefined;

  /** A number for an operator of a subtask, unique on this worker; counts from 1. */
  nextOperatorNumber(): number {
    this.#operatorCount += 1;
    return this.#operatorCount;
  }

  /** Asks the running slice to return. */
  raiseStop(): void {
    this.stop = 1;
  }

  /** Remembers the first failure and asks the slice to return; later ones are dropped. Returns `error`, to be thrown. */
  fail(error: unknown): unknown {
    this.#failure ??= { error };
    this.stop = 1;
    return error;
  }

  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Called by the loop before a slice or a mail. Keeps a failure: it ends the attempt. */
  beginSlice(): void {
    if (this.#failure === undefined) this.stop = 0;
  }

  /** Called by the loop after a slice or a mail, also when it threw. */
  endSlice(): void {
    this.running.number = 0;
  }
}
