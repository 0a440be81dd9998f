/**
 * `WindowAssigner`: puts every record into windows. `MergingWindowAssigner`: merges windows, as sessions do.
 *
 * One assigner object serves all keys and subtasks; state is kept through its context.
 */
import type { KeyedStateStore } from "../state/keyed-state-store.ts";
import type { TypeSerializer } from "../types/type-serializer.ts";
import type { Trigger } from "./trigger.ts";
import type { Window } from "./window.ts";

/** What an assigner sees besides the record; one for each subtask. Flink: `WindowAssigner.WindowAssignerContext`. */
export abstract class WindowAssignerContext {
  abstract getCurrentProcessingTime(): number;
  /** State of the current key. */
  abstract getRuntimeContext(): KeyedStateStore;
}

/** Base of all assigners. Flink: `WindowAssigner`. */
export abstract class WindowAssigner<in T, W extends Window> {
  /** The windows of a record. `timestamp` is `MIN_TIMESTAMP` where it has none. */
  abstract assignWindows(
    element: T,
    timestamp: number,
    context: WindowAssignerContext,
  ): Iterable<W>;
  /** The trigger of windows for which the user names none. */
  abstract getDefaultTrigger(): Trigger<T, NoInfer<W>>;
  /** True where windows end by watermarks, false where they end by the wall clock. */
  abstract isEventTime(): boolean;
  /**
   * Writes the windows into snapshots. Needed where they are of a class of the user's; `TimeWindow`, `GlobalWindow` and
   * `CountWindow` are known.
   */
  getWindowSerializer?(): TypeSerializer<W>;

  toString(): string {
    return `${this.constructor.name}()`;
  }
}

/** Flink's nested names. */
export declare namespace WindowAssigner {
  type WindowAssignerContext = import("./window-assigner.ts").WindowAssignerContext;
}

/** Is told which windows become one. Flink: `MergingWindowAssigner.MergeCallback`. */
export abstract class MergeCallback<W extends Window> {
  abstract merge(toBeMerged: Iterable<W>, mergeResult: W): void;
}

/** Base of assigners whose windows merge. Flink: `MergingWindowAssigner`. */
export abstract class MergingWindowAssigner<in T, W extends Window> extends WindowAssigner<T, W> {
  /** Calls back for every set of windows that becomes one. `windows` are those of one key. */
  abstract mergeWindows(windows: Iterable<W>, callback: MergeCallback<W>): void;
}

/** Flink's nested names. */
export declare namespace MergingWindowAssigner {
  type MergeCallback<W extends Window> = import("./window-assigner.ts").MergeCallback<W>;
}
