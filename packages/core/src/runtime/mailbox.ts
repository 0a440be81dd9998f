/**
 * What has to run between two slices: control, timers, results of asynchronous calls (W3).
 *
 * First in, first out. Mail posted while mail runs belongs to the next round, so that two parties who answer each other
 * cannot keep the worker from its slices.
 * @internal
 */

/** One thing to do in the worker's thread, between two records. */
export interface Mail {
  /** Synchronous; what it throws ends the attempt. */
  run(): void;
  /** Translates what `run` threw into the error the user reads. */
  describeFailure(error: unknown): unknown;
}

/** A worker's mailbox. `onMail` is called when mail arrives, so that a sleeping worker wakes. */
export class Mailbox {
  #waiting: Mail[] = [];
  #isClosed = false;
  readonly #onMail: () => void;

  constructor(onMail: () => void) {
    this.#onMail = onMail;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Appends mail. After `close` it is dropped: a continuation of an ended attempt has nothing to say. */
  post(mail: Mail): void {
    if (this.#isClosed) return;
    this.#waiting.push(mail);
    this.#onMail();
  }

  /** Takes what is there; the mailbox is empty then. */
  takeAll(): readonly Mail[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }
}
