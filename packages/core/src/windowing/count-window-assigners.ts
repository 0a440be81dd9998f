/**
 * Windows by number of records, counted per key, as PyFlink has them; they fire when they are full.
 *
 * Java's `countWindow(size, slide)` fires every `slide` records with up to `size` of the last ones; that is
 * `GlobalWindows` with `CountTrigger.of(slide)` and `CountEvictor.of(size)`.
 */
import { ValueStateDescriptor } from "../state/descriptors.ts";
import { positiveCount } from "./check-parameters.ts";
import { CountTrigger } from "./count-trigger.ts";
import { CountWindow } from "./count-window.ts";
import type { Trigger } from "./trigger.ts";
import type { Window } from "./window.ts";
import { WindowAssigner, type WindowAssignerContext } from "./window-assigner.ts";
import { CountWindowSerializer } from "./window-serializers.ts";

abstract class CountWindowAssigner extends WindowAssigner<unknown, CountWindow> {
  readonly windowSize: number;
  private readonly counter: ValueStateDescriptor<number>;

  protected constructor(windowSize: number, state: string) {
    super();
    this.windowSize = positiveCount(new.target.name, "windowSize", windowSize);
    this.counter = new ValueStateDescriptor<number>(state);
  }

  /** How many records of the key came before this one. */
  protected countBefore(context: WindowAssignerContext): number {
    const state = context.getRuntimeContext().getState(this.counter);
    const count = state.value() ?? 0;
    state.update(count + 1);
    return count;
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return CountTrigger.of(this.windowSize);
  }

  override getWindowSerializer(): CountWindowSerializer {
    return new CountWindowSerializer();
  }

  isEventTime(): boolean {
    return false;
  }
}

/** `windowSize` records in each window. PyFlink: `CountTumblingWindowAssigner`. */
export class CountTumblingWindowAssigner extends CountWindowAssigner {
  static of(windowSize: number): CountTumblingWindowAssigner {
    return new CountTumblingWindowAssigner(windowSize, "tumbling-count-assigner");
  }

  assignWindows(
    _element: unknown,
    _timestamp: number,
    context: WindowAssignerContext,
  ): CountWindow[] {
    return [new CountWindow(Math.floor(this.countBefore(context) / this.windowSize))];
  }

  override toString(): string {
    return `CountTumblingWindowAssigner(${this.windowSize})`;
  }
}

/** `windowSize` records in each window, one window beginning every `windowSlide` records. PyFlink: `CountSlidingWindowAssigner`. */
export class CountSlidingWindowAssigner extends CountWindowAssigner {
  readonly windowSlide: number;

  private constructor(windowSize: number, windowSlide: number) {
    super(windowSize, "slide-count-assigner");
    this.windowSlide = positiveCount("CountSlidingWindowAssigner", "windowSlide", windowSlide);
  }

  static of(windowSize: number, windowSlide: number): CountSlidingWindowAssigner {
    return new CountSlidingWindowAssigner(windowSize, windowSlide);
  }

  assignWindows(
    _element: unknown,
    _timestamp: number,
    context: WindowAssignerContext,
  ): CountWindow[] {
    const count = this.countBefore(context);
    const windows: CountWindow[] = [];
    for (let id = Math.floor(count / this.windowSlide); id >= 0; id -= 1) {
      if (count >= id * this.windowSlide + this.windowSize) break;
      windows.push(new CountWindow(id));
    }
    return windows;
  }

  override toString(): string {
    return `CountSlidingWindowAssigner(${this.windowSize}, ${this.windowSlide})`;
  }
}
