/** Session windows whose gap depends on the record: each begins one that lasts as long as the extractor says. */
import { streamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
import { EventTimeTrigger } from "./event-time-trigger.ts";
import { ProcessingTimeTrigger } from "./processing-time-trigger.ts";
import { TimeWindow } from "./time-window.ts";
import type { Trigger } from "./trigger.ts";
import type { Window } from "./window.ts";
import {
  type MergeCallback,
  MergingWindowAssigner,
  type WindowAssignerContext,
} from "./window-assigner.ts";
import { TimeWindowSerializer } from "./window-serializers.ts";

/** The gap after a record, in ms. Flink: `SessionWindowTimeGapExtractor`. */
export abstract class SessionWindowTimeGapExtractor<in T> {
  abstract extract(element: T): number;
}

/** An extractor, or the same as a function. */
export type GapExtractor<T> = ((element: T) => number) | SessionWindowTimeGapExtractor<T>;

abstract class DynamicSessionWindows<in T> extends MergingWindowAssigner<T, TimeWindow> {
  private readonly gapOf: (element: T) => number;

  protected constructor(extractor: GapExtractor<T>) {
    super();
    this.gapOf =
      typeof extractor === "function" ? extractor : (element) => extractor.extract(element);
  }

  protected sessionAt(element: T, timestamp: number): TimeWindow[] {
    const gap = this.gapOf(element);
    if (!(gap > 0)) throw streamError("WINDOW_WRONG_GAP", { gap });
    return [new TimeWindow(timestamp, timestamp + gap)];
  }

  mergeWindows(windows: Iterable<TimeWindow>, callback: MergeCallback<TimeWindow>): void {
    TimeWindow.mergeWindows(windows, callback);
  }
  override getWindowSerializer(): TimeWindowSerializer {
    return new TimeWindowSerializer();
  }
}

/** Sessions by the records' timestamps, with a gap for each. Flink: `DynamicEventTimeSessionWindows`. */
export class DynamicEventTimeSessionWindows<in T> extends DynamicSessionWindows<T> {
  static withDynamicGap<T>(extractor: GapExtractor<T>): DynamicEventTimeSessionWindows<T> {
    return new DynamicEventTimeSessionWindows(extractor);
  }

  assignWindows(element: T, timestamp: number): TimeWindow[] {
    if (timestamp === NO_TIMESTAMP) throw streamError("WINDOW_NO_TIMESTAMP", {});
    return this.sessionAt(element, timestamp);
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** Sessions by the wall clock, with a gap for each record. Flink: `DynamicProcessingTimeSessionWindows`. */
export class DynamicProcessingTimeSessionWindows<in T> extends DynamicSessionWindows<T> {
  static withDynamicGap<T>(extractor: GapExtractor<T>): DynamicProcessingTimeSessionWindows<T> {
    return new DynamicProcessingTimeSessionWindows(extractor);
  }

  assignWindows(element: T, _timestamp: number, context: WindowAssignerContext): TimeWindow[] {
    return this.sessionAt(element, context.getCurrentProcessingTime());
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}
