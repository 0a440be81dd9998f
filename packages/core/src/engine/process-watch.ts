/**
 * What the process may do to running jobs, and they to it: signals, unhandled rejections, an idle event loop.
 *
 * Handlers are there only while a job runs. The first signal cancels all jobs and ends the process once they are closed,
 * with 128 + the signal's number; the second ends it at once. A rejection counts as a job's when its promise was made
 * inside the job's calls; every other one is left to the platform. A job that nothing can wake fails with `ENGINE_STUCK`.
 * @internal
 */
import type { Cancel, Scheduler } from "../base/ports.ts";
import type { EndSignal, ProcessPort } from "../base/process-port.ts";
import { StreamError, streamError } from "../base/stream-error.ts";
import type { Job } from "./job.ts";

const EXIT_CODES: Readonly<Record<EndSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/** How often the loop must run dry in a row, and how long it is kept alive in between, before a job counts as stuck. */
const IDLE_ROUNDS = 5;
const IDLE_ROUND_MS = 200;

/** A job and what it shows of its inside. */
export interface WatchedJob {
  readonly job: Job;
  /** Grows with the records that the job reads and writes. */
  activity(): number;
  /** What it waits for, by name. */
  waitingFor(): readonly string[];
}

export class ProcessWatch {
  readonly #process: ProcessPort;
  readonly #scheduler: Scheduler;
  readonly #jobs = new Set<WatchedJob>();
  #registrations: readonly Cancel[] = [];
  #signal: EndSignal | undefined;
  #idleRounds = 0;
  #lastActivity = -1;
  #cancelIdleTimer: Cancel | undefined;

  constructor(process: ProcessPort, scheduler: Scheduler) {
    this.#process = process;
    this.#scheduler = scheduler;
  }

  /** Watches over a job until the result is called. */
  watch(watched: WatchedJob): Cancel {
    if (this.#jobs.size === 0) this.#register();
    this.#jobs.add(watched);
    return () => {
      if (this.#jobs.delete(watched) && this.#jobs.size === 0) this.#unregister();
    };
  }

  /** Cancels a job whose output nobody reads any more, and ends the process quietly unless other jobs run in it. */
  async endAfterClosedOutput(job: Job): Promise<void> {
    await job.cancel();
    if ([...this.#jobs].some((watched) => watched.job !== job)) return;
    this.#unregister();
    this.#process.exit(0);
  }

  #register(): void {
    this.#idleRounds = 0;
    this.#lastActivity = -1;
    this.#registrations = [
      this.#process.onSignal((signal) => this.#onSignal(signal)),
      this.#process.onUnhandledRejection((reason, owner) =>
        this.#onUnhandledRejection(reason, owner),
      ),
      this.#process.onIdle(() => this.#onIdle()),
    ];
  }

  #unregister(): void {
    for (const cancel of this.#registrations) cancel();
    this.#registrations = [];
    this.#cancelIdleTimer?.();
    this.#cancelIdleTimer = undefined;
  }

  #onSignal(signal: EndSignal): void {
    const code = EXIT_CODES[signal];
    if (this.#signal !== undefined) {
      this.#process.exit(code);
      return;
    }
    this.#signal = signal;
    this.#process.setExitCode(code);
    void this.#cancelAll().then(() => {
      // `void`: cancel() never rejects. The program's own awaits must not print the cancellation as an error of theirs.
      this.#unregister();
      this.#process.exit(code);
    });
  }

  async #cancelAll(): Promise<void> {
    await Promise.all([...this.#jobs].map(({ job }) => job.cancel()));
  }

  #onUnhandledRejection(reason: unknown, owner: unknown): boolean {
    const watched = [...this.#jobs].find(({ job }) => job === owner);
    if (watched === undefined) return false;
    const message = reason instanceof Error ? reason.message : String(reason);
    const { job } = watched;
    job.fail(
      reason instanceof StreamError
        ? reason
        : streamError(
            "ENGINE_UNHANDLED_REJECTION",
            { job: job.jobName, message },
            { cause: reason },
          ),
    );
    return true;
  }

  /** The loop ran dry. A timer that does not keep the process alive may still wake the job: it gets some rounds. */
  #onIdle(): void {
    let activity = 0;
    for (const watched of this.#jobs) activity += watched.activity();
    this.#idleRounds = activity === this.#lastActivity ? this.#idleRounds + 1 : 0;
    this.#lastActivity = activity;
    if (this.#idleRounds < IDLE_ROUNDS) {
      this.#cancelIdleTimer = this.#scheduler.timer(IDLE_ROUND_MS, () => {});
      return;
    }
    this.#idleRounds = 0;
    for (const watched of this.#jobs) {
      const { job } = watched;
      job.fail(
        streamError("ENGINE_STUCK", {
          job: job.jobName,
          waiting:
            watched.waitingFor().join(", ") ||
            "the end of its functions' open() or its sinks' flush",
        }),
      );
    }
  }
}
