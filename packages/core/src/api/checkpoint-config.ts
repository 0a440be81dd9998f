/** `CheckpointConfig`: the settings of checkpoints, kept in the environment's configuration under Flink's keys. */
import type { Configuration } from "../base/configuration.ts";
import { Duration, type DurationInput } from "../base/duration.ts";
import { callSite, wrongType } from "./call-site.ts";
import { CheckpointStorage, checkpointStorageKeys } from "./checkpoint-storage.ts";
import { CheckpointingMode, ExternalizedCheckpointRetention } from "./checkpointing.ts";
import { millisOf, nameIn, putCount, putMillis, putName } from "./setting-access.ts";

const PREFIX = "execution.checkpointing";
const KEYS = {
  interval: `${PREFIX}.interval`,
  mode: `${PREFIX}.mode`,
  timeout: `${PREFIX}.timeout`,
  minPause: `${PREFIX}.min-pause`,
  maxConcurrent: `${PREFIX}.max-concurrent-checkpoints`,
  tolerableFailures: `${PREFIX}.tolerable-failed-checkpoints`,
  retention: `${PREFIX}.externalized-checkpoint-retention`,
  unaligned: `${PREFIX}.unaligned.enabled`,
  forceUnaligned: `${PREFIX}.unaligned.forced`,
  alignedTimeout: `${PREFIX}.aligned-checkpoint-timeout`,
  directory: `${PREFIX}.dir`,
} as const;

/** Flink's lower bound of the interval and of the timeout. */
const MIN_MS = 10;
const DEFAULT_TIMEOUT_MS = 600_000;
const ANY_NUMBER_OF_FAILURES = 2_147_483_647;

/** How checkpoints are taken. Setters return the object. Flink: `CheckpointConfig`. */
export class CheckpointConfig {
  /** Flink's constants. */
  static readonly DEFAULT_MODE: CheckpointingMode = CheckpointingMode.EXACTLY_ONCE;
  static readonly DEFAULT_TIMEOUT: number = DEFAULT_TIMEOUT_MS;
  static readonly DEFAULT_MIN_PAUSE_BETWEEN_CHECKPOINTS: number = 0;
  static readonly DEFAULT_MAX_CONCURRENT_CHECKPOINTS: number = 1;

  private readonly configuration: Configuration;
  private checkpointStorage: CheckpointStorage | null = null;

  /** @internal */
  constructor(configuration: Configuration) {
    this.configuration = configuration;
  }

  /** True once an interval is set. */
  isCheckpointingEnabled(): boolean {
    return this.configuration.containsKey(KEYS.interval);
  }

  /** Default EXACTLY_ONCE. */
  getCheckpointingMode(): CheckpointingMode {
    return nameIn(this.configuration, KEYS.mode, CheckpointingMode, "EXACTLY_ONCE");
  }

  setCheckpointingMode(checkpointingMode: CheckpointingMode): this {
    const call = {
      method: "CheckpointConfig.setCheckpointingMode",
      on: this,
      parameter: "checkpointingMode",
    };
    putName(this.configuration, KEYS.mode, checkpointingMode, {
      ...call,
      names: CheckpointingMode,
    });
    return this;
  }

  /** Name of `getCheckpointingMode` since Flink 1.20. */
  getCheckpointingConsistencyMode(): CheckpointingMode {
    return this.getCheckpointingMode();
  }

  /** Name of `setCheckpointingMode` since Flink 1.20. */
  setCheckpointingConsistencyMode(checkpointingMode: CheckpointingMode): this {
    return this.setCheckpointingMode(checkpointingMode);
  }

  /** In ms; -1 when checkpointing is off. */
  getCheckpointInterval(): number {
    return millisOf(this.configuration, KEYS.interval, -1);
  }

  /** At least 10 ms. */
  setCheckpointInterval(checkpointInterval: DurationInput): this {
    const call = {
      method: "CheckpointConfig.setCheckpointInterval",
      on: this,
      parameter: "checkpointInterval",
    };
    putMillis(this.configuration, KEYS.interval, checkpointInterval, { ...call, fromMs: MIN_MS });
    return this;
  }

  /** In ms; default 600,000. */
  getCheckpointTimeout(): number {
    return millisOf(this.configuration, KEYS.timeout, DEFAULT_TIMEOUT_MS);
  }

  /** At least 10 ms. */
  setCheckpointTimeout(checkpointTimeout: DurationInput): this {
    const call = {
      method: "CheckpointConfig.setCheckpointTimeout",
      on: this,
      parameter: "checkpointTimeout",
    };
    putMillis(this.configuration, KEYS.timeout, checkpointTimeout, { ...call, fromMs: MIN_MS });
    return this;
  }

  /** In ms; default 0. */
  getMinPauseBetweenCheckpoints(): number {
    return millisOf(this.configuration, KEYS.minPause, 0);
  }

  setMinPauseBetweenCheckpoints(minPauseBetweenCheckpoints: DurationInput): this {
    const method = "CheckpointConfig.setMinPauseBetweenCheckpoints";
    const call = { method, on: this, parameter: "minPauseBetweenCheckpoints", fromMs: 0 };
    putMillis(this.configuration, KEYS.minPause, minPauseBetweenCheckpoints, call);
    return this;
  }

  /** Default 1. */
  getMaxConcurrentCheckpoints(): number {
    return this.configuration.getInteger(KEYS.maxConcurrent, 1);
  }

  setMaxConcurrentCheckpoints(maxConcurrentCheckpoints: number): this {
    const method = "CheckpointConfig.setMaxConcurrentCheckpoints";
    const call = { method, on: this, parameter: "maxConcurrentCheckpoints", from: 1 };
    putCount(this.configuration, KEYS.maxConcurrent, maxConcurrentCheckpoints, call);
    return this;
  }

