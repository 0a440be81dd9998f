import { expect, test } from "vitest";
import { describeValue, isClass } from "./describe-value.ts";

class Named {
  field = 1;
}

test("a value is named by its kind", () => {
  expect(
    [
      "a",
      5,
      5n,
      null,
      undefined,
      [1, 2],
      { map: 1, open: 2 },
      {},
      Object.create(null),
      new Named(),
      Named,
      class {},
      () => 1,
      Promise.resolve(),
    ].map(describeValue),
  ).toEqual([
    '"a"',
    "5",
    "5",
    "null",
    "undefined",
    "an array of 2",
    "an object with map, open",
    "an object with no fields",
    "an object with no fields",
    "an instance of Named",
    "the class Named",
    "the class without a name",
    "the function without a name",
    "an instance of Promise",
  ]);
});

test("classes are told from functions", () => {
  expect([Named, class {}, () => 1, function classic() {}, new Named()].map(isClass)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
