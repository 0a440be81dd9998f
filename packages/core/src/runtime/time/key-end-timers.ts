/**
 * The timers of one keyed operator in BATCH mode, which sees one key after the other: all fire when their key ends.
 *
 * KE1: while a key's records are read the watermark is `MIN_TIMESTAMP`, while its timers fire `MAX_TIMESTAMP`. KE2: at
 * the end event-time timers fire, then processing-time timers, both in the order of their times, sliced (W5). KE3: what
 * is set or deleted while they fire: deleting works, setting is ignored, so that a key always ends.
 *
 * Flink: `BatchExecutionInternalTimeService`.
 * @internal
 */
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { type ResumableWork, Suspension } from "../suspension.ts";
import type { OperatorTimersPorts } from "./operator-timers.ts";
import { checkedTime, currentTimerSlot, TimerFiring } from "./timer-firing.ts";
import { NamespacedIds, SlotIds, type TimerIds } from "./timer-ids.ts";
import { TimerLog } from "./timer-log.ts";
import type { KeyedTimers } from "./timer-service.ts";

/** What they need beside the ports of all timers. */
export interface KeyEndTimersPorts extends OperatorTimersPorts {
  /** The key's timers have fired. */
  keyEnded(): void;
  /** A timer was set while timers fire; called for the first one. */
  timerIgnored(timestampMs: number): void;
}

/** One per operator and subtask. */
export class KeyEndTimers implements KeyedTimers, ResumableWork {
  readonly suspension: Suspension;
  readonly #ports: KeyEndTimersPorts;
  readonly #ids: TimerIds;
  readonly #eventTime: TimerLog;
  readonly #processingTime: TimerLog;
  readonly #firing: TimerFiring;
  #isEnding = false;
  #hasIgnored = false;

  constructor(ports: KeyEndTimersPorts) {
    this.#ports = ports;
    this.#ids =
      ports.namespaces !== undefined ? new NamespacedIds(ports.keys) : new SlotIds(ports.keys);
    this.#eventTime = new TimerLog(this.#ids);
    this.#processingTime = new TimerLog(this.#ids);
    this.#firing = new TimerFiring(ports, this.#ids);
    this.suspension = new Suspension(this, ports.signals, ports.inputTypes);
  }

  currentProcessingTime(): number {
    return this.#ports.processingTimers.currentMs;
  }

  currentWatermark(): number {
    return this.#isEnding ? MAX_TIMESTAMP : MIN_TIMESTAMP;
  }

  registerEventTimeTimer(namespace: number, timestampMs: number): void {
    this.#register(this.#eventTime, namespace, timestampMs);
  }

  deleteEventTimeTimer(namespace: number, timestampMs: number): void {
    this.#delete(this.#eventTime, namespace, timestampMs);
  }

  registerProcessingTimeTimer(namespace: number, timestampMs: number): void {
    this.#register(this.#processingTime, namespace, timestampMs);
  }

  deleteProcessingTimeTimer(namespace: number, timestampMs: number): void {
    this.#delete(this.#processingTime, namespace, timestampMs);
  }

  /** The final watermark: every key has ended before it. */
  advanceWatermark(timestampMs: number): void {
    this.#ports.forwardWatermark(timestampMs);
  }

  stopProcessingTime(): void {}

  /** Fires the current key's timers; maybe over several slices. */
  endKey(): void {
    this.#isEnding = true;
    this.resume(this.#ports.sliceSize);
    if (this.#isEnding) this.suspension.suspend();
  }

  get hasWork(): boolean {
    return this.#isEnding;
  }

  get isFull(): boolean {
    return this.#isEnding;
  }

  get isOutstanding(): boolean {
    return this.#isEnding;
  }

  resume(limit: number): number {
    if (!this.#isEnding) return 0;
    const most = Math.min(limit, this.#ports.sliceSize);
    let done = this.#firing.fire(this.#eventTime, MAX_TIMESTAMP, most, true);
    if (this.#eventTime.hasUntil(MAX_TIMESTAMP)) return done;
    done += this.#firing.fire(this.#processingTime, MAX_TIMESTAMP, most - done, false);
    if (this.#processingTime.hasUntil(MAX_TIMESTAMP)) return done;
    this.#ports.keyEnded();
    this.#isEnding = false;
    return done;
  }

  #register(log: TimerLog, namespace: number, timestampMs: number): void {
    const time = checkedTime(timestampMs, this.#ports.guard);
    const slot = currentTimerSlot(this.#ports);
    if (!this.#isEnding) {
      log.register(time, this.#ids.idOf(slot, namespace));
    } else if (!this.#hasIgnored) {
      this.#hasIgnored = true;
      this.#ports.timerIgnored(time);
    }
  }

  #delete(log: TimerLog, namespace: number, timestampMs: number): void {
    const time = checkedTime(timestampMs, this.#ports.guard);
    const id = this.#ids.find(currentTimerSlot(this.#ports), namespace);
    if (id >= 0) log.remove(time, id);
  }
}
