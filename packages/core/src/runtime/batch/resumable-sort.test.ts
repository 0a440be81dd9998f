import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { ResumableSort } from "./resumable-sort.ts";

test("numbers come in order, equal ones as they were, whatever the size of a piece", () => {
  const values = fc.array(fc.nat(50), { maxLength: 2000 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 700 }), (keys, limit) => {
      const compare = (left: number, right: number) => (keys[left] ?? 0) - (keys[right] ?? 0);
      const sort = new ResumableSort(Int32Array.from(keys.keys()), compare);
      while (!sort.isDone) sort.run(limit);
      expect([...sort.sorted]).toEqual([...keys.keys()].sort(compare));
    }),
    propertyRuns(100),
  );
});

test("a piece moves no more than it may, but for the first ones", () => {
  const numbers = Int32Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1000);
  const sort = new ResumableSort(numbers, (left, right) => left - right);
  const steps: number[] = [];
  while (!sort.isDone) steps.push(sort.run(100));
  // Four pieces of up to 256, then two merges of 1000 numbers each.
  expect(steps.slice(0, 4)).toEqual([256, 256, 256, 232]);
  expect(Math.max(...steps.slice(4))).toBe(100);
  expect(steps.slice(4).reduce((sum, step) => sum + step, 0)).toBe(2000);
});

test.each([0, 1, 256, 257, 512])("%i numbers are sorted", (count) => {
  const numbers = Int32Array.from({ length: count }, (_, index) => count - index);
  const sort = new ResumableSort(numbers, (left, right) => left - right);
  while (!sort.isDone) sort.run(1000);
  expect([...sort.sorted]).toEqual(Array.from({ length: count }, (_, index) => index + 1));
});
