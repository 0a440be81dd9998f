/**
 * The time to live of one state in one subtask: when something has expired, and what is done and seen then.
 *
 * Expired is what was stored (or read, with OnReadAndWrite) the time to live ago or earlier. Flink: `TtlUtils`,
 * `AbstractTtlDecorator`.
 */
import type { StateTtlConfig } from "../../state/state-ttl-config.ts";

/** Something stored with the time from which it lives. */
export class TimedValue {
  readonly value: unknown;
  /** Processing time of the last access that counts, ms. */
  timeMs: number;

  constructor(value: unknown, timeMs: number) {
    this.value = value;
    this.timeMs = timeMs;
  }
}

/** Made once for each state that expires. */
export class TimeToLive {
  /** OnReadAndWrite. */
  readonly isRenewedByReads: boolean;
  /** ReturnExpiredIfNotCleanedUp. */
  readonly returnsExpired: boolean;
  /** Called once by each access of the state: incremental cleanup, which never touches the current key. */
  readonly accessed: () => void;
  readonly #ttlMs: number;
  readonly #nowMs: () => number;

  constructor(config: StateTtlConfig, nowMs: () => number, accessed: () => void) {
    this.isRenewedByReads = config.getUpdateType() === "OnReadAndWrite";
    this.returnsExpired = config.getStateVisibility() === "ReturnExpiredIfNotCleanedUp";
    this.accessed = accessed;
    this.#ttlMs = config.getTtl().toMillis();
    this.#nowMs = nowMs;
  }

  get nowMs(): number {
    return this.#nowMs();
  }

  isExpired(entry: { readonly timeMs: number }): boolean {
    return entry.timeMs + this.#ttlMs <= this.#nowMs();
  }

  /** Starts the time of something that is read anew, where reads count. */
  read(entry: { timeMs: number }): void {
    if (this.isRenewedByReads) entry.timeMs = this.#nowMs();
  }
}
