/**
 * The settings of an environment: one `Configuration` under Flink's keys, with Flink's getters and setters over it.
 *
 * What is set is readable back at once; `execute()` says which settings are not in effect (`CONFIG_NOT_IN_EFFECT`).
 */
import { Configuration } from "../base/configuration.ts";
import type { DurationInput } from "../base/duration.ts";
import type { Logger } from "../base/logger.ts";
import type { SlotResources } from "../plan/slot-resources.ts";
import { callSite, wrongType } from "./call-site.ts";
import { hasMethods, requireInteger } from "./check-arguments.ts";
import { CheckpointConfig } from "./checkpoint-config.ts";
import { CheckpointingMode } from "./checkpointing.ts";
import { ExecutionConfig } from "./execution-config.ts";
import { RuntimeExecutionMode, TimeCharacteristic } from "./execution-modes.ts";
import { defaultLocalParallelism, setDefaultLocalParallelism } from "./host.ts";
import { MAX_PARALLELISM_LIMIT } from "./operator-settings.ts";
import { RestartStrategyConfiguration } from "./restart-strategies.ts";
import { millisOf, nameIn, putName } from "./setting-access.ts";
import { SlotSharingGroup } from "./slot-sharing-group.ts";
import { StateBackend } from "./state-backends.ts";

const KEYS = {
  parallelism: "parallelism.default",
  runtimeMode: "execution.runtime-mode",
  bufferTimeout: "execution.buffer-timeout.interval",
  chaining: "pipeline.operator-chaining.enabled",
  chainDifferentMaxParallelism:
    "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
  changelog: "state.changelog.enabled",
  savepointDirectory: "execution.checkpointing.savepoint-dir",
} as const;

const DEFAULT_BUFFER_TIMEOUT_MS = 100;

/** Settings of `StreamExecutionEnvironment`; setters return the environment. */
export abstract class EnvironmentSettings {
  /** @internal */
  protected readonly configuration: Configuration;
  /** @internal */
  protected logger: Logger | undefined = undefined;
  private readonly executionConfig: ExecutionConfig;
  private readonly checkpointConfig: CheckpointConfig;
  private readonly slotSharingGroups: Map<string, SlotSharingGroup> = new Map();
  private stateBackend: StateBackend | null = null;
  private timeCharacteristic: TimeCharacteristic = TimeCharacteristic.EventTime;

