import { expect, test } from "vitest";
import { JobState } from "./job-state.ts";

test("a job goes its way step by step and says where it stands", () => {
  const state = new JobState();
  const seen = [state.status];
  for (const next of ["CREATED", "RUNNING", "FINISHED"] as const) {
    state.transition(next);
    seen.push(state.status);
  }
  expect(seen).toEqual(["INITIALIZING", "CREATED", "RUNNING", "FINISHED"]);
  expect(state.canBecome("FAILING")).toBe(false);
});

test("nothing follows a final state, and no state is skipped", () => {
  const state = new JobState();
  expect(() => state.transition("FINISHED")).toThrow(
    "a job does not go from INITIALIZING to FINISHED",
  );
  state.transition("FAILING");
  expect(state.canBecome("CANCELLING")).toBe(false);
  state.transition("FAILED");
  expect(() => state.transition("RUNNING")).toThrow("a job does not go from FAILED to RUNNING");
});
