/**
 * The windows of a key where they merge: a new window joins those that the assigner says, with contents, timers, state.
 *
 * MW1: after `add`, no two windows of a key are ones that the assigner would merge. MW2: the contents of a merged window
 * are in the result exactly once, also where they were purged: then the result begins empty.
 */
import { streamError } from "../../../base/stream-error.ts";
import { previewOf } from "../../../types/text.ts";
import type { Window } from "../../../windowing/window.ts";
import type { MergingWindowAssigner } from "../../../windowing/window-assigner.ts";
import { isSameWindow, type Pane, type PaneTable } from "./pane.ts";

/** What happens to panes that become one. */
export interface PaneMerge {
  /** `into` is new and empty. */
  merge(into: Pane, sources: readonly Pane[]): void;
  /** The time up to which windows have ended, where a merge must not lead. */
  endedUntilMs(): number;
  readonly operatorName: string;
}

interface MergeResult {
  readonly window: Window;
  readonly merged: readonly Window[];
}

/** Adds windows that merge. */
export class MergingWindows {
  readonly #assigner: MergingWindowAssigner<unknown, Window>;
  readonly #panes: PaneTable;
  readonly #merge: PaneMerge;

  constructor(
    assigner: MergingWindowAssigner<unknown, Window>,
    panes: PaneTable,
    merge: PaneMerge,
  ) {
    this.#assigner = assigner;
    this.#panes = panes;
    this.#merge = merge;
  }

  /** The pane in which the window is from now on. */
  add(slot: number, key: unknown, window: Window): Pane {
    const same = this.#panes.find(slot, window);
    if (same !== undefined) return same;
    let target: Pane | undefined;
    for (const { window: result, merged } of this.#mergeResults(slot, window)) {
      const sources = merged.flatMap((one) => this.#panes.find(slot, one) ?? []);
      const pane = this.#resultPane(slot, key, result, sources);
      if (merged.some((one) => isSameWindow(one, window))) target = pane;
    }
    return target ?? this.#panes.add(slot, key, window);
  }

  #mergeResults(slot: number, window: Window): MergeResult[] {
    const windows = this.#panes.panesAt(slot).map((pane) => pane.window);
    if (windows.length === 0) return [];
    windows.push(window);
    const results: MergeResult[] = [];
    this.#assigner.mergeWindows(windows, {
      merge: (toBeMerged, mergeResult) => {
        results.push({ window: mergeResult, merged: [...toBeMerged] });
      },
    });
    return results;
  }

  #resultPane(slot: number, key: unknown, window: Window, sources: readonly Pane[]): Pane {
    const [only] = sources;
    if (sources.length === 1 && only !== undefined && isSameWindow(only.window, window))
      return only;
    const endedMs = this.#merge.endedUntilMs();
    if (sources.length > 0 && window.maxTimestamp() <= endedMs) {
      throw streamError("WINDOW_MERGED_INTO_PAST", {
        operator: this.#merge.operatorName,
        window: previewOf(window),
        end: window.maxTimestamp(),
        time: endedMs,
      });
    }
    const pane = this.#panes.add(slot, key, window);
    if (sources.length > 0) this.#merge.merge(pane, sources);
    return pane;
  }
}
