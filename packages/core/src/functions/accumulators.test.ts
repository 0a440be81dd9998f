import { describe, expect, test } from "vitest";
import {
  type Accumulator,
  AverageAccumulator,
  DoubleCounter,
  DoubleMaximum,
  DoubleMinimum,
  Histogram,
  IntCounter,
  ListAccumulator,
  LongCounter,
} from "./accumulators.ts";

const cases: readonly {
  readonly create: () => Accumulator<number, unknown>;
  readonly empty: unknown;
  readonly merged: unknown;
}[] = [
  { create: () => new IntCounter(), empty: 0, merged: 10 },
  { create: () => new LongCounter(), empty: 0, merged: 10 },
  { create: () => new DoubleCounter(), empty: 0, merged: 10 },
  { create: () => new DoubleMaximum(), empty: Number.NEGATIVE_INFINITY, merged: 6 },
  { create: () => new DoubleMinimum(), empty: Number.POSITIVE_INFINITY, merged: 1 },
  { create: () => new AverageAccumulator(), empty: 0, merged: 2.5 },
  {
    create: () => new Histogram(),
    empty: new Map(),
    merged: new Map([
      [1, 2],
      [2, 1],
      [6, 1],
    ]),
  },
  { create: () => new ListAccumulator<number>(), empty: [], merged: [6, 1, 2, 1] },
];

describe("accumulators", () => {
  for (const { create, empty, merged } of cases) {
    // covers: IntCounter, LongCounter, DoubleCounter, DoubleMaximum, DoubleMinimum, AverageAccumulator, Histogram
    // covers: ListAccumulator
    test(`${create().constructor.name} merges what two subtasks added`, () => {
      const [first, second] = [create(), create()];
      for (const value of [6, 1]) first.add(value);
      for (const value of [2, 1]) second.add(value);
      const total = first.clone();
      total.merge(second);
      expect(total.getLocalValue()).toEqual(merged);
      expect(total.constructor).toBe(first.constructor);
      first.resetLocal();
      expect(first.getLocalValue()).toEqual(empty);
    });
  }
});
