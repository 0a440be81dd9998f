/**
 * The one loop that suspends (W3): mail, then slices of the pollables (W4), then a yield to I/O; sleeps while nothing can run.
 *
 * A turn takes at most `maxRecords` records and about `maxDurationMs`; the clock is read per batch, never per record, and
 * a pollable's batch adapts to what its records cost. Between two turns sockets, files and timers always had their turn.
 * @internal
 */
import type { Scheduler } from "../base/ports.ts";
import { Mailbox } from "./mailbox.ts";
import { closedGate, inPollingOrder, type Pollable } from "./pollable.ts";
import type { WorkerSignals } from "./signals.ts";
import { ProcessingTimers } from "./time/processing-timers.ts";

/** Bounds of what runs between two yields: `execution.slice.max-records`, `execution.slice.max-duration`, and its batches. */
export interface SliceLimits {
  readonly maxRecords: number;
  readonly maxDurationMs: number;
  /** The most records of one poll, between two looks at the clock: `execution.batch-size`. */
  readonly maxBatchSize: number;
}

/** Nothing is known of what a record costs yet: one may take a second. */
const FIRST_BATCH = 1;

interface Scheduled {
  readonly pollable: Pollable;
  /** Records of its next batch. */
  batchSize: number;
}

/** One thread's loop. `run` is called once. */
export class Worker {
  readonly signals: WorkerSignals;
  readonly mailbox: Mailbox;
  /** The worker's processing time: advances before each batch, and what is due runs before it (T1). */
  readonly timers: ProcessingTimers;
  readonly #scheduler: Scheduler;
  readonly #limits: SliceLimits;
  /** What a sleep waits for; not settled yet. */
  readonly #watched = new Set<Promise<void>>();
  #order: readonly Scheduled[] = [];
  /** Who is polled next; goes on where the last turn stopped, so that none starves. */
  #cursor = 0;
  #isStopped = false;
  #isWoken = false;
  #wake: (() => void) | undefined;
  /** Settles a wait outside of the loop early. */
  #interrupt: (() => void) | undefined;

