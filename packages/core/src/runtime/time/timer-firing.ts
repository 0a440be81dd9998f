/** What all timers of keyed operators have in common: whose a timer is, which times are allowed, and how one fires. */
import { streamError } from "../../base/stream-error.ts";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type { WorkerSignals } from "../signals.ts";
import type { CallGuard } from "../state/backend.ts";
import { refuseState } from "../state/refuse-state.ts";
import type { TimerIds, TimerKeys } from "./timer-ids.ts";
import type { TimerLog } from "./timer-log.ts";
import type { FiringTimer, TimerTarget } from "./timer-service.ts";

/** What firing needs of the operator. */
export interface TimerFiringPorts {
  readonly keys: TimerKeys;
  readonly guard: CallGuard;
  readonly signals: WorkerSignals;
  readonly target: TimerTarget;
}

/** Fires the timers of an operator's logs, each under its key (TS2). */
export class TimerFiring {
  readonly #ports: TimerFiringPorts;
  readonly #ids: TimerIds;
  readonly #firing: { timestampMs: number; slot: number; namespace: number } & FiringTimer = {
    timestampMs: 0.5,
    slot: -1,
    namespace: 0,
  };

  constructor(ports: TimerFiringPorts, ids: TimerIds) {
    this.#ports = ports;
    this.#ids = ids;
  }

  /** Fires up to `most`, fewer where something behind this operator is full; how many. While one fires its reference is kept. */
  fire(log: TimerLog, limitMs: number, most: number, isEventTime: boolean): number {
    const { target, keys, guard, signals } = this.#ports;
    const firing = this.#firing;
    let done = 0;
    for (; done < most && signals.stop === 0; done++) {
      const id = log.take(limitMs);
      if (id < 0) break;
      firing.timestampMs = log.timestampMs;
      firing.slot = this.#ids.slotOf(id);
      firing.namespace = this.#ids.namespaceOf(id);
      keys.selectSlot(firing.slot);
      guard.running.number = guard.operatorNumber;
      if (isEventTime) target.onEventTime(firing);
      else target.onProcessingTime(firing);
      this.#ids.release(id);
    }
    return done;
  }
}

/** Slot of the current key; refuses as state does outside of the operator's call. */
export function currentTimerSlot({
  keys,
  guard,
}: Pick<TimerFiringPorts, "keys" | "guard">): number {
  const { slot } = keys;
  if (slot < 0 || guard.running.number !== guard.operatorNumber) throw refuseState(guard, "timer");
  return slot;
}

/** The time within the range; throws `RUNTIME_WRONG_TIMER_TIME` where it is no whole number. */
export function checkedTime(timestampMs: number, guard: CallGuard): number {
  if (Number.isInteger(timestampMs))
    return Math.min(MAX_TIMESTAMP, Math.max(MIN_TIMESTAMP, timestampMs));
  throw streamError("RUNTIME_WRONG_TIMER_TIME", {
    operator: guard.operatorName,
    value: String(timestampMs),
  });
}
