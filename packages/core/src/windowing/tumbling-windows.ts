/** Tumbling windows: of one size, one behind the other. By event time and by processing time. */
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
import { StaggerOffsets, type WindowStagger } from "./window-stagger.ts";

/** What tumbling windows of both clocks share. @internal */
export abstract class TumblingWindows extends WindowAssigner<unknown, TimeWindow> {
  readonly size: number;
  readonly offset: number;
  /** @internal */
  readonly stagger: StaggerOffsets;

  protected constructor(size: DurationInput, offset: DurationInput, stagger: WindowStagger) {
    super();
    this.size = toMillis(size);
    this.offset = toMillis(offset);
    const given = { size: this.size, offset: this.offset };
    requireRule(new.target.name, "abs(offset) < size", given, Math.abs(this.offset) < this.size);
    this.stagger = new StaggerOffsets(stagger, this.size);
  }

  protected windowAt(timestamp: number, context: WindowAssignerContext): TimeWindow {
    const offset = (this.offset + this.stagger.offsetOf(context)) % this.size;
    const start = TimeWindow.getWindowStartWithOffset(timestamp, offset, this.size);
    return new TimeWindow(start, start + this.size);
  }

  override getWindowSerializer(): TimeWindowSerializer {
    return new TimeWindowSerializer();
  }

  override toString(): string {
    return `${this.constructor.name}(${this.size})`;
  }
}

/** Windows of one size by the records' timestamps. Flink: `TumblingEventTimeWindows`. */
export class TumblingEventTimeWindows extends TumblingWindows {
  /** `offset` shifts the beginning of all windows, e.g. by a time zone; it is smaller than `size`. */
  static of(
    size: DurationInput,
    offset: DurationInput = 0,
    stagger: WindowStagger = "ALIGNED",
  ): TumblingEventTimeWindows {
    return new TumblingEventTimeWindows(size, offset, stagger);
  }

  assignWindows(
    _element: unknown,
    timestamp: number,
    context: WindowAssignerContext,
  ): TimeWindow[] {
    if (timestamp === NO_TIMESTAMP) throw streamError("WINDOW_NO_TIMESTAMP", {});
    return [this.windowAt(timestamp, context)];
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return EventTimeTrigger.create();
  }

  isEventTime(): boolean {
    return true;
  }
}

/** Windows of one size by the wall clock. Flink: `TumblingProcessingTimeWindows`. */
export class TumblingProcessingTimeWindows extends TumblingWindows {
  /** `offset` shifts the beginning of all windows; it is smaller than `size`. */
  static of(
    size: DurationInput,
    offset: DurationInput = 0,
    stagger: WindowStagger = "ALIGNED",
  ): TumblingProcessingTimeWindows {
    return new TumblingProcessingTimeWindows(size, offset, stagger);
  }

  assignWindows(
    _element: unknown,
    _timestamp: number,
    context: WindowAssignerContext,
  ): TimeWindow[] {
    return [this.windowAt(context.getCurrentProcessingTime(), context)];
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return ProcessingTimeTrigger.create();
  }

  isEventTime(): boolean {
    return false;
  }
}
