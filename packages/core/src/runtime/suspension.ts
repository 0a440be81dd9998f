/**
 * W5, W6: an operator with work in pieces. While it can take no more, what arrives waits in the operator's inbox.
 *
 * SU1: `isSuspended` is true exactly while `work.isFull` or the inbox is not empty; the chain asks it before every
 * element, watermark, status and end of input. SU2: work goes first, then the inbox, in order, until one of its items
 * fills it again. SU3: as a gate it stops the pollables upstream while it is suspended; it is polled instead of them.
 * SU4: an operator finishes when its inputs have ended and nothing is outstanding; its polls see to it.
 * @internal
 */
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Inbox, type InboxItem, type InboxTarget } from "./inbox.ts";
import type { Gate, Pollable } from "./pollable.ts";
import type { WorkerSignals } from "./signals.ts";

/** Work that can be done in pieces: a watermark that fires many timers, results of calls that have come. */
export interface ResumableWork {
  /** Something can be done now. */
  readonly hasWork: boolean;
  /** What arrives has to wait: until the work is done, or until there is room for it. */
  readonly isFull: boolean;
  /** Something will still be emitted, also if it cannot be yet: the operator does not finish before (SU4). */
  readonly isOutstanding: boolean;
  /** Does up to `limit` pieces, fewer when `signals.stop` is raised; returns how many. */
  resume(limit: number): number;
}

/** What the chain adds: how what waited reaches the operator, its place among the pollables, what is behind it. */
export interface SuspensionHost {
  readonly name: string;
  readonly position: number;
  readonly reaches: readonly Gate[];
  /** Takes what waited as if it arrived now. */
  readonly target: InboxTarget;
  /** Runs a slice under the rules of the chain's calls. */
  run(slice: () => number): number;
  /** Translates what a slice threw. */
  describeFailure(error: unknown): unknown;
  /** Finishes the operator, whose inputs have ended, and ends those behind it. */
  finish(): void;
  /** True when the operator has finished. */
  hasFinished(): boolean;
}

/** One per operator that can be suspended, made by the operator; the chain attaches itself. */
export class Suspension implements Gate, Pollable {
  /** Read before each record, also by generated code. */
  isSuspended = false;
  readonly inbox: Inbox;
  readonly #work: ResumableWork;
  readonly #signals: WorkerSignals;
  #host: SuspensionHost | undefined;
  /** The inputs have ended while something was outstanding. */
  #isFinishHeld = false;

  /** `inputTypes` is what records are declared to be, by input. */
  constructor(
    work: ResumableWork,
    signals: WorkerSignals,
    inputTypes: readonly (AnyTypeInformation | undefined)[],
  ) {
    this.inbox = new Inbox(inputTypes, "all");
    this.#work = work;
    this.#signals = signals;
  }

  attach(host: SuspensionHost): void {
    this.#host = host;
  }

  /** To be called by the operator when it is full at the end of its call: the slice ends, and this is polled. */
  suspend(): void {
    this.isSuspended = true;
    this.#signals.raiseStop();
  }

  /** Asked by the chain when the inputs have ended; true where a poll finishes the operator later (SU4). */
  holdsFinish(): boolean {
    this.#isFinishHeld = this.#work.isOutstanding;
    return this.#isFinishHeld;
  }

  /** The inputs have ended, `finish` has not run: part of the operator's progress. */
  get isFinishHeld(): boolean {
    return this.#isFinishHeld;
  }

  /** Begins with what waited at the cut; called once, before anything arrives. */
  restore(waiting: readonly InboxItem[], isFinishHeld: boolean): void {
    for (const item of waiting) this.inbox.restore(item);
    this.#isFinishHeld = isFinishHeld;
    if (this.inbox.size > 0) this.suspend();
  }

  get name(): string {
    return this.#host?.name ?? "";
  }

  get position(): number {
    return this.#host?.position ?? 0;
  }

  get reaches(): readonly Gate[] {
    return this.#host?.reaches ?? [];
  }

  get isFinished(): boolean {
    return !this.isSuspended && this.#host?.hasFinished() === true;
  }

  hasRoom(): boolean {
    return !this.isSuspended;
  }

  isReady(): boolean {
    return (
      this.#work.hasWork ||
      (this.inbox.size > 0 && !this.#work.isFull) ||
      (this.#isFinishHeld && !this.#work.isOutstanding)
    );
  }

  poll(limit: number): number {
    const host = this.#host;
    if (host === undefined) return 0;
    return host.run(() => this.#slice(limit, host));
  }

  /** Only its own polls make room, and only a call or mail makes work. */
  available(): undefined {
    return undefined;
  }

  describeFailure(error: unknown): unknown {
    return this.#host?.describeFailure(error) ?? error;
  }

  #slice(limit: number, host: SuspensionHost): number {
    let done = 0;
    const canTake = (): boolean => !this.#work.isFull && this.#signals.stop === 0;
    while (done < limit && this.#signals.stop === 0) {
      if (this.#work.hasWork) done += this.#work.resume(limit - done);
      if (this.#work.isFull || this.inbox.size === 0) break;
      done += this.inbox.drain(host.target, limit - done, canTake);
    }
    this.isSuspended = this.#work.isFull || this.inbox.size > 0;
    if (this.#isFinishHeld && !this.#work.isOutstanding) {
      this.#isFinishHeld = false;
      host.finish();
    }
    // A slice that found the stop raised, or only forwarded a watermark, has worked too.
    return Math.max(1, done);
  }
}
