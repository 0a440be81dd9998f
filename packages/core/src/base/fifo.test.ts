import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyRuns } from "../testing/property-runs.ts";
import { Fifo } from "./fifo.ts";

test("any order of pushes and shifts gives what an array gives", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.array(fc.integer({ min: -9, max: 9 })), (first, steps) => {
      const [fifo, model] = [new Fifo(first), [...first]];
      const taken: (number | undefined)[] = [];
      const expected: (number | undefined)[] = [];
      for (const step of steps) {
        for (let count = step; count < 0; count++) {
          taken.push(fifo.shift());
          expected.push(model.shift());
        }
        for (let count = 0; count < step; count++) {
          model.push(count);
          fifo.push(count);
        }
        expect([fifo.size, fifo.waiting(), taken]).toEqual([model.length, model, expected]);
      }
    }),
    propertyRuns(100),
  );
});

test("a queue that never becomes empty keeps no more than twice what waits, and some slack", () => {
  const fifo = new Fifo([-1]);
  let kept = 0;
  for (let n = 0; n < 100_000; n++) {
    fifo.push(n);
    expect(fifo.shift()).toBe(n - 1);
    kept = Math.max(kept, fifo.keptCount);
  }
  expect(kept).toBeLessThan(1100);
});
