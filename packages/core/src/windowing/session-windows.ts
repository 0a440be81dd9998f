/** Session windows: a session lasts until no record has come for the gap. By event time and by processing time. */
import type { DurationInput } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
import { positiveMillis } from "./check-parameters.ts";
import {
  DynamicEventTimeSessionWindows,
  DynamicProcessingTimeSessionWindows,
  type GapExtractor,
} from "./dynamic-session-windows.ts";
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

abstract class SessionWindows extends MergingWindowAssigner<unknown, TimeWindow> {
  readonly gap: number;

  protected constructor(gap: DurationInput) {
    super();
    this.gap = positiveMillis(new.target.name, "gap", gap);
  }

  mergeWindows(windows: Iterable<TimeWindow>, callback: MergeCallback<TimeWindow>): void {
    TimeWindow.mergeWindows(windows, callback);
  }

  override getWindowSerializer(): TimeWindowSerializer {
    return new TimeWindowSerializer();
  }

  override toString(): string {
    return `${this.constructor.name}(${this.gap})`;
  }
}

/** Sessions by the records' timestamps. Records exactly one gap apart are in one session. Flink: `EventTimeSessionWindows`. */
export class EventTimeSessionWindows extends SessionWindows {
  static withGap(gap: DurationInput): EventTimeSessionWindows {
    return new EventTimeSessionWindows(gap);
  }

  static withDynamicGap<T>(extractor: GapExtractor<T>): DynamicEventTimeSessionWindows<T> {
    return DynamicEventTimeSessionWindows.withDynamicGap(extractor);
  }

  assignWindows(_element: unknown, timestamp: number): TimeWindow[] {
    if (timestamp === NO_TIMESTAMP) throw streamError("WINDOW_NO_TIMESTAMP", {});
    return [new TimeWindow(timestamp, timestamp + this.gap)];
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** Sessions by the wall clock. Flink: `ProcessingTimeSessionWindows`. */
export class ProcessingTimeSessionWindows extends SessionWindows {
  static withGap(gap: DurationInput): ProcessingTimeSessionWindows {
    return new ProcessingTimeSessionWindows(gap);
  }

  static withDynamicGap<T>(extractor: GapExtractor<T>): DynamicProcessingTimeSessionWindows<T> {
    return DynamicProcessingTimeSessionWindows.withDynamicGap(extractor);
  }

  assignWindows(
    _element: unknown,
    _timestamp: number,
    context: WindowAssignerContext,
  ): TimeWindow[] {
    const now = context.getCurrentProcessingTime();
    return [new TimeWindow(now, now + this.gap)];
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}
