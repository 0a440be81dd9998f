/** Sliding windows: of one size, beginning every `slide`; a record is in several of them. By event and processing time. */
import { type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
import { requireRule } from "./check-parameters.ts";
import { EventTimeTrigger } from "./event-time-trigger.ts";
import { ProcessingTimeTrigger } from "./processing-time-trigger.ts";
import { TimeWindow } from "./time-window.ts";
import type { Trigger } from "./trigger.ts";
import type { Window } from "./window.ts";
import { WindowAssigner, type WindowAssignerContext } from "./window-assigner.ts";
import { TimeWindowSerializer } from "./window-serializers.ts";

abstract class SlidingWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly size: number;
  readonly slide: number;
  readonly offset: number;

  protected constructor(size: DurationInput, slide: DurationInput, offset: DurationInput) {
    super();
    this.size = toMillis(size);
    this.slide = toMillis(slide);
    this.offset = toMillis(offset);
    const given = { size: this.size, slide: this.slide, offset: this.offset };
    const holds = Math.abs(this.offset) < this.slide && this.size > 0;
    requireRule(new.target.name, "abs(offset) < slide and size > 0", given, holds);
  }

  /** The windows around a timestamp, the last first. */
  protected windowsAt(timestamp: number): TimeWindow[] {
    const windows: TimeWindow[] = [];
    const last = TimeWindow.getWindowStartWithOffset(timestamp, this.offset, this.slide);
    for (let start = last; start > timestamp - this.size; start -= this.slide)
      windows.push(new TimeWindow(start, start + this.size));
    return windows;
  }

  override getWindowSerializer(): TimeWindowSerializer {
    return new TimeWindowSerializer();
  }

  override toString(): string {
    return `${this.constructor.name}(${this.size}, ${this.slide})`;
  }
}

/** Sliding windows by the records' timestamps. Flink: `SlidingEventTimeWindows`. */
export class SlidingEventTimeWindows extends SlidingWindows {
  /** `offset` shifts the beginning of all windows; it is smaller than `slide`. */
  static of(
    size: DurationInput,
    slide: DurationInput,
    offset: DurationInput = 0,
  ): SlidingEventTimeWindows {
    return new SlidingEventTimeWindows(size, slide, offset);
  }

  assignWindows(_element: unknown, timestamp: number): TimeWindow[] {
    if (timestamp === NO_TIMESTAMP) throw streamError("WINDOW_NO_TIMESTAMP", {});
    return this.windowsAt(timestamp);
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** Sliding windows by the wall clock. Flink: `SlidingProcessingTimeWindows`. */
export class SlidingProcessingTimeWindows extends SlidingWindows {
  /** `offset` shifts the beginning of all windows; it is smaller than `slide`. */
  static of(
    size: DurationInput,
    slide: DurationInput,
    offset: DurationInput = 0,
  ): SlidingProcessingTimeWindows {
    return new SlidingProcessingTimeWindows(size, slide, offset);
  }

  assignWindows(
    _element: unknown,
    _timestamp: number,
    context: WindowAssignerContext,
  ): TimeWindow[] {
    return this.windowsAt(context.getCurrentProcessingTime());
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}
