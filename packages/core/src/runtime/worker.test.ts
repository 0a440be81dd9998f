import fc from "fast-check";
import { expect, test } from "vitest";
import { ManualScheduler } from "../testing/manual-scheduler.ts";
import { propertyRuns } from "../testing/property-runs.ts";
import type { Gate, Pollable } from "./pollable.ts";
import { WorkerSignals } from "./signals.ts";
import { type SliceLimits, Worker } from "./worker.ts";

const LIMITS: SliceLimits = { maxRecords: 1000, maxDurationMs: 5, maxBatchSize: 64 };

/** A sink that holds a few records and takes back room only when the world outside says so; overflow waits in its inbox. */
class FakeSink implements Gate, Pollable {
  readonly name: string;
  readonly position: number;
  readonly reaches: readonly Gate[] = [];
  readonly #capacity: number;
  readonly #worker: Worker;
  inFlight = 0;
  inbox = 0;
  received = 0;
  mostInbox = 0;
  hasEnded = false;
  #isFull = false;
  #released = Promise.withResolvers<void>();

  constructor(name: string, position: number, capacity: number, worker: Worker) {
    this.name = name;
    this.position = position;
    this.#capacity = capacity;
    this.#worker = worker;
  }

  take(): void {
    if (this.#isFull) {
      this.inbox++;
      this.mostInbox = Math.max(this.mostInbox, this.inbox);
      return;
    }
    this.#write();
  }

  #write(): void {
    this.received++;
    if (++this.inFlight < this.#capacity) return;
    this.#isFull = true;
    this.#worker.signals.raiseStop();
  }

  release(): void {
    this.inFlight = 0;
    this.#released.resolve();
    this.#released = Promise.withResolvers<void>();
  }

  hasRoom(): boolean {
    if (this.#isFull && this.inbox === 0 && this.inFlight < this.#capacity) this.#isFull = false;
    return !this.#isFull;
  }

  get isFinished(): boolean {
    return this.hasEnded && this.inbox === 0;
  }

  isReady(): boolean {
    return this.inbox > 0 && this.inFlight < this.#capacity;
  }

  poll(limit: number): number {
    let done = 0;
    for (; done < limit && this.isReady(); done++) {
      this.inbox--;
      this.#write();
    }
    return done;
  }

  available(): Promise<void> | undefined {
    return this.inFlight >= this.#capacity ? this.#released.promise : undefined;
  }

  describeFailure(error: unknown): unknown {
    return error;
  }
}

class FakeSource implements Pollable {
  readonly name: string;
  readonly position: number;
  readonly reaches: readonly FakeSink[];
  readonly #signals: WorkerSignals;
  readonly #amplification: number;
  #left: number;
  /** What each poll found: W4 says that all gates have room then. */
  polledWhileClosed = 0;
  onEnd: () => void = () => {};

  constructor(
    name: string,
    position: number,
    reaches: readonly FakeSink[],
    records: number,
    amplification: number,
    signals: WorkerSignals,
  ) {
    this.name = name;
    this.position = position;
    this.reaches = reaches;
    this.#left = records;
    this.#amplification = amplification;
    this.#signals = signals;
  }

  isFinished = false;

  isReady(): boolean {
    return true;
  }

