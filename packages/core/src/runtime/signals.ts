/**
 * What the code of a slice tells the worker's loop without returning: stop after this record, and why.
 *
 * W4: whatever becomes full raises `stop`; the loop reads it after each record. W7: the first failure of a slice is
 * remembered here before it is rethrown, so that a user's `try/catch` around `collect` cannot swallow it.
 */
export class WorkerSignals {
  /** Not 0: the running slice returns after the current record. Read by generated loops. */
  stop = 0;
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

  /** Called by the loop before a slice. Keeps a failure: it ends the attempt. */
  beginSlice(): void {
    if (this.#failure === undefined) this.stop = 0;
  }
}
