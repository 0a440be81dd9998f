/** The listed gaps are gaps: a mode that is built must have its lines deleted, so that its cases run. */
import { expect, test } from "vitest";
import { knownGaps, modesOf } from "../known-gaps.ts";
import { collected, streaming } from "./streaming-environment.ts";

test.each(knownGaps)("$id cannot run in $mode mode yet: $reason", async ({ mode }) => {
  const job = collected(streaming(2, mode).fromCollection([1, 2]));
  await expect(job).rejects.toMatchObject({
    code: "CONFIG_NOT_SUPPORTED",
    values: { key: "execution.runtime-mode", value: mode },
  });
});

test("a case runs in the modes that are no gap of it, and in one at least", () => {
  expect(modesOf("a case without gaps")).toEqual(["STREAMING", "BATCH"]);
  for (const { id, mode } of knownGaps) {
    expect(modesOf(id)).not.toContain(mode);
    expect(modesOf(id)).not.toEqual([]);
  }
});