  /** How many checkpoints in a row may fail before the job does; default 0. */
  getTolerableCheckpointFailureNumber(): number {
    return this.configuration.getInteger(KEYS.tolerableFailures, 0);
  }

  setTolerableCheckpointFailureNumber(tolerableCheckpointFailureNumber: number): this {
    const method = "CheckpointConfig.setTolerableCheckpointFailureNumber";
    const call = { method, on: this, parameter: "tolerableCheckpointFailureNumber", from: 0 };
    putCount(this.configuration, KEYS.tolerableFailures, tolerableCheckpointFailureNumber, call);
    return this;
  }

  isFailOnCheckpointingErrors(): boolean {
    return this.getTolerableCheckpointFailureNumber() === 0;
  }

  /** True tolerates no failure, false any number. */
  setFailOnCheckpointingErrors(failOnCheckpointingErrors: boolean): this {
    return this.setTolerableCheckpointFailureNumber(
      failOnCheckpointingErrors ? 0 : ANY_NUMBER_OF_FAILURES,
    );
  }

  /** `null` where not set. */
  getExternalizedCheckpointRetention(): ExternalizedCheckpointRetention | null {
    if (!this.configuration.containsKey(KEYS.retention)) return null;
    return nameIn(
      this.configuration,
      KEYS.retention,
      ExternalizedCheckpointRetention,
      "NO_EXTERNALIZED_CHECKPOINTS",
    );
  }

  setExternalizedCheckpointRetention(retentionMode: ExternalizedCheckpointRetention): this {
    const method = "CheckpointConfig.setExternalizedCheckpointRetention";
    const call = {
      method,
      on: this,
      parameter: "retentionMode",
      names: ExternalizedCheckpointRetention,
    };
    putName(this.configuration, KEYS.retention, retentionMode, call);
    return this;
  }

  isExternalizedCheckpointsEnabled(): boolean {
    return (
      (this.getExternalizedCheckpointRetention() ?? "NO_EXTERNALIZED_CHECKPOINTS") !==
      "NO_EXTERNALIZED_CHECKPOINTS"
    );
  }

  /** Older name of `setExternalizedCheckpointRetention`. */
  enableExternalizedCheckpoints(cleanupMode: ExternalizedCheckpointRetention): this {
    return this.setExternalizedCheckpointRetention(cleanupMode);
  }

  /** Older name of `setExternalizedCheckpointRetention`. */
  setExternalizedCheckpointCleanup(cleanupMode: ExternalizedCheckpointRetention): this {
    return this.setExternalizedCheckpointRetention(cleanupMode);
  }

  /** Older name of `getExternalizedCheckpointRetention`. */
  getExternalizedCheckpointCleanup(): ExternalizedCheckpointRetention | null {
    return this.getExternalizedCheckpointRetention();
  }

  isUnalignedCheckpointsEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.unaligned, false);
  }

  enableUnalignedCheckpoints(enabled = true): this {
    this.configuration.setBoolean(KEYS.unaligned, enabled);
    return this;
  }

  disableUnalignedCheckpoints(): this {
    return this.enableUnalignedCheckpoints(false);
  }

  /** Default 0: unaligned from the start where that is enabled. */
  getAlignedCheckpointTimeout(): Duration {
    return Duration.ofMillis(millisOf(this.configuration, KEYS.alignedTimeout, 0));
  }

  setAlignedCheckpointTimeout(alignmentTimeout: DurationInput): this {
    const method = "CheckpointConfig.setAlignedCheckpointTimeout";
    const call = { method, on: this, parameter: "alignmentTimeout", fromMs: 0 };
    putMillis(this.configuration, KEYS.alignedTimeout, alignmentTimeout, call);
    return this;
  }

  /** Older name of `getAlignedCheckpointTimeout`. */
  getAlignmentTimeout(): Duration {
    return this.getAlignedCheckpointTimeout();
  }

  /** Older name of `setAlignedCheckpointTimeout`. */
  setAlignmentTimeout(alignmentTimeout: DurationInput): this {
    return this.setAlignedCheckpointTimeout(alignmentTimeout);
  }

  isForceUnalignedCheckpoints(): boolean {
    return this.configuration.getBoolean(KEYS.forceUnaligned, false);
  }

  setForceUnalignedCheckpoints(forceUnalignedCheckpoints = true): this {
    this.configuration.setBoolean(KEYS.forceUnaligned, forceUnalignedCheckpoints);
    return this;
  }

  /** The folder of checkpoints, `null` where not set. */
  getCheckpointStorageDir(): string | null {
    return this.configuration.getString(KEYS.directory, null);
  }

  setCheckpointStorageDir(checkpointPath: string): this {
    this.configuration.setString(KEYS.directory, checkpointPath);
    return this;
  }

  /** Takes the settings that the storage stands for, and those of the one before back. */
  setCheckpointStorage(storage: CheckpointStorage): this {
    if (!(storage instanceof CheckpointStorage)) {
      const at = callSite(this, "CheckpointConfig.setCheckpointStorage");
      throw wrongType(at, "storage", storage, "a CheckpointStorage");
    }
    for (const key of checkpointStorageKeys) this.configuration.removeConfig(key);
    for (const [key, value] of storage.settings()) this.configuration.setString(key, value);
    this.checkpointStorage = storage;
    return this;
  }

  /** The storage that was set, `null` where none was. */
  getCheckpointStorage(): CheckpointStorage | null {
    return this.checkpointStorage;
  }

  /** Equal where all settings of the environment are. */
  equals(other: unknown): boolean {
    return other instanceof CheckpointConfig && other.configuration.equals(this.configuration);
  }
}
