/**
 * The keys whose mechanism is built: name, type, default and meaning. docs/reference/configuration.md is generated from
 * here and from config-gaps.ts, which lists the keys that are known but not in effect.
 */
import { type CachedFile, cachedFilesType } from "./cached-files.ts";
import {
  booleanType,
  type ConfigType,
  durationType,
  enumType,
  intType,
  mapType,
  memoryType,
  parseConfigValue,
  stringType,
} from "./config-option.ts";
import { Configuration } from "./configuration.ts";
import { Duration } from "./duration.ts";
import { UPPER_BOUND_MAX_PARALLELISM } from "./murmur.ts";

/** A key of the table. `ConfigOption` is accepted wherever only the key is read. */
export interface KnownOption<T> {
  readonly key: string;
  readonly type: ConfigType<NonNullable<T>>;
  /** What the option reads as where it is not set. */
  readonly defaultValue: T;
  /** One sentence for the reference. */
  readonly description: string;
  /** Names under which older versions of Flink have it; read where `key` is not set. */
  readonly formerKeys: readonly string[];
}

/** What `readOption` needs of an option. */
export type ReadableOption<T> = Pick<KnownOption<T>, "key" | "type" | "defaultValue"> &
  Partial<Pick<KnownOption<T>, "formerKeys">>;

const maxParallelismType: ConfigType<number> = {
  ...intType(1, UPPER_BOUND_MAX_PARALLELISM),
  expected: `a whole number from 1 to ${UPPER_BOUND_MAX_PARALLELISM}, or -1`,
  parse: (text) =>
    text.trim() === "-1" ? -1 : intType(1, UPPER_BOUND_MAX_PARALLELISM).parse(text),
};

/** A duration, or -1 for never, as older versions of Flink have it. */
const bufferTimeoutType: ConfigType<Duration> = {
  ...durationType,
  parse: (text) => (text.trim() === "-1" ? Duration.ofMillis(-1) : durationType.parse(text)),
  format: (value) => (value.toMillis() < 0 ? "-1" : String(value)),
};

export const PARALLELISM_DEFAULT: KnownOption<number> = known(
  "parallelism.default",
  intType(1, UPPER_BOUND_MAX_PARALLELISM),
  1,
  "How many subtasks each operator has that sets no parallelism itself.",
);

export const MAX_PARALLELISM: KnownOption<number> = known(
  "pipeline.max-parallelism",
  maxParallelismType,
  -1,
  "The number of key groups, which bounds the parallelism of later restarts; -1 derives it from the parallelism.",
);

export const PIPELINE_NAME: KnownOption<string | null> = known(
  "pipeline.name",
  stringType,
  null,
  "The name of a job that `execute` gives none.",
);

export const OBJECT_REUSE: KnownOption<boolean> = known(
  "pipeline.object-reuse",
  booleanType,
  false,
  "Whether operators hand records over without the copies that keep one operator's changes from another; faster.",
);

export const OPERATOR_CHAINING: KnownOption<boolean> = known(
  "pipeline.operator-chaining.enabled",
  booleanType,
  true,
  "Whether operators that forward one to one are chained and called directly.",
  "pipeline.operator-chaining",
);

export const CHAIN_DIFFERENT_MAX_PARALLELISM: KnownOption<boolean> = known(
  "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
  booleanType,
  true,
  "Whether operators whose max parallelism differs may be chained.",
);

export const AUTO_WATERMARK_INTERVAL: KnownOption<Duration> = known(
  "pipeline.auto-watermark-interval",
  durationType,
  Duration.ofMillis(200),
  "How often periodic watermarks are emitted; 0 only when a generator emits per record.",
);

export const GLOBAL_JOB_PARAMETERS: KnownOption<ReadonlyMap<string, string>> = known(
  "pipeline.global-job-parameters",
  mapType,
  new Map<string, string>(),
  "Parameters that every function can read from its runtime context, as key1:value1,key2:value2.",
);

export const CACHED_FILES: KnownOption<readonly CachedFile[]> = known(
  "pipeline.cached-files",
  cachedFilesType,
  Object.freeze([]),
  "Files and folders that functions get by name from their runtime context, as name:a,path:/data/a;name:b,path:/data/b.",
);

export const AUTO_GENERATE_UIDS: KnownOption<boolean> = known(
  "pipeline.auto-generate-uids",
  booleanType,
  true,
  "Whether operators without a uid get an id that follows from the graph before them; where it is false, every operator needs a uid.",
);

export const REJECTED_RECORDS: KnownOption<"fail" | "skip"> = known(
  "pipeline.rejected-records",
  enumType("fail", "skip"),
  "fail",
  "What happens where a record of a source cannot be decoded: the job fails, or the record is counted and skipped.",
);

export const BUFFER_TIMEOUT: KnownOption<Duration> = known(
  "execution.buffer-timeout.interval",
  bufferTimeoutType,
  Duration.ofMillis(100),
  "The longest time that records wait between two workers until a buffer is full; -1 waits for full buffers.",
  "execution.buffer-timeout",
);

export const BUFFER_TIMEOUT_ENABLED: KnownOption<boolean> = known(
  "execution.buffer-timeout.enabled",
  booleanType,
  true,
  "Whether buffers that are not full are sent after `execution.buffer-timeout.interval`.",
);

