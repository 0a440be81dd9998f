/**
 * W2: the end of the longest way that calls may go. What arrives waits in an inbox, and the loop takes it on from there.
 *
 * Stands before an edge, so that it holds records of one sender, whose order stays. Full at `CAPACITY` records, which
 * stops what is upstream (W4); at most one record's amplification more is held.
 * @internal
 */
import type { AnyTypeInformation } from "../../types/type-information.ts";
import { Inbox, type InboxTarget } from "../inbox.ts";
import type { Input } from "../operators/operator.ts";
import type { Gate, Pollable } from "../pollable.ts";
import type { WorkerSignals } from "../signals.ts";

/** As many as a batch: fewer would make batches small, more would only wait. */
const CAPACITY = 1024;

export interface CallHopPorts {
  /** For messages: the vertex behind the edge. */
  readonly name: string;
  readonly position: number;
  /** Every gate behind the edge. */
  readonly reaches: readonly Gate[];
  readonly signals: WorkerSignals;
  /** What records are declared to be. */
  readonly type: AnyTypeInformation | undefined;
  readonly edge: Input;
}

/** One sender's end of an edge that its calls do not go through. */
export class CallHop implements Input, Gate, Pollable {
  readonly name: string;
  readonly position: number;
  readonly reaches: readonly Gate[];
  isFinished = false;
  readonly #signals: WorkerSignals;
  readonly #inbox: Inbox;
  readonly #target: InboxTarget;

  constructor({ name, position, reaches, signals, type, edge }: CallHopPorts) {
    this.name = name;
    this.position = position;
    this.reaches = reaches;
    this.#signals = signals;
    this.#inbox = new Inbox([type], "last");
    this.#target = {
      element: (value, timestampMs) => edge.element(value, timestampMs, undefined),
      watermark: (timestampMs) => edge.watermark(timestampMs),
      status: (isIdle) => edge.status(isIdle),
      endInput: () => {
        this.isFinished = true;
        edge.endInput();
      },
    };
  }

  element(value: unknown, timestampMs: number): void {
    this.#inbox.element(value, timestampMs);
    if (!this.hasRoom()) this.#signals.raiseStop();
  }

  watermark(timestampMs: number): void {
    this.#inbox.watermark(timestampMs);
  }

  status(isIdle: boolean): void {
    this.#inbox.status(isIdle);
  }

  endInput(): void {
    this.#inbox.endInput();
  }

  hasRoom(): boolean {
    return this.#inbox.size < CAPACITY;
  }

  isReady(): boolean {
    return this.#inbox.size > 0;
  }

  poll(limit: number): number {
    return this.#inbox.drain(this.#target, limit, () => this.#signals.stop === 0);
  }

  /** Nothing outside of the worker fills or empties it. */
  available(): undefined {
    return undefined;
  }

  /** What is behind the edge has described it. */
  describeFailure(error: unknown): unknown {
    return error;
  }
}
