/** `TimestampedValue`: a record as evictors see it. */
import { NO_TIMESTAMP } from "../base/timestamps.ts";

/** A record and its timestamp. Flink: `TimestampedValue`. */
export class TimestampedValue<out T> {
  private readonly value: T;
  private readonly timestamp: number;

  constructor(value: T, timestamp: number) {
    this.value = value;
    this.timestamp = timestamp;
  }

  getValue(): T {
    return this.value;
  }

  /** In ms; `MIN_TIMESTAMP` where the record has none. */
  getTimestamp(): number {
    return this.timestamp;
  }

  hasTimestamp(): boolean {
    return this.timestamp !== NO_TIMESTAMP;
  }
}
