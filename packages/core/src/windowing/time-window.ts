/** `TimeWindow`: the records from `start` (inclusive) to `end` (exclusive), and the merging of those that touch. */

import { Window } from "./window.ts";
import type { MergeCallback } from "./window-assigner.ts";

/** A window of time, in ms. Flink: `TimeWindow`. */
export class TimeWindow extends Window {
  readonly start: number;
  readonly end: number;

  constructor(start: number, end: number) {
    super();
    this.start = start;
    this.end = end;
  }

  /** `end - 1`. */
  maxTimestamp(): number {
    return this.end - 1;
  }

  /** True where the windows overlap or touch. */
  intersects(other: TimeWindow): boolean {
    return this.start <= other.end && this.end >= other.start;
  }

  /** The smallest window that covers both. */
  cover(other: TimeWindow): TimeWindow {
    return new TimeWindow(Math.min(this.start, other.start), Math.max(this.end, other.end));
  }

  equals(other: unknown): boolean {
    return other instanceof TimeWindow && other.start === this.start && other.end === this.end;
  }

  override toString(): string {
    return `TimeWindow{start=${this.start}, end=${this.end}}`;
  }

  /** Start of the window of that size in which a timestamp lies; also for negative timestamps. */
  static getWindowStartWithOffset(timestamp: number, offset: number, windowSize: number): number {
    const remainder = (timestamp - offset) % windowSize;
    return timestamp - (remainder < 0 ? remainder + windowSize : remainder);
  }

  /** Merges windows that overlap or touch; calls back for every result that covers two different windows or more. */
  static mergeWindows(windows: Iterable<TimeWindow>, callback: MergeCallback<TimeWindow>): void {
    const sorted = [...windows].sort((a, b) => a.start - b.start);
    let merged: TimeWindow[] = [];
    let result: TimeWindow | undefined;
    const close = () => {
      if (result !== undefined && merged.length > 1) callback.merge(merged, result);
    };
    for (const window of sorted) {
      if (result?.intersects(window) === true) {
        result = result.cover(window);
        if (!merged.some((one) => one.equals(window))) merged.push(window);
      } else {
        close();
        result = window;
        merged = [window];
      }
    }
    close();
  }
}
