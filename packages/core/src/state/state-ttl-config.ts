/**
 * `StateTtlConfig`: after which time a value of keyed state expires, and what is seen of it then.
 *
 * Time to live is measured in processing time, which one worker reads between records. It applies to each value, each
 * element of a list and each entry of a map on its own. A config never changes; its builder does.
 */
import { Duration, type DurationInput } from "../base/duration.ts";
import { type Enum, enumOf } from "../base/enum.ts";
import { streamError } from "../base/stream-error.ts";
import {
  defaultCompactionTime,
  IncrementalCleanupStrategy,
  RocksdbCompactFilterCleanupStrategy,
  TtlCleanupStrategies,
} from "./ttl-cleanup-strategies.ts";

/** What starts the time anew: nothing (no time to live), writes, or reads as well. */
export type TtlUpdateType = "Disabled" | "OnCreateAndWrite" | "OnReadAndWrite";
const updateTypes: Enum<TtlUpdateType> = /* @__PURE__ */ enumOf(
  "Disabled",
  "OnCreateAndWrite",
  "OnReadAndWrite",
);

/** Whether a value that has expired and is still there is returned, once. */
export type TtlStateVisibility = "ReturnExpiredIfNotCleanedUp" | "NeverReturnExpired";
const visibilities: Enum<TtlStateVisibility> = /* @__PURE__ */ enumOf(
  "ReturnExpiredIfNotCleanedUp",
  "NeverReturnExpired",
);

/** The clock of the time to live; there is one. */
export type TtlTimeCharacteristic = "ProcessingTime";
const characteristics: Enum<TtlTimeCharacteristic> = /* @__PURE__ */ enumOf("ProcessingTime");

/** What a builder has collected. */
interface Choices {
  ttl: Duration;
  updateType: TtlUpdateType;
  visibility: TtlStateVisibility;
  characteristic: TtlTimeCharacteristic;
  isCleanupInBackground: boolean;
  isInFullSnapshot: boolean;
  incremental: IncrementalCleanupStrategy | undefined;
  compactFilter: RocksdbCompactFilterCleanupStrategy | undefined;
}

/**
 * The time to live of a state. Flink: `StateTtlConfig`. Given to `descriptor.enableTimeToLive(config)`.
 *
 * @example
 * ```ts
 * import { StateTtlConfig, Time } from "millrace";
 *
 * const config = StateTtlConfig.newBuilder(Time.days(1)).updateTtlOnReadAndWrite().build();
 * config.getUpdateType(); // => "OnReadAndWrite"
 * config.getStateVisibility(); // => "NeverReturnExpired"
 * config.getTtl().toString(); // => "1 d"
 * ```
 */
export class StateTtlConfig {
  /** Flink's nested names. */
  static readonly UpdateType: Enum<TtlUpdateType> = updateTypes;
  static readonly StateVisibility: Enum<TtlStateVisibility> = visibilities;
  static readonly TtlTimeCharacteristic: Enum<TtlTimeCharacteristic> = characteristics;
  static readonly CleanupStrategies: typeof TtlCleanupStrategies = TtlCleanupStrategies;

  readonly #choices: Readonly<Choices>;
  readonly #cleanup: TtlCleanupStrategies;

  /** @internal Users call `newBuilder`. */
  constructor(choices: Readonly<Choices>) {
    this.#choices = { ...choices };
    this.#cleanup = new TtlCleanupStrategies(choices);
    Object.freeze(this);
  }

  /** Begins a config with Flink's defaults: writes start the time anew, expired values are never returned. */
  static newBuilder(ttl: DurationInput): StateTtlConfigBuilder {
    return new StateTtlConfigBuilder(ttl);
  }

  /** Default OnCreateAndWrite. */
  getUpdateType(): TtlUpdateType {
    return this.#choices.updateType;
  }

  /** Default NeverReturnExpired. */
  getStateVisibility(): TtlStateVisibility {
    return this.#choices.visibility;
  }

