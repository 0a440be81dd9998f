import { describe, expect, test } from "vitest";
import { addValues, createAddition } from "./add.ts";
import { BigDecimal } from "./big-decimal.ts";
import { compareValues } from "./compare.ts";
import { fieldTypeOf, getField, withField } from "./field-access.ts";
import { Row } from "./row.ts";
import { Temporal } from "./temporal.ts";
import { Types } from "./types.ts";

describe("the order of values", () => {
  const ordered: readonly (readonly unknown[])[] = [
    [null, -Infinity, -1, 0, 1n, 1.5, 2n ** 60n, Infinity, Number.NaN],
    ["", "B", "a", "aa", "\ud83d\ude00", "\uffff"],
    [null, false, true],
    [BigDecimal.of("1.1"), BigDecimal.of("1.11"), BigDecimal.of(2)],
    [new Date(0), new Date(1)],
    [
      Temporal.PlainDate.from("-000001-01-01"),
      Temporal.PlainDate.from("2024-02-29"),
      Temporal.PlainDate.from("+010000-01-01"),
    ],
    [Temporal.Instant.from("2024-02-29T00:00Z"), Temporal.Instant.from("2024-02-29T00:00:00.5Z")],
  ];
  test("is total within one kind", () => {
    for (const values of ordered) {
      const signs = values.map((left) =>
        values.map((right) => Math.sign(compareValues(left, right))),
      );
      expect(signs).toEqual(values.map((_, i) => values.map((__, j) => Math.sign(i - j))));
    }
  });

  test("equal values of different make are equal", () => {
    expect([
      compareValues(1, 1n),
      compareValues(BigDecimal.of("1.0"), BigDecimal.of("1")),
      compareValues(-0, 0),
      compareValues(null, undefined),
    ]).toEqual([0, 0, 0, 0]);
  });

  test.each<[unknown, unknown]>([
    [1, "1"],
    [true, 1],
    [new Date(0), Temporal.Instant.from("1970-01-01T00:00Z")],
    [[1], [1]],
    [{}, {}],
  ])("%s and %s have none", (left, right) => {
    expect(() => compareValues(left, right)).toThrow("TYPE_NOT_COMPARABLE");
  });
});

describe("sums", () => {
  test("add values of one kind", () => {
    expect([
      addValues(1, 2),
      addValues(2n ** 60n, 1n),
      String(addValues(BigDecimal.of("0.1"), BigDecimal.of("0.2"))),
    ]).toEqual([3, 2n ** 60n + 1n, "0.3"]);
    for (const [left, right] of [
      [1, 1n],
      [1, null],
      ["a", "b"],
      [1, "1"],
    ])
      expect(() => addValues(left, right)).toThrow("TYPE_NOT_SUMMABLE");
  });

  test("wrap, round and refuse as the declared type does", () => {
    expect(createAddition(Types.BYTE())(127, 1)).toBe(-128);
    expect(createAddition(Types.FLOAT())(Math.fround(0.1), Math.fround(0.2))).toBe(
      Math.fround(Math.fround(0.1) + Math.fround(0.2)),
    );
    expect(() => createAddition(Types.LONG())(2 ** 53 - 1, 1)).toThrow("TYPE_OUT_OF_RANGE");
    expect(createAddition(undefined)(0.1, 0.2)).toBe(0.1 + 0.2);
  });
});

describe("fields", () => {
  class Point {
    x = 1;
  }
  test("are read by position or name", () => {
    const row = Row.named({ a: 1, b: 2 });
    expect([
      getField(["a", 5], 1),
      getField(["a", 5], "f1"),
      getField(row, 1),
      getField(row, "a"),
      getField({ n: 3 }, "n"),
      getField(7, 0),
    ]).toEqual([5, 5, 2, 1, 3, 7]);
    const decimal = BigDecimal.of(1);
    expect(getField(decimal, 0)).toBe(decimal);
  });

  test("are replaced in a copy of the same make", () => {
    const row = Row.named({ a: 1, b: 2 });
    row.setRowKind("DELETE");
    const changed = withField(row, "b", 9) as typeof row;
    expect([String(changed), changed.get("b"), String(row)]).toEqual(["-D[1, 9]", 9, "-D[1, 2]"]);
    expect([
      withField(["a", 1], 1, 2),
      withField({ a: 1, n: 1 }, "n", 2),
      withField(1, 0, 2),
    ]).toEqual([["a", 2], { a: 1, n: 2 }, 2]);
    const point = new Point();
    expect([withField(point, "x", 2), point.x]).toEqual([Object.assign(new Point(), { x: 2 }), 1]);
  });

  test.each<[unknown, number | string]>([
    [["a"], 1],
    [["a"], "a"],
    [["a"], -1],
    [{ a: 1 }, "b"],
    [{ a: 1 }, 0],
    [5, 1],
    [Row.named({ a: 1 }), "f0"],
    [null, "a"],
  ])("%j has no field %s", (record, field) => {
    expect(() => getField(record, field)).toThrow("TYPE_NO_SUCH_FIELD");
    expect(() => withField(record, field, 0)).toThrow("TYPE_NO_SUCH_FIELD");
  });

  test("have the declared type", () => {
    const tuple = Types.TUPLE([Types.STRING(), Types.BYTE()]);
    expect([fieldTypeOf(tuple, 1), fieldTypeOf(tuple, "f0"), fieldTypeOf(Types.INT(), 0), fieldTypeOf(tuple, 2), fieldTypeOf(undefined, 0)]).toEqual([
      Types.BYTE(), Types.STRING(), Types.INT(), undefined, undefined,
    ]); // biome-ignore format: one line
  });
});

describe("fields of fields", () => {
  const order = () => ({
    "a.b": 1,
    user: { name: "ann", at: ["x", 7] },
    row: Row.of(1, Row.of(2)),
  });

  test("are read and replaced by their path; what is not on the path is kept", () => {
    expect(["user.name", "user.at.f1", "row.f1.f0", "a.b"].map((one) => getField(order(), one))).toEqual(["ann", 7, 2, 1]); // biome-ignore format: a list
    const replaced = withField(order(), "user.at.f1", 8);
    expect(replaced).toEqual({ ...order(), user: { name: "ann", at: ["x", 8] } });
    expect(String(getField(withField(order(), "row.f1.f0", 3), "row"))).toBe("+I[1, +I[3]]");
  });

  test("a path that ends nowhere is an error of the part that lacks it", () => {
    for (const field of ["user.age", "user.", ".user", "user.name.length", "nothing.at"])
      expect(() => getField(order(), field)).toThrow("TYPE_NO_SUCH_FIELD");
    expect(() => withField(order(), "user.age", 1)).toThrow("TYPE_NO_SUCH_FIELD");
  });

  test("have the type that is declared for them", () => {
    const inner = Types.ROW_NAMED(["n", "text"], [Types.LONG(), Types.STRING()]);
    const type = Types.OBJECT({ id: Types.INT(), inner });
    expect(["inner.n", "inner.text", "inner.m", "id.x"].map((one) => fieldTypeOf(type, one)?.kind)).toEqual(["LONG", "STRING", undefined, undefined]); // biome-ignore format: a list
  });
});
