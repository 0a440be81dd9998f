/**
 * What the worker's loop runs, and the one gating rule (W4).
 *
 * A pollable runs only while all that it reaches on this worker has room. Waiting follows the acyclic graph, so the
 * pollable nearest to the sinks can always run: no deadlock.
 * @internal
 */

/** Something that can become full: a sink with a bound, an inbox, a ring. Whoever becomes full raises `signals.stop`. */
export interface Gate {
  hasRoom(): boolean;
  /** While it has no room: resolves when it may have room again; `undefined` where only its own pollable can make room. */
  available(): Promise<void> | undefined;
  /** Translates a rejection of `available` into the error the user reads. */
  describeFailure(error: unknown): unknown;
}

/** Something that has work in pieces: a source, an inbox. */
export interface Pollable {
  /** For messages: the operator's name. */
  readonly name: string;
  /** Place in the topological order of the subtasks; higher is nearer to the sinks. */
  readonly position: number;
  /** Every gate downstream of it on this worker. */
  readonly reaches: readonly Gate[];
  /** True once it will never have work again. */
  readonly isFinished: boolean;
  /** True where `poll` would do something. */
  isReady(): boolean;
  /** Does up to `limit` records' work and returns how many it did; returns early when `signals.stop` is raised. */
  poll(limit: number): number;
  /** While it is not ready: resolves when it may be; `undefined` where only mail or another pollable can change that. */
  available(): Promise<void> | undefined;
  /** Translates what `poll` threw, or a rejection of `available`, into the error the user reads. */
  describeFailure(error: unknown): unknown;
}

/** W4: the first gate that keeps a pollable from running, `undefined` where none does. */
export function closedGate(pollable: Pollable): Gate | undefined {
  for (const gate of pollable.reaches) {
    if (!gate.hasRoom()) return gate;
  }
  return undefined;
}

/** Sink-nearest first; equal places in the order given. */
export function inPollingOrder(pollables: readonly Pollable[]): readonly Pollable[] {
  return pollables.toSorted((left, right) => right.position - left.position);
}
