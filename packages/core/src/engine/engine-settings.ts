/** The settings of the configuration that the engine and its worker read, once per job. */
import {
  AUTO_WATERMARK_INTERVAL,
  BATCH_SIZE,
  CODE_GENERATION,
  OBJECT_REUSE,
  PROGRESS,
  REJECTED_RECORDS,
  readOption,
  SLICE_MAX_DURATION,
  SLICE_MAX_RECORDS,
} from "../base/config-options.ts";
import type { RejectedRecordsPolicy } from "../runtime/sources/source-driver.ts";
import type { SliceLimits } from "../runtime/worker.ts";
import { type CodeGeneration, detectCodeGeneration } from "../types/code-generation.ts";

/** `auto`: on a terminal, after two seconds, when nothing prints to standard output. */
export type ProgressMode = "auto" | "on" | "off";

/** Read from the job's configuration. */
export interface EngineSettings {
  readonly sliceLimits: SliceLimits;
  readonly isObjectReuse: boolean;
  readonly rejectedRecords: RejectedRecordsPolicy;
  readonly autoWatermarkIntervalMs: number;
  readonly progress: ProgressMode;
  /** `execution.code-generation`, and whether the process allows it. */
  readonly codeGeneration: CodeGeneration;
}

/** A value that cannot be read is `CONFIG_WRONG_VALUE`. */
export function engineSettings(configuration: ReadonlyMap<string, string>): EngineSettings {
  return {
    sliceLimits: {
      maxRecords: readOption(configuration, SLICE_MAX_RECORDS),
      maxDurationMs: readOption(configuration, SLICE_MAX_DURATION).toMillis(),
      maxBatchSize: readOption(configuration, BATCH_SIZE),
    },
    codeGeneration:
      readOption(configuration, CODE_GENERATION) === "off" ? "forbidden" : detectCodeGeneration(),
    isObjectReuse: readOption(configuration, OBJECT_REUSE),
    rejectedRecords: readOption(configuration, REJECTED_RECORDS),
    autoWatermarkIntervalMs: readOption(configuration, AUTO_WATERMARK_INTERVAL).toMillis(),
    progress: readOption(configuration, PROGRESS),
  };
}
