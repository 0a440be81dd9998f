import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyRuns } from "../../../testing/property-runs.ts";
import { compareValues } from "../../../types/compare.ts";
import { SlicedSort } from "./sliced-sort.ts";

const record = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat());

test("is a stable sort, whatever the sizes of runs and steps, and no step does more than its limit", () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (records, runSize, limits, isDescending) => {
        const sign = isDescending ? -1 : 1;
        const order = {
          keyOf: (value: unknown) => (value as [number, number])[0],
          compare: (left: unknown, right: unknown) => sign * compareValues(left, right),
        };
        const sort = new SlicedSort(records, order, runSize);
        const sorted: unknown[] = [];
        for (let step = 0; ; step++) {
          const limit = limits[step % limits.length] ?? 1;
          const done = sort.step(limit, (value) => sorted.push(value));
          expect(done).toBeLessThanOrEqual(limit);
          if (done === 0) break;
        }
        expect(sorted).toEqual(records.toSorted((left, right) => sign * (left[0] - right[0])));
      },
    ),
    propertyRuns(300),
  );
});