export const PROGRESS: KnownOption<"auto" | "on" | "off"> = known(
  "execution.progress",
  enumType("auto", "on", "off"),
  "auto",
  "Whether a progress line and a summary are shown on stderr; auto: on a terminal, when a job runs long and prints no records.",
);

export const SLICE_MAX_RECORDS: KnownOption<number> = known(
  "execution.slice.max-records",
  intType(1, 2 ** 31 - 1),
  65_536,
  "The most source records that are processed between two turns of the event loop.",
);

export const SLICE_MAX_DURATION: KnownOption<Duration> = known(
  "execution.slice.max-duration",
  durationType,
  Duration.ofMillis(5),
  "The time after which a worker lets the event loop have a turn.",
);

export const BATCH_SIZE: KnownOption<number> = known(
  "execution.batch-size",
  intType(1, 2 ** 31 - 1),
  1024,
  "The most records that one run of a generated source loop takes before it looks at the clock.",
);

export const RUNTIME_MODE: KnownOption<"STREAMING" | "BATCH" | "AUTOMATIC"> = known(
  "execution.runtime-mode",
  enumType("STREAMING", "BATCH", "AUTOMATIC"),
  "STREAMING",
  "Whether records flow as they come, or keyed operators wait for all of a bounded input and read it key by key; AUTOMATIC: BATCH where every source is bounded.",
);

export const SORTED_INPUTS_MEMORY: KnownOption<number> = known(
  "execution.sorted-inputs.memory",
  memoryType,
  128 * 2 ** 20,
  "In BATCH mode, how much of its input a keyed operator, with all of its subtasks, keeps in memory while it sorts; what is more goes to `io.tmp.dirs`.",
);

export const TEMPORARY_DIRECTORIES: KnownOption<string | null> = known(
  "io.tmp.dirs",
  stringType,
  null,
  "The folder for files that live as long as their job; of several, separated by commas, the first. Where it is not set: the system's.",
);

export const CODE_GENERATION: KnownOption<"auto" | "off"> = known(
  "execution.code-generation",
  enumType("auto", "off"),
  "auto",
  "Whether chains and serializers are generated as code; auto: where the process allows code from text.",
);

export const LOG_LEVEL: KnownOption<"debug" | "info" | "warn" | "error"> = known(
  "log.level",
  enumType("debug", "info", "warn", "error"),
  "warn",
  "The least severe messages that are written to stderr.",
);

export const LOG_FORMAT: KnownOption<"pretty" | "json"> = known(
  "log.format",
  enumType("pretty", "json"),
  "pretty",
  "Whether messages are text for people or one JSON object per line.",
);

/** All keys that are in effect, in the order of the reference. */
export const configOptions: readonly KnownOption<unknown>[] = Object.freeze([
  widened(PARALLELISM_DEFAULT),
  widened(MAX_PARALLELISM),
  widened(PIPELINE_NAME),
  widened(OBJECT_REUSE),
  widened(OPERATOR_CHAINING),
  widened(CHAIN_DIFFERENT_MAX_PARALLELISM),
  widened(AUTO_WATERMARK_INTERVAL),
  widened(GLOBAL_JOB_PARAMETERS),
  widened(CACHED_FILES),
  widened(AUTO_GENERATE_UIDS),
  widened(REJECTED_RECORDS),
  widened(BUFFER_TIMEOUT),
  widened(BUFFER_TIMEOUT_ENABLED),
  widened(PROGRESS),
  widened(SLICE_MAX_RECORDS),
  widened(SLICE_MAX_DURATION),
  widened(BATCH_SIZE),
  widened(RUNTIME_MODE),
  widened(SORTED_INPUTS_MEMORY),
  widened(TEMPORARY_DIRECTORIES),
  widened(CODE_GENERATION),
  widened(LOG_LEVEL),
  widened(LOG_FORMAT),
]);

/** Reads a setting by its type, or its default; throws `CONFIG_WRONG_VALUE` naming key, value and what is expected. */
export function readOption<T>(
  configuration: Configuration | ReadonlyMap<string, string>,
  option: ReadableOption<T>,
): T {
  const settings = configuration instanceof Configuration ? configuration.toMap() : configuration;
  for (const key of [option.key, ...(option.formerKeys ?? [])]) {
    const text = settings.get(key);
    if (text !== undefined) return parseConfigValue(key, option.type, text);
  }
  return option.defaultValue;
}

/** Describes a key of the table. @internal */
export function known<Value extends {}, Default extends Value | null>(
  key: string,
  type: ConfigType<Value>,
  defaultValue: Default,
  description: string,
  ...formerKeys: string[]
): KnownOption<Value | Default> {
  return Object.freeze({
    key,
    type: type as ConfigType<NonNullable<Value | Default>>, // the same type: Default adds at most null
    defaultValue,
    description,
    formerKeys,
  });
}

/** An option of any type: its `format` is called only with what its own `parse` or default gave. @internal */
export function widened<T>(option: KnownOption<T>): KnownOption<unknown> {
  return option as unknown as KnownOption<unknown>; // see above
}
