import { expect, test } from "vitest";
import { ManualScheduler } from "./manual-scheduler.ts";

test("time stands still until it is advanced, and both clocks move together", async () => {
  const scheduler = new ManualScheduler(1_000);
  expect([scheduler.now(), scheduler.monotonicNow()]).toEqual([1_000, 0]);
  await scheduler.advance(250);
  expect([scheduler.now(), scheduler.monotonicNow()]).toEqual([1_250, 250]);
});

test("due timers fire in the order of their time, then of their registration, at their time", async () => {
  const scheduler = new ManualScheduler();
  const fired: string[] = [];
  const at = (name: string) => () => fired.push(`${name}@${scheduler.now()}`);
  scheduler.timer(20, at("c"));
  scheduler.timer(10, at("a"));
  scheduler.timer(10, at("b"));
  scheduler.timer(30, at("late"));
  const cancel = scheduler.timer(15, at("cancelled"));
  cancel();
  cancel();
  await scheduler.advance(20);
  expect(fired).toEqual(["a@10", "b@10", "c@20"]);
  expect(scheduler.pendingTimerCount).toBe(1);
});

test("timers that a timer or its promises register fire in the same advance when due", async () => {
  const scheduler = new ManualScheduler();
  const fired: number[] = [];
  const repeat = (): void => {
    scheduler.timer(10, () => {
      fired.push(scheduler.now());
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(repeat);
    });
  };
  repeat();
  await scheduler.advance(35);
  expect(fired).toEqual([10, 20, 30]);
  expect(scheduler.now()).toBe(35);
});

test("yielding takes a turn of the event loop and no time", async () => {
  const scheduler = new ManualScheduler();
  const order: string[] = [];
  setImmediate(() => order.push("immediate"));
  await scheduler.yieldToIo();
  order.push(`resumed@${scheduler.now()}`);
  expect(order).toEqual(["immediate", "resumed@0"]);
});
