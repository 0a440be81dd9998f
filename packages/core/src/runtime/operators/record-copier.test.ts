import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { copyGeneral } from "../../types/general-copier.ts";
import { Types } from "../../types/types.ts";
import { recordCopier } from "./record-copier.ts";

const field = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.constant(null),
  fc.constant(undefined),
  fc.bigInt(),
  fc.array(fc.integer(), { maxLength: 2 }),
);
const name = fc.constantFrom("a", "b", "__proto__", "constructor", 'say "x"', "1", "then");
const record = fc.oneof(
  fc.dictionary(name, field, { maxKeys: 4, noNullPrototype: true }),
  fc.array(field, { maxLength: 3 }),
  fc.record({ a: fc.integer(), b: fc.string() }, { noNullPrototype: true }),
  fc.integer(),
);

describe("record copiers", () => {
  test("no copies of immutable values, and none under object reuse", () => {
    expect(recordCopier(Types.LONG(), false)).toBeUndefined();
    expect(recordCopier(undefined, true)).toBeUndefined();
  });

  test("undeclared records of any shapes, in any order, are copied as the general copier does, sharing nothing", () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), (records) => {
        const copy = recordCopier(undefined, false);
        for (const one of records) {
          const copied = copy?.(one);
          const expected = copyGeneral(one);
          expect(copied).toEqual(expected);
          if (typeof one !== "object" || one === null) continue;
          expect(Object.keys(copied as object)).toEqual(Object.keys(one));
          expect(Object.getPrototypeOf(copied)).toBe(Object.getPrototypeOf(one));
          expect(copied).not.toBe(one);
          const shared = Object.keys(one).filter((key) => {
            const value: unknown = Object.getOwnPropertyDescriptor(one, key)?.value;
            return (
              typeof value === "object" &&
              value !== null &&
              value === Object.getOwnPropertyDescriptor(copied, key)?.value
            );
          });
          expect(shared).toEqual([]);
        }
      }),
      propertyRuns(300),
    );
  });

  test("what cannot be copied is refused after records that could", () => {
    const copy = recordCopier(undefined, false);
    class Point {
      x = 1;
    }
    expect(copy?.({ x: 1 })).toEqual({ x: 1 });
    expect(copy?.({ x: 2 })).toEqual({ x: 2 });
    expect(() => copy?.(new Point())).toThrow(
      expect.objectContaining({ code: "TYPE_NOT_COPYABLE" }),
    );
    expect(() => copy?.({ x: () => 1 })).toThrow(
      expect.objectContaining({ code: "TYPE_NOT_COPYABLE" }),
    );
  });
});
