/**
 * Processing time of one worker: one monotone cell that advances between records only (T1), and callbacks that are due.
 *
 * One timer of the scheduler at a time, for the earliest callback; what is due runs as mail, earliest first, equal times
 * in the order of registration.
 * @internal
 */
import type { Cancel, Scheduler } from "../../base/ports.ts";
import type { Mail, Mailbox } from "../mailbox.ts";

interface Entry {
  readonly timestampMs: number;
  readonly mail: Mail;
}

/** The longest delay that timers of the platform can hold; a later callback is approached in steps. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Callbacks by processing time. */
export class ProcessingTimers {
  readonly #scheduler: Scheduler;
  readonly #mailbox: Mailbox;
  /** Ascending by time; few at any time. */
  #entries: Entry[] = [];
  #cancelTimer: Cancel | undefined;
  #nowMs: number;
  #isClosed = false;

  constructor(scheduler: Scheduler, mailbox: Mailbox) {
    this.#scheduler = scheduler;
    this.#mailbox = mailbox;
    this.#nowMs = scheduler.now();
  }

  /** The cell: what operators see as the current processing time. Never goes back. */
  get currentMs(): number {
    return this.#nowMs;
  }

  /** Runs `mail` between two records, not earlier than `timestampMs`. The result takes it back while it is not posted. */
  register(timestampMs: number, mail: Mail): Cancel {
    if (this.#isClosed) return () => {};
    const entry = { timestampMs, mail };
    const index = this.#entries.findLastIndex((other) => other.timestampMs <= timestampMs) + 1;
    this.#entries.splice(index, 0, entry);
    if (index === 0) this.#arm();
    return () => this.#remove(entry);
  }

  /** Moves the cell to the clock; what is due becomes mail. Called by the worker between two batches. */
  advance(): void {
    const nowMs = this.#scheduler.now();
    if (nowMs <= this.#nowMs) return;
    this.#nowMs = nowMs;
    const first = this.#entries[0];
    if (first === undefined || first.timestampMs > nowMs) return;
    this.postUntil(nowMs);
  }

  /** Posts the mail of all callbacks that are not later than `timestampMs`; true where there were any. */
  postUntil(timestampMs: number): boolean {
    const count = this.#entries.findIndex((entry) => entry.timestampMs > timestampMs);
    const due = this.#entries.splice(0, count === -1 ? this.#entries.length : count);
    if (due.length === 0) return false;
    for (const { mail } of due) this.#mailbox.post(mail);
    this.#arm();
    return true;
  }

  /** Drops everything; nothing keeps the process alive afterwards. */
  close(): void {
    this.#isClosed = true;
    this.#entries = [];
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #remove(entry: Entry): void {
    const index = this.#entries.indexOf(entry);
    if (index < 0) return;
    this.#entries.splice(index, 1);
    if (index === 0) this.#arm();
  }

  #arm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const first = this.#entries[0];
    if (first === undefined) return;
    const delayMs = Math.min(
      Math.max(0, first.timestampMs - this.#scheduler.now()),
      LONGEST_DELAY_MS,
    );
    this.#cancelTimer = this.#scheduler.timer(delayMs, () => this.#fire());
  }

  #fire(): void {
    this.#nowMs = Math.max(this.#nowMs, this.#scheduler.now());
    // A callback that is further away than a timer of the platform can be is approached in steps.
    if (!this.postUntil(this.#nowMs)) this.#arm();
  }
}
