/**
 * The group of metrics that functions get: a tree of names, read as plain values.
 *
 * MG1: names come from outside and are keys of Maps only. MG2: a metric is a plain object with fields; nothing is
 * computed before somebody reads. MG3: reading never throws: what a gauge throws is part of what is read.
 */
import { describeValue } from "../../base/describe-value.ts";
import { Counter } from "../../base/metrics/counter.ts";
import { DescriptiveStatisticsHistogram } from "../../base/metrics/descriptive-statistics-histogram.ts";
import { Distribution } from "../../base/metrics/distribution.ts";
import { Meter } from "../../base/metrics/meter.ts";
import { type Gauge, MetricGroup } from "../../base/metrics/metric-group.ts";
import type { MetricReading, MetricValue } from "../../base/metrics/metric-reading.ts";
import { streamError } from "../../base/stream-error.ts";
import { readGauge } from "./read-gauge.ts";
import { readHistogram } from "./read-histogram.ts";

/** Whose metrics a group holds. */
export interface MetricOwner {
  readonly operatorName: string;
  readonly operatorId: string;
  readonly subtaskIndex: number;
  /** The worker's processing time. */
  nowMs(): number;
  /** Told of gauges that throw, once each. */
  warn(failure: Error): void;
}

type MetricKind = MetricValue["kind"];

interface Registration {
  readonly kind: MetricKind;
  /** Metrics of one name and kind are one only where this is equal, too; `undefined` is equal to nothing. */
  readonly setting: number | undefined;
  readonly metric: object;
  read(): MetricValue;
}

const DEFAULT_METER_SECONDS = 60;
const DEFAULT_WINDOW_SIZE = 1000;
/** A day: the ring of a meter has a place for each second. */
const MAX_METER_SECONDS = 86_400;
const MAX_WINDOW_SIZE = 1_000_000;

/** One group; that of an operator has no groups above it. */
export class ScopedMetricGroup extends MetricGroup {
  readonly #owner: MetricOwner;
  readonly #groups: readonly string[];
  readonly #variables: ReadonlyMap<string, string>;
  readonly #metrics = new Map<string, Registration>();
  readonly #children = new Map<string, ScopedMetricGroup>();

  constructor(
    owner: MetricOwner,
    variables: ReadonlyMap<string, string>,
    groups: readonly string[] = [],
  ) {
    super();
    this.#owner = owner;
    this.#groups = groups;
    this.#variables = variables;
  }

  addGroup(name: string, value?: string): ScopedMetricGroup {
    requireName("addGroup", "name", name);
    if (value === undefined) return this.#child(name, this.#variables);
    requireName("addGroup", "value", value);
    const variables = new Map(this.#variables).set(`<${name}>`, value);
    return this.#child(name, this.#variables).#child(value, variables);
  }

  counter(name: string): Counter {
    return this.#metric("counter", name, 0, new Counter(), (counter) => ({
      kind: "counter",
      value: counter.getCount(),
    }));
  }

  gauge(name: string, gauge: Gauge): void {
    const isGauge =
      typeof gauge === "function" ||
      (typeof gauge === "object" && gauge !== null && typeof gauge.getValue === "function");
    if (!isGauge)
      throw wrongArgument("gauge", "gauge", gauge, "a function or an object with getValue()");
    const warned = { isWarned: false };
    this.#metric("gauge", name, undefined, warned, () => {
      const reading = readGauge(gauge, this.getMetricIdentifier(name));
      if (reading.error !== undefined && !warned.isWarned) {
        warned.isWarned = true;
        this.#owner.warn(reading.error);
      }
      return reading;
    });
  }

  meter(name: string, timeSpanInSeconds: number = DEFAULT_METER_SECONDS): Meter {
    requireCount("meter", "timeSpanInSeconds", timeSpanInSeconds, MAX_METER_SECONDS);
    const meter = new Meter(timeSpanInSeconds, () => this.#owner.nowMs());
    return this.#metric("meter", name, timeSpanInSeconds, meter, (one) => ({
      kind: "meter",
      value: { count: one.getCount(), rate: one.getRate() },
    }));
  }

  distribution(name: string): Distribution {
    return this.#metric("distribution", name, 0, new Distribution(), (distribution) => ({
      kind: "distribution",
      value: distribution.getValues(),
    }));
  }

  histogram(
    name: string,
    windowSize: number = DEFAULT_WINDOW_SIZE,
  ): DescriptiveStatisticsHistogram {
    requireCount("histogram", "windowSize", windowSize, MAX_WINDOW_SIZE);
    const histogram = new DescriptiveStatisticsHistogram(windowSize);
    return this.#metric("histogram", name, windowSize, histogram, (one) => ({
      kind: "histogram",
      value: readHistogram(one),
    }));
  }

  /** A counter or gauge that the engine keeps elsewhere and that is looked at when metrics are read. */
  view(kind: "counter" | "gauge", name: string, read: () => number): void {
    this.#metric(kind, name, undefined, {}, () => ({ kind, value: read() }));
  }

  getScopeComponents(): string[] {
    return [...this.#groups];
  }

  getAllVariables(): Map<string, string> {
    return new Map(this.#variables);
  }

  getMetricIdentifier(metricName: string): string {
    const { operatorName, subtaskIndex } = this.#owner;
    return [operatorName, subtaskIndex, ...this.#groups, metricName].join(".");
  }

  /** Appends the metrics of this group and those in it, in the order in which they were registered. */
  readInto(readings: MetricReading[]): void {
    const { operatorName, operatorId, subtaskIndex } = this.#owner;
    for (const [name, registration] of this.#metrics) {
      readings.push({
        identifier: this.getMetricIdentifier(name),
        name,
        groups: this.#groups,
        operatorName,
        operatorId,
        subtaskIndex,
        variables: this.#variables,
        ...registration.read(),
      });
    }
    for (const child of this.#children.values()) child.readInto(readings);
  }

  #child(name: string, variables: ReadonlyMap<string, string>): ScopedMetricGroup {
    let child = this.#children.get(name);
    if (child === undefined) {
      child = new ScopedMetricGroup(this.#owner, variables, [...this.#groups, name]);
      this.#children.set(name, child);
    }
    return child;
  }

  /** The metric of that name, `fresh` where there is none. */
  #metric<M extends object>(
    kind: MetricKind,
    name: string,
    setting: number | undefined,
    fresh: M,
    read: (metric: M) => MetricValue,
  ): M {
    requireName(kind, "name", name);
    const known = this.#metrics.get(name);
    if (known === undefined) {
      this.#metrics.set(name, { kind, setting, metric: fresh, read: () => read(fresh) });
      return fresh;
    }
    if (known.kind !== kind || known.setting !== setting || setting === undefined) {
      const identifier = this.getMetricIdentifier(name);
      throw streamError("METRIC_EXISTS", { kind: known.kind, identifier, given: kind });
    }
    return known.metric as M; // of the same kind
  }
}

function requireName(method: string, parameter: string, name: unknown): void {
  if (typeof name !== "string" || name === "")
    throw wrongArgument(method, parameter, name, "a string that is not empty");
}

function requireCount(method: string, parameter: string, value: unknown, most: number): void {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > most)
    throw wrongArgument(method, parameter, value, `a whole number from 1 to ${most}`);
}

function wrongArgument(method: string, parameter: string, value: unknown, expected: string): Error {
  return streamError("API_WRONG_TYPE", {
    method: `MetricGroup.${method}`,
    parameter,
    value: describeValue(value),
    expected,
  });
}
