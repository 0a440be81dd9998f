/**
 * `Trigger`: decides when a window's function is called and when its contents are dropped.
 *
 * One trigger object serves all keys, windows and subtasks: it keeps nothing in fields, but through its context, whose
 * timers and state belong to the current key and window.
 */
import type { MetricGroup } from "../base/metrics/metric-group.ts";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  State,
  ValueState,
} from "../state/handles.ts";
import type { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

/** Clocks, timers, metrics and state of the current key and window. Valid during the call. Flink: `Trigger.TriggerContext`. */
export abstract class TriggerContext {
  abstract getCurrentProcessingTime(): number;
  abstract getCurrentWatermark(): number;
  /** Of the window operator in this subtask. */
  abstract getMetricGroup(): MetricGroup;
  abstract registerEventTimeTimer(time: number): void;
  abstract registerProcessingTimeTimer(time: number): void;
  abstract deleteEventTimeTimer(time: number): void;
  abstract deleteProcessingTimeTimer(time: number): void;
  /** State of the current key and window. */
  abstract getPartitionedState<T>(stateDescriptor: ValueStateDescriptor<T>): ValueState<T>;
  abstract getPartitionedState<T>(stateDescriptor: ListStateDescriptor<T>): ListState<T>;
  abstract getPartitionedState<T>(stateDescriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  abstract getPartitionedState<K, V>(stateDescriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  abstract getPartitionedState<IN, OUT>(
    stateDescriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT>;
  abstract getPartitionedState(stateDescriptor: StateDescriptor): State;
}

/** Context of a merge: the window is the result. Flink: `Trigger.OnMergeContext`. */
export abstract class OnMergeContext extends TriggerContext {
  /** Merges a list, reducing or aggregating state of the merged windows into that of the result. */
  abstract mergePartitionedState(stateDescriptor: StateDescriptor): void;
}

/** Base of all triggers. Flink: `Trigger`. */
export abstract class Trigger<in T, in W extends Window> {
  /** Called for every record that is added to a window. */
  abstract onElement(element: T, timestamp: number, window: W, ctx: TriggerContext): TriggerResult;
  /** Called for a timer of processing time that this trigger registered, and at the window's end. */
  abstract onProcessingTime(time: number, window: W, ctx: TriggerContext): TriggerResult;
  /** Called for a timer of event time that this trigger registered, and at the window's end. */
  abstract onEventTime(time: number, window: W, ctx: TriggerContext): TriggerResult;
  /** Drops the timers and the state of the window; called when it ends and when it is merged into another. */
  abstract clear(window: W, ctx: TriggerContext): void;

  /** True where `onMerge` is implemented: needed by session windows. Default false. */
  canMerge(): boolean {
    return false;
  }

  /** Called when windows were merged into `window`; before `clear` of those merged. */
  onMerge(_window: W, _ctx: OnMergeContext): void {
    // Triggers that cannot merge are refused before.
  }

  toString(): string {
    return `${this.constructor.name}()`;
  }
}

/** Flink's nested names. */
export declare namespace Trigger {
  type TriggerContext = import("./trigger.ts").TriggerContext;
  type OnMergeContext = import("./trigger.ts").OnMergeContext;
}
