/**
 * Whether a failed job may run again, and how long to wait before: pure, on times that the caller gives.
 *
 * RS1 Asking changes nothing; only `onFailure` does. RS2 Whole milliseconds, rounded down. Flink:
 * `FixedDelayRestartBackoffTimeStrategy`, `FailureRateRestartBackoffTimeStrategy`, `ExponentialDelayRestartBackoffTimeStrategy`.
 */

/** The decisions about one job. */
export interface RestartStrategy {
  /** Another attempt has failed. */
  onFailure(nowMs: number): void;
  /** Whether there may be another attempt now. */
  canRestart(nowMs: number): boolean;
  /** How long to wait before it, in ms; after the first failure only. */
  backoffMs(): number;
}

/** No attempt after the first. */
export function noRestart(): RestartStrategy {
  return { onFailure() {}, canRestart: () => false, backoffMs: () => 0 };
}

/** So many more attempts, each after the same time. */
export function fixedDelay(attempts: number, delayMs: number): RestartStrategy {
  let failureCount = 0;
  return {
    onFailure() {
      failureCount += 1;
    },
    canRestart: () => failureCount <= attempts,
    backoffMs: () => delayMs,
  };
}

/** As long as no more than so many failures lie within an interval. */
export function failureRate(
  maxFailures: number,
  intervalMs: number,
  delayMs: number,
): RestartStrategy {
  /** The last failures, one more than are allowed. */
  const failuresMs: number[] = [];
  return {
    onFailure(nowMs) {
      failuresMs.push(nowMs);
      if (failuresMs.length > maxFailures + 1) failuresMs.shift();
    },
    canRestart(nowMs) {
      const [oldestMs] = failuresMs;
      if (oldestMs === undefined || failuresMs.length <= maxFailures) return true;
      return nowMs - oldestMs > intervalMs;
    },
    backoffMs: () => delayMs,
  };
}

/** The settings of `exponentialDelay`, under Flink's names. */
export interface ExponentialDelaySettings {
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly backoffMultiplier: number;
  /** A job that has run for so long since its last restart counts as sound again. */
  readonly resetBackoffThresholdMs: number;
  /** By which share a time is made shorter or longer at random, 0 to 1. */
  readonly jitterFactor: number;
  /** More failures in a row than this are the end; `Infinity`: none is. */
  readonly attemptsBeforeResetBackoff: number;
}

/** After times that grow with each failure. `random` gives numbers from 0 up to, not including, 1. */
export function exponentialDelay(
  settings: ExponentialDelaySettings,
  random: () => number,
): RestartStrategy {
  let failureCount = 0;
  let lastFailureMs = Number.NEGATIVE_INFINITY;
  let backoffMs: number | undefined;
  return {
    onFailure(nowMs) {
      const isSound = nowMs - lastFailureMs >= settings.resetBackoffThresholdMs + (backoffMs ?? 0);
      failureCount = isSound ? 1 : failureCount + 1;
      lastFailureMs = nowMs;
      backoffMs = backoffAfter(settings, failureCount, random);
    },
    canRestart: () => failureCount <= settings.attemptsBeforeResetBackoff,
    backoffMs() {
      if (backoffMs === undefined) throw new RangeError("nothing has failed yet"); // a defect of the caller
      return backoffMs;
    },
  };
}

function backoffAfter(
  settings: ExponentialDelaySettings,
  failureCount: number,
  random: () => number,
): number {
  const { initialBackoffMs, maxBackoffMs, backoffMultiplier, jitterFactor } = settings;
  const growingMs = Math.floor(initialBackoffMs * backoffMultiplier ** (failureCount - 1));
  const jitterMs = Math.floor(growingMs * jitterFactor);
  // Beyond the safe integers the largest time is certain anyway.
  const offsetMs = jitterMs === 0 ? 0 : Math.floor(random() * (2 * jitterMs + 1)) - jitterMs;
  return Math.min(maxBackoffMs, Math.max(initialBackoffMs, growingMs + offsetMs));
}
