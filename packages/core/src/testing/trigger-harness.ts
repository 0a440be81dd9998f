/**
 * Runs a trigger without an operator: the windows of one key with their timers and state, as Flink's TriggerTestHarness.
 *
 * Timers are a plain list, so what the trigger registers is all there is; state is that of the window operator.
 */
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import { MIN_TIMESTAMP } from "../base/timestamps.ts";
import type { Pane } from "../runtime/operators/window/pane.ts";
import { WindowState } from "../runtime/operators/window/window-state.ts";
import { WorkerSignals } from "../runtime/signals.ts";
import { ObjectTable } from "../runtime/state/object-table.ts";
import type { StateDescriptor } from "../state/descriptors.ts";
import type { TimeWindow } from "../windowing/time-window.ts";
import { OnMergeContext, type Trigger } from "../windowing/trigger.ts";
import type { TriggerResult } from "../windowing/trigger-result.ts";
import { detachedMetricGroup } from "./detached-metric-group.ts";

/** A timer that was registered and has neither fired nor been deleted. */
export interface TriggerTimer {
  readonly domain: "event" | "processing";
  readonly window: TimeWindow;
  readonly timestampMs: number;
}

/** One firing: the window, as its text, and what the trigger said. */
export type TriggerFiring = readonly [window: string, result: string];

/** The trigger with its surroundings. */
export class TriggerHarness {
  readonly #trigger: Trigger<unknown, TimeWindow>;
  readonly #table: ObjectTable;
  readonly #state: WindowState;
  readonly #metrics = detachedMetricGroup();
  #timers: TriggerTimer[] = [];
  #watermarkMs = MIN_TIMESTAMP;
  #processingTimeMs = 0;

  constructor(trigger: Trigger<unknown, TimeWindow>) {
    this.#trigger = trigger;
    const { running } = new WorkerSignals();
    running.number = 1;
    const guard = { running, operatorNumber: 1, operatorName: "trigger", subtaskIndex: 0 };
    this.#table = new ObjectTable(guard, () => 0);
    this.#state = new WindowState(this.#table, { name: "trigger", location: undefined });
  }

  /** The timers of a window, or all. */
  timers(window?: TimeWindow): readonly TriggerTimer[] {
    return this.#timers.filter((one) => window === undefined || one.window.equals(window));
  }

  /** How many windows have any state. */
  stateCount(): number {
    this.#table.clearCurrentKey();
    return this.#table.keyCount;
  }

  onElement(window: TimeWindow, timestampMs: number = window.start): string {
    return String(this.#trigger.onElement("record", timestampMs, window, this.#context(window)));
  }

  /** Fires what is due at `timestampMs`, in order. */
  advanceWatermark(timestampMs: number): TriggerFiring[] {
    this.#watermarkMs = timestampMs;
    return this.#fire("event", timestampMs, (time, window) =>
      this.#trigger.onEventTime(time, window, this.#context(window)),
    );
  }

  /** The same by the wall clock. */
  advanceProcessingTime(timestampMs: number): TriggerFiring[] {
    this.#processingTimeMs = timestampMs;
    return this.#fire("processing", timestampMs, (time, window) =>
      this.#trigger.onProcessingTime(time, window, this.#context(window)),
    );
  }

  /** Calls the trigger for a timer that it need not have. */
  onEventTime(window: TimeWindow, timestampMs: number): string {
    return String(this.#trigger.onEventTime(timestampMs, window, this.#context(window)));
  }

  /** `sources` become `into`: the trigger merges, and is cleared for each of them. */
  merge(into: TimeWindow, sources: readonly TimeWindow[]): void {
    this.#trigger.onMerge(into, this.#context(into, sources));
    for (const source of sources) this.clear(source);
  }

  clear(window: TimeWindow): void {
    this.#trigger.clear(window, this.#context(window));
  }

  #fire(
    domain: TriggerTimer["domain"],
    untilMs: number,
    call: (timestampMs: number, window: TimeWindow) => TriggerResult,
  ): TriggerFiring[] {
    const firings: TriggerFiring[] = [];
    for (;;) {
      const due = this.#timers
        .filter((one) => one.domain === domain && one.timestampMs <= untilMs)
        .toSorted((a, b) => a.timestampMs - b.timestampMs)[0];
      if (due === undefined) return firings;
      this.#timers = this.#timers.filter((one) => one !== due);
      const { start, end } = due.window;
      firings.push([`[${start},${end})`, String(call(due.timestampMs, due.window))]);
    }
  }

  #context(window: TimeWindow, merged: readonly TimeWindow[] = []): OnMergeContext {
    const state = this.#state;
    const metrics = this.#metrics;
    const times = {
      processingTimeMs: this.#processingTimeMs,
      watermarkMs: this.#watermarkMs,
    };
    const register = (timer: TriggerTimer): void => this.#register(timer);
    const remove = (timer: TriggerTimer): void => this.#delete(timer);
    return new (class extends OnMergeContext {
      getCurrentProcessingTime(): number {
        return times.processingTimeMs;
      }
      getCurrentWatermark(): number {
        return times.watermarkMs;
      }
      getMetricGroup(): MetricGroup {
        return metrics;
      }
      registerEventTimeTimer(time: number): void {
        register({ domain: "event", window, timestampMs: time });
      }
      registerProcessingTimeTimer(time: number): void {
        register({ domain: "processing", window, timestampMs: time });
      }
      deleteEventTimeTimer(time: number): void {
        remove({ domain: "event", window, timestampMs: time });
      }
      deleteProcessingTimeTimer(time: number): void {
        remove({ domain: "processing", window, timestampMs: time });
      }
      getPartitionedState(descriptor: StateDescriptor): never {
        return state.handle(paneOf(window), descriptor) as never; // the overloads say which kind a descriptor gives
      }
      mergePartitionedState(descriptor: StateDescriptor): void {
        state.merge(paneOf(window), merged.map(paneOf), descriptor);
      }
    })();
  }

  #register(timer: TriggerTimer): void {
    this.#delete(timer);
    this.#timers.push(timer);
  }

  #delete({ domain, window, timestampMs }: TriggerTimer): void {
    this.#timers = this.#timers.filter(
      (one) =>
        one.domain !== domain || one.timestampMs !== timestampMs || !one.window.equals(window),
    );
  }
}

/** State is found by the state key alone. */
function paneOf({ start, end }: TimeWindow): Pane {
  return { stateKey: `${start},${end}` } as unknown as Pane; // nothing else of a pane is read
}
