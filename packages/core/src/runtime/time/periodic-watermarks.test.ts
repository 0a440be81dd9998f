import { expect, test } from "vitest";
import { ManualScheduler } from "../../testing/manual-scheduler.ts";
import type { Chain } from "../chain/chain.ts";
import { Mailbox } from "../mailbox.ts";
import { PeriodicWatermarks, RECORDS_PER_WATERMARK } from "./periodic-watermarks.ts";

function setUp(intervalMs: number) {
  const scheduler = new ManualScheduler();
  const mailbox = new Mailbox(() => {});
  const periodic = new PeriodicWatermarks({ scheduler, mailbox, intervalMs });
  let emitted = 0;
  periodic.add({
    onPeriodicEmit: () => emitted++,
    describeFailure: (error: unknown) => error,
  } as unknown as Chain); // all that is asked of it
  periodic.start();
  const deliver = (): void => {
    for (const mail of mailbox.takeAll()) mail.run();
  };
  return { scheduler, periodic, deliver, emitted: () => emitted };
}

test("watermarks are emitted every interval, as mail", async () => {
  const { scheduler, deliver, emitted } = setUp(200);
  await scheduler.advance(400);
  expect(emitted()).toBe(0);
  deliver();
  expect(emitted()).toBe(2);
});

test("watermarks are emitted after so many records, and no batch goes beyond", () => {
  const { periodic, emitted } = setUp(200);
  periodic.onRecords(RECORDS_PER_WATERMARK - 1);
  expect([emitted(), periodic.allowance]).toEqual([0, 1]);
  periodic.onRecords(1);
  expect([emitted(), periodic.allowance]).toEqual([1, RECORDS_PER_WATERMARK]);
});

test("an interval of 0 turns them off, and close leaves no timer", () => {
  const off = setUp(0);
  off.periodic.onRecords(RECORDS_PER_WATERMARK);
  expect([off.emitted(), off.scheduler.pendingTimerCount]).toEqual([0, 0]);
  const on = setUp(200);
  on.periodic.close();
  expect(on.scheduler.pendingTimerCount).toBe(0);
});
