/**
 * How expired state is removed: what a `StateTtlConfig` says about it, as readable values that never change.
 *
 * The state of this version lives in memory, where incremental cleanup is what acts. The other two strategies are kept
 * and can be read back: a full snapshot leaves expired entries out where snapshots are written, and the compaction
 * filter means something to RocksDB only.
 */
import { Duration } from "../base/duration.ts";
import { type Enum, enumOf } from "../base/enum.ts";

const DEFAULT_CLEANUP_SIZE = 5;
const DEFAULT_QUERY_ENTRIES = 1000;
const DEFAULT_COMPACTION_DAYS = 30;

/** A chosen way of cleaning up. Flink: `CleanupStrategies.CleanupStrategy`. */
export interface TtlCleanupStrategy {
  /** Which of the strategies it is. */
  readonly strategy: TtlCleanupStrategyName;
}

/** The strategies by name. */
export type TtlCleanupStrategyName =
  | "FULL_STATE_SCAN_SNAPSHOT"
  | "INCREMENTAL_CLEANUP"
  | "ROCKSDB_COMPACTION_FILTER";

/** Looks at some entries on each access of the state and removes the expired ones. */
export class IncrementalCleanupStrategy implements TtlCleanupStrategy {
  readonly strategy = "INCREMENTAL_CLEANUP" as const;
  readonly #cleanupSize: number;
  readonly #isForEveryRecord: boolean;

  constructor(cleanupSize: number, isForEveryRecord: boolean) {
    this.#cleanupSize = cleanupSize;
    this.#isForEveryRecord = isForEveryRecord;
    Object.freeze(this);
  }

  /** How many keys each access looks at. */
  getCleanupSize(): number {
    return this.#cleanupSize;
  }

  /** True where every record looks as well, also one that does not touch the state. */
  runCleanupForEveryRecord(): boolean {
    return this.#isForEveryRecord;
  }
}

/** Removes expired entries while RocksDB compacts; readable data here. */
export class RocksdbCompactFilterCleanupStrategy implements TtlCleanupStrategy {
  readonly strategy = "ROCKSDB_COMPACTION_FILTER" as const;
  readonly #queryTimeAfterNumEntries: number;
  readonly #periodicCompactionTime: Duration;

  constructor(queryTimeAfterNumEntries: number, periodicCompactionTime: Duration) {
    this.#queryTimeAfterNumEntries = queryTimeAfterNumEntries;
    this.#periodicCompactionTime = periodicCompactionTime;
    Object.freeze(this);
  }

  /** After how many entries the clock is read again. */
  getQueryTimeAfterNumEntries(): number {
    return this.#queryTimeAfterNumEntries;
  }

  /** How old a file may grow before it is compacted; 0 ms is never. */
  getPeriodicCompactionTime(): Duration {
    return this.#periodicCompactionTime;
  }
}

/** The cleanup strategies of a `StateTtlConfig`. Whatever is chosen, an expired value is also removed when it is read. */
export class TtlCleanupStrategies {
  /** Flink's nested names. */
  static readonly Strategies: Enum<TtlCleanupStrategyName> = /* @__PURE__ */ enumOf(
    "FULL_STATE_SCAN_SNAPSHOT",
    "INCREMENTAL_CLEANUP",
    "ROCKSDB_COMPACTION_FILTER",
  );
  static readonly IncrementalCleanupStrategy: typeof IncrementalCleanupStrategy =
    IncrementalCleanupStrategy;
  static readonly RocksdbCompactFilterCleanupStrategy: typeof RocksdbCompactFilterCleanupStrategy =
    RocksdbCompactFilterCleanupStrategy;

  readonly #isCleanupInBackground: boolean;
  readonly #isInFullSnapshot: boolean;
  readonly #incremental: IncrementalCleanupStrategy | null;
  readonly #compactFilter: RocksdbCompactFilterCleanupStrategy | null;

  constructor(chosen: ChosenCleanup) {
    this.#isCleanupInBackground = chosen.isCleanupInBackground;
    this.#isInFullSnapshot = chosen.isInFullSnapshot;
    this.#incremental =
      chosen.incremental ??
      (chosen.isCleanupInBackground
        ? new IncrementalCleanupStrategy(DEFAULT_CLEANUP_SIZE, false)
        : null);
    this.#compactFilter =
      chosen.compactFilter ??
      (chosen.isCleanupInBackground
        ? new RocksdbCompactFilterCleanupStrategy(DEFAULT_QUERY_ENTRIES, defaultCompactionTime())
        : null);
    Object.freeze(this);
  }

  /** Default true: strategies that were not chosen act with their defaults. */
  isCleanupInBackground(): boolean {
    return this.#isCleanupInBackground;
  }

  /** True after `cleanupFullSnapshot()`. */
  inFullSnapshot(): boolean {
    return this.#isInFullSnapshot;
  }

  /** The chosen strategy; else 5 keys for each access, or `null` without cleanup in the background. */
  getIncrementalCleanupStrategy(): IncrementalCleanupStrategy | null {
    return this.#incremental;
  }

  /** The chosen strategy; else 1000 entries and 30 days, or `null` without cleanup in the background. */
  getRocksdbCompactFilterCleanupStrategy(): RocksdbCompactFilterCleanupStrategy | null {
    return this.#compactFilter;
  }
}

/** What was chosen on a builder. */
export interface ChosenCleanup {
  readonly isCleanupInBackground: boolean;
  readonly isInFullSnapshot: boolean;
  readonly incremental?: IncrementalCleanupStrategy | undefined;
  readonly compactFilter?: RocksdbCompactFilterCleanupStrategy | undefined;
}

/** 30 days, as in Flink. */
export function defaultCompactionTime(): Duration {
  return Duration.ofDays(DEFAULT_COMPACTION_DAYS);
}

/** Flink's nested names. */
export declare namespace TtlCleanupStrategies {
  type Strategies = TtlCleanupStrategyName;
  type CleanupStrategy = TtlCleanupStrategy;
  type IncrementalCleanupStrategy =
    import("./ttl-cleanup-strategies.ts").IncrementalCleanupStrategy;
  type RocksdbCompactFilterCleanupStrategy =
    import("./ttl-cleanup-strategies.ts").RocksdbCompactFilterCleanupStrategy;
}
