import { expect, test } from "vitest";
import { Row } from "../types/row.ts";
import { freezeRecord } from "./freeze-record.ts";

test("all that a record leads to is frozen, cycles included", () => {
  const inner = { values: [1, { deep: true }] };
  const record: Record<string, unknown> = { inner, map: new Map([["key", { held: 1 }]]) };
  record["self"] = record;
  freezeRecord(record);
  const map = record["map"];
  const held = map instanceof Map ? map.get("key") : undefined;
  expect(
    [record, inner, inner.values, inner.values[1], held].map((value) => Object.isFrozen(value)),
  ).toEqual([true, true, true, true, true]);
});

test("a row cannot be changed any more", () => {
  const row = Row.of("a", 1);
  freezeRecord(row);
  expect(() => row.set(0, "b")).toThrow(TypeError);
  expect(String(row)).toBe("+I[a, 1]");
});

test("what cannot be frozen is left alone", () => {
  const bytes = Uint8Array.of(1);
  for (const value of [bytes, 1, "a", null, undefined]) freezeRecord(value);
  bytes[0] = 2;
  expect([...bytes]).toEqual([2]);
});
