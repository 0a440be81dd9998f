/**
 * `Meter`: how many events there were, and how many per second.
 *
 * M1: a ring holds the events of each second of the time span, and of the one that runs; what is older is in the count
 * alone. M2: the clock is the worker's processing time, a field: it is not asked for each event.
 */
import { wrongMetricValue } from "./wrong-metric-value.ts";

const SECOND_MS = 1000;

/** Counts events and their rate over a time span. One per name, group and subtask. Flink: `MeterView`. */
export class Meter {
  private count: number = 0;
  private readonly nowMs: () => number;
  /** Events by second, modulo its length. */
  private readonly seconds: Float64Array;
  /** The second that runs; none before the first event. */
  private second: number | undefined;

  /** `nowMs` is a clock in milliseconds that does not go back. @internal */
  constructor(timeSpanInSeconds: number, nowMs: () => number) {
    this.nowMs = nowMs;
    this.seconds = new Float64Array(timeSpanInSeconds + 1);
  }

  /** Adds events that have just happened; `METRIC_WRONG_VALUE` for what is no whole number from 0. */
  markEvent(value: number = 1): void {
    if (!Number.isInteger(value) || value < 0)
      throw wrongMetricValue("meter", value, "a whole number that is not negative");
    this.count += value;
    const index = this.advance() % this.seconds.length;
    this.seconds[index] = (this.seconds[index] ?? 0) + value;
  }

  /** All events so far. */
  getCount(): number {
    return this.count;
  }

  /**
   * Events per second, over as many whole seconds as the time span has, up to the last one that is complete. A job that
   * has not run as long is rated as if nothing had happened before, as in Flink.
   */
  getRate(): number {
    const running = this.advance() % this.seconds.length;
    let sum = 0;
    for (const [index, events] of this.seconds.entries()) if (index !== running) sum += events;
    return sum / (this.seconds.length - 1);
  }

  /** The second that runs; empties those that have begun since the last look. */
  private advance(): number {
    const second = Math.floor(this.nowMs() / SECOND_MS);
    const last = this.second;
    if (last === undefined) {
      this.second = second;
      return second;
    }
    if (second <= last) return last;
    const passed = Math.min(second - last, this.seconds.length);
    for (let after = 1; after <= passed; after += 1)
      this.seconds[(last + after) % this.seconds.length] = 0;
    this.second = second;
    return second;
  }
}
