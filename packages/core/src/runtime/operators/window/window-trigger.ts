/** The trigger of an operator's windows: its calls, and the context with timers and state of the current pane. */
import type { MetricGroup } from "../../../base/metrics/metric-group.ts";
import { streamError } from "../../../base/stream-error.ts";
import type { StateDescriptor } from "../../../state/descriptors.ts";
import type { State } from "../../../state/handles.ts";
import { previewOf } from "../../../types/text.ts";
import { OnMergeContext, type Trigger } from "../../../windowing/trigger.ts";
import { TriggerResult } from "../../../windowing/trigger-result.ts";
import type { Window } from "../../../windowing/window.ts";
import type { CallGuard } from "../../state/backend.ts";
import type { KeyedTimers } from "../../time/timer-service.ts";
import type { Pane } from "./pane.ts";
import type { PaneTimers } from "./pane-timers.ts";
import type { WindowState } from "./window-state.ts";

/** What the trigger's context is made of. */
export interface TriggerParts {
  readonly guard: CallGuard;
  readonly timers: KeyedTimers;
  readonly paneTimers: PaneTimers;
  readonly state: WindowState;
  readonly metricGroup: MetricGroup;
}

const NO_PANES: readonly Pane[] = [];

/** Context of the pane of the current call. */
class PaneTriggerContext extends OnMergeContext {
  readonly #parts: TriggerParts;
  pane: Pane;
  /** During a merge: those that become `pane`. */
  merged: readonly Pane[] = NO_PANES;

  constructor(parts: TriggerParts, pane: Pane) {
    super();
    this.#parts = parts;
    this.pane = pane;
  }

  getCurrentProcessingTime(): number {
    return this.#parts.timers.currentProcessingTime();
  }

  getCurrentWatermark(): number {
    return this.#parts.timers.currentWatermark();
  }

  getMetricGroup(): MetricGroup {
    return this.#parts.metricGroup;
  }

  registerEventTimeTimer(time: number): void {
    this.#parts.paneTimers.registerEventTime(this.pane, time);
  }

  registerProcessingTimeTimer(time: number): void {
    this.#parts.paneTimers.registerProcessingTime(this.pane, time);
  }

  deleteEventTimeTimer(time: number): void {
    this.#parts.paneTimers.deleteEventTime(this.pane, time);
  }

  deleteProcessingTimeTimer(time: number): void {
    this.#parts.paneTimers.deleteProcessingTime(this.pane, time);
  }

  getPartitionedState(stateDescriptor: StateDescriptor): never {
    const state: State = this.#parts.state.handle(this.pane, stateDescriptor);
    return state as never; // the overloads say which kind a descriptor gives
  }

  mergePartitionedState(stateDescriptor: StateDescriptor): void {
    this.#parts.state.merge(this.pane, this.merged, stateDescriptor);
  }
}

/** Calls the trigger. */
export class WindowTrigger {
  readonly #trigger: Trigger<unknown, Window>;
  readonly #parts: TriggerParts;
  #context: PaneTriggerContext | undefined;

  constructor(trigger: Trigger<unknown, Window>, parts: TriggerParts) {
    this.#trigger = trigger;
    this.#parts = parts;
  }

  onElement(pane: Pane, value: unknown, timestampMs: number): TriggerResult {
    const context = this.#enter(pane);
    return this.#checked(this.#trigger.onElement(value, timestampMs, pane.window, context));
  }

  onEventTime(pane: Pane, timestampMs: number): TriggerResult {
    const context = this.#enter(pane);
    return this.#checked(this.#trigger.onEventTime(timestampMs, pane.window, context));
  }

  onProcessingTime(pane: Pane, timestampMs: number): TriggerResult {
    const context = this.#enter(pane);
    return this.#checked(this.#trigger.onProcessingTime(timestampMs, pane.window, context));
  }

  onMerge(pane: Pane, merged: readonly Pane[]): void {
    const context = this.#enter(pane);
    context.merged = merged;
    this.#trigger.onMerge(pane.window, context);
    context.merged = NO_PANES;
  }

  clear(pane: Pane): void {
    this.#trigger.clear(pane.window, this.#enter(pane));
  }

  #enter(pane: Pane): PaneTriggerContext {
    const { guard } = this.#parts;
    guard.running.number = guard.operatorNumber;
    this.#context ??= new PaneTriggerContext(this.#parts, pane);
    this.#context.pane = pane;
    return this.#context;
  }

  #checked(result: unknown): TriggerResult {
    if (result instanceof TriggerResult) return result;
    const { operatorName } = this.#parts.guard;
    throw streamError("WINDOW_WRONG_TRIGGER_RESULT", {
      operator: operatorName,
      value: previewOf(result),
    });
  }
}