  poll(limit: number): number {
    if (!this.reaches.every((gate) => gate.hasRoom())) this.polledWhileClosed++;
    let done = 0;
    while (done < limit && this.#left > 0 && this.#signals.stop === 0) {
      this.#left--;
      done++;
      for (const sink of this.reaches)
        for (let copy = 0; copy < this.#amplification; copy++) sink.take();
    }
    if (this.#left === 0 && this.#signals.stop === 0) {
      this.isFinished = true;
      this.onEnd();
    }
    return done;
  }

  available(): Promise<void> | undefined {
    return undefined;
  }

  describeFailure(error: unknown): unknown {
    return error;
  }
}

function newWorker(limits: SliceLimits = LIMITS): Worker {
  return new Worker(new ManualScheduler(), new WorkerSignals(), limits);
}

const graphs = fc.record({
  capacities: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
  sources: fc.array(
    fc.record({
      records: fc.integer({ min: 0, max: 30 }),
      amplification: fc.integer({ min: 1, max: 3 }),
      reaches: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  maxRecords: fc.constantFrom(1, 3, 1000),
  releases: fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }),
});

test("no acyclic graph of sources and bounded sinks deadlocks, and none is polled while what it reaches is full (W4, W6)", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async ({ capacities, sources, maxRecords, releases }) => {
      const worker = newWorker({ ...LIMITS, maxRecords });
      const sinks = capacities.map(
        (capacity, index) => new FakeSink(`sink ${index}`, 10 + index, capacity, worker),
      );
      const readers = sources.map(({ records, amplification, reaches }, index) => {
        const reached = [...new Set(reaches.map((sink) => sinks[sink % sinks.length]!))];
        return new FakeSource(
          `source ${index}`,
          index,
          reached,
          records,
          amplification,
          worker.signals,
        );
      });
      for (const reader of readers) {
        reader.onEnd = () => {
          if (readers.every(({ isFinished }) => isFinished))
            for (const sink of sinks) sink.hasEnded = true;
        };
      }
      let isDone = false;
      const running = worker.run([...readers, ...sinks]).then(() => (isDone = true));
      for (let turn = 0; turn < 5000 && !isDone; turn++) {
        sinks[releases[turn % releases.length]! % sinks.length]!.release();
        if (turn % 4 === 0) for (const sink of sinks) sink.release();
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(isDone).toBe(true);
      await running;
      const expected = sinks.map((sink) =>
        sources.reduce(
          (sum, source, index) =>
            readers[index]!.reaches.includes(sink)
              ? sum + source.records * source.amplification
              : sum,
          0,
        ),
      );
      expect(sinks.map(({ received }) => received)).toEqual(expected);
      expect(readers.map(({ polledWhileClosed }) => polledWhileClosed)).toEqual(
        readers.map(() => 0),
      );
      // At most what one record of one source becomes: nothing upstream is polled until the inbox is empty.
      for (const sink of sinks)
        expect(sink.mostInbox).toBeLessThan(
          Math.max(...sources.map(({ amplification }) => amplification)),
        );
    }),
    propertyRuns(60),
  );
});

function simplePollable(overrides: Partial<Pollable> & { poll(limit: number): number }): Pollable {
  const defaults = {
    name: "pollable",
    position: 0,
    reaches: [],
    isFinished: false,
    isReady: () => true,
    available: () => undefined,
    describeFailure: (error: unknown) => error,
  };
  return Object.defineProperties(defaults as never, Object.getOwnPropertyDescriptors(overrides)); // keeps getters
}

test("what is nearest to the sinks is polled first, and all get their turn with slices of one record", async () => {
  const order: string[] = [];
  const worker = newWorker({ ...LIMITS, maxRecords: 1 });
  const counting = (name: string, position: number): Pollable => {
    let left = 2;
    return simplePollable({
      name,
      position,
      get isFinished() {
        return left === 0;
      },
      poll: () => {
        order.push(name);
        left--;
        return 1;
      },
    });
  };
  await worker.run([counting("far", 0), counting("near", 2), counting("middle", 1)]);
  expect(order).toEqual(["near", "middle", "far", "near", "middle", "far"]);
});

test("a failure that a user's code swallowed ends the loop at once (W7)", async () => {
  const worker = newWorker();
  let pollCount = 0;
  const swallowing = simplePollable({
    poll: () => {
      pollCount += 1;
      worker.signals.fail(new Error("first"));
      worker.signals.fail(new Error("second"));
      return 1;
    },
  });
  await expect(worker.run([swallowing])).rejects.toThrow("first");
  expect(pollCount).toBe(1);
});

test("mail runs between slices, and its failure is described by its sender", async () => {
  const worker = newWorker();
  const seen: string[] = [];
  worker.mailbox.post({
    run: () => seen.push("ran"),
    describeFailure: (error) => error,
  });
  worker.mailbox.post({
    run: () => {
      throw new Error("bad");
    },
    describeFailure: (error) => new Error(`described ${(error as Error).message}`),
  });
  await expect(worker.run([simplePollable({ poll: () => 0 })])).rejects.toThrow("described bad");
  expect(seen).toEqual(["ran"]);
});

test("a sleeping worker wakes for mail, and ends after stop", async () => {
  const worker = newWorker();
  const running = worker.run([simplePollable({ isReady: () => false, poll: () => 0 })]);
  await new Promise((resolve) => setImmediate(resolve));
  let hasRun = false;
  worker.mailbox.post({ run: () => (hasRun = true), describeFailure: (error) => error });
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(hasRun).toBe(true);
  worker.stop();
  await running;
});

test("a slow pollable gets smaller batches, a fast one larger ones up to the limit", async () => {
  const scheduler = new ManualScheduler();
  const worker = new Worker(scheduler, new WorkerSignals(), { ...LIMITS, maxBatchSize: 8 });
  const limits: number[] = [];
  let costMs = 0;
  let left = 8;
  await worker.run([
    simplePollable({
      get isFinished() {
        return left === 0;
      },
      poll: (limit: number) => {
        left--;
        limits.push(limit);
        if (left === 3) costMs = 4;
        elapse(scheduler, costMs);
        return limit;
      },
    }),
  ]);
  expect(limits).toEqual([1, 2, 4, 8, 8, 2, 1, 1]);
});

/** Moves the manual clock at once; nothing is due. */
function elapse(scheduler: ManualScheduler, ms: number): void {
  const target = scheduler.monotonicNow() + ms;
  scheduler.monotonicNow = () => target;
}
