/**
 * The contract of an operator's timers: registered under the current key and a namespace, fired in timestamp order.
 *
 * TS1: a timer is one (key, namespace, timestamp); registering it again changes nothing, deleting what is not there
 * neither. TS2: when a timer fires, its key is current and the operator's number is running. TS3: a timer that is
 * registered while others fire, for a time that has come, fires in the same advance. TS4 (W5): firing is sliced; until
 * all have fired the operator is suspended, what arrives waits in its inbox, and the watermark is forwarded last (T1).
 */
import type { Suspension } from "../suspension.ts";

/** A timer that fires. One object for all of them: valid during the call. */
export interface FiringTimer {
  readonly timestampMs: number;
  /** The key's slot in the operator's keyed state; its key is current. */
  readonly slot: number;
  /** As given to `register…`; 0 where the operator has none. */
  readonly namespace: number;
}

/** What an operator does when its timers fire. */
export interface TimerTarget {
  onEventTime(timer: FiringTimer): void;
  onProcessingTime(timer: FiringTimer): void;
}

/**
 * The timers of one keyed operator in one subtask: `context.createTimers(target)`, once, when the operator is made.
 *
 * A namespace is a whole number from 0 to 2^26 - 1 that the operator chooses (0 for none; a window's number, which may be
 * used for something else only when no timer of it is registered any more). Timestamps are whole milliseconds.
 * The operator has `suspension: timers.suspension`, and `watermark: (ms) => timers.advanceWatermark(ms)` at every input;
 * it does not forward watermarks itself.
 */
export interface KeyedTimers {
  /** Where the chain suspends the operator while its timers fire in slices. */
  readonly suspension: Suspension;
  /** The worker's processing time; advances between records only (T1). */
  currentProcessingTime(): number;
  /** The last watermark that reached the operator, `MIN_TIMESTAMP` before the first; while its timers fire, that one. */
  currentWatermark(): number;
  registerEventTimeTimer(namespace: number, timestampMs: number): void;
  deleteEventTimeTimer(namespace: number, timestampMs: number): void;
  registerProcessingTimeTimer(namespace: number, timestampMs: number): void;
  deleteProcessingTimeTimer(namespace: number, timestampMs: number): void;
  /** Fires the event-time timers up to `timestampMs`, inclusive; then forwards the watermark. Maybe over several slices. */
  advanceWatermark(timestampMs: number): void;
  /** The operator's input has ended: processing-time timers that have not fired by now never do, as in Flink. */
  stopProcessingTime(): void;
}
