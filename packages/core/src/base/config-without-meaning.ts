/**
 * Flink's keys that mean nothing here: they shape a cluster, a JVM or Python's workers, and no later version will give them
 * a meaning. They are accepted and readable, and named together in one warning.
 */
import { booleanType, type ConfigType, durationType, enumType } from "./config-option.ts";
import { type KnownOption, known, widened } from "./config-options.ts";
import { Duration } from "./duration.ts";

/** Keys that begin with `prefix`, and what they are about, to stand after "because". */
export interface ConfigFamilyWithoutMeaning {
  readonly prefix: string;
  readonly reason: string;
}

const jvm = "there is no JVM";
const cluster = "there is no cluster: the job runs in this process";
const python = "there are no Python workers";

/** Single keys with their types: a value that asks for the default is not worth a word. */
export const optionsWithoutMeaning: readonly KnownOption<unknown>[] = Object.freeze([
  option(
    "pipeline.closure-cleaner-level",
    enumType("RECURSIVE", "TOP_LEVEL", "NONE"),
    "RECURSIVE",
    "How far Flink looks into functions for what cannot be serialized; functions stay in this process.",
  ),
  option(
    "pipeline.force-kryo",
    booleanType,
    false,
    "Whether Kryo serializes what has a serializer of its own; there is no JVM.",
  ),
  option(
    "pipeline.force-avro",
    booleanType,
    false,
    "Whether Avro serializes plain objects; there is no JVM.",
  ),
  option(
    "task.cancellation.interval",
    durationType,
    Duration.ofSeconds(30),
    "How long Flink waits before it interrupts a thread again; a cancelled job has five seconds here.",
  ),
  option(
    "task.cancellation.timeout",
    durationType,
    Duration.ofMinutes(3),
    "How long a cancelled task may take before its process is ended; a cancelled job has five seconds here.",
  ),
  option(
    "execution.attached",
    booleanType,
    false,
    "Whether the client waits for the job; execute() does, executeAsync() does not.",
  ),
  option(
    "execution.shutdown-on-attached-exit",
    booleanType,
    false,
    "Whether a cluster ends with its client; there is no cluster.",
  ),
]);

/** Families of keys; asked where no other line knows a key. */
export const familiesWithoutMeaning: readonly ConfigFamilyWithoutMeaning[] = Object.freeze([
  ...["python."].map((prefix) => ({ prefix, reason: python })),
  ...["pipeline.jars", "pipeline.classpaths", "pipeline.serialization-config", "pipeline.default-kryo-serializers",
    "pipeline.registered-", "classloader.", "env.java.", "env.hadoop."].map((prefix) => ({ prefix, reason: jvm })),
  ...["taskmanager.", "jobmanager.", "high-availability", "kubernetes.", "yarn.", "zookeeper.", "pekko.", "akka.", "blob.",
    "cluster.", "slot.", "slotmanager.", "resourcemanager.", "heartbeat.", "queryable-state.", "security.",
    "jobstore."].map((prefix) => ({ prefix, reason: cluster })),
]); // biome-ignore format: lists

/** True for keys that mean nothing here, whatever their value. */
export function isWithoutMeaning(key: string): boolean {
  return familiesWithoutMeaning.some(({ prefix }) => key.startsWith(prefix));
}

function option<Value extends {}>(
  key: string,
  type: ConfigType<Value>,
  defaultValue: Value,
  description: string,
): KnownOption<unknown> {
  return widened(known(key, type, defaultValue, description));
}
