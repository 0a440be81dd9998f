import { expect, test } from "vitest";
import { ManualScheduler } from "../testing/manual-scheduler.ts";
import type { Gate, Pollable } from "./pollable.ts";
import { WorkerSignals } from "./signals.ts";
import { Worker } from "./worker.ts";

const LIMITS = { maxRecords: 1000, maxDurationMs: 5, maxBatchSize: 64 };

function createWorker(): Worker {
  return new Worker(new ManualScheduler(), new WorkerSignals(), LIMITS);
}

/** Has one record, after `polls` polls. */
class Slow implements Pollable {
  readonly name = "slow";
  readonly position = 0;
  readonly reaches: readonly Gate[];
  isFinished = false;
  #polls: number;

  constructor(polls: number, reaches: readonly Gate[] = []) {
    this.#polls = polls;
    this.reaches = reaches;
  }

  isReady(): boolean {
    return true;
  }

  poll(): number {
    if (this.#polls-- > 0) return 0;
    this.isFinished = true;
    return 1;
  }

  available(): undefined {
    return undefined;
  }

  describeFailure(error: unknown): unknown {
    return error;
  }
}

test("a gate that calls itself available before it has room is looked at again", async () => {
  let looks = 0;
  const available = Promise.resolve();
  const gate: Gate = {
    hasRoom: () => ++looks > 10,
    available: () => available,
    describeFailure: (error) => error,
  };
  const source = new Slow(0, [gate]);
  await createWorker().run([source]);
  expect(source.isFinished).toBe(true);
});

test("a pollable that did nothing and is still ready is polled again", async () => {
  const source = new Slow(3);
  await createWorker().run([source]);
  expect(source.isFinished).toBe(true);
});

test("a gate that fails is heard of while another pollable is busy", async () => {
  const gate: Gate = {
    hasRoom: () => false,
    available: () => Promise.reject(new Error("gone")),
    describeFailure: (error) => error,
  };
  const busy = new Slow(0);
  busy.poll = () => 1;
  await expect(createWorker().run([busy, new Slow(0, [gate])])).rejects.toThrow("gone");
});
