/**
 * W5, W6: an operator with work in pieces. While some of it is left, what arrives waits in the operator's inbox.
 *
 * SU1: `isSuspended` is true exactly while work is left or the inbox is not empty; the chain asks it before every
 * element, watermark, status and end of input. SU2: work goes first, then the inbox, in order, until one of its items
 * makes new work. SU3: as a gate it stops the pollables upstream while it is suspended; it is polled instead of them.
 * @internal
 */
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Inbox, type InboxTarget } from "./inbox.ts";
import type { Gate, Pollable } from "./pollable.ts";
import type { WorkerSignals } from "./signals.ts";

/** Work that can be done in pieces, for example a watermark that fires many timers. */
export interface ResumableWork {
  readonly hasWork: boolean;
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
  /** True when the operator's inputs have all ended. */
  hasEnded(): boolean;
}

/** One per operator that can be suspended, made by the operator; the chain attaches itself. */
export class Suspension implements Gate, Pollable {
  /** Read before each record, also by generated code. */
  isSuspended = false;
  readonly inbox: Inbox;
  readonly #work: ResumableWork;
  readonly #signals: WorkerSignals;
  #host: SuspensionHost | undefined;

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

  /** To be called by the operator when work is left at the end of its call: the slice ends, and this is polled. */
  suspend(): void {
    this.isSuspended = true;
    this.#signals.raiseStop();
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
    return !this.isSuspended && this.#host?.hasEnded() === true;
  }

  hasRoom(): boolean {
    return !this.isSuspended;
  }

  isReady(): boolean {
    return this.isSuspended;
  }

  poll(limit: number): number {
    const host = this.#host;
    if (host === undefined) return 0;
    return host.run(() => this.#slice(limit, host.target));
  }

  /** Only its own polls make room, and only a call makes work. */
  available(): undefined {
    return undefined;
  }

  describeFailure(error: unknown): unknown {
    return this.#host?.describeFailure(error) ?? error;
  }

  #slice(limit: number, target: InboxTarget): number {
    let done = 0;
    const canTake = (): boolean => !this.#work.hasWork && this.#signals.stop === 0;
    while (done < limit && this.#signals.stop === 0) {
      if (this.#work.hasWork) done += this.#work.resume(limit - done);
      if (this.#work.hasWork || this.inbox.size === 0) break;
      done += this.inbox.drain(target, limit - done, canTake);
    }
    this.isSuspended = this.#work.hasWork || this.inbox.size > 0;
    // A slice that found the stop raised, or only forwarded a watermark, has worked too.
    return Math.max(1, done);
  }
}
