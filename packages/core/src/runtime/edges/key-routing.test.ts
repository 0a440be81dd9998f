import { expect, test } from "vitest";
import { keyGroupOfHash, keyGroupRangeOfSubtask } from "../../base/murmur.ts";
import { createKeyRouting, keyHash } from "./key-routing.ts";

test("a key goes to the subtask whose range holds its key group, also when it comes again", () => {
  const route = createKeyRouting(128, 3);
  for (const key of ["a", 1, null, true, ["a", 1], { x: 1 }, "a", 1]) {
    const group = keyGroupOfHash(keyHash(key), 128);
    const { first, last } = keyGroupRangeOfSubtask(route(key), 3, 128);
    expect([first <= group, group <= last]).toEqual([true, true]);
  }
});

test("equal keys of different form go to the same subtask", () => {
  const route = createKeyRouting(128, 16);
  expect([route(-0), route({ a: 1, b: 2 }), route(1n)]).toEqual([
    route(0),
    route({ b: 2, a: 1 }),
    route(1),
  ]);
});

test("more keys than are remembered keep their subtasks", () => {
  const route = createKeyRouting(128, 7);
  const first = Array.from({ length: 20_000 }, (_, key) => route(key));
  expect(Array.from({ length: 20_000 }, (_, key) => route(key))).toEqual(first);
});
