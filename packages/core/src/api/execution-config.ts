/** `ExecutionConfig`: switches of one job, kept in the environment's configuration under Flink's keys. */
import { mapType } from "../base/config-option.ts";
import type { Configuration } from "../base/configuration.ts";
import type { DurationInput } from "../base/duration.ts";
import {
  FallbackRestartStrategyConfiguration,
  type RestartStrategyConfiguration,
} from "./restart-strategies.ts";
import { millisOf, putCount, putMillis } from "./setting-access.ts";

const KEYS = {
  parallelism: "parallelism.default",
  maxParallelism: "pipeline.max-parallelism",
  closureCleaner: "pipeline.closure-cleaner-level",
  autoWatermark: "pipeline.auto-watermark-interval",
  latency: "metrics.latency.interval",
  cancellationInterval: "task.cancellation.interval",
  cancellationTimeout: "task.cancellation.timeout",
  forceKryo: "pipeline.force-kryo",
  forceAvro: "pipeline.force-avro",
  genericTypes: "pipeline.generic-types",
  autoUids: "pipeline.auto-generate-uids",
  objectReuse: "pipeline.object-reuse",
  jobParameters: "pipeline.global-job-parameters",
  snapshotCompression: "execution.checkpointing.snapshot-compression",
} as const;

const MAX_PARALLELISM_LIMIT = 32_768;
const UNSET = -1;

/** How a job runs. Setters return the object. Flink: `ExecutionConfig`. */
export class ExecutionConfig {
  /** Stands for "the default" in `setParallelism`. */
  static readonly PARALLELISM_DEFAULT: number = UNSET;
  /** Stands for "leave it" in `setParallelism`. */
  static readonly PARALLELISM_UNKNOWN: number = -2;

  private readonly configuration: Configuration;
  private restartStrategy: RestartStrategyConfiguration =
    new FallbackRestartStrategyConfiguration();

  /** @internal */
  constructor(configuration: Configuration) {
    this.configuration = configuration;
  }

  /** The default parallelism of operators, 1 unless set. */
  getParallelism(): number {
    return this.configuration.getInteger(KEYS.parallelism, 1);
  }

  /** From 1; -1 takes the setting back, -2 leaves it as it is. */
  setParallelism(parallelism: number): this {
    if (parallelism === ExecutionConfig.PARALLELISM_UNKNOWN) return this;
    if (parallelism === UNSET) {
      this.configuration.removeConfig(KEYS.parallelism);
      return this;
    }
    const call = { method: "ExecutionConfig.setParallelism", on: this, parameter: "parallelism" };
    putCount(this.configuration, KEYS.parallelism, parallelism, {
      ...call,
      from: 1,
      to: MAX_PARALLELISM_LIMIT,
    });
    return this;
  }

  /** -1 where it is derived from the parallelism. */
  getMaxParallelism(): number {
    return this.configuration.getInteger(KEYS.maxParallelism, UNSET);
  }

  /** 1 … 32768. */
  setMaxParallelism(maxParallelism: number): this {
    const call = {
      method: "ExecutionConfig.setMaxParallelism",
      on: this,
      parameter: "maxParallelism",
    };
    putCount(this.configuration, KEYS.maxParallelism, maxParallelism, {
      ...call,
      from: 1,
      to: MAX_PARALLELISM_LIMIT,
    });
    return this;
  }

  /** Readable back; without meaning for JavaScript. */
  enableClosureCleaner(): this {
    this.configuration.setString(KEYS.closureCleaner, "RECURSIVE");
    return this;
  }

  /** Readable back; without meaning for JavaScript. */
  disableClosureCleaner(): this {
    this.configuration.setString(KEYS.closureCleaner, "NONE");
    return this;
  }

  isClosureCleanerEnabled(): boolean {
    return this.configuration.getString(KEYS.closureCleaner, "RECURSIVE") !== "NONE";
  }

  /** In ms; default 200. */
  getAutoWatermarkInterval(): number {
    return millisOf(this.configuration, KEYS.autoWatermark, 200);
  }

  setAutoWatermarkInterval(interval: DurationInput): this {
    const call = {
      method: "ExecutionConfig.setAutoWatermarkInterval",
      on: this,
      parameter: "interval",
    };
    putMillis(this.configuration, KEYS.autoWatermark, interval, { ...call, fromMs: 0 });
    return this;
  }

  /** In ms; default 0: off. */
  getLatencyTrackingInterval(): number {
    return millisOf(this.configuration, KEYS.latency, 0);
  }

  setLatencyTrackingInterval(interval: DurationInput): this {
    const call = {
      method: "ExecutionConfig.setLatencyTrackingInterval",
      on: this,
      parameter: "interval",
    };
    putMillis(this.configuration, KEYS.latency, interval, { ...call, fromMs: 0 });
    return this;
  }

