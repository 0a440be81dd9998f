/**
 * Watermark strategies as plan data: how the records of a stream get timestamps, and how watermarks follow from them.
 *
 * A strategy is immutable; `with…` methods return another one that keeps everything else (PyFlink's forgetting of the
 * assigner is not copied). Nothing runs here: engines read the fields and make generators.
 */
import { describeValue } from "../base/describe-value.ts";
import { Duration, type DurationInput } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import type {
  TimestampAssigner,
  WatermarkGenerator,
  WatermarkGeneratorContext,
} from "./watermark-generator.ts";

/** How watermarks are made. */
export type WatermarkGeneration =
  | { readonly kind: "none" }
  | { readonly kind: "monotonous" }
  | { readonly kind: "boundedOutOfOrderness"; readonly maxOutOfOrdernessMs: number }
  | {
      readonly kind: "custom";
      readonly create: (context: WatermarkGeneratorContext) => WatermarkGenerator<never>;
    };

/** Sources of one group wait for each other. */
export interface WatermarkAlignment {
  readonly group: string;
  readonly maxDriftMs: number;
  readonly updateIntervalMs: number;
}

/** A recipe for one assigner per subtask, as `perSubtask` makes it. */
interface AssignerRecipe<out F> {
  readonly create: (subtask: number) => F;
}

/** What is accepted as timestamp assigner. */
export type TimestampAssignerInput<T> =
  | ((value: T, recordTimestampMs: number) => number)
  | TimestampAssigner<T>
  | AssignerRecipe<((value: T, recordTimestampMs: number) => number) | TimestampAssigner<T>>;

const DEFAULT_ALIGNMENT_INTERVAL_MS = 1000;

interface Settings {
  readonly generation: WatermarkGeneration;
  readonly timestampAssigner: TimestampAssignerInput<never> | undefined;
  readonly idlenessMs: number | undefined;
  readonly alignment: WatermarkAlignment | undefined;
}

/** How a stream gets timestamps and watermarks. Flink: `WatermarkStrategy`. */
export class WatermarkStrategy<in T> {
  declare private readonly accepts: (value: T) => void;
  readonly generation: WatermarkGeneration;
  /** A function slot of role `extractTimestamp`; `undefined`: records keep the timestamps they have. */
  readonly timestampAssigner: TimestampAssignerInput<never> | undefined;
  /** An input without records for so long is left out of the minimum; `undefined`: never. */
  readonly idlenessMs: number | undefined;
  readonly alignment: WatermarkAlignment | undefined;

  private constructor(settings: Settings) {
    this.generation = settings.generation;
    this.timestampAssigner = settings.timestampAssigner;
    this.idlenessMs = settings.idlenessMs;
    this.alignment = settings.alignment;
    Object.freeze(this);
  }

  private settings(): Settings {
    const { generation, timestampAssigner, idlenessMs, alignment } = this;
    return { generation, timestampAssigner, idlenessMs, alignment };
  }

