import { describe, expect, test } from "vitest";
import { expectCase } from "../../../../../tests/conformance/cases.ts";
import { ManualScheduler } from "../../testing/manual-scheduler.ts";
import { Mailbox } from "../mailbox.ts";
import { WorkerSignals } from "../signals.ts";
import type { CallGuard } from "../state/backend.ts";
import { ObjectTable } from "../state/object-table.ts";
import { OperatorTimers } from "./operator-timers.ts";
import { ProcessingTimers } from "./processing-timers.ts";
import type { FiringTimer } from "./timer-service.ts";
import { numberedNamespaces } from "./timer-snapshot.ts";

/** Timers of an operator with namespaces, outside of a chain. */
function setUp() {
  const signals = new WorkerSignals();
  const guard: CallGuard = {
    running: signals.running,
    operatorNumber: 1,
    operatorName: "window",
    subtaskIndex: 0,
  };
  const table = new ObjectTable(guard, () => 0);
  const scheduler = new ManualScheduler();
  const mailbox = new Mailbox(() => {});
  const processingTimers = new ProcessingTimers(scheduler, mailbox);
  const fired: (readonly unknown[])[] = [];
  const fire = ({ timestampMs, namespace }: FiringTimer): void => {
    fired.push([table.getCurrentKey(), namespace, timestampMs]);
  };
  const timers = new OperatorTimers({
    inputTypes: [undefined],
    keys: table,
    guard,
    signals,
    processingTimers,
    target: { onEventTime: fire, onProcessingTime: fire },
    namespaces: numberedNamespaces,
    sliceSize: 100,
    currentWatermarkMs: () => 0,
    forwardWatermark: (timestampMs) => fired.push(["watermark", timestampMs]),
    run: (call) => call(),
    describeFailure: (error) => error,
  });
  const under = (key: string, call: () => void): void => {
    signals.running.number = 1;
    table.setCurrentKey(key);
    call();
    table.clearCurrentKey();
    signals.running.number = 0;
  };
  const advanceClock = async (ms: number): Promise<void> => {
    await scheduler.advance(ms);
    for (const mail of mailbox.takeAll()) mail.run();
  };
  return { timers, table, fired, under, advanceClock };
}

const keysAndNamespaces = ["key1", "key2"].flatMap((key) => [3, 7].map((name) => [key, name]));

describe("timers of keys and namespaces", () => {
  test("PF-11 each fires exactly once, of either clock, and nothing is left of the keys", async () => {
    const { timers, table, fired, under, advanceClock } = setUp();
    for (const key of ["key1", "key2"]) {
      for (const namespace of [3, 7]) {
        under(key, () => {
          timers.registerEventTimeTimer(namespace, 10);
          timers.registerEventTimeTimer(namespace, 10);
          timers.registerProcessingTimeTimer(namespace, 10);
        });
      }
    }
    expect(table.keyCount).toBe(2);
    timers.advanceWatermark(9);
    timers.advanceWatermark(10);
    expect(fired).toEqual([
      ["watermark", 9],
      ...keysAndNamespaces.map((one) => [...one, 10]),
      ["watermark", 10],
    ]);
    fired.length = 0;
    await advanceClock(10);
    expect(fired).toEqual([]);
    await advanceClock(1);
    expect(fired).toEqual(keysAndNamespaces.map((one) => [...one, 10]));
    await advanceClock(100);
    table.clearCurrentKey();
    expectCase("PF-11", [fired.length], "fired");
    expectCase("PF-11", [table.keyCount], "left");
  });

  test("PF-12 what is deleted under its key and namespace does not fire", () => {
    const { timers, fired, under } = setUp();
    for (const key of ["key1", "key2"])
      for (const namespace of [3, 7])
        under(key, () => timers.registerEventTimeTimer(namespace, 10));
    under("key1", () => timers.deleteEventTimeTimer(7, 10));
    under("key2", () => timers.deleteEventTimeTimer(3, 10));
    under("key3", () => timers.deleteEventTimeTimer(3, 10));
    timers.advanceWatermark(10);
    expect(fired).toEqual([
      ["key1", 3, 10],
      ["key2", 7, 10],
      ["watermark", 10],
    ]);
    for (const namespace of [3, 7])
      expectCase("PF-12", [fired.filter(([, one]) => one === namespace).length], "left");
  });

  test("a namespace is a small whole number", () => {
    const { timers, under } = setUp();
    for (const namespace of [-1, 0.5, 2 ** 26])
      under("key", () =>
        expect(() => timers.registerEventTimeTimer(namespace, 1)).toThrow(RangeError),
      );
  });
});

test("an earlier timer moves the wake-up, and each time fires once", async () => {
  const { timers, fired, under, advanceClock } = setUp();
  under("a", () => {
    timers.registerProcessingTimeTimer(0, 100);
    timers.registerProcessingTimeTimer(0, 50);
    timers.registerProcessingTimeTimer(0, 75);
    timers.registerProcessingTimeTimer(0, -5);
  });
  await advanceClock(1);
  expect(fired).toEqual([["a", 0, -5]]);
  await advanceClock(50);
  await advanceClock(48);
  await advanceClock(2);
  expect(fired.slice(1)).toEqual([
    ["a", 0, 50],
    ["a", 0, 75],
    ["a", 0, 100],
  ]);
});
