/** TT-01, TT-02, TT-03, TT-05: the settings of time to live. */
import { Duration, StateTtlConfig, Time } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, numberOf, valueOf } from "../../conformance/cases.ts";

const compactFilter = (config: StateTtlConfig) =>
  config.getCleanupStrategies().getRocksdbCompactFilterCleanupStrategy();

// covers: RocksdbCompactFilterCleanupStrategy.getQueryTimeAfterNumEntries
// covers: StateTtlConfig.Builder.build
test("TT-01 a config with only a time has the compaction filter's defaults", () => {
  const config = StateTtlConfig.newBuilder(Time.days(1)).build();
  expectCase("TT-01", [compactFilter(config)?.getQueryTimeAfterNumEntries()], "entries");
});

test("TT-02 a compaction filter without a time of its own", () => {
  const builder = () => StateTtlConfig.newBuilder(Time.days(1));
  expect(
    compactFilter(
      builder().cleanupInRocksdbCompactFilter(17).build(),
    )?.getQueryTimeAfterNumEntries(),
  ).toBe(numberOf("TT-02", "entries"));
  for (const unset of [undefined, null, 0, false, ""] as const) {
    const config = builder().cleanupInRocksdbCompactFilter(17, unset).build();
    expectCase("TT-02", [compactFilter(config)?.getQueryTimeAfterNumEntries()], "entries");
  }
});

test("TT-03 a config comes back from data, as JSON and as a structured clone", () => {
  const [given, byDefault] = expectedOf("TT-03", "entries").map(Number);
  const ttl = Time.days(Number.parseInt(valueOf("TT-03", "ttl")));
  const explicit = StateTtlConfig.newBuilder(Time.days(1)).cleanupInRocksdbCompactFilter(17);
  for (const [config, entries] of [
    [explicit.build(), given],
    [StateTtlConfig.newBuilder(Time.days(1)).build(), byDefault],
  ] as const) {
    for (const data of [
      JSON.parse(JSON.stringify(config)) as ReturnType<StateTtlConfig["toJSON"]>,
      structuredClone(config.toJSON()),
    ]) {
      const restored = StateTtlConfig.fromJSON(data);
      expect(restored.getTtl().equals(ttl)).toBe(true);
      expect(compactFilter(restored)?.getQueryTimeAfterNumEntries()).toBe(entries);
      expect(restored.toJSON()).toEqual(config.toJSON());
    }
  }
});

// covers: RocksdbCompactFilterCleanupStrategy.getPeriodicCompactionTime
// covers: StateTtlConfig.Builder.cleanupInRocksdbCompactFilter
test("TT-05 an explicit time of the compaction filter is kept, also one of nothing", () => {
  for (const text of expectedOf("TT-05", "durations")) {
    const time = Duration.ofMillis(Number(text));
    const config = StateTtlConfig.newBuilder(Time.days(1))
      .cleanupInRocksdbCompactFilter(17, time)
      .build();
    expect(compactFilter(config)?.getPeriodicCompactionTime()).toBe(time);
  }
});
