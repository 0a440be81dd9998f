/** Every name of the inventory is a value at run time: type stripping does not elide imports. */
import * as millrace from "millrace";
import { expect, test } from "vitest";
import { exported, later, never } from "./inventory.ts";

const names = new Set(Object.keys(millrace));

test.each(Object.entries(exported))("%s: the names of the inventory are values", (_, group) => {
  expect(group.length).toBeGreaterThan(0);
  expect(group.filter((name) => !names.has(name))).toEqual([]);
});

test("what is listed as still to come, or as never, is not exported", () => {
  const absent = [...Object.values(later).flat(), ...Object.keys(never)];
  expect(absent.filter((name) => names.has(name))).toEqual([]);
});
