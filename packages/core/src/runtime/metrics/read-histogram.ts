/** What is read of a histogram: the numbers that Flink's reporters show. */
import type { DescriptiveStatisticsHistogram } from "../../base/metrics/descriptive-statistics-histogram.ts";
import type { HistogramValues } from "../../base/metrics/metric-reading.ts";

export function readHistogram(histogram: DescriptiveStatisticsHistogram): HistogramValues {
  const statistics = histogram.getStatistics();
  return {
    count: histogram.getCount(),
    min: statistics.getMin(),
    max: statistics.getMax(),
    mean: statistics.getMean(),
    stdDev: statistics.getStdDev(),
    median: statistics.getQuantile(0.5),
    p75: statistics.getQuantile(0.75),
    p95: statistics.getQuantile(0.95),
    p98: statistics.getQuantile(0.98),
    p99: statistics.getQuantile(0.99),
    p999: statistics.getQuantile(0.999),
  };
}
