/** Triggers by themselves: what a purging trigger makes of results, and what results say of themselves. */
import { expect, test } from "vitest";
import { expectCase } from "../../../../tests/conformance/cases.ts";
import { GlobalWindow } from "./global-window.ts";
import { PurgingTrigger } from "./purging-trigger.ts";
import { type OnMergeContext, Trigger, type TriggerContext } from "./trigger.ts";
import { TriggerResult } from "./trigger-result.ts";
import type { Window } from "./window.ts";

const results = [
  TriggerResult.CONTINUE,
  TriggerResult.FIRE,
  TriggerResult.FIRE_AND_PURGE,
  TriggerResult.PURGE,
];

// covers: TriggerResult.isFire, TriggerResult.isPurge
test("results are frozen and know whether they fire and purge", () => {
  expect(results.map((one) => [String(one), one.isFire(), one.isPurge()])).toEqual([
    ["CONTINUE", false, false],
    ["FIRE", true, false],
    ["FIRE_AND_PURGE", true, true],
    ["PURGE", false, true],
  ]);
  expect(results.map((one) => [TriggerResult.isFire(one), TriggerResult.isPurge(one)])).toEqual(
    results.map((one) => [one.isFire(), one.isPurge()]),
  );
  expect(results.every(Object.isFrozen)).toBe(true);
});

// covers: PurgingTrigger.canMerge, PurgingTrigger.clear, PurgingTrigger.of
// covers: PurgingTrigger.onElement, PurgingTrigger.onEventTime, PurgingTrigger.onMerge
// covers: PurgingTrigger.onProcessingTime, Trigger.onElement
// covers: Trigger.canMerge, Trigger.clear, Trigger.onEventTime, Trigger.onMerge
// covers: Trigger.onProcessingTime
test("TG-09 a purging trigger purges what fires, and forwards merges and clearing once", () => {
  const calls: string[] = [];
  class Fixed extends Trigger<unknown, Window> {
    readonly result: TriggerResult;
    constructor(result: TriggerResult) {
      super();
      this.result = result;
    }
    onElement() {
      return this.result;
    }
    onEventTime() {
      return this.result;
    }
    onProcessingTime() {
      return this.result;
    }
    override canMerge() {
      return true;
    }
    override onMerge() {
      calls.push("merge");
    }
    clear() {
      calls.push("clear");
    }
  }
  const window = GlobalWindow.get();
  // The trigger does not use its context.
  const context = {} as TriggerContext & OnMergeContext;
  const seen = results.map((result) => {
    const trigger = PurgingTrigger.of(new Fixed(result));
    return [
      trigger.onElement(1, 0, window, context),
      trigger.onEventTime(0, window, context),
      trigger.onProcessingTime(0, window, context),
    ].map(String);
  });
  expectCase("TG-09", results, "inner");
  for (const call of [0, 1, 2])
    expectCase(
      "TG-09",
      seen.map((each) => each[call]),
      "outer",
    );
  const trigger = PurgingTrigger.of(new Fixed(TriggerResult.FIRE));
  trigger.onMerge(window, context);
  trigger.clear(window, context);
  expect([calls, trigger.canMerge()]).toEqual([["merge", "clear"], true]);
});