  /** How long a value lives. */
  getTtl(): Duration {
    return this.#choices.ttl;
  }

  /** Always ProcessingTime. */
  getTtlTimeCharacteristic(): TtlTimeCharacteristic {
    return this.#choices.characteristic;
  }

  /** False where the update type is Disabled: such a config changes nothing. */
  isEnabled(): boolean {
    return this.#choices.updateType !== "Disabled";
  }

  getCleanupStrategies(): TtlCleanupStrategies {
    return this.#cleanup;
  }

  /** Plain data, from which `fromJSON` makes an equal config. */
  toJSON(): StateTtlConfigData {
    const { incremental, compactFilter, ttl, ...choices } = this.#choices;
    return {
      ...choices,
      ttlMs: ttl.toMillis(),
      incremental:
        incremental === undefined
          ? null
          : {
              cleanupSize: incremental.getCleanupSize(),
              forEveryRecord: incremental.runCleanupForEveryRecord(),
            },
      compactFilter:
        compactFilter === undefined
          ? null
          : {
              queryTimeAfterNumEntries: compactFilter.getQueryTimeAfterNumEntries(),
              periodicCompactionMs: compactFilter.getPeriodicCompactionTime().toMillis(),
            },
    };
  }

  /** The config of which `data` was taken by `toJSON`. */
  static fromJSON(data: StateTtlConfigData): StateTtlConfig {
    const builder = StateTtlConfig.newBuilder(data.ttlMs)
      .setUpdateType(data.updateType)
      .setStateVisibility(data.visibility)
      .setTtlTimeCharacteristic(data.characteristic);
    if (data.isInFullSnapshot) builder.cleanupFullSnapshot();
    if (!data.isCleanupInBackground) builder.disableCleanupInBackground();
    if (data.incremental !== null)
      builder.cleanupIncrementally(data.incremental.cleanupSize, data.incremental.forEveryRecord);
    if (data.compactFilter !== null) {
      const { queryTimeAfterNumEntries, periodicCompactionMs } = data.compactFilter;
      builder.cleanupInRocksdbCompactFilter(
        queryTimeAfterNumEntries,
        Duration.ofMillis(periodicCompactionMs),
      );
    }
    return builder.build();
  }
}

/** A `StateTtlConfig` as plain data. */
export interface StateTtlConfigData {
  readonly ttlMs: number;
  readonly updateType: TtlUpdateType;
  readonly visibility: TtlStateVisibility;
  readonly characteristic: TtlTimeCharacteristic;
  readonly isCleanupInBackground: boolean;
  readonly isInFullSnapshot: boolean;
  readonly incremental: { readonly cleanupSize: number; readonly forEveryRecord: boolean } | null;
  readonly compactFilter: {
    readonly queryTimeAfterNumEntries: number;
    readonly periodicCompactionMs: number;
  } | null;
}

/** Flink's nested names. */
export declare namespace StateTtlConfig {
  type UpdateType = TtlUpdateType;
  type StateVisibility = TtlStateVisibility;
  type TtlTimeCharacteristic = import("./state-ttl-config.ts").TtlTimeCharacteristic;
  type CleanupStrategies = TtlCleanupStrategies;
  type Builder = StateTtlConfigBuilder;
}

/** Builds a `StateTtlConfig`; every method but `build` returns the builder. */
export class StateTtlConfigBuilder {
  readonly #choices: Choices;

