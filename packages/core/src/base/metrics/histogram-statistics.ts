/** `HistogramStatistics`: what can be said of a set of numbers. */

/** Of the values of a histogram at one moment; all 0 where there are none. Flink: `HistogramStatistics`. */
export class HistogramStatistics {
  /** Sorted. */
  private readonly values: Float64Array;

  /** Takes the numbers over and sorts them. @internal */
  constructor(values: Float64Array) {
    this.values = values.sort();
  }

  /**
   * The value below which a part of the values lies, 0 to 1: `getQuantile(0.95)`. Between two values it is interpolated,
   * as in Flink: at the position `quantile * (size + 1)`, counted from 1.
   */
  getQuantile(quantile: number): number {
    const { values } = this;
    const position = quantile * (values.length + 1) - 1;
    const below = Math.floor(position);
    const first = values[0] ?? 0;
    if (below < 0 || values.length === 1) return first;
    const last = values.at(-1) ?? 0;
    const low = values[below];
    const high = values[below + 1];
    if (low === undefined || high === undefined) return last;
    return low + (position - below) * (high - low);
  }

  /** Sorted. A copy. */
  getValues(): number[] {
    return [...this.values];
  }

  size(): number {
    return this.values.length;
  }

  getMean(): number {
    if (this.values.length === 0) return 0;
    let sum = 0;
    for (const value of this.values) sum += value;
    return sum / this.values.length;
  }

  /** Of a sample: divided by one less than the size. */
  getStdDev(): number {
    if (this.values.length < 2) return 0;
    const mean = this.getMean();
    let squares = 0;
    for (const value of this.values) squares += (value - mean) ** 2;
    return Math.sqrt(squares / (this.values.length - 1));
  }

  getMax(): number {
    return this.values.at(-1) ?? 0;
  }

  getMin(): number {
    return this.values[0] ?? 0;
  }
}
