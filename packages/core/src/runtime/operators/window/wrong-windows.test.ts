/** What an assigner of the user's returns is checked where a program without types may get it wrong. */
import { expect, test } from "vitest";
import { runOperators } from "../../../testing/operator-harness.ts";
import { record, windowRun } from "../../../testing/window-script.ts";
import { EventTimeTrigger } from "../../../windowing/event-time-trigger.ts";
import type { TimeWindow } from "../../../windowing/time-window.ts";
import { WindowAssigner } from "../../../windowing/window-assigner.ts";

class Wrong extends WindowAssigner<unknown, TimeWindow> {
  readonly assigned: unknown;
  constructor(assigned: unknown) {
    super();
    this.assigned = assigned;
  }
  assignWindows() {
    return this.assigned as never;
  }
  getDefaultTrigger() {
    return EventTimeTrigger.create();
  }
  isEventTime() {
    return true;
  }
}

test.each([
  [5, "5"],
  [undefined, "undefined"],
  ["window", '"window"'],
  [[{ start: 1, end: 2 }], '{"start":1,"end":2}'],
  [[null], "null"],
])("an assigner that returns %j is told by name", async (assigned, value) => {
  const run = windowRun({ assigner: new Wrong(assigned), apply: () => [] });
  const { error } = await runOperators({ ...run, script: () => [record("a", 1, 1)] });
  expect(error).toMatchObject({
    code: "WINDOW_WRONG_WINDOWS",
    message: expect.stringContaining(` returned ${value}, which is no list of windows.`),
  });
});

test("an assigner may return any iterable, and no window at all", async () => {
  const run = windowRun({ assigner: new Wrong(new Set()), apply: () => [] });
  const { error } = await runOperators({ ...run, script: () => [record("a", 1, 1)] });
  expect(error).toBe(undefined);
});
