import { describe, expect, test } from "vitest";
import { BigDecimal } from "./big-decimal.ts";
import { Row } from "./row.ts";
import { Temporal } from "./temporal.ts";
import { elementText, previewOf, textOf } from "./text.ts";

class Point {
  x = 1;
}
class Named {
  toString(): string {
    return "own text";
  }
}
const cycle: { a: number; self?: object } = { a: 1 };
cycle.self = cycle;

describe("the text of undeclared values", () => {
  test.each<[unknown, string]>([
    ["aaa", "aaa"],
    [1, "1"],
    [-0, "0"],
    [10n, "10"],
    [null, "null"],
    [true, "true"],
    [[1, "aaa"], '[1,"aaa"]'],
    [{ id: 1, gone: undefined, f: () => 1 }, '{"id":1}'],
    [[undefined, Number.NaN, 5n], "[null,NaN,5]"],
    [new Date(0), "1970-01-01T00:00:00.000Z"],
    [new Date(Number.NaN), "Invalid Date"],
    [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    [new Map([["a", 1]]), '[["a",1]]'],
    [new Set([1, "b"]), '[1,"b"]'],
    [new Uint8Array([255, 1]), "[255,1]"],
    [cycle, '{"a":1,"self":"[cycle]"}'],
    [[[1], [1]], "[[1],[1]]"],
    [new Point(), '{"x":1}'],
    [new Named(), "own text"],
    [[new Named()], '["own text"]'],
    [Temporal.PlainDate.from("2024-02-29"), "2024-02-29"],
    [{ on: Temporal.PlainDate.from("2024-02-29") }, '{"on":"2024-02-29"}'],
    [BigDecimal.of("1.10"), "1.10"],
    [{ price: BigDecimal.of("1.10"), row: Row.of("a", 1) }, '{"price":1.10,"row":+I[a, 1]}'],
    [Object.create(null), "{}"],
    [{ toJSON: () => ({ b: 2 }) }, '{"b":2}'],
    [new Error("broken"), "Error: broken"],
    [function name() {}, "[function name]"],
  ])("%#: %s", (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});

test("elements of rows are written as Java writes them", () => {
  const value = [
    null,
    [1, ["a"]],
    new Map([["k", [1]]]),
    new Uint8Array([200]),
    new Set([1]),
    { a: 1 },
    Row.of("x"),
  ];
  expect(elementText(value)).toBe('[null, [1, [a]], {k=[1]}, [-56], [1], {"a":1}, +I[x]]');
});

test("a preview quotes strings, marks bigints, is short, and survives a broken toString", () => {
  const broken = {
    toString() {
      throw new Error("no");
    },
  };
  expect([
    previewOf("a"),
    previewOf(5n),
    previewOf("x".repeat(500)).length,
    previewOf(broken),
  ]).toEqual(['"a"', "5n", 201, "(a value without a text)"]);
});
