/** Restart strategies as value objects: what `setRestartStrategy` takes, and the settings they stand for. */
import { describeValue } from "../base/describe-value.ts";
import { Duration, type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import { hasSameSettings } from "./same-settings.ts";

/** How a job restarts after a failure. Plain data: two of equal content are equal. */
export abstract class RestartStrategyConfiguration {
  /** Text for people. */
  abstract getDescription(): string;
  /** The settings it stands for, keys as in Flink. @internal */
  abstract settings(): ReadonlyMap<string, string>;

  /** Equal where both are of one class and stand for the same settings. */
  equals(other: unknown): boolean {
    return other instanceof RestartStrategyConfiguration && hasSameSettings(this, other);
  }
}

/** Fails at the first error. */
export class NoRestartStrategyConfiguration extends RestartStrategyConfiguration {
  getDescription(): string {
    return "Restart deactivated.";
  }

  settings(): ReadonlyMap<string, string> {
    return new Map([["restart-strategy.type", "none"]]);
  }
}

/** Leaves it to the engine's configuration. */
export class FallbackRestartStrategyConfiguration extends RestartStrategyConfiguration {
  getDescription(): string {
    return "Cluster level default restart strategy";
  }

  settings(): ReadonlyMap<string, string> {
    return new Map();
  }
}

/** A number of attempts with a delay between them. */
export class FixedDelayRestartStrategyConfiguration extends RestartStrategyConfiguration {
  private readonly attempts: number;
  private readonly delayMs: number;

  /** @internal */
  constructor(attempts: number, delayMs: number) {
    super();
    this.attempts = attempts;
    this.delayMs = delayMs;
  }

  getRestartAttempts(): number {
    return this.attempts;
  }

  getDelayBetweenAttemptsInterval(): Duration {
    return Duration.ofMillis(this.delayMs);
  }

  getDescription(): string {
    return `Restart with fixed delay (${this.delayMs} ms). #${this.attempts} restart attempts.`;
  }

  settings(): ReadonlyMap<string, string> {
    return new Map([
      ["restart-strategy.type", "fixed-delay"],
      ["restart-strategy.fixed-delay.attempts", String(this.attempts)],
      ["restart-strategy.fixed-delay.delay", `${this.delayMs} ms`],
    ]);
  }
}

/** As many failures in an interval, with a delay between attempts. */
export class FailureRateRestartStrategyConfiguration extends RestartStrategyConfiguration {
  private readonly maxFailureRate: number;
  private readonly intervalMs: number;
  private readonly delayMs: number;

  /** @internal */
  constructor(maxFailureRate: number, intervalMs: number, delayMs: number) {
    super();
    this.maxFailureRate = maxFailureRate;
    this.intervalMs = intervalMs;
    this.delayMs = delayMs;
  }

  getMaxFailureRate(): number {
    return this.maxFailureRate;
  }

  getFailureInterval(): Duration {
    return Duration.ofMillis(this.intervalMs);
  }

  getDelayBetweenAttemptsInterval(): Duration {
    return Duration.ofMillis(this.delayMs);
  }

  getDescription(): string {
    return `Failure rate restart with maximum of ${this.maxFailureRate} failures within interval ${this.intervalMs} ms and fixed delay ${this.delayMs} ms.`;
  }

  settings(): ReadonlyMap<string, string> {
    return new Map([
      ["restart-strategy.type", "failure-rate"],
      ["restart-strategy.failure-rate.max-failures-per-interval", String(this.maxFailureRate)],
      ["restart-strategy.failure-rate.failure-rate-interval", `${this.intervalMs} ms`],
      ["restart-strategy.failure-rate.delay", `${this.delayMs} ms`],
    ]);
  }
}

/** What an exponential delay is made of. */
interface ExponentialDelay {
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  readonly backoffMultiplier: number;
  readonly resetBackoffThresholdMs: number;
  readonly jitterFactor: number;
}

/** Any number of attempts, with a delay that grows from one to the next, and starts anew after a while without failures. */
export class ExponentialDelayRestartStrategyConfiguration extends RestartStrategyConfiguration {
  private readonly delay: ExponentialDelay;

  /** @internal */
  constructor(delay: ExponentialDelay) {
    super();
    this.delay = delay;
  }

  getInitialBackoff(): Duration {
    return Duration.ofMillis(this.delay.initialBackoffMs);
  }

  getMaxBackoff(): Duration {
    return Duration.ofMillis(this.delay.maxBackoffMs);
  }

  getBackoffMultiplier(): number {
    return this.delay.backoffMultiplier;
  }

  getResetBackoffThreshold(): Duration {
    return Duration.ofMillis(this.delay.resetBackoffThresholdMs);
  }

  getJitterFactor(): number {
    return this.delay.jitterFactor;
  }

  getDescription(): string {
    const {
      initialBackoffMs,
      backoffMultiplier,
      maxBackoffMs,
      resetBackoffThresholdMs,
      jitterFactor,
    } = this.delay;
    return `Restart with exponential delay: starting at ${initialBackoffMs} ms, increasing by ${backoffMultiplier}, with maximum ${maxBackoffMs} ms. Delay resets after ${resetBackoffThresholdMs} ms with jitter ${jitterFactor}`;
  }

  settings(): ReadonlyMap<string, string> {
    const prefix = "restart-strategy.exponential-delay";
    return new Map([
      ["restart-strategy.type", "exponential-delay"],
      [`${prefix}.initial-backoff`, `${this.delay.initialBackoffMs} ms`],
      [`${prefix}.max-backoff`, `${this.delay.maxBackoffMs} ms`],
      [`${prefix}.backoff-multiplier`, String(this.delay.backoffMultiplier)],
      [`${prefix}.reset-backoff-threshold`, `${this.delay.resetBackoffThresholdMs} ms`],
      [`${prefix}.jitter-factor`, String(this.delay.jitterFactor)],
    ]);
  }
}

/** How `RestartStrategies` makes them. */
export interface RestartStrategyFactories {
  noRestart(): NoRestartStrategyConfiguration;
  fallBackRestart(): FallbackRestartStrategyConfiguration;
  /** `restartAttempts`: from 0. */
  fixedDelayRestart(
    restartAttempts: number,
    delayBetweenAttempts: DurationInput,
  ): FixedDelayRestartStrategyConfiguration;
  /** `failureRate`: how many failures an interval may have, from 1. */
  failureRateRestart(
    failureRate: number,
    failureInterval: DurationInput,
    delayInterval: DurationInput,
  ): FailureRateRestartStrategyConfiguration;
  /**
   * `backoffMultiplier`: from 1. `resetBackoffThreshold`: how long without a failure until the delay is the initial one again.
   * `jitterFactor`: 0 … 1, how far a delay may be from what is computed. Java's; PyFlink has it as settings only.
   */
  exponentialDelayRestart(
    initialBackoff: DurationInput,
    maxBackoff: DurationInput,
    backoffMultiplier: number,
    resetBackoffThreshold: DurationInput,
    jitterFactor: number,
  ): ExponentialDelayRestartStrategyConfiguration;
}

/** Makes restart strategies. Flink: `RestartStrategies`. */
export const RestartStrategies: RestartStrategyFactories = /* @__PURE__ */ Object.freeze({
  noRestart: () => new NoRestartStrategyConfiguration(),
  fallBackRestart: () => new FallbackRestartStrategyConfiguration(),
  fixedDelayRestart: (restartAttempts: number, delayBetweenAttempts: DurationInput) =>
    new FixedDelayRestartStrategyConfiguration(
      requireCount("fixedDelayRestart", "restartAttempts", restartAttempts, 0),
      toMillis(delayBetweenAttempts),
    ),
  failureRateRestart: (
    failureRate: number,
    failureInterval: DurationInput,
    delayInterval: DurationInput,
  ) =>
    new FailureRateRestartStrategyConfiguration(
      requireCount("failureRateRestart", "failureRate", failureRate, 1),
      toMillis(failureInterval),
      toMillis(delayInterval),
    ),
  exponentialDelayRestart: (
    initialBackoff: DurationInput,
    maxBackoff: DurationInput,
    backoffMultiplier: number,
    resetBackoffThreshold: DurationInput,
    jitterFactor: number,
  ) =>
    new ExponentialDelayRestartStrategyConfiguration({
      initialBackoffMs: toMillis(initialBackoff),
      maxBackoffMs: toMillis(maxBackoff),
      backoffMultiplier: requireNumber("backoffMultiplier", backoffMultiplier, 1, Infinity),
      resetBackoffThresholdMs: toMillis(resetBackoffThreshold),
      jitterFactor: requireNumber("jitterFactor", jitterFactor, 0, 1),
    }),
});

function requireCount(method: string, parameter: string, value: number, from: number): number {
  if (Number.isSafeInteger(value) && value >= from) return value;
  throw wrongType(method, parameter, value, `a whole number from ${from}`);
}

function requireNumber(parameter: string, value: number, from: number, to: number): number {
  if (Number.isFinite(value) && value >= from && value <= to) return value;
  const limit = to === Infinity ? "" : ` to ${to}`;
  throw wrongType("exponentialDelayRestart", parameter, value, `a number from ${from}${limit}`);
}

function wrongType(method: string, parameter: string, value: unknown, expected: string): Error {
  const values = {
    method: `RestartStrategies.${method}`,
    parameter,
    value: describeValue(value),
    expected,
  };
  return streamError("API_WRONG_TYPE", values);
}
