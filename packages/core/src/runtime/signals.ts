/**
 * What the code of a slice tells the worker's loop without returning: stop after this record, and why.
 *
 * W4: whatever becomes full raises `stop`; the loop reads it after each record. W7: the first failure of a slice is
 * remembered here before it is rethrown, so that a user's `try/catch` around `collect` cannot swallow it.
 */
export class WorkerSignals {
  /** Not 0: the running slice returns after the current record. Read by generated loops. */
  stop = 0;
  /** W7: true while the worker is inside a call (a slice, a mail). Output, state and timers are refused while it is false. */
  isInCall = false;
  #failure: { readonly error: unknown } | undefined;

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
    this.isInCall = true;
    if (this.#failure === undefined) this.stop = 0;
  }

  /** Called by the loop after a slice or a mail, also when it threw. */
  endSlice(): void {
    this.isInCall = false;
  }
}
