/** The settings of the environment that decide what a plan compiles to; keys and defaults are Flink's. */
import { parseDuration } from "../base/duration.ts";
import type { RequestedRuntimeMode } from "./runtime-mode.ts";

/** What compiling needs of the configuration. */
export interface PlanSettings {
  /** `parallelism.default`, 1. */
  readonly defaultParallelism: number;
  /** `pipeline.max-parallelism`; `undefined`: derived from the parallelism. */
  readonly maxParallelism: number | undefined;
  /** `pipeline.operator-chaining.enabled`, true. */
  readonly isChainingEnabled: boolean;
  /** `pipeline.operator-chaining.chain-operators-with-different-max-parallelism`, true. */
  readonly canChainDifferentMaxParallelism: boolean;
  /** `pipeline.auto-generate-uids`, true; where it is false, every operator needs a uid or a uid hash. */
  readonly areUidsGenerated: boolean;
  /** `execution.buffer-timeout.interval`, 100; -1 where `execution.buffer-timeout.enabled` is false: only full buffers are sent. */
  readonly bufferTimeoutMs: number;
  /** `execution.runtime-mode`, STREAMING. */
  readonly runtimeMode: RequestedRuntimeMode;
  /** `execution.checkpointing.interval` is set. */
  readonly isCheckpointingEnabled: boolean;
  /** `execution.checkpointing.mode` is AT_LEAST_ONCE. */
  readonly isAtLeastOnce: boolean;
  /** Settings that cannot be read; the default stands in for each. */
  readonly problems: readonly SettingProblem[];
}

/** A setting whose value cannot be read. */
export interface SettingProblem {
  readonly key: string;
  readonly value: string;
  readonly expected: string;
}

/** Flink's upper bound of key groups. */
export const MAX_PARALLELISM_LIMIT = 32_768;

/** Reads the settings; collects what cannot be read instead of throwing. */
export function planSettings(configuration: ReadonlyMap<string, string>): PlanSettings {
  const problems: SettingProblem[] = [];
  const read = <T>(
    keys: readonly string[],
    expected: string,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    const key = keys.find((candidate) => configuration.has(candidate));
    const value = key === undefined ? undefined : configuration.get(key);
    if (key === undefined || value === undefined) return undefined;
    const parsed = parse(value.trim());
    if (parsed === undefined) problems.push({ key, value, expected });
    return parsed;
  };
  const readBoolean = (...keys: string[]) => read(keys, "true or false", booleanOf) ?? true;
  const defaultParallelism =
    read(["parallelism.default"], "a whole number from 1", (text) =>
      countOf(text, MAX_PARALLELISM_LIMIT),
    ) ?? 1;
  const maxParallelism = read(
    ["pipeline.max-parallelism"],
    `a whole number from 1 to ${MAX_PARALLELISM_LIMIT}, or -1`,
    (text) => (text === "-1" ? -1 : countOf(text, MAX_PARALLELISM_LIMIT)),
  );
  const isChainingEnabled = readBoolean(
    "pipeline.operator-chaining.enabled",
    "pipeline.operator-chaining",
  );
  const canChainDifferentMaxParallelism = readBoolean(
    "pipeline.operator-chaining.chain-operators-with-different-max-parallelism",
  );
  const areUidsGenerated = readBoolean("pipeline.auto-generate-uids");
  const isBufferTimeoutEnabled = readBoolean("execution.buffer-timeout.enabled");
  const bufferTimeoutMs =
    read(
      ["execution.buffer-timeout.interval", "execution.buffer-timeout"],
      "a duration such as 100 ms",
      durationOf,
    ) ?? 100;
  const runtimeMode =
    read(["execution.runtime-mode"], "STREAMING, BATCH or AUTOMATIC", runtimeModeOf) ?? "STREAMING";
  const mode = configuration.get("execution.checkpointing.mode") ?? "EXACTLY_ONCE";
  return {
    defaultParallelism,
    maxParallelism: maxParallelism === -1 ? undefined : maxParallelism,
    isChainingEnabled,
    canChainDifferentMaxParallelism,
    areUidsGenerated,
    bufferTimeoutMs: isBufferTimeoutEnabled ? bufferTimeoutMs : -1,
    runtimeMode,
    isCheckpointingEnabled: configuration.has("execution.checkpointing.interval"),
    isAtLeastOnce: mode.trim().toUpperCase().replaceAll("-", "_") === "AT_LEAST_ONCE",
    problems,
  };
}

function booleanOf(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === "true" || word === "false" ? word === "true" : undefined;
}

function runtimeModeOf(text: string): RequestedRuntimeMode | undefined {
  const word = text.toUpperCase();
  return word === "STREAMING" || word === "BATCH" || word === "AUTOMATIC" ? word : undefined;
}

function countOf(text: string, limit: number): number | undefined {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= limit ? count : undefined;
}

/** Milliseconds, or -1 for never. */
function durationOf(text: string): number | undefined {
  return text === "-1" ? -1 : parseDuration(text);
}
