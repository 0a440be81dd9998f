import { describe, expect, test } from "vitest";
import { Duration } from "../base/duration.ts";
import { StateTtlConfig } from "./state-ttl-config.ts";

describe("StateTtlConfig", () => {
  // covers: IncrementalCleanupStrategy.runCleanupForEveryRecord
  // covers: StateTtlConfig.CleanupStrategies.inFullSnapshot, StateTtlConfig.getStateVisibility
  // covers: StateTtlConfig.getTtl, StateTtlConfig.getTtlTimeCharacteristic
  test("has Flink's defaults", () => {
    const config = StateTtlConfig.newBuilder("1 min").build();
    const cleanup = config.getCleanupStrategies();
    expect({
      ttl: config.getTtl().toMillis(),
      updateType: config.getUpdateType(),
      visibility: config.getStateVisibility(),
      characteristic: config.getTtlTimeCharacteristic(),
      isEnabled: config.isEnabled(),
      isInBackground: cleanup.isCleanupInBackground(),
      inFullSnapshot: cleanup.inFullSnapshot(),
      cleanupSize: cleanup.getIncrementalCleanupStrategy()?.getCleanupSize(),
      forEveryRecord: cleanup.getIncrementalCleanupStrategy()?.runCleanupForEveryRecord(),
      compaction: cleanup
        .getRocksdbCompactFilterCleanupStrategy()
        ?.getPeriodicCompactionTime()
        .toString(),
    }).toEqual({
      ttl: 60_000,
      updateType: "OnCreateAndWrite",
      visibility: "NeverReturnExpired",
      characteristic: "ProcessingTime",
      isEnabled: true,
      isInBackground: true,
      inFullSnapshot: false,
      cleanupSize: 5,
      forEveryRecord: false,
      compaction: "30 d",
    });
  });

  // covers: StateTtlConfig.getUpdateType
  // covers: StateTtlConfig.Builder.cleanupFullSnapshot, StateTtlConfig.Builder.neverReturnExpired
  // covers: StateTtlConfig.Builder.returnExpiredIfNotCleanedUp, StateTtlConfig.Builder.setTtl
  // covers: StateTtlConfig.Builder.updateTtlOnCreateAndWrite
  // covers: StateTtlConfig.Builder.updateTtlOnReadAndWrite
  // covers: StateTtlConfig.Builder.useProcessingTime
  test("keeps every choice, and building again changes nothing of what was built", () => {
    const builder = StateTtlConfig.newBuilder(1)
      .updateTtlOnReadAndWrite()
      .returnExpiredIfNotCleanedUp()
      .useProcessingTime()
      .cleanupFullSnapshot()
      .cleanupIncrementally(7, true)
      .cleanupInRocksdbCompactFilter(8, "1 h")
      .disableCleanupInBackground()
      .setTtl(Duration.ofSeconds(2));
    const config = builder.build();
    builder.updateTtlOnCreateAndWrite().neverReturnExpired();
    expect(config.toJSON()).toEqual({
      ttlMs: 2000,
      updateType: "OnReadAndWrite",
      visibility: "ReturnExpiredIfNotCleanedUp",
      characteristic: "ProcessingTime",
      isCleanupInBackground: false,
      isInFullSnapshot: true,
      incremental: { cleanupSize: 7, forEveryRecord: true },
      compactFilter: { queryTimeAfterNumEntries: 8, periodicCompactionMs: 3_600_000 },
    });
    expect(StateTtlConfig.fromJSON(config.toJSON()).toJSON()).toEqual(config.toJSON());
    expect(builder.build().getUpdateType()).toBe("OnCreateAndWrite");
  });

  // covers: IncrementalCleanupStrategy.getCleanupSize
  // covers: StateTtlConfig.CleanupStrategies.getIncrementalCleanupStrategy
  // covers: StateTtlConfig.CleanupStrategies.getRocksdbCompactFilterCleanupStrategy
  // covers: StateTtlConfig.CleanupStrategies.isCleanupInBackground
  // covers: StateTtlConfig.getCleanupStrategies
  // covers: StateTtlConfig.Builder.cleanupIncrementally
  test("without cleanup in the background only what was chosen is there", () => {
    const builder = StateTtlConfig.newBuilder(1).disableCleanupInBackground();
    const bare = builder.build().getCleanupStrategies();
    expect([
      bare.isCleanupInBackground(),
      bare.getIncrementalCleanupStrategy(),
      bare.getRocksdbCompactFilterCleanupStrategy(),
    ]).toEqual([false, null, null]);
    const chosen = builder.cleanupIncrementally(3, false).build().getCleanupStrategies();
    expect(chosen.getIncrementalCleanupStrategy()?.getCleanupSize()).toBe(3);
    expect(chosen.getIncrementalCleanupStrategy()?.strategy).toBe(
      StateTtlConfig.CleanupStrategies.Strategies.INCREMENTAL_CLEANUP,
    );
  });

  // covers: StateTtlConfig.UpdateType, StateTtlConfig.isEnabled, StateTtlConfig.newBuilder
  test("a disabled one is not enabled", () => {
    const disabled = StateTtlConfig.UpdateType.Disabled;
    expect(StateTtlConfig.newBuilder(1).setUpdateType(disabled).build().isEnabled()).toBe(false);
  });

  test("refuses times, counts and names that are none", () => {
    const builder = StateTtlConfig.newBuilder(1);
    for (const wrong of [
      () => StateTtlConfig.newBuilder(0),
      () => builder.setTtl(-1),
      () => builder.setUpdateType("OnRead" as never),
      () => builder.setStateVisibility("toString" as never),
      () => builder.setTtlTimeCharacteristic("EventTime" as never),
      () => builder.cleanupIncrementally(0, false),
      () => builder.cleanupIncrementally(1.5, false),
      () => builder.cleanupInRocksdbCompactFilter(-1),
    ])
      expect(wrong).toThrow(expect.objectContaining({ code: "STATE_WRONG_TTL" }));
    expect(() => StateTtlConfig.newBuilder("soon" as never)).toThrow(
      expect.objectContaining({ code: "DURATION_WRONG_VALUE" }),
    );
  });
});
