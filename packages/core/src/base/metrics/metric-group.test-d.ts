/** What metrics look like to the compiler. */
import { expectTypeOf } from "vitest";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import type { Counter } from "./counter.ts";
import type { DescriptiveStatisticsHistogram } from "./descriptive-statistics-histogram.ts";
import type { Distribution } from "./distribution.ts";
import type { Meter } from "./meter.ts";
import type { MetricGroup } from "./metric-group.ts";
import type { MetricReading } from "./metric-reading.ts";

export function metricsOf(context: RuntimeContext, readings: readonly MetricReading[]): void {
  const group = context.getMetricGroup();
  expectTypeOf(context.getMetricsGroup()).toEqualTypeOf<MetricGroup>();
  expectTypeOf(group.addGroup("topic", "orders").addGroup("read")).toEqualTypeOf<MetricGroup>();
  expectTypeOf(group.counter("seen")).toEqualTypeOf<Counter>();
  expectTypeOf(group.meter("rate", 5)).toEqualTypeOf<Meter>();
  expectTypeOf(group.distribution("lengths")).toEqualTypeOf<Distribution>();
  expectTypeOf(group.histogram("delay", 50)).toEqualTypeOf<DescriptiveStatisticsHistogram>();
  group.gauge("size", () => 3);
  group.gauge("state", { getValue: () => "open" });
  // @ts-expect-error a gauge is asked for its value
  group.gauge("size", 3);
  // @ts-expect-error names are text
  group.counter(5);
  // @ts-expect-error a counter counts numbers
  group.counter("seen").inc("1");
  // @ts-expect-error the value of a variable is text
  group.addGroup("partition", 3);

  for (const reading of readings) {
    switch (reading.kind) {
      case "counter":
        expectTypeOf(reading.value).toEqualTypeOf<number>();
        break;
      case "gauge":
        expectTypeOf(reading.value).toEqualTypeOf<unknown>();
        expectTypeOf(reading.error).toEqualTypeOf<Error | undefined>();
        break;
      case "meter":
        expectTypeOf(reading.value.rate).toEqualTypeOf<number>();
        // @ts-expect-error a meter has no mean
        expectTypeOf(reading.value.mean).toBeNever();
        break;
      case "distribution":
        expectTypeOf(reading.value.mean).toEqualTypeOf<number>();
        break;
      case "histogram":
        expectTypeOf(reading.value.p99).toEqualTypeOf<number>();
        break;
    }
  }
}
