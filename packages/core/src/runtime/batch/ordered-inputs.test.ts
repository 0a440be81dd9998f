import { expect, test } from "vitest";
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { InputMode } from "../../plan/runtime-mode.ts";
import { MemoryFileSystem } from "../../testing/memory-file-system.ts";
import type { Input } from "../operators/operator.ts";
import { WorkerSignals } from "../signals.ts";
import { OrderedInputs } from "./ordered-inputs.ts";
import { SpillFile } from "./spill-file.ts";

interface Parts {
  readonly limitBytes?: number;
  readonly createFile?: () => Promise<SpillFile>;
  /** Called with each event; may raise the stop. */
  readonly onEvent?: (event: readonly unknown[], signals: WorkerSignals) => void;
}

/** Inputs in front of a chain that writes down what reaches it. */
function createOrdered(modes: readonly InputMode[], parts: Parts = {}) {
  const fileSystem = new MemoryFileSystem();
  let count = 0;
  const events: unknown[][] = [];
  const failures: unknown[] = [];
  const signals = new WorkerSignals();
  const note = (...event: unknown[]) => {
    events.push(event);
    parts.onEvent?.(event, signals);
  };
  const inputs = modes.map(
    (_, index): Input => ({
      element: (value, timestampMs, key) => note(`${index}`, key, timestampMs, value),
      watermark: (timestampMs) => note("watermark", index, timestampMs),
      status: (isIdle) => note("status", index, isIdle),
      endInput: () => note("end", index),
    }),
  );
  const ordered = new OrderedInputs({
    name: "sum",
    position: 3,
    signals,
    target: { inputs, endKey: () => note("end of key"), describeFailure: (error) => error },
    fail: (error) => failures.push(error),
    inputs: modes.map((mode) => ({
      mode,
      valueType: undefined,
      keyType: undefined,
      limitBytes: parts.limitBytes ?? 1_000_000,
      copy: undefined,
      createFile: parts.createFile ?? (() => SpillFile.create(fileSystem, `/tmp/run-${count++}`)),
    })),
  });
  fileSystem.addText("/tmp/other", "");
  return { ordered, events, failures, signals, fileSystem };
}

function requireInput(ordered: OrderedInputs, index: number): Input {
  const input = ordered.inputs[index];
  if (input === undefined) throw new Error(`no input ${index}`);
  return input;
}

/** Polls as the worker does, until there is nothing to poll. */
async function drain(ordered: OrderedInputs, signals: WorkerSignals, limit = 100): Promise<void> {
  for (;;) {
    await ordered.available();
    if (ordered.isFinished || !ordered.isReady()) return;
    signals.beginSlice();
    ordered.poll(limit);
    signals.endSlice();
  }
}

test("a sorted input gives its keys one after another, each in the order of time", async () => {
  const { ordered, events, signals } = createOrdered(["sorted"]);
  const input = requireInput(ordered, 0);
  input.element("b2", 2, "b");
  input.element("a5", 5, "a");
  input.watermark(5);
  input.status(true);
  input.element("b1", 1, "b");
  input.element("a5 again", 5, "a");
  await drain(ordered, signals);
  expect(events).toEqual([]);
  input.watermark(MAX_TIMESTAMP);
  input.endInput();
  await drain(ordered, signals);
  expect(events).toEqual([
    ["0", "a", 5, "a5"],
    ["0", "a", 5, "a5 again"],
    ["end of key"],
    ["0", "b", 1, "b1"],
    ["0", "b", 2, "b2"],
    ["end of key"],
    ["watermark", 0, MAX_TIMESTAMP],
    ["end", 0],
  ]);
  expect(ordered.isFinished).toBe(true);
});

