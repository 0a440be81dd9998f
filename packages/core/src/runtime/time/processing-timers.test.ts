import { expect, test } from "vitest";
import { ManualScheduler } from "../../testing/manual-scheduler.ts";
import { Mailbox } from "../mailbox.ts";
import { ProcessingTimers } from "./processing-timers.ts";

function setUp() {
  const scheduler = new ManualScheduler(1000);
  const mailbox = new Mailbox(() => {});
  const timers = new ProcessingTimers(scheduler, mailbox);
  const fired: string[] = [];
  const register = (timestampMs: number, name: string) =>
    timers.register(timestampMs, {
      run: () => fired.push(`${name} at ${timers.currentMs}`),
      describeFailure: (error) => error,
    });
  const deliver = (): void => {
    for (const mail of mailbox.takeAll()) mail.run();
  };
  return { scheduler, timers, fired, register, deliver };
}

test("callbacks become mail in the order of their time, equal times in the order of registration", async () => {
  const { scheduler, fired, register, deliver } = setUp();
  register(1030, "late");
  register(1010, "early");
  register(1010, "early too");
  await scheduler.advance(9);
  deliver();
  expect(fired).toEqual([]);
  await scheduler.advance(1);
  deliver();
  expect(fired).toEqual(["early at 1010", "early too at 1010"]);
  await scheduler.advance(20);
  deliver();
  expect(fired.slice(2)).toEqual(["late at 1030"]);
});

test("a time in the past is due at the next turn of the clock", async () => {
  const { scheduler, fired, register, deliver } = setUp();
  register(5, "past");
  await scheduler.advance(0);
  deliver();
  expect(fired).toEqual(["past at 1000"]);
});

test("what is taken back does not run and leaves no timer", async () => {
  const { scheduler, fired, register, deliver } = setUp();
  const takeBack = register(1010, "taken back");
  register(1010, "stays");
  takeBack();
  takeBack();
  await scheduler.advance(10);
  deliver();
  expect(fired).toEqual(["stays at 1010"]);
  register(1020, "alone")();
  expect(scheduler.pendingTimerCount).toBe(0);
});

test("close leaves no timer behind", () => {
  const { scheduler, timers, register } = setUp();
  register(2000, "never");
  timers.close();
  register(2000, "after close");
  expect(scheduler.pendingTimerCount).toBe(0);
});
