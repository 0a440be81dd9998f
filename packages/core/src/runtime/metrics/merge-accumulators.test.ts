import { expect, test } from "vitest";
import { DoubleCounter, IntCounter } from "../../functions/accumulators.ts";
import { mergeAccumulators } from "./merge-accumulators.ts";

test("values of equal name are merged over subtasks, and the live ones stay as they are", () => {
  const first = new IntCounter(2);
  const second = new IntCounter(3);
  expect(
    mergeAccumulators([
      new Map([["n", first]]),
      new Map(),
      new Map<string, unknown>([
        ["n", second],
        ["x", new DoubleCounter(0.5)],
      ]),
    ]),
  ).toEqual(
    new Map<string, unknown>([
      ["n", 5],
      ["x", 0.5],
    ]),
  );
  expect([first.getLocalValue(), second.getLocalValue()]).toEqual([2, 3]);
});

// covers: DoubleCounter, IntCounter
test("one name with different classes is an error", () => {
  expect(() =>
    mergeAccumulators([new Map([["n", new IntCounter()]]), new Map([["n", new DoubleCounter()]])]),
  ).toThrow(
    expect.objectContaining({ code: "RUNTIME_ACCUMULATOR_MISMATCH", values: { name: "n" } }),
  );
});
