/** What can be set on windows, whatever they are over. Users meet it as windowed streams and windows of joins. */
import type { DurationInput } from "../base/duration.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { Evictor } from "../windowing/evictor.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { Window } from "../windowing/window.ts";
import { type CallSite, callSite } from "./call-site.ts";
import type { WindowChoice } from "./window-choice.ts";

/** Windows `W` over elements `E`; late records are of type `L`. */
export abstract class Windowed<out E, W extends Window, out L> {
  declare private readonly elements: E;
  declare private readonly windows: W;
  declare private readonly late: L;
  /** @internal */
  protected abstract readonly choice: WindowChoice;
  /** Flink's name of the class, for messages. @internal */
  protected abstract readonly className: string;

  /** Replaces the assigner's default trigger. */
  trigger(trigger: Trigger<E, W>): this {
    this.choice.setTrigger(this.at("trigger"), trigger);
    return this;
  }

  /** Takes records out of a window before or after its function; the window then keeps all of its records. */
  evictor(evictor: Evictor<E, W>): this {
    this.choice.setEvictor(this.at("evictor"), evictor);
    return this;
  }

  /** How long windows of event time are kept behind their end, for late records; 0 unless set. A number is milliseconds. */
  allowedLateness(lateness: DurationInput): this {
    this.choice.setAllowedLateness(this.at("allowedLateness"), lateness);
    return this;
  }

  /** Sends records that are too late to a side output of the result: `result.getSideOutput(tag)`. Unless set they are dropped. */
  sideOutputLateData(outputTag: OutputTag<L>): this {
    this.choice.setLateTag(this.at("sideOutputLateData"), outputTag);
    return this;
  }

  /** @internal */
  protected at(method: string): CallSite {
    return callSite(this, `${this.className}.${method}`);
  }
}
