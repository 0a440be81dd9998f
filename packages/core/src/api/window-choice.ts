/** What the user chose for windows, checked at the user's call: assigner, trigger, evictor, lateness, late side output. */
import { type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import { OutputTag } from "../functions/output-tag.ts";
import type { WindowSettings } from "../plan/transformation.ts";
import type { Evictor } from "../windowing/evictor.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { checkAt, hasMethods } from "./check-arguments.ts";

/** One per windowed stream or pair of streams; as in Flink, the methods that set something change it. */
export class WindowChoice {
  private readonly assigner: WindowAssigner<never, Window>;
  private trigger: Trigger<never, Window>;
  private evictor: Evictor<never, Window> | undefined;
  private allowedLatenessMs = 0;
  private lateTag: OutputTag<never> | undefined;

  constructor(at: CallSite, assigner: unknown) {
    if (!isAssigner(assigner))
      throw wrongType(
        at,
        "windowAssigner",
        assigner,
        "a WindowAssigner such as TumblingEventTimeWindows.of(…)",
      );
    this.assigner = assigner;
    const trigger: unknown = assigner.getDefaultTrigger();
    if (!isTrigger(trigger))
      throw wrongType(
        at,
        "windowAssigner",
        assigner,
        "a WindowAssigner whose getDefaultTrigger() returns a Trigger",
      );
    this.trigger = trigger;
  }

  /** True for session windows and others that merge. */
  get isMerging(): boolean {
    return "mergeWindows" in this.assigner;
  }

  setTrigger(at: CallSite, trigger: unknown): void {
    if (!isTrigger(trigger)) throw wrongType(at, "trigger", trigger, "a Trigger");
    if (this.isMerging && !trigger.canMerge()) {
      throw streamError(
        "WINDOW_TRIGGER_CANNOT_MERGE",
        { trigger: String(trigger), assigner: String(this.assigner) },
        { where: { location: at.location } },
      );
    }
    this.trigger = trigger;
  }

  setEvictor(at: CallSite, evictor: unknown): void {
    if (!isEvictor(evictor)) throw wrongType(at, "evictor", evictor, "an Evictor");
    this.evictor = evictor;
  }

  setAllowedLateness(at: CallSite, lateness: DurationInput): void {
    const ms = checkAt(at, () => toMillis(lateness));
    if (ms < 0) throw wrongType(at, "lateness", lateness, "a span of time that is not negative");
    this.allowedLatenessMs = ms;
  }

  setLateTag(at: CallSite, tag: unknown): void {
    if (!OutputTag.is(tag)) throw wrongType(at, "outputTag", tag, "an OutputTag");
    this.lateTag = tag;
  }

  /** The settings of the node. */
  settings(): WindowSettings {
    const { assigner, trigger, evictor, allowedLatenessMs, lateTag } = this;
    return { assigner, trigger, evictor, allowedLatenessMs, lateTag };
  }

  /** What plans show of the windows: `Window(TumblingEventTimeWindows(5000), EventTimeTrigger(), reduce)`. */
  describe(functionName: string): string {
    const parts = [this.assigner, this.trigger, this.evictor, functionName];
    return `Window(${parts.filter((part) => part !== undefined).join(", ")})`;
  }
}

function isAssigner(value: unknown): value is WindowAssigner<never, Window> {
  return hasMethods(value, ["assignWindows", "getDefaultTrigger", "isEventTime"]);
}

function isTrigger(value: unknown): value is Trigger<never, Window> {
  return hasMethods(value, ["onElement", "onEventTime", "onProcessingTime", "clear", "canMerge"]);
}

function isEvictor(value: unknown): value is Evictor<never, Window> {
  return hasMethods(value, ["evictBefore", "evictAfter"]);
}