  /** @internal */
  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.executionConfig = new ExecutionConfig(configuration);
    this.checkpointConfig = new CheckpointConfig(configuration);
    const parallelism = defaultLocalParallelism();
    if (parallelism !== 1 && !configuration.containsKey(KEYS.parallelism))
      configuration.setInteger(KEYS.parallelism, parallelism);
  }

  /** The live `ExecutionConfig`. */
  getConfig(): ExecutionConfig {
    return this.executionConfig;
  }

  /** The live `CheckpointConfig`. */
  getCheckpointConfig(): CheckpointConfig {
    return this.checkpointConfig;
  }

  /** A copy of the effective configuration. */
  getConfiguration(): Configuration {
    return new Configuration(this.configuration);
  }

  /** Takes all keys of a configuration over; keys that are not in it keep their values. */
  configure(configuration: Configuration): this {
    if (!(configuration instanceof Configuration)) {
      throw wrongType(
        callSite(this, "StreamExecutionEnvironment.configure"),
        "configuration",
        configuration,
        "a Configuration",
      );
    }
    this.configuration.addAll(configuration);
    return this;
  }

  /** Default parallelism of all operators; 1 unless set. */
  getParallelism(): number {
    return this.executionConfig.getParallelism();
  }

  /** From 1. */
  setParallelism(parallelism: number): this {
    const at = callSite(this, "StreamExecutionEnvironment.setParallelism");
    this.configuration.setInteger(
      KEYS.parallelism,
      requireInteger(at, "parallelism", parallelism, 1, MAX_PARALLELISM_LIMIT),
    );
    return this;
  }

  /** -1 where it is derived from the parallelism. */
  getMaxParallelism(): number {
    return this.executionConfig.getMaxParallelism();
  }

  /** Number of key groups, 1 … 32768. */
  setMaxParallelism(maxParallelism: number): this {
    const at = callSite(this, "StreamExecutionEnvironment.setMaxParallelism");
    this.executionConfig.setMaxParallelism(
      requireInteger(at, "maxParallelism", maxParallelism, 1, MAX_PARALLELISM_LIMIT),
    );
    return this;
  }

  /** Parallelism of new environments that nobody configures, for the whole process; 1 unless set. */
  getDefaultLocalParallelism(): number {
    return defaultLocalParallelism();
  }

  setDefaultLocalParallelism(parallelism: number): void {
    const at = callSite(this, "StreamExecutionEnvironment.setDefaultLocalParallelism");
    setDefaultLocalParallelism(
      requireInteger(at, "parallelism", parallelism, 1, MAX_PARALLELISM_LIMIT),
    );
  }

  /** STREAMING (default), BATCH, or AUTOMATIC: BATCH where every source is bounded. BATCH with an unbounded source is `PLAN_UNBOUNDED_BATCH` at `execute()`. */
  setRuntimeMode(executionMode: RuntimeExecutionMode): this {
    const call = {
      method: "StreamExecutionEnvironment.setRuntimeMode",
      on: this,
      parameter: "executionMode",
    };
    putName(this.configuration, KEYS.runtimeMode, executionMode, {
      ...call,
      names: RuntimeExecutionMode,
    });
    return this;
  }

  getRuntimeMode(): RuntimeExecutionMode {
    return nameIn(this.configuration, KEYS.runtimeMode, RuntimeExecutionMode, "STREAMING");
  }

  /** In ms; default 100. */
  getBufferTimeout(): number {
    if (this.configuration.getString(KEYS.bufferTimeout, "") === "-1") return -1;
    return millisOf(this.configuration, KEYS.bufferTimeout, DEFAULT_BUFFER_TIMEOUT_MS);
  }

  /** How long records may wait for a full buffer between workers, in ms; 0: not at all, -1: until it is full. */
  setBufferTimeout(timeoutMillis: number): this {
    const at = callSite(this, "StreamExecutionEnvironment.setBufferTimeout");
    const timeoutMs = requireInteger(
      at,
      "timeoutMillis",
      timeoutMillis,
      -1,
      Number.MAX_SAFE_INTEGER,
    );
    this.configuration.setString(KEYS.bufferTimeout, timeoutMs === -1 ? "-1" : `${timeoutMs} ms`);
    return this;
  }

  /** Puts every operator in a vertex of its own. */
  disableOperatorChaining(): this {
    this.configuration.setBoolean(KEYS.chaining, false);
    return this;
  }

  isChainingEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.chaining, true);
  }

  isChainingOfOperatorsWithDifferentMaxParallelismEnabled(): boolean {
    return this.configuration.getBoolean(KEYS.chainDifferentMaxParallelism, true);
  }

  /** Asks for a checkpoint every `interval`, at least 10 ms. Readable back; not in effect yet. */
  enableCheckpointing(interval: DurationInput, mode?: CheckpointingMode): this {
    this.checkpointConfig.setCheckpointInterval(interval);
    if (mode !== undefined) this.checkpointConfig.setCheckpointingMode(mode);
    return this;
  }

  /** In ms; -1 when checkpointing is off. */
  getCheckpointInterval(): number {
    return this.checkpointConfig.getCheckpointInterval();
  }

  getCheckpointingMode(): CheckpointingMode {
    return this.checkpointConfig.getCheckpointingMode();
  }

  /** Name of `getCheckpointingMode` since Flink 1.20. */
  getCheckpointingConsistencyMode(): CheckpointingMode {
    return this.checkpointConfig.getCheckpointingMode();
  }

  isUnalignedCheckpointsEnabled(): boolean {
    return this.checkpointConfig.isUnalignedCheckpointsEnabled();
  }

  isForceUnalignedCheckpoints(): boolean {
    return this.checkpointConfig.isForceUnalignedCheckpoints();
  }

  /** What to do after a failure. Readable back; not in effect yet. */
  setRestartStrategy(restartStrategyConfiguration: RestartStrategyConfiguration): this {
    if (!(restartStrategyConfiguration instanceof RestartStrategyConfiguration)) {
      const at = callSite(this, "StreamExecutionEnvironment.setRestartStrategy");
      throw wrongType(
        at,
        "restartStrategyConfiguration",
        restartStrategyConfiguration,
        "what RestartStrategies makes",
      );
    }
    this.executionConfig.setRestartStrategy(restartStrategyConfiguration);
    return this;
  }

  getRestartStrategy(): RestartStrategyConfiguration {
    return this.executionConfig.getRestartStrategy();
  }

  /** Where keyed state lives. Readable back; state is in memory. */
  setStateBackend(stateBackend: StateBackend): this {
    if (!(stateBackend instanceof StateBackend)) {
      const at = callSite(this, "StreamExecutionEnvironment.setStateBackend");
      throw wrongType(at, "stateBackend", stateBackend, "a state backend");
    }
    for (const key of this.stateBackend?.settings().keys() ?? [])
      this.configuration.removeConfig(key);
    for (const [key, value] of stateBackend.settings()) this.configuration.setString(key, value);
    this.stateBackend = stateBackend;
    return this;
  }

  /** The backend that was set, `null` where none was. */
  getStateBackend(): StateBackend | null {
    return this.stateBackend;
  }

  /** Readable back; not in effect yet. */
  enableChangelogStateBackend(enabled: boolean): this {
    this.configuration.setBoolean(KEYS.changelog, enabled);
    return this;
  }

  /** `null` where it was never set. */
  isChangelogStateBackendEnabled(): boolean | null {
    return this.configuration.getBoolean(KEYS.changelog, null);
  }

  setDefaultSavepointDirectory(directory: string): this {
    this.configuration.setString(KEYS.savepointDirectory, directory);
    return this;
  }

  /** `null` where it was never set. */
  getDefaultSavepointDirectory(): string | null {
    return this.configuration.getString(KEYS.savepointDirectory, null);
  }

  /** Readable back; time is chosen by watermark strategies. */
  setStreamTimeCharacteristic(characteristic: TimeCharacteristic): this {
    this.timeCharacteristic = characteristic;
    return this;
  }

  getStreamTimeCharacteristic(): TimeCharacteristic {
    return this.timeCharacteristic;
  }

  /** Declares a group that operators can join by name. */
  registerSlotSharingGroup(slotSharingGroup: SlotSharingGroup): this {
    if (!(slotSharingGroup instanceof SlotSharingGroup)) {
      const at = callSite(this, "StreamExecutionEnvironment.registerSlotSharingGroup");
      throw wrongType(
        at,
        "slotSharingGroup",
        slotSharingGroup,
        "what SlotSharingGroup.builder(name).build() returns",
      );
    }
    this.slotSharingGroups.set(slotSharingGroup.getName(), slotSharingGroup);
    return this;
  }

  /** The resources of the declared groups, by name. @internal */
  protected slotResources(): ReadonlyMap<string, SlotResources> {
    return new Map([...this.slotSharingGroups].map(([name, group]) => [name, group.toPlan()]));
  }

  /** Where everything goes that is said besides records; pino's form. */
  setLogger(logger: Logger): this {
    if (!hasMethods(logger, ["debug", "info", "warn", "error"])) {
      const at = callSite(this, "StreamExecutionEnvironment.setLogger");
      throw wrongType(at, "logger", logger, "an object with debug, info, warn and error");
    }
    this.logger = logger;
    return this;
  }
}
