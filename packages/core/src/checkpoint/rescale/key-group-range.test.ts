import { expect, test } from "vitest";
import { expectArrows } from "../../../../../tests/conformance/cases.ts";
import { hasKeyGroup, intersectKeyGroups, keyGroupRange } from "./key-group-range.ts";

/** `[0,10]`. */
function rangeOf(text: string) {
  const [, first, last] = /^\[(-?\d+),(-?\d+)\]$/.exec(text) ?? [];
  return keyGroupRange(Number(first), Number(last));
}

test("KG-10 ranges of key groups intersect, and none begins below 0", () => {
  expectArrows("KG-10", "intersections", (from) => {
    const [one = "", other = ""] = from.split("∩");
    const both = intersectKeyGroups(rangeOf(one), rangeOf(other));
    return [both === undefined ? "empty" : `[${both.first},${both.last}]`];
  });
  expect(() => rangeOf("[-1,5]")).toThrow(RangeError);
  expect(() => rangeOf("[5,4]")).toThrow(RangeError);
});

test("a range has its ends and nothing beyond", () => {
  const range = keyGroupRange(3, 7);
  expect([2, 3, 7, 8].map((keyGroup) => hasKeyGroup(range, keyGroup))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
