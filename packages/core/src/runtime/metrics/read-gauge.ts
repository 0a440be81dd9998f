/** Asks a user's gauge for its value; what it throws becomes part of what is read. */

import { describeValue } from "../../base/describe-value.ts";
import { isThenable } from "../../base/is-thenable.ts";
import type { Gauge } from "../../base/metrics/metric-group.ts";
import type { MetricValue } from "../../base/metrics/metric-reading.ts";
import { wrongMetricValue } from "../../base/metrics/wrong-metric-value.ts";
import { streamError } from "../../base/stream-error.ts";

type GaugeReading = Extract<MetricValue, { kind: "gauge" }>;

/** Never throws. A promise is no value: nobody waits for it. */
export function readGauge(gauge: Gauge, identifier: string): GaugeReading {
  try {
    const value = typeof gauge === "function" ? gauge() : gauge.getValue();
    if (!isThenable(value)) return { kind: "gauge", value };
    // Its rejection is nobody's.
    Promise.resolve(value).catch(() => {});
    throw wrongMetricValue("gauge", value, "a function that returns its value, not a promise");
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : describeValue(cause);
    const error = streamError("METRIC_GAUGE_FAILED", { identifier, message }, { cause });
    return { kind: "gauge", value: undefined, error };
  }
}
