/** `GlobalWindows`: one window for all records of a key. Nothing is ever late; without a trigger nothing comes out. */

import { GlobalWindow } from "./global-window.ts";
import { EndOfStreamTrigger, NeverTrigger } from "./never-trigger.ts";
import type { Trigger } from "./trigger.ts";
import type { Window } from "./window.ts";
import { WindowAssigner } from "./window-assigner.ts";
import { GlobalWindowSerializer } from "./window-serializers.ts";

/** Everything in one window. Flink: `GlobalWindows`. */
export class GlobalWindows extends WindowAssigner<unknown, GlobalWindow> {
  private readonly trigger: Trigger<unknown, Window>;

  private constructor(trigger: Trigger<unknown, Window>) {
    super();
    this.trigger = trigger;
  }

  /** Never fires by itself: set a trigger. */
  static create(): GlobalWindows {
    return new GlobalWindows(new NeverTrigger());
  }

  /** Fires once, when the input has ended. */
  static createWithEndOfStreamTrigger(): GlobalWindows {
    return new GlobalWindows(new EndOfStreamTrigger());
  }

  assignWindows(): GlobalWindow[] {
    return [GlobalWindow.get()];
  }

  getDefaultTrigger(): Trigger<unknown, Window> {
    return this.trigger;
  }

  override getWindowSerializer(): GlobalWindowSerializer {
    return new GlobalWindowSerializer();
  }

  isEventTime(): boolean {
    return false;
  }
}
