/** Restart strategies as value objects: what `setRestartStrategy` takes, and the settings they stand for. */
import { describeValue } from "../base/describe-value.ts";
import { Duration, type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";

/** How a job restarts after a failure. Plain data: two of equal content are equal. */
export abstract class RestartStrategyConfiguration {
  /** Text for people. */
  abstract getDescription(): string;
  /** The settings it stands for, keys as in Flink. @internal */
  abstract settings(): ReadonlyMap<string, string>;
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
});

function requireCount(method: string, parameter: string, value: number, from: number): number {
  if (Number.isSafeInteger(value) && value >= from) return value;
  const values = {
    method: `RestartStrategies.${method}`,
    parameter,
    value: describeValue(value),
    expected: `a whole number from ${from}`,
  };
  throw streamError("API_WRONG_TYPE", values);
}
