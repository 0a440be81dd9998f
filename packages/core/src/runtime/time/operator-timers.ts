/**
 * The timers of one keyed operator in one subtask, on two logs: event time by its watermark, processing time by the cell.
 *
 * OT1: a watermark fires what is not later, slice by slice, and is forwarded when nothing is left (T1, W5). OT2: while a
 * timer fires, its reference is kept, so that its slot and number stay what they are. OT3: one wake-up of the worker at a
 * time, for the earliest processing-time timer; it fires strictly after its time (T1), as in Flink.
 * @internal
 */
import type { EntryKey } from "../../checkpoint/snapshot/keyed-entries.ts";
import type { TimersSnapshot } from "../../checkpoint/snapshot/keyed-snapshot.ts";
import type { OperatorProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import type { WorkerSignals } from "../signals.ts";
import type { CallGuard } from "../state/backend.ts";
import type { KeyWriter } from "../state/keyed-snapshot-writer.ts";
import type { ObjectTable } from "../state/object-table.ts";
import type { RestoredKeyedState } from "../state/restored-keyed-state.ts";
import { type ResumableWork, Suspension } from "../suspension.ts";
import type { ProcessingTimers } from "./processing-timers.ts";
import { checkedTime, currentTimerSlot, TimerFiring } from "./timer-firing.ts";
import { NamespacedIds, SlotIds, type TimerIds, type TimerKeys } from "./timer-ids.ts";
import { TimerLog } from "./timer-log.ts";
import type { KeyedTimers, TimerTarget } from "./timer-service.ts";
import {
  type ClockTimers,
  restoreTimers,
  type TimerNamespaces,
  writeTimers,
} from "./timer-snapshot.ts";

/** What timers need from the operator's chain. */
export interface OperatorTimersPorts {
  readonly keys: TimerKeys;
  readonly guard: CallGuard;
  /** What the operator's records are declared to be, by input. */
  readonly inputTypes: readonly (AnyTypeInformation | undefined)[];
  readonly signals: WorkerSignals;
  readonly processingTimers: ProcessingTimers;
  readonly target: TimerTarget;
  /** Present where the operator uses namespaces other than 0. */
  readonly namespaces: TimerNamespaces | undefined;
  /** Firings in one slice: the first of them within the call that brought the watermark. */
  readonly sliceSize: number;
  currentWatermarkMs(): number;
  forwardWatermark(timestampMs: number): void;
  /** Runs a call of the operator that is no element's, under the rules of the chain's calls. */
  run(call: () => void): void;
  describeFailure(error: unknown): unknown;
}

/** Nothing is being fired. */
const NOTHING = -Infinity;

/** The one implementation of `KeyedTimers`. */
export class OperatorTimers implements KeyedTimers, ResumableWork {
  readonly suspension: Suspension;
  readonly #ports: OperatorTimersPorts;
  readonly #ids: TimerIds;
  readonly #eventTime: TimerLog;
  readonly #processingTime: TimerLog;
  readonly #firing: TimerFiring;
  /** The watermark that fires; forwarded when it has. */
  #eventLimitMs = NOTHING;
  /** Processing-time timers up to here are due. */
  #processingLimitMs = NOTHING;
  /** Time of the wake-up that is registered with the worker. */
  #wakeUpMs = Infinity;
  #hasStopped = false;

  constructor(ports: OperatorTimersPorts) {
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
    return this.#ports.currentWatermarkMs();
  }

  registerEventTimeTimer(namespace: number, timestampMs: number): void {
    const time = checkedTime(timestampMs, this.#ports.guard);
    this.#eventTime.register(time, this.#ids.idOf(currentTimerSlot(this.#ports), namespace));
  }

  deleteEventTimeTimer(namespace: number, timestampMs: number): void {
    this.#delete(this.#eventTime, namespace, timestampMs);
  }

  registerProcessingTimeTimer(namespace: number, timestampMs: number): void {
    const time = checkedTime(timestampMs, this.#ports.guard);
    const slot = currentTimerSlot(this.#ports);
    if (this.#hasStopped) return;
    this.#processingTime.register(time, this.#ids.idOf(slot, namespace));
    if (time < this.#wakeUpMs) this.#wakeUpAfter(time);
  }

  deleteProcessingTimeTimer(namespace: number, timestampMs: number): void {
    this.#delete(this.#processingTime, namespace, timestampMs);
  }

  advanceWatermark(timestampMs: number): void {
    this.#eventLimitMs = timestampMs;
    this.#begin();
  }

  /** Fires the processing-time timers that are not later than `timestampMs`. */
  advanceProcessingTime(timestampMs: number): void {
    if (this.#hasStopped) return;
    if (timestampMs > this.#processingLimitMs) this.#processingLimitMs = timestampMs;
    // While suspended they are fired by its polls: after the watermark, before what waits.
    if (!this.suspension.isSuspended) this.#begin();
  }

  stopProcessingTime(): void {
    this.#hasStopped = true;
  }

  /** Both clocks' timers; those of processing time no more once it was stopped. */
  snapshot(keyOf: (slot: number) => EntryKey, keys: KeyWriter): readonly TimersSnapshot[] {
    const clocks = this.#clocks();
    return clocks.map((timers) => writeTimers(timers, keyOf, keys));
  }

  /** What is being fired: part of the operator's progress. */
  firing(): Pick<OperatorProgress, "firingEventTimeMs" | "firingProcessingTimeMs"> {
    return {
      ...(this.#eventLimitMs === NOTHING ? {} : { firingEventTimeMs: this.#eventLimitMs }),
      ...(this.#processingLimitMs === NOTHING
        ? {}
        : { firingProcessingTimeMs: this.#processingLimitMs }),
    };
  }

  /** Takes the stored timers over and goes on with what was being fired. Called once, when the operator is made. */
  restore(
    table: Pick<ObjectTable, "slotOf" | "retainSlot" | "releaseSlot">,
    restored: RestoredKeyedState | undefined,
    progress: OperatorProgress,
  ): void {
    if (restored !== undefined)
      for (const timers of this.#clocks()) restoreTimers(timers, table, restored);
    this.#eventLimitMs = progress.firingEventTimeMs ?? NOTHING;
    this.#processingLimitMs = progress.firingProcessingTimeMs ?? NOTHING;
    const nextMs = this.#processingTime.earliestMs();
    if (nextMs !== undefined && this.#processingLimitMs === NOTHING) this.#wakeUpAfter(nextMs);
    if (this.hasWork) this.suspension.suspend();
  }

  #clocks(): readonly ClockTimers[] {
    const [ids, { namespaces }] = [this.#ids, this.#ports];
    const eventTime = { clock: "eventTime", log: this.#eventTime, ids, namespaces } as const;
    if (this.#hasStopped) return [eventTime];
    return [
      eventTime,
      { clock: "processingTime", log: this.#processingTime, ids, namespaces } as const,
    ];
  }

  get hasWork(): boolean {
    return this.#eventLimitMs !== NOTHING || this.#processingLimitMs !== NOTHING;
  }

  get isFull(): boolean {
    return this.hasWork;
  }

  get isOutstanding(): boolean {
    return this.hasWork;
  }

  resume(limit: number): number {
    const most = Math.min(limit, this.#ports.sliceSize);
    let done = 0;
    const watermarkMs = this.#eventLimitMs;
    if (watermarkMs !== NOTHING) {
      done = this.#firing.fire(this.#eventTime, watermarkMs, most, true);
      if (this.#eventTime.hasUntil(watermarkMs)) return done;
      this.#eventLimitMs = NOTHING;
      this.#ports.forwardWatermark(watermarkMs);
    }
    const dueMs = this.#processingLimitMs;
    if (dueMs !== NOTHING) {
      done += this.#firing.fire(this.#processingTime, dueMs, most - done, false);
      if (this.#processingTime.hasUntil(dueMs)) return done;
      this.#processingLimitMs = NOTHING;
      const nextMs = this.#processingTime.earliestMs();
      if (nextMs !== undefined && nextMs < this.#wakeUpMs) this.#wakeUpAfter(nextMs);
    }
    return done;
  }

  #begin(): void {
    this.resume(this.#ports.sliceSize);
    if (this.hasWork) this.suspension.suspend();
  }

  #delete(log: TimerLog, namespace: number, timestampMs: number): void {
    const time = checkedTime(timestampMs, this.#ports.guard);
    const id = this.#ids.find(currentTimerSlot(this.#ports), namespace);
    if (id >= 0) log.remove(time, id);
  }

  #wakeUpAfter(timestampMs: number): void {
    this.#wakeUpMs = timestampMs;
    this.#ports.processingTimers.register(timestampMs + 1, {
      run: () => this.#ports.run(() => this.#wokenUp(timestampMs)),
      describeFailure: (error) => this.#ports.describeFailure(error),
    });
  }

  #wokenUp(timestampMs: number): void {
    if (timestampMs !== this.#wakeUpMs) return; // an earlier one was registered since, and has fired
    this.#wakeUpMs = Infinity;
    this.advanceProcessingTime(Math.max(timestampMs, this.#ports.processingTimers.currentMs - 1));
  }
}
