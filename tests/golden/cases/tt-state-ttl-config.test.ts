/** TT-01, TT-02, TT-03, TT-05: the settings of time to live. */
import { Duration, StateTtlConfig, Time } from "millrace";
import { expect, test } from "vitest";

const compactFilter = (config: StateTtlConfig) =>
  config.getCleanupStrategies().getRocksdbCompactFilterCleanupStrategy();

test("TT-01 a config with only a time has the compaction filter's defaults", () => {
  const config = StateTtlConfig.newBuilder(Time.days(1)).build();
  expect(compactFilter(config)?.getQueryTimeAfterNumEntries()).toBe(1000);
});

test("TT-02 a compaction filter without a time of its own", () => {
  const builder = () => StateTtlConfig.newBuilder(Time.days(1));
  expect(
    compactFilter(
      builder().cleanupInRocksdbCompactFilter(17).build(),
    )?.getQueryTimeAfterNumEntries(),
  ).toBe(17);
  for (const unset of [undefined, null, 0, false, ""] as const) {
    const config = builder().cleanupInRocksdbCompactFilter(17, unset).build();
    expect(compactFilter(config)?.getQueryTimeAfterNumEntries()).toBe(17);
  }
});

test("TT-03 a config comes back from data, as JSON and as a structured clone", () => {
  const explicit = StateTtlConfig.newBuilder(Time.days(1)).cleanupInRocksdbCompactFilter(17);
  for (const [config, entries] of [
    [explicit.build(), 17],
    [StateTtlConfig.newBuilder(Time.days(1)).build(), 1000],
  ] as const) {
    for (const data of [
      JSON.parse(JSON.stringify(config)) as ReturnType<StateTtlConfig["toJSON"]>,
      structuredClone(config.toJSON()),
    ]) {
      const restored = StateTtlConfig.fromJSON(data);
      expect(restored.getTtl().equals(Time.days(1))).toBe(true);
      expect(compactFilter(restored)?.getQueryTimeAfterNumEntries()).toBe(entries);
      expect(restored.toJSON()).toEqual(config.toJSON());
    }
  }
});

test("TT-05 an explicit time of the compaction filter is kept, also one of nothing", () => {
  for (const time of [Duration.ofMillis(0), Duration.ofMillis(3_600_000)]) {
    const config = StateTtlConfig.newBuilder(Time.days(1))
      .cleanupInRocksdbCompactFilter(17, time)
      .build();
    expect(compactFilter(config)?.getPeriodicCompactionTime()).toBe(time);
  }
});
