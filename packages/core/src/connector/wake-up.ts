/** The promise behind `available()`: pending until somebody wakes it up. Used by readers and writers. */

/** A promise that can be renewed. The same one until `wake`; a failure stays. */
export class WakeUp {
  #promise: Promise<void> | undefined;
  #resolve: (() => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** Resolves at the next `wake`, rejects at `fail` (at once after one). */
  wait(): Promise<void> {
    if (this.#failure !== undefined) return rejected(this.#failure.error);
    if (this.#promise === undefined) {
      this.#promise = new Promise<void>((resolve, reject) => {
        this.#resolve = resolve;
        this.#reject = reject;
      });
      // The failure is kept and given to the next caller, so it is not lost where this promise has been dropped.
      this.#promise.catch(() => undefined);
    }
    return this.#promise;
  }

  wake(): void {
    const resolve = this.#resolve;
    this.#forget();
    resolve?.();
  }

  /** The first failure is kept, later ones are dropped. */
  fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    const reject = this.#reject;
    this.#forget();
    reject?.(error);
  }

  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  #forget(): void {
    this.#promise = undefined;
    this.#resolve = undefined;
    this.#reject = undefined;
  }
}

async function rejected(error: unknown): Promise<never> {
  throw error;
}
