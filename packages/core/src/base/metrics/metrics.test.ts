import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { Counter } from "./counter.ts";
import { DescriptiveStatisticsHistogram } from "./descriptive-statistics-histogram.ts";
import { Distribution } from "./distribution.ts";
import { Meter } from "./meter.ts";

describe("a counter", () => {
  // covers: Counter, Counter.inc, Counter.dec, Counter.getCount
  test("goes up and down from 0", () => {
    const counter = new Counter();
    counter.inc();
    counter.inc(2 ** 40);
    counter.dec();
    counter.dec(3);
    expect(counter.getCount()).toBe(2 ** 40 - 3);
  });

  test.each([["1"], [1.5], [Number.NaN], [1n], [null]])("refuses %s", (value) => {
    const counter = new Counter();
    for (const change of [() => counter.inc(value as never), () => counter.dec(value as never)])
      expect(change).toThrow(expect.objectContaining({ code: "METRIC_WRONG_VALUE" }));
    expect(counter.getCount()).toBe(0);
  });
});

describe("a distribution", () => {
  // covers: Distribution, Distribution.update
  test("sums up what it is given", () => {
    const distribution = new Distribution();
    expect(distribution.getValues()).toEqual({ sum: 0, count: 0, min: 0, max: 0, mean: 0 });
    for (const value of [4, -1, 6]) distribution.update(value);
    expect(distribution.getValues()).toEqual({ sum: 9, count: 3, min: -1, max: 6, mean: 3 });
  });

  test("refuses what is no number", () => {
    expect(() => new Distribution().update("3" as never)).toThrow(
      'METRIC_WRONG_VALUE  A distribution was given "3"; it takes a finite number.',
    );
  });
});

describe("a meter", () => {
  // covers: Meter, Meter.markEvent, Meter.getCount
  test("rates the last whole seconds", () => {
    let nowMs = 10_500;
    const meter = new Meter(2, () => nowMs);
    expect([meter.getRate(), meter.getCount()]).toEqual([0, 0]);
    meter.markEvent(4);
    expect(meter.getRate()).toBe(0);
    nowMs = 11_000;
    meter.markEvent();
    expect(meter.getRate()).toBe(2);
    nowMs = 12_999;
    expect(meter.getRate()).toBe(0.5 * (4 + 1));
    nowMs = 13_000;
    expect(meter.getRate()).toBe(0.5);
    nowMs = 60_000;
    expect([meter.getRate(), meter.getCount()]).toEqual([0, 5]);
  });

  test("rates as a list of all events does", () => {
    const step = fc.record({ waitMs: fc.nat(2500), events: fc.nat(3) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step), (span, steps) => {
        let nowMs = 0;
        const events: number[] = [];
        const meter = new Meter(span, () => nowMs);
        for (const { waitMs, events: count } of steps) {
          nowMs += waitMs;
          meter.markEvent(count);
          for (let event = 0; event < count; event += 1) events.push(Math.floor(nowMs / 1000));
          const second = Math.floor(nowMs / 1000);
          const counted = events.filter((at) => at < second && at >= second - span).length;
          expect(meter.getRate()).toBe(counted / span);
          expect(meter.getCount()).toBe(events.length);
        }
      }),
      propertyRuns(200),
    );
  });

  test("refuses fewer than no events", () => {
    expect(() => new Meter(1, () => 0).markEvent(-1)).toThrow(
      expect.objectContaining({ code: "METRIC_WRONG_VALUE" }),
    );
  });
});

describe("a histogram", () => {
  test("describes the last values", () => {
    const histogram = new DescriptiveStatisticsHistogram(4);
    for (const value of [100, 100, 3, 1, 4, 2]) histogram.update(value);
    const statistics = histogram.getStatistics();
    expect(statistics.getValues()).toEqual([1, 2, 3, 4]);
    expect([histogram.getCount(), statistics.size()]).toEqual([6, 4]);
    expect([statistics.getMin(), statistics.getMax(), statistics.getMean()]).toEqual([1, 4, 2.5]);
    expect(statistics.getStdDev()).toBeCloseTo(1.290_994_449, 8);
    // The positions of Flink, of (size + 1) parts.
    expect([0, 0.1, 0.3, 0.5, 0.7, 0.75, 1].map((part) => statistics.getQuantile(part))).toEqual([
      1, 1, 1.5, 2.5, 3.5, 3.75, 4,
    ]);
  });

  test("says 0 before the first value, and the value after it", () => {
    const histogram = new DescriptiveStatisticsHistogram(3);
    const empty = histogram.getStatistics();
    expect([empty.getQuantile(0.5), empty.getMean(), empty.getStdDev(), empty.getMax()]).toEqual([
      0, 0, 0, 0,
    ]);
    histogram.update(7);
    const one = histogram.getStatistics();
    expect([one.getQuantile(0.01), one.getQuantile(0.99), one.getStdDev()]).toEqual([7, 7, 0]);
  });

  test("refuses what is no finite number", () => {
    expect(() => new DescriptiveStatisticsHistogram(3).update(Number.NaN)).toThrow(
      expect.objectContaining({ code: "METRIC_WRONG_VALUE" }),
    );
  });
});
