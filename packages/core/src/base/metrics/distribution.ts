/** `Distribution`: sum, number, smallest and largest of the values it was given. */
import { wrongMetricValue } from "./wrong-metric-value.ts";

/** What a distribution says of its values; all 0 before the first. */
export interface DistributionValues {
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/** Sums values up without keeping them. One per name, group and subtask. PyFlink: `Distribution`. */
export class Distribution {
  private sum: number = 0;
  private count: number = 0;
  private min: number = Number.POSITIVE_INFINITY;
  private max: number = Number.NEGATIVE_INFINITY;

  /** Adds a value; `METRIC_WRONG_VALUE` for what is no finite number. */
  update(value: number): void {
    if (!Number.isFinite(value)) throw wrongMetricValue("distribution", value, "a finite number");
    this.sum += value;
    this.count += 1;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  /** What is known of the values so far. */
  getValues(): DistributionValues {
    const { sum, count, min, max } = this;
    if (count === 0) return { sum: 0, count: 0, min: 0, max: 0, mean: 0 };
    return { sum, count, min, max, mean: sum / count };
  }
}
