/** `DescriptiveStatisticsHistogram`: keeps the last values, and computes quantiles of them when it is read. */
import { HistogramStatistics } from "./histogram-statistics.ts";
import { wrongMetricValue } from "./wrong-metric-value.ts";

/** Statistics of the last values it was given. One per name, group and subtask. Flink: `DescriptiveStatisticsHistogram`. */
export class DescriptiveStatisticsHistogram {
  private count: number = 0;
  /** A ring. */
  private readonly window: Float64Array;

  /** `windowSize` is the number of values that are kept. @internal */
  constructor(windowSize: number) {
    this.window = new Float64Array(windowSize);
  }

  /** Adds a value; `METRIC_WRONG_VALUE` for what is no finite number. */
  update(value: number): void {
    if (!Number.isFinite(value)) throw wrongMetricValue("histogram", value, "a finite number");
    this.window[this.count % this.window.length] = value;
    this.count += 1;
  }

  /** All values so far, also those that are not kept any more. */
  getCount(): number {
    return this.count;
  }

  /** Of the values that are kept; computed by each call. */
  getStatistics(): HistogramStatistics {
    return new HistogramStatistics(this.window.slice(0, this.count));
  }
}
