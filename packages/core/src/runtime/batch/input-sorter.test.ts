import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MemoryFileSystem } from "../../testing/memory-file-system.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { compareBytes } from "../../types/key-bytes.ts";
import { encodeKey } from "../../types/key-encoding.ts";
import { InputSorter } from "./input-sorter.ts";
import { MergedRecords } from "./merged-records.ts";
import type { RecordOrder } from "./record-buffer.ts";
import { SpillFile } from "./spill-file.ts";

type Item = { readonly key: unknown; readonly timestampMs: number; readonly id: number };

function sorterOf(limitBytes: number, order: RecordOrder = "key") {
  const fileSystem = new MemoryFileSystem();
  let count = 0;
  const sorter = new InputSorter({
    order,
    valueType: undefined,
    keyType: undefined,
    limitBytes,
    inputIndex: 0,
    createFile: () => SpillFile.create(fileSystem, `/run-${count++}`),
  });
  return { sorter, fileSystem };
}

/** As the worker does: pieces of work and waits, until there is nothing to do. */
async function settle(sorter: InputSorter, limit: number): Promise<void> {
  while (sorter.hasWork || sorter.isWaiting) {
    if (sorter.isWaiting) await sorter.wait();
    else sorter.run(limit);
  }
}

async function sorted(sorter: InputSorter, items: readonly Item[], limit: number): Promise<Item[]> {
  for (const item of items) {
    if (!sorter.hasRoom) await settle(sorter, limit);
    sorter.add(item, item.timestampMs, item.key);
  }
  sorter.endInput();
  await settle(sorter, limit);
  const merged = new MergedRecords(sorter.cursors());
  const read: Item[] = [];
  for (;;) {
    if (!merged.isLoaded) await merged.load();
    const { current } = merged;
    if (current === undefined) return read;
    const { id } = current.value as Item; // what was added
    read.push({ key: current.key, timestampMs: current.timestampMs, id });
    merged.advance();
  }
}

/** By key bytes, then time; equal ones as they came. */
function model(items: readonly Item[]): Item[] {
  return items.toSorted(
    (left, right) =>
      compareBytes(encodeKey(left.key), encodeKey(right.key)) ||
      left.timestampMs - right.timestampMs,
  );
}

const key = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom("a", "bb", ""),
  fc.tuple(fc.nat(2), fc.constant("x")),
);
const items = fc
  .array(fc.record({ key, timestampMs: fc.integer({ min: -5, max: 5 }) }), { maxLength: 400 })
  .map((parts) => parts.map((part, id) => ({ ...part, id })));

describe("records come by key, time and arrival", () => {
  test.each([
    ["all in memory", 1_000_000],
    ["a few runs on disk", 20_000],
    ["a run for each record, merged on the way", 1],
  ])("%s", async (_name, limitBytes) => {
    await fc.assert(
      fc.asyncProperty(items, fc.constantFrom(1, 7, 1000), async (input, limit) => {
        const { sorter, fileSystem } = sorterOf(limitBytes);
        expect(await sorted(sorter, input, limit)).toEqual(model(input));
        await sorter.close();
        expect(fileSystem.textFiles()).toEqual({});
      }),
      propertyRuns(25),
    );
  });
});

test("records of an input that waits for another keep the order of their arrival", async () => {
  const input = Array.from({ length: 300 }, (_, id) => ({ key: undefined, timestampMs: -id, id }));
  for (const limitBytes of [1_000_000, 4000, 1]) {
    const { sorter } = sorterOf(limitBytes, "arrival");
    expect(await sorted(sorter, input, 50)).toEqual(input);
  }
});

test("what is held stays near the limit, however much comes", async () => {
  const limitBytes = 128 * 1024;
  const { sorter, fileSystem } = sorterOf(limitBytes);
  const input = Array.from({ length: 30_000 }, (_, id) => ({
    key: id % 5000,
    timestampMs: id,
    id,
  }));
  const read = await sorted(sorter, input, 1000);
  expect(read).toEqual(model(input));
  const totalBytes = Object.values(fileSystem.textFiles()).join("").length;
  expect(totalBytes).toBeGreaterThan(8 * limitBytes);
  expect(sorter.spilledRunCount).toBeGreaterThan(8);
  expect(sorter.peakBytes).toBeGreaterThan(limitBytes);
  expect(sorter.peakBytes).toBeLessThan(1.5 * limitBytes);
});

test("a sorter without room has it again when its run is written", async () => {
  const { sorter } = sorterOf(100);
  expect([sorter.hasRoom, sorter.hasWork]).toEqual([true, false]);
  sorter.add("a", 1, "a");
  expect([sorter.hasRoom, sorter.hasWork]).toEqual([false, true]);
  // What comes all the same is not lost.
  sorter.run(10);
  sorter.add("b", 0, "a");
  await settle(sorter, 10);
  expect([sorter.hasRoom, sorter.hasWork, sorter.spilledRunCount]).toEqual([true, false, 2]);
});