test.each([1_000_000, 1])(
  "two sorted inputs are one by key and time, of equal times the first input first (limit %d)",
  async (limitBytes) => {
    const { ordered, events, signals, fileSystem } = createOrdered(["sorted", "sorted"], {
      limitBytes,
    });
    const left = requireInput(ordered, 0);
    const right = requireInput(ordered, 1);
    for (const [input, key, time] of [
      [right, "a", 3],
      [left, "a", 3],
      [right, "a", 1],
      [left, "b", 9],
      [left, "a", 2],
      [right, "b", 4],
    ] as const) {
      input.element(`${key}${time}`, time, key);
      await drain(ordered, signals);
    }
    right.endInput();
    await drain(ordered, signals);
    expect(events).toEqual([]);
    left.endInput();
    await drain(ordered, signals);
    expect(events).toEqual([
      ["1", "a", 1, "a1"],
      ["0", "a", 2, "a2"],
      ["0", "a", 3, "a3"],
      ["1", "a", 3, "a3"],
      ["end of key"],
      ["1", "b", 4, "b4"],
      ["0", "b", 9, "b9"],
      ["end of key"],
      ["watermark", 0, MAX_TIMESTAMP],
      ["watermark", 1, MAX_TIMESTAMP],
      ["end", 0],
      ["end", 1],
    ]);
    expect(ordered.figures.spilledRunCount).toBe(limitBytes === 1 ? 6 : 0);
    await ordered.close();
    expect(Object.keys(fileSystem.textFiles())).toEqual(["/tmp/other"]);
  },
);

test("a held input waits for the end of the direct one and keeps the order of arrival", async () => {
  const { ordered, events, signals } = createOrdered(["held", "direct"]);
  const held = requireInput(ordered, 0);
  const direct = requireInput(ordered, 1);
  held.element("x", 9, undefined);
  direct.element("rule", 1, undefined);
  held.element("y", 1, undefined);
  held.endInput();
  await drain(ordered, signals);
  expect(events).toEqual([["1", undefined, 1, "rule"]]);
  direct.watermark(MAX_TIMESTAMP);
  direct.endInput();
  await drain(ordered, signals);
  expect(events.slice(1)).toEqual([
    ["watermark", 1, MAX_TIMESTAMP],
    ["end", 1],
    ["0", undefined, 9, "x"],
    ["0", undefined, 1, "y"],
    ["watermark", 0, MAX_TIMESTAMP],
    ["end", 0],
  ]);
});

test("an input without records ends without a key", async () => {
  const { ordered, events, signals } = createOrdered(["sorted"]);
  requireInput(ordered, 0).endInput();
  await drain(ordered, signals);
  expect(events).toEqual([
    ["watermark", 0, MAX_TIMESTAMP],
    ["end", 0],
  ]);
});

test("nothing follows in the same slice once a record or the end of a key has raised the stop", () => {
  const { ordered, events, signals } = createOrdered(["sorted"], {
    onEvent: (_event, stopped) => stopped.raiseStop(),
  });
  const input = requireInput(ordered, 0);
  for (const key of ["a", "b"])
    for (const time of [1, 2]) input.element(`${key}${time}`, time, key);
  input.endInput();
  const slices: unknown[][] = [];
  while (!ordered.isFinished) {
    const before = events.length;
    signals.beginSlice();
    ordered.poll(100);
    signals.endSlice();
    if (events.length > before)
      slices.push(events.slice(before).map(([name, , , value]) => value ?? name));
  }
  expect(slices).toEqual([
    ["a1"],
    ["a2"],
    ["end of key"],
    ["b1"],
    ["b2"],
    ["end of key", "watermark", "end"],
  ]);
});

test("a full input has no room until its run is written; a failing disk fails the job", async () => {
  const disk = Promise.withResolvers<SpillFile>();
  const { ordered, signals, failures } = createOrdered(["sorted"], {
    limitBytes: 1,
    createFile: () => disk.promise,
  });
  expect([ordered.hasRoom(), ordered.isReady(), ordered.available()]).toEqual([
    true,
    false,
    undefined,
  ]);
  signals.beginSlice();
  requireInput(ordered, 0).element("a", 1, "a");
  expect([ordered.hasRoom(), ordered.isReady(), signals.stop]).toEqual([false, true, 1]);
  signals.endSlice();
  while (ordered.isReady()) ordered.poll(10);
  expect(ordered.hasRoom()).toBe(false);
  const waiting = ordered.available();
  expect(waiting).toBeInstanceOf(Promise);
  disk.reject(new Error("the disk is full"));
  await waiting;
  expect(failures).toEqual([new Error("the disk is full")]);
  expect(ordered.isReady()).toBe(false);
  await ordered.close();
});