  constructor(ttl: DurationInput) {
    this.#choices = {
      ttl: checkTtl(ttl),
      updateType: "OnCreateAndWrite",
      visibility: "NeverReturnExpired",
      characteristic: "ProcessingTime",
      isCleanupInBackground: true,
      isInFullSnapshot: false,
      incremental: undefined,
      compactFilter: undefined,
    };
  }

  setUpdateType(updateType: TtlUpdateType): this {
    this.#choices.updateType = checkName("updateType", updateType, updateTypes);
    return this;
  }

  /** Writes start the time anew; the default. */
  updateTtlOnCreateAndWrite(): this {
    return this.setUpdateType("OnCreateAndWrite");
  }

  /** Reads start the time anew as well. */
  updateTtlOnReadAndWrite(): this {
    return this.setUpdateType("OnReadAndWrite");
  }

  setStateVisibility(stateVisibility: TtlStateVisibility): this {
    this.#choices.visibility = checkName("stateVisibility", stateVisibility, visibilities);
    return this;
  }

  /** An expired value is returned once, if nothing has removed it meanwhile. */
  returnExpiredIfNotCleanedUp(): this {
    return this.setStateVisibility("ReturnExpiredIfNotCleanedUp");
  }

  /** An expired value is as good as removed; the default. */
  neverReturnExpired(): this {
    return this.setStateVisibility("NeverReturnExpired");
  }

  setTtlTimeCharacteristic(ttlTimeCharacteristic: TtlTimeCharacteristic): this {
    this.#choices.characteristic = checkName(
      "ttlTimeCharacteristic",
      ttlTimeCharacteristic,
      characteristics,
    );
    return this;
  }

  useProcessingTime(): this {
    return this.setTtlTimeCharacteristic("ProcessingTime");
  }

  /** Leaves expired entries out of full snapshots; says nothing about what is in memory. */
  cleanupFullSnapshot(): this {
    this.#choices.isInFullSnapshot = true;
    return this;
  }

  /**
   * Each access of the state looks at `cleanupSize` keys and removes what has expired, round and round; with
   * `runCleanupForEveryRecord`, so does each record. Without this call: 5 keys for each access.
   */
  cleanupIncrementally(cleanupSize: number, runCleanupForEveryRecord: boolean): this {
    this.#choices.incremental = new IncrementalCleanupStrategy(
      checkCount("cleanupSize", cleanupSize, 1),
      Boolean(runCleanupForEveryRecord),
    );
    return this;
  }

  /**
   * For RocksDB, which is not part of this version: can be read back and is without effect. Without
   * `periodicCompactionTime` (also `null`, `false` and `""`) it is 30 days; 0 means never.
   */
  cleanupInRocksdbCompactFilter(
    queryTimeAfterNumEntries: number,
    periodicCompactionTime?: DurationInput | null | false | "",
  ): this {
    const isUnset =
      periodicCompactionTime === undefined ||
      periodicCompactionTime === null ||
      periodicCompactionTime === false ||
      periodicCompactionTime === "";
    this.#choices.compactFilter = new RocksdbCompactFilterCleanupStrategy(
      checkCount("queryTimeAfterNumEntries", queryTimeAfterNumEntries, 0),
      isUnset ? defaultCompactionTime() : Duration.of(periodicCompactionTime),
    );
    return this;
  }

  /** Only strategies that were chosen by a call are used; expired values still go when they are read. */
  disableCleanupInBackground(): this {
    this.#choices.isCleanupInBackground = false;
    return this;
  }

  setTtl(ttl: DurationInput): this {
    this.#choices.ttl = checkTtl(ttl);
    return this;
  }

  build(): StateTtlConfig {
    return new StateTtlConfig(this.#choices);
  }
}

function checkTtl(input: DurationInput): Duration {
  const ttl = Duration.of(input);
  if (ttl.toMillis() <= 0) throw wrongTtl("ttl", ttl, "longer than 0 ms");
  return ttl;
}

function checkCount(parameter: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw wrongTtl(parameter, value, `a whole number of at least ${least}`);
}

function checkName<Name extends string>(parameter: string, value: Name, names: Enum<Name>): Name {
  if (Object.hasOwn(names, value)) return value;
  throw wrongTtl(parameter, value, `one of ${Object.keys(names).join(", ")}`);
}

function wrongTtl(parameter: string, value: unknown, expected: string): Error {
  return streamError("STATE_WRONG_TTL", { parameter, value: String(value), expected });
}
