/**
 * BATCH: what happens when the records of a key have all come: timers, what the operator still emits, then its state goes.
 *
 * Only the head of a chain has sorted inputs, so that there is one of these in a chain at most.
 */
import type { Logger } from "../../base/logger.ts";
import type { Operator } from "../operators/operator.ts";
import type { CallGuard } from "../state/backend.ts";
import type { ObjectTable } from "../state/object-table.ts";
import { KeyEndTimers } from "../time/key-end-timers.ts";
import type { OperatorTimersPorts } from "../time/operator-timers.ts";

export interface KeyEndPorts {
  readonly keyedState: ObjectTable;
  readonly guard: CallGuard;
  readonly logger: Logger;
  /** The operator, which exists when the first key ends. */
  operator(): Operator | undefined;
}

/** The ends of the keys of one operator. */
export class KeyEnd {
  readonly #ports: KeyEndPorts;
  #timers: KeyEndTimers | undefined;

  constructor(ports: KeyEndPorts) {
    this.#ports = ports;
  }

  createTimers(ports: OperatorTimersPorts): KeyEndTimers {
    const { guard, logger } = this.#ports;
    this.#timers = new KeyEndTimers({
      ...ports,
      keyEnded: () => this.#end(),
      timerIgnored: (timestampMs) => {
        logger.warn(
          { operator: guard.operatorName, timestampMs },
          "In BATCH mode timers that are set while the timers of a key fire are ignored, this one first: the key has ended.",
        );
      },
    });
    return this.#timers;
  }

  /** What the operator's functions see as the watermark; `undefined` where it has no timers. */
  get watermarkMs(): number | undefined {
    return this.#timers?.currentWatermark();
  }

  /** The current key has ended. */
  run(): void {
    if (this.#timers === undefined) this.#end();
    else this.#timers.endKey();
  }

  #end(): void {
    const { guard, keyedState } = this.#ports;
    guard.running.number = guard.operatorNumber;
    this.#ports.operator()?.endKey?.();
    keyedState.dropCurrentKey();
  }
}