  private static ofGeneration<T>(generation: WatermarkGeneration): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({
      generation: Object.freeze(generation),
      timestampAssigner: undefined,
      idlenessMs: undefined,
      alignment: undefined,
    });
  }

  /** No watermarks at all: for jobs that do not use event time. */
  static noWatermarks<T = unknown>(): WatermarkStrategy<T> {
    return WatermarkStrategy.ofGeneration<T>({ kind: "none" });
  }

  /** For timestamps that never fall within a split: the watermark is the largest timestamp seen - 1 ms. */
  static forMonotonousTimestamps<T = unknown>(): WatermarkStrategy<T> {
    return WatermarkStrategy.ofGeneration<T>({ kind: "monotonous" });
  }

  /** For records that come late by at most the given time: the watermark is the largest timestamp seen - the bound - 1 ms. */
  static forBoundedOutOfOrderness<T = unknown>(
    maxOutOfOrderness: DurationInput,
  ): WatermarkStrategy<T> {
    const maxOutOfOrdernessMs = notNegative(
      "forBoundedOutOfOrderness",
      "maxOutOfOrderness",
      maxOutOfOrderness,
    );
    return WatermarkStrategy.ofGeneration<T>({
      kind: "boundedOutOfOrderness",
      maxOutOfOrdernessMs,
    });
  }

  /** Watermarks of the user's own generator, made once for each subtask and split. */
  static forGenerator<T = unknown>(
    create: (context: WatermarkGeneratorContext) => WatermarkGenerator<T>,
  ): WatermarkStrategy<T> {
    if (typeof create !== "function")
      throw wrongType(
        "forGenerator",
        "create",
        create,
        "a function that makes a WatermarkGenerator",
      );
    return WatermarkStrategy.ofGeneration<T>({ kind: "custom", create });
  }

  /** Takes timestamps out of the records. Write it last in a chain, or annotate its parameter, so that the record's type is known. */
  withTimestampAssigner<U extends T>(
    timestampAssigner: TimestampAssignerInput<U>,
  ): WatermarkStrategy<U> {
    if (!isAssigner(timestampAssigner)) {
      throw wrongType(
        "withTimestampAssigner",
        "timestampAssigner",
        timestampAssigner,
        "a function or an object with extractTimestamp",
      );
    }
    return new WatermarkStrategy<U>({ ...this.settings(), timestampAssigner });
  }

  /** The same timestamps, and no watermarks: how a BATCH job runs it, whose only watermark is the last one. @internal */
  withoutWatermarks(): WatermarkStrategy<T> {
    return new WatermarkStrategy<T>({
      generation: Object.freeze({ kind: "none" }),
      timestampAssigner: this.timestampAssigner,
      idlenessMs: undefined,
      alignment: undefined,
    });
  }

  /** Leaves an input without records for `idleTimeout` out of the minimum. At least 1 ms. */
  withIdleness(idleTimeout: DurationInput): WatermarkStrategy<T> {
    const idlenessMs = notNegative("withIdleness", "idleTimeout", idleTimeout);
    if (idlenessMs === 0)
      throw wrongType("withIdleness", "idleTimeout", idleTimeout, "a duration above zero");
    return new WatermarkStrategy<T>({ ...this.settings(), idlenessMs });
  }

  /** Pauses the readers of a source that run ahead of their group by more than the drift. `updateInterval` defaults to 1 s. */
  withWatermarkAlignment(
    watermarkGroup: string,
    maxAllowedWatermarkDrift: DurationInput,
    updateInterval: DurationInput = DEFAULT_ALIGNMENT_INTERVAL_MS,
  ): WatermarkStrategy<T> {
    const alignment = Object.freeze({
      group: watermarkGroup,
      maxDriftMs: notNegative(
        "withWatermarkAlignment",
        "maxAllowedWatermarkDrift",
        maxAllowedWatermarkDrift,
      ),
      updateIntervalMs: notNegative("withWatermarkAlignment", "updateInterval", updateInterval),
    });
    return new WatermarkStrategy<T>({ ...this.settings(), alignment });
  }
}

/** The factories of `WatermarkStrategy` for records of type `T`: the parameter of `assignTimestampsAndWatermarks(s => …)`. */
export interface WatermarkStrategies<T> {
  noWatermarks(): WatermarkStrategy<T>;
  forMonotonousTimestamps(): WatermarkStrategy<T>;
  forBoundedOutOfOrderness(maxOutOfOrderness: DurationInput): WatermarkStrategy<T>;
  forGenerator(
    create: (context: WatermarkGeneratorContext) => WatermarkGenerator<T>,
  ): WatermarkStrategy<T>;
}

function isAssigner(value: unknown): boolean {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  return (
    ("extractTimestamp" in value && typeof value.extractTimestamp === "function") ||
    ("create" in value && typeof value.create === "function")
  );
}

function notNegative(method: string, parameter: string, input: DurationInput): number {
  const ms = Duration.of(input).toMillis();
  if (ms < 0) throw wrongType(method, parameter, input, "a duration that is not negative");
  return ms;
}

function wrongType(method: string, parameter: string, value: unknown, expected: string): Error {
  return streamError("API_WRONG_TYPE", {
    method: `WatermarkStrategy.${method}`,
    parameter,
    value: value instanceof Duration ? String(value) : describeValue(value),
    expected,
  });
}
