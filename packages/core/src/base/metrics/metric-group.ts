/** `MetricGroup`: where functions register what they measure, under names in groups. */
import type { Counter } from "./counter.ts";
import type { DescriptiveStatisticsHistogram } from "./descriptive-statistics-histogram.ts";
import type { Distribution } from "./distribution.ts";
import type { Meter } from "./meter.ts";

/** Says a value when it is asked for one: a function, or an object with `getValue`. Flink: `Gauge`. */
export type Gauge<V = unknown> = (() => V) | { getValue(): V };

/**
 * The metrics of one operator in one subtask, or of a group of it. A name that is asked for again gives the same metric
 * again; asked for as another kind it is `METRIC_EXISTS`. Names are strings that are not empty. Flink: `MetricGroup`.
 */
export abstract class MetricGroup {
  /** A group in this one; the same arguments give the same group. */
  abstract addGroup(name: string): MetricGroup;
  /** A group for one value of a variable: `addGroup("topic", "orders")`. It is named `topic.orders`, and `<topic>` is a variable of it. */
  abstract addGroup(key: string, value: string): MetricGroup;
  abstract counter(name: string): Counter;
  /**
   * Asks `gauge` for its value whenever metrics are read, once a name (`METRIC_EXISTS`). A gauge that throws fails no
   * job: what is read has no value then, but the error.
   */
  abstract gauge(name: string, gauge: Gauge): void;
  /** Default time span of the rate: 60 s. */
  abstract meter(name: string, timeSpanInSeconds?: number): Meter;
  abstract distribution(name: string): Distribution;
  /** Keeps the last `windowSize` values, by default 1,000. */
  abstract histogram(name: string, windowSize?: number): DescriptiveStatisticsHistogram;
  /** Names of the groups, from the outermost; none for that of the operator. */
  abstract getScopeComponents(): string[];
  /** What the group stands for, by Flink's names in angle brackets: `<operator_name>`, `<subtask_index>`, those of `addGroup`. */
  abstract getAllVariables(): Map<string, string>;
  /** As which a metric of that name is read: `Map.0.myGroup.seen`. */
  abstract getMetricIdentifier(metricName: string): string;
}
