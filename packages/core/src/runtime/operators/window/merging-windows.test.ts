/** How windows of one key merge: WA-21 and WA-23. Which windows the contents come from stands for Flink's state window. */
import { expect, test } from "vitest";
import { arrowsOf, valueOf } from "../../../../../../tests/conformance/cases.ts";
import { EventTimeSessionWindows } from "../../../windowing/session-windows.ts";
import { TimeWindow } from "../../../windowing/time-window.ts";
import type { Window } from "../../../windowing/window.ts";
import { WorkerSignals } from "../../signals.ts";
import { ObjectTable } from "../../state/object-table.ts";
import { MergingWindows } from "./merging-windows.ts";
import { PaneTable } from "./pane.ts";

function createWindows() {
  const { running } = new WorkerSignals();
  const guard = { running, operatorNumber: 1, operatorName: "window", subtaskIndex: 0 };
  const table = new ObjectTable(guard, () => 0);
  const slot = table.setCurrentKey("key");
  const panes = new PaneTable(table);
  const merges: string[] = [];
  const windows = new MergingWindows(EventTimeSessionWindows.withGap(3), panes, {
    operatorName: "window",
    endedUntilMs: () => Number.NEGATIVE_INFINITY,
    merge(into, sources) {
      merges.push(`${sources.map(({ window }) => text(window)).join("")} -> ${text(into.window)}`);
      for (const source of sources) panes.remove(slot, source);
    },
  });
  const add = (start: number, end: number) =>
    text(windows.add(slot, "key", new TimeWindow(start, end)).window);
  const live = () => panes.panesAt(slot).map(({ window }) => text(window));
  return { add, merges, live, panes, slot };
}

function text(window: Window): string {
  return window instanceof TimeWindow ? `[${window.start},${window.end})` : "another window";
}

test("WA-21 windows merge as they come; what is covered or equal merges nothing", () => {
  const { add, merges, live, panes, slot } = createWindows();
  // Each window is itself where the text does not say what it became.
  const [first, again, third, fourth, ...others] = arrowsOf("WA-21", "windows").map(
    ({ from, to }) => to[0] ?? from,
  );
  expect([add(0, 4), add(0, 4)]).toEqual([first, again]);
  expect(merges.splice(0)).toEqual([]);
  expect([add(3, 5), add(4, 6)]).toEqual([third, fourth]);
  expect(merges.splice(0)).toEqual(["[0,4) -> [0,5)", "[0,5) -> [0,6)"]);
  expect([add(1, 4), add(0, 4), add(3, 5), add(4, 6)]).toEqual(Array(4).fill(fourth));
  expect(merges.splice(0)).toEqual([]);
  expect([add(11, 14), add(10, 13), add(12, 15)]).toEqual(others.slice(0, 3));
  expect(add(11, 14)).toBe(others[2]);
  expect(merges.splice(0)).toEqual(["[11,14) -> [10,14)", "[10,14) -> [10,15)"]);
  const retired = panes.find(slot, new TimeWindow(0, 6));
  if (retired !== undefined) panes.remove(slot, retired);
  expect(live()).toEqual(["[10,15)"]);
});

test("WA-23 a large window takes over one that it covers", () => {
  const { add, merges, live } = createWindows();
  const [large, covered] = [valueOf("WA-23", "window"), valueOf("WA-23", "stateWindow")];
  expect([add(1, 2), add(0, 3), add(0, 3)]).toEqual([covered, large, large]);
  expect([merges, live()]).toEqual([[`${covered} -> ${large}`], [large]]);
});
