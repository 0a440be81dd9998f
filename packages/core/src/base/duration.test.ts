import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Duration, parseDuration, Time, toMillis } from "./duration.ts";

// covers: Duration.ofDays, Duration.ofHours, Duration.ofMinutes, Time.days, Time.hours
// covers: Time.milliseconds, Time.minutes, Time.seconds, Time.toMilliseconds
test("every factory counts in its unit, under both names of the class", () => {
  expect(Time).toBe(Duration);
  expect([
    Duration.ofNanos(1_500_000).toMillis(),
    Duration.ofMillis(7).toMillis(),
    Duration.ofSeconds(2).toMillis(),
    Duration.ofMinutes(2).toMillis(),
    Duration.ofHours(2).toMillis(),
    Duration.ofDays(2).toMillis(),
  ]).toEqual([1, 7, 2_000, 120_000, 7_200_000, 172_800_000]);
  expect([
    Time.milliseconds(7).toMilliseconds(),
    Time.seconds(2).toMilliseconds(),
    Time.minutes(2).toMilliseconds(),
    Time.hours(-8).toMilliseconds(),
    Time.days(2).toMilliseconds(),
  ]).toEqual([7, 2_000, 120_000, -28_800_000, 172_800_000]);
});

describe("text forms", () => {
  test.each([
    ["5 s", 5_000],
    ["5s", 5_000],
    ["  5   SEC ", 5_000],
    ["5 secs", 5_000],
    ["1 second", 1_000],
    ["1 min", 60_000],
    ["1 m", 60_000],
    ["3 minutes", 180_000],
    ["2 h", 7_200_000],
    ["2 hours", 7_200_000],
    ["1 d", 86_400_000],
    ["1 day", 86_400_000],
    ["200 ms", 200],
    ["200 milliseconds", 200],
    ["200", 200],
    ["2500 µs", 2.5],
    ["5000000 ns", 5],
  ])("%s is %d ms", (text, ms) => {
    expect(parseDuration(text)).toBeCloseTo(ms, 9);
  });

  test.each(["", "s", "5 x", "1h30", "-5 s", "1.5 s", "PT5S", "5 s s"])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(() => Duration.parse(text)).toThrowError(
      expect.objectContaining({
        code: "DURATION_WRONG_VALUE",
        values: { value: JSON.stringify(text) },
      }),
    );
  });

  // covers: Duration.ofMillis
  test("the text of a duration reads back as the same duration", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (ms) => {
        const duration = Duration.ofMillis(ms);
        expect(Duration.parse(String(duration)).equals(duration)).toBe(true);
      }),
    );
  });

  // covers: Duration.ofNanos
  test("the text has the largest unit that divides the duration", () => {
    const texts = [0, 1, 1_500, 2_000, 90_000, 120_000, 3_600_000, 172_800_000, -7_200_000];
    expect(texts.map((ms) => String(Duration.ofMillis(ms)))).toEqual([
      "0 ms",
      "1 ms",
      "1500 ms",
      "2 s",
      "90 s",
      "2 min",
      "1 h",
      "2 d",
      "-2 h",
    ]);
    expect(String(Duration.ofNanos(1_500))).toBe("1500 ns");
    expect(JSON.stringify({ delay: Duration.ofSeconds(5) })).toBe('{"delay":"5 s"}');
  });
});

// covers: Duration.ofSeconds
test("every input form is taken, numbers as milliseconds", () => {
  expect([
    toMillis(5),
    toMillis(-5),
    toMillis("5 s"),
    toMillis("5min"),
    toMillis(Duration.ofSeconds(1)),
  ]).toEqual([5, -5, 5_000, 300_000, 1_000]);
  expect(Duration.of(Duration.ofSeconds(1)).equals(Duration.ofMillis(1_000))).toBe(true);
  expect(Duration.ofSeconds(1).equals("1 s")).toBe(false);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, null, {}])(
  "%s is refused as input",
  (input) => {
    expect(() => Duration.of(input as number)).toThrowError(
      expect.objectContaining({ code: "DURATION_WRONG_VALUE" }),
    );
  },
);
