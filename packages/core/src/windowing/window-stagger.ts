/** `WindowStagger`: lets the windows of different subtasks begin at different times, to spread the load. */
import { type Enum, enumOf } from "../base/enum.ts";
import { TimeWindow } from "./time-window.ts";
import type { WindowAssignerContext } from "./window-assigner.ts";

/** `ALIGNED`: all together. `RANDOM`: by a random offset. `NATURAL`: by when the first record comes. Flink: `WindowStagger`. */
export type WindowStagger = "ALIGNED" | "RANDOM" | "NATURAL";
/** The names of `WindowStagger`. */
export const WindowStagger: Enum<WindowStagger> = /* @__PURE__ */ enumOf(
  "ALIGNED",
  "RANDOM",
  "NATURAL",
);

/** The offsets of tumbling windows, one for each subtask, decided by the first record that it gets. */
export class StaggerOffsets {
  private readonly stagger: WindowStagger;
  private readonly sizeMs: number;
  private readonly offsets: WeakMap<WindowAssignerContext, number> = new WeakMap();

  constructor(stagger: WindowStagger, sizeMs: number) {
    this.stagger = stagger;
    this.sizeMs = sizeMs;
  }

  offsetOf(context: WindowAssignerContext): number {
    if (this.stagger === "ALIGNED") return 0;
    let offset = this.offsets.get(context);
    if (offset === undefined) {
      offset = this.#choose(context.getCurrentProcessingTime());
      this.offsets.set(context, offset);
    }
    return offset;
  }

  /** The offset that was chosen, `undefined` while there is none. */
  chosen(context: WindowAssignerContext): number | undefined {
    return this.offsets.get(context);
  }

  /** Goes on with an offset that was chosen before a restore. */
  restore(context: WindowAssignerContext, offset: number): void {
    this.offsets.set(context, offset);
  }

  #choose(nowMs: number): number {
    if (this.stagger === "RANDOM") return Math.floor(Math.random() * this.sizeMs);
    return nowMs - TimeWindow.getWindowStartWithOffset(nowMs, 0, this.sizeMs);
  }
}
