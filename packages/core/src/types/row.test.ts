import { describe, expect, test } from "vitest";
import { isRow, Row, RowKind } from "./row.ts";

describe("Row", () => {
  test("has fields by position, a length, an iterator and one text form", () => {
    const row = Row.of("a", 1, null, [1, "x"]);
    expect([row[0], row[1], row.length, [...row], String(row)]).toEqual([
      "a",
      1,
      4,
      ["a", 1, null, [1, "x"]],
      "+I[a, 1, null, [1, x]]",
    ]);
    expect([Row.of(3).length, String(new Row(3)), String(Row.of())]).toEqual([1, "+I[3]", "+I[]"]);
  });

  // covers: Row.asDict, Row.getFieldsByNames, Row.setFieldNames
  test("has names where it was made with names", () => {
    const row = Row.named({ url: "a", inner: Row.named({ n: 1 }) });
    expect([
      row.get("url"),
      row.getFieldNames(),
      row.getFieldsByNames(["inner", "url"])[1],
    ]).toEqual(["a", ["url", "inner"], "a"]);
    expect(row.asDict(true)).toEqual({ url: "a", inner: { n: 1 } });
    expect(() => row.get("uri" as never)).toThrow(
      "TYPE_NO_SUCH_FIELD  The record +I[a, +I[1]] has no field uri.",
    );
    expect(() => Row.of(1).asDict()).toThrow("TYPE_NO_SUCH_FIELD");
    expect(() => Row.of(1).setFieldNames(["a", "b"])).toThrow("TYPE_WRONG_VALUE");
  });

  test("fields are replaced by position or name, only where there are such", () => {
    const row = Row.named({ a: 1, b: 2 });
    row.set("b", 3);
    row.set(0, 4);
    expect([...row]).toEqual([4, 3]);
    for (const field of [2, -1, 0.5, "c"])
      expect(() => row.set(field, 0)).toThrow("TYPE_NO_SUCH_FIELD");
  });

  // covers: Row.ofKind, RowKind
  test("the kind shows in the text and counts in equality; names do not", () => {
    const texts = Object.values(RowKind).map((kind) => String(Row.ofKind(kind, 1)));
    expect(texts).toEqual(["+I[1]", "-U[1]", "+U[1]", "-D[1]"]);
    const row = Row.of("a", [1, { b: 2 }]);
    expect([
      row.equals(Row.named({ x: "a", y: [1, { b: 2 }] })),
      row.equals(Row.of("a", [1, { b: 3 }])),
      row.equals(["a", [1, { b: 2 }]]),
    ]).toEqual([true, false, false]);
    expect(Row.of(1).equals(Row.ofKind("DELETE", 1))).toBe(false);
  });

  test("is recognised by brand, and what is derived from it is an array", () => {
    expect([isRow(Row.of(1)), isRow([1]), isRow(null)]).toEqual([true, false, false]);
    const derived: unknown = (Row.of(1, 2) as unknown as number[]).map((n) => n + 1);
    expect([isRow(derived), derived]).toEqual([false, [2, 3]]);
  });
});
