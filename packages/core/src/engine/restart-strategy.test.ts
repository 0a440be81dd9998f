import { describe, expect, test } from "vitest";
import { arrowsOf, expectCase, expectedOf, numberOf } from "../../../../tests/conformance/cases.ts";
import {
  type ExponentialDelaySettings,
  exponentialDelay,
  failureRate,
  fixedDelay,
  noRestart,
} from "./restart-strategy.ts";

const exponential = (settings: Partial<ExponentialDelaySettings>, random = () => 0.5) =>
  exponentialDelay(
    {
      initialBackoffMs: 1,
      maxBackoffMs: 1_000_000,
      backoffMultiplier: 2,
      resetBackoffThresholdMs: 1_000_000,
      jitterFactor: 0,
      attemptsBeforeResetBackoff: Number.POSITIVE_INFINITY,
      ...settings,
    },
    random,
  );

test("none: a failure is the end", () => {
  const strategy = noRestart();
  strategy.onFailure(0);
  expect([strategy.canRestart(0), strategy.backoffMs()]).toEqual([false, 0]);
});

test("RS-01 fixed delay: so many restarts, asking twice changes nothing", () => {
  const restarts = numberOf("RS-01", "restarts");
  const strategy = fixedDelay(restarts, numberOf("RS-01", "delay"));
  for (let failure = 1; failure <= restarts; failure++) {
    strategy.onFailure(0);
    expect([strategy.canRestart(0), strategy.canRestart(0)]).toEqual([true, true]);
  }
  strategy.onFailure(0);
  expect(strategy.canRestart(0)).toBe(false);
  expectCase("RS-01", [strategy.backoffMs()], "delay");
});

test("RS-02 failure rate: failures far enough apart never end it, too many within the interval do", () => {
  const [maxFailures = 0, intervalMs = 0] = expectedOf("RS-02", "limits").map(Number);
  const apart = failureRate(1, 1, 0);
  for (const nowMs of [0, 2, 4]) {
    apart.onFailure(nowMs);
    expect(apart.canRestart(nowMs + 2)).toBe(true);
  }
  const dense = failureRate(maxFailures, intervalMs, 7);
  const answers = Array.from({ length: maxFailures + 1 }, () => {
    dense.onFailure(0);
    return dense.canRestart(0);
  });
  expect(answers).toEqual([...Array.from({ length: maxFailures }, () => true), false]);
  expect(dense.canRestart(intervalMs + 1)).toBe(true);
  expect(dense.backoffMs()).toBe(7);
});

describe("exponential delay", () => {
  test("RS-03 ends after so many failures, and keeps to its limits", () => {
    const [attempts = 0, checks] = expectedOf("RS-03", "attempts").map(Number);
    const [initialBackoffMs = 0, maxBackoffMs = 0] = expectedOf("RS-03", "limits").map(Number);
    const limited = exponential({ attemptsBeforeResetBackoff: attempts });
    expect(() => limited.backoffMs()).toThrow(RangeError);
    let allowed = 0;
    for (; limited.canRestart(0); allowed++) limited.onFailure(0);
    expect(allowed).toBe(checks);
    const first = exponential({ initialBackoffMs });
    first.onFailure(0);
    expect(first.backoffMs()).toBe(initialBackoffMs);
    const capped = exponential({ maxBackoffMs });
    for (let failure = 0; failure < 10; failure++) {
      capped.onFailure(0);
      expect(capped.backoffMs()).toBeLessThanOrEqual(maxBackoffMs);
    }
  });

  test("RS-04 grows by its multiplier, rounded down", () => {
    const strategy = exponential({ initialBackoffMs: 4, backoffMultiplier: 2.3 });
    const delays = [1, 2, 3].map(() => {
      strategy.onFailure(0);
      return strategy.backoffMs();
    });
    expectCase("RS-04", delays, "delays");
  });

  test("RS-06 jitter gives every time in its range and no other", () => {
    for (const [part, settings] of [
      ["quarter jitter", { initialBackoffMs: 2, maxBackoffMs: 7, jitterFactor: 0.25 }],
      ["whole jitter", { initialBackoffMs: 1, maxBackoffMs: 7, jitterFactor: 1 }],
    ] as const) {
      for (const { from, to } of arrowsOf("RS-06", part)) {
        const found = new Set<number>();
        for (let draw = 0; draw < 1000; draw++) {
          const strategy = exponential(settings, () => draw / 1000);
          for (let failure = 0; failure < Number.parseInt(from, 10); failure++)
            strategy.onFailure(0);
          found.add(strategy.backoffMs());
        }
        expect(
          [...found].toSorted((a, b) => a - b),
          `${part} ${from}`,
        ).toEqual(numbersIn(to[0]));
      }
    }
  });

  test("a job that has run long enough begins anew", () => {
    const strategy = exponential({ resetBackoffThresholdMs: 100 });
    strategy.onFailure(0);
    strategy.onFailure(50);
    expect(strategy.backoffMs()).toBe(2);
    strategy.onFailure(152);
    expect(strategy.backoffMs()).toBe(1);
  });
});

/** `{3,4,5}` or `{1..7}`. */
function numbersIn(text = ""): number[] {
  const [, first, last] = /^\{(\d+)\.\.(\d+)\}$/.exec(text) ?? [];
  if (first === undefined) return text.slice(1, -1).split(",").map(Number);
  return Array.from(
    { length: Number(last) - Number(first) + 1 },
    (_, index) => Number(first) + index,
  );
}
