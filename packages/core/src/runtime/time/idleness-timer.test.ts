import { expect, test } from "vitest";
import { expectedOf } from "../../../../../tests/conformance/cases.ts";
import { IdlenessTimer } from "./idleness-timer.ts";

test("WM-04 an input is idle after the time-out from the first check, and active again with a record", () => {
  const [timeoutMs = 0, laterMs = 0] = expectedOf("WM-04", "timeout").map(Number);
  const timer = new IdlenessTimer(timeoutMs);
  let nowMs = 1000;
  const check = (passedMs: number, isHeldBack = false): boolean =>
    timer.checkIdle((nowMs += passedMs), isHeldBack);
  expect([check(0), check(laterMs), check(0), check(50)]).toEqual([false, true, true, true]);
  timer.onRecord();
  expect([check(30), check(1), check(timeoutMs + 1)]).toEqual([false, false, true]);
});

test("the clock stands still while the input is held back", () => {
  const timer = new IdlenessTimer(10);
  expect([
    timer.checkIdle(0, false),
    timer.checkIdle(100, true),
    timer.checkIdle(105, false),
    timer.checkIdle(111, false),
  ]).toEqual([false, false, false, true]);
});

test("the clock goes on from a cut, and did not run until the restore", () => {
  const timer = new IdlenessTimer(10);
  timer.checkIdle(0, false);
  timer.checkIdle(4, false);
  const progress = timer.snapshot(6);
  expect(progress).toEqual({ hasRecords: false, inactiveMs: 6 });
  const restored = new IdlenessTimer(10);
  restored.restore(progress, 1000);
  expect([restored.checkIdle(1004, false), restored.checkIdle(1005, false)]).toEqual([false, true]);
});

test("a record before the cut counts at the first check behind it", () => {
  const timer = new IdlenessTimer(10);
  timer.checkIdle(0, false);
  timer.onRecord();
  const restored = new IdlenessTimer(10);
  restored.restore(timer.snapshot(5), 5);
  expect([5, 50, 70].map((nowMs) => restored.checkIdle(nowMs, false))).toEqual([
    false,
    false,
    true,
  ]);
});
