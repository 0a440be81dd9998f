/** What is read of metrics: plain data, as of one moment. */
import type { DistributionValues } from "./distribution.ts";

/** What a meter says. */
export interface MeterValues {
  readonly count: number;
  /** Events per second over the meter's time span. */
  readonly rate: number;
}

/** What a histogram says of the values it keeps; `count` is that of all values. */
export interface HistogramValues {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly stdDev: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
  readonly p98: number;
  readonly p99: number;
  readonly p999: number;
}

/** Where a metric belongs. */
export interface MetricPlace {
  /**
   * Operator, subtask, groups and name with dots between them, as in Flink's default format without host, TaskManager
   * and job: `Map.0.myGroup.seen`. Operators of one name have equal identifiers, and different `operatorId`s.
   */
  readonly identifier: string;
  readonly name: string;
  /** The groups, from the outermost; none for metrics of the operator itself. */
  readonly groups: readonly string[];
  readonly operatorName: string;
  /** 32 hex digits. */
  readonly operatorId: string;
  /** From 0. */
  readonly subtaskIndex: number;
  readonly variables: ReadonlyMap<string, string>;
}

/** The value of a metric by its kind. */
export type MetricValue =
  | { readonly kind: "counter"; readonly value: number }
  | {
      readonly kind: "gauge";
      readonly value: unknown;
      /** `METRIC_GAUGE_FAILED` where the gauge threw; its value is `undefined` then. */
      readonly error?: Error;
    }
  | { readonly kind: "meter"; readonly value: MeterValues }
  | { readonly kind: "distribution"; readonly value: DistributionValues }
  | { readonly kind: "histogram"; readonly value: HistogramValues };

/** One metric of one operator in one subtask. */
export type MetricReading = MetricPlace & MetricValue;