  /** In ms; default 30,000. */
  getTaskCancellationInterval(): number {
    return millisOf(this.configuration, KEYS.cancellationInterval, 30_000);
  }

  setTaskCancellationInterval(interval: DurationInput): this {
    const call = {
      method: "ExecutionConfig.setTaskCancellationInterval",
      on: this,
      parameter: "interval",
    };
    putMillis(this.configuration, KEYS.cancellationInterval, interval, { ...call, fromMs: 0 });
    return this;
  }

  /** In ms; default 180,000; 0: none. */
  getTaskCancellationTimeout(): number {
    return millisOf(this.configuration, KEYS.cancellationTimeout, 180_000);
  }

  setTaskCancellationTimeout(timeout: DurationInput): this {
    const call = {
      method: "ExecutionConfig.setTaskCancellationTimeout",
      on: this,
      parameter: "timeout",
    };
    putMillis(this.configuration, KEYS.cancellationTimeout, timeout, { ...call, fromMs: 0 });
    return this;
  }

  /** Readable back; without meaning for JavaScript. */
  enableForceKryo(): this {
    return this.put(KEYS.forceKryo, true);
  }

  disableForceKryo(): this {
    return this.put(KEYS.forceKryo, false);
  }

  isForceKryoEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.forceKryo, false);
  }

  /** Readable back; without meaning for JavaScript. */
  enableForceAvro(): this {
    return this.put(KEYS.forceAvro, true);
  }

  disableForceAvro(): this {
    return this.put(KEYS.forceAvro, false);
  }

  isForceAvroEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.forceAvro, false);
  }

  enableGenericTypes(): this {
    return this.put(KEYS.genericTypes, true);
  }

  /** Readable back, with a warning: values without a declared type are always allowed; `env.explain()` shows where they are. */
  disableGenericTypes(): this {
    return this.put(KEYS.genericTypes, false);
  }

  hasGenericTypesDisabled(): boolean {
    return !this.configuration.getBoolean(KEYS.genericTypes, true);
  }

  /** Operators without a uid get an id from the graph before them: the default. */
  enableAutoGeneratedUids(): this {
    return this.put(KEYS.autoUids, true);
  }

  /** Every operator needs a uid or a uid hash: `PLAN_MISSING_UID` at `execute()` names those without. */
  disableAutoGeneratedUids(): this {
    return this.put(KEYS.autoUids, false);
  }

  hasAutoGeneratedUidsEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.autoUids, true);
  }

  /** Gives up the copies between operators: faster, for programs that do not mutate records. */
  enableObjectReuse(): this {
    return this.put(KEYS.objectReuse, true);
  }

  disableObjectReuse(): this {
    return this.put(KEYS.objectReuse, false);
  }

  isObjectReuseEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.objectReuse, false);
  }

  /** What `RuntimeContext.getJobParameter` reads. */
  getGlobalJobParameters(): Record<string, string> {
    return Object.fromEntries(
      mapType.parse(this.configuration.getString(KEYS.jobParameters, "")) ?? new Map(),
    );
  }

  /** Values become text. */
  setGlobalJobParameters(globalJobParameters: Readonly<Record<string, unknown>>): this {
    const texts = new Map(
      Object.entries(globalJobParameters).map(([key, value]) => [key, String(value)]),
    );
    this.configuration.setString(KEYS.jobParameters, mapType.format(texts));
    return this;
  }

  isUseSnapshotCompression(): boolean {
    return this.configuration.getBoolean(KEYS.snapshotCompression, false);
  }

  setUseSnapshotCompression(useSnapshotCompression: boolean): this {
    return this.put(KEYS.snapshotCompression, useSnapshotCompression);
  }

  /** The strategy as it was set; the fallback where none was. */
  getRestartStrategy(): RestartStrategyConfiguration {
    return this.restartStrategy;
  }

  setRestartStrategy(restartStrategyConfiguration: RestartStrategyConfiguration): this {
    for (const key of this.configuration.keySet())
      if (key.startsWith("restart-strategy")) this.configuration.removeConfig(key);
    for (const [key, value] of restartStrategyConfiguration.settings())
      this.configuration.setString(key, value);
    this.restartStrategy = restartStrategyConfiguration;
    return this;
  }

  /** Equal where all settings of the environments are. */
  equals(other: unknown): boolean {
    return other instanceof ExecutionConfig && other.configuration.equals(this.configuration);
  }

  /** A 32-bit hash; equal configs have equal ones. */
  hashCode(): number {
    return this.configuration.hashCode();
  }

  private put(key: string, value: boolean): this {
    this.configuration.setBoolean(key, value);
    return this;
  }
}
