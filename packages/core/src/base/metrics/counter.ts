/** `Counter`: a whole number that goes up and down. */
import { wrongMetricValue } from "./wrong-metric-value.ts";

/** Counts in whole numbers, from 0. One per name, group and subtask. Flink: `Counter`. */
export class Counter {
  private count: number = 0;

  /** Adds; `METRIC_WRONG_VALUE` for what is no whole number. */
  inc(n: number = 1): void {
    if (!Number.isInteger(n)) throw wrongMetricValue("counter", n, "a whole number");
    this.count += n;
  }

  /** Takes away; `METRIC_WRONG_VALUE` for what is no whole number. */
  dec(n: number = 1): void {
    if (!Number.isInteger(n)) throw wrongMetricValue("counter", n, "a whole number");
    this.count -= n;
  }

  getCount(): number {
    return this.count;
  }
}