  constructor(scheduler: Scheduler, signals: WorkerSignals, limits: SliceLimits) {
    this.#scheduler = scheduler;
    this.signals = signals;
    this.#limits = limits;
    this.mailbox = new Mailbox(() => this.#wakeUp());
    this.timers = new ProcessingTimers(scheduler, this.mailbox);
  }

  /** Names of the pollables that wait for something outside of this worker, for messages. */
  waitingFor(): readonly string[] {
    return this.#order
      .filter(({ pollable }) => !pollable.isFinished && pollable.available() !== undefined)
      .map(({ pollable }) => pollable.name);
  }

  /** Resolves when every pollable is finished, or after `stop`. Rejects with the first failure (W7). */
  async run(pollables: readonly Pollable[]): Promise<void> {
    this.#throwFailure();
    this.#order = inPollingOrder(pollables).map((pollable) => ({
      pollable,
      batchSize: FIRST_BATCH,
    }));
    for (;;) {
      const hasWorked = this.#turn();
      if (this.#isStopped || this.#isFinished()) return;
      // In each turn: while some are busy the worker never sleeps, and what the others wait for may fail.
      const canRun = this.#watchWaiting();
      if (!hasWorked && !canRun) await this.#sleep();
      // Also after a sleep: a promise that is always resolved must not keep sockets and timers from their turn.
      await this.#scheduler.yieldToIo();
      this.#throwFailure();
      if (this.#isStopped) return;
    }
  }

  /** Asks the loop to return after the current record. Idempotent. */
  stop(): void {
    this.#isStopped = true;
    this.signals.raiseStop();
    this.#interrupt?.();
    this.#wakeUp();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Ends the attempt with a failure that happened outside of the loop's calls. */
  fail(error: unknown): void {
    this.signals.fail(error);
    this.#interrupt?.();
    this.#wakeUp();
  }

  /** Waits for something outside of the loop (a flush); returns early after `stop`, rejects early after a failure. */
  async waitFor(pending: Promise<unknown>): Promise<void> {
    pending.catch(() => {}); // who stops waiting for it must not leave it unhandled
    this.#throwFailure();
    if (this.#isStopped) return;
    const interrupted = new Promise<void>((resolve) => {
      this.#interrupt = resolve;
    });
    await Promise.race([pending, interrupted]);
    this.#interrupt = undefined;
    this.#throwFailure();
  }

  /** Runs the mail that is there. Also for phases in which no pollable runs. */
  runMail(): boolean {
    if (this.mailbox.isEmpty) return false;
    for (const mail of this.mailbox.takeAll()) {
      if (this.#isStopped) break;
      this.signals.beginSlice();
      try {
        mail.run();
      } catch (error) {
        if (this.signals.failure === undefined) this.signals.fail(mail.describeFailure(error));
      } finally {
        this.signals.endSlice();
      }
      this.#throwFailure();
    }
    return true;
  }

  /** Mail and batches until a limit is reached or nothing can run. True where anything was done. */
  #turn(): boolean {
    this.#isWoken = false;
    this.timers.advance();
    let hasWorked = this.runMail();
    const count = this.#order.length;
    let remaining = this.#limits.maxRecords;
    let lastMs = this.#scheduler.monotonicNow();
    const deadlineMs = lastMs + this.#limits.maxDurationMs;
    for (let idle = 0; idle < count && !this.#isStopped; ) {
      if (this.#cursor >= count) this.#cursor = 0;
      const entry = this.#order[this.#cursor++];
      if (entry === undefined || !isRunnable(entry.pollable)) {
        idle++;
        continue;
      }
      const limit = Math.min(entry.batchSize, remaining);
      const done = this.#poll(entry.pollable, limit);
      idle = done > 0 || entry.pollable.isFinished ? 0 : idle + 1;
      hasWorked ||= idle === 0;
      remaining -= done;
      const nowMs = this.#scheduler.monotonicNow();
      this.#adaptBatch(entry, done, nowMs - lastMs);
      lastMs = nowMs;
      if (remaining <= 0 || nowMs >= deadlineMs) return true;
      this.timers.advance();
      if (this.runMail()) hasWorked = true;
    }
    return hasWorked || !this.mailbox.isEmpty;
  }

  #poll(pollable: Pollable, limit: number): number {
    let done = 0;
    this.signals.beginSlice();
    try {
      done = pollable.poll(limit);
    } catch (error) {
      if (this.signals.failure === undefined) this.signals.fail(pollable.describeFailure(error));
    } finally {
      this.signals.endSlice();
    }
    // W7: also a failure that a user's try/catch swallowed.
    this.#throwFailure();
    return done;
  }

  #adaptBatch(entry: Scheduled, done: number, tookMs: number): void {
    if (tookMs > this.#limits.maxDurationMs / 2) {
      entry.batchSize = Math.max(1, entry.batchSize >> 2);
    } else if (done === entry.batchSize && tookMs < this.#limits.maxDurationMs / 8) {
      entry.batchSize = Math.min(this.#limits.maxBatchSize, entry.batchSize * 2);
    }
  }

  #isFinished(): boolean {
    return this.#order.every((entry) => entry.pollable.isFinished);
  }

  #throwFailure(): void {
    if (this.signals.failure !== undefined) throw this.signals.failure.error;
  }

  /** Watches what pollables wait for outside of this worker; true where one can run. */
  #watchWaiting(): boolean {
    let canRun = false;
    for (const { pollable } of this.#order) {
      if (pollable.isFinished) continue;
      const gate = closedGate(pollable);
      if (gate === undefined && pollable.isReady()) {
        canRun = true;
        continue;
      }
      const waiter = gate ?? pollable;
      const available = waiter.available();
      if (available !== undefined) this.#watch(available, waiter);
    }
    return canRun;
  }

  /** Waits for mail, for a source that has something again, or for room. */
  async #sleep(): Promise<void> {
    if (this.#isWoken || this.#isStopped || this.signals.failure !== undefined) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
  }

  #watch(available: Promise<void>, waiter: { describeFailure(error: unknown): unknown }): void {
    if (this.#watched.has(available)) return;
    this.#watched.add(available);
    // Forgotten once it is settled: who gives the same promise again before there is anything is asked again and again.
    available.then(
      () => {
        this.#watched.delete(available);
        this.#wakeUp();
      },
      (error: unknown) => {
        this.#watched.delete(available);
        this.fail(waiter.describeFailure(error));
      },
    );
  }

  #wakeUp(): void {
    this.#isWoken = true;
    this.#wake?.();
  }
}

function isRunnable(pollable: Pollable): boolean {
  return !pollable.isFinished && pollable.isReady() && closedGate(pollable) === undefined;
}
