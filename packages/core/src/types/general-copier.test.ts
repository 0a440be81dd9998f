import { describe, expect, test } from "vitest";
import { StreamError } from "../base/stream-error.ts";
import { BigDecimal } from "./big-decimal.ts";
import { copyGeneral } from "./general-copier.ts";
import { Row } from "./row.ts";
import { Temporal } from "./temporal.ts";

function refusal(value: unknown): string {
  try {
    copyGeneral(value);
  } catch (error) {
    return error instanceof StreamError ? error.message : String(error);
  }
  return "copied";
}

describe("the general copier", () => {
  test("primitives are themselves", () => {
    const values = ["a", 1, 1n, true, null, undefined];
    expect(values.map(copyGeneral)).toEqual(values);
  });

  test.each<[string, object]>([
    ["tuple", ["a", 1, null]],
    ["object", { a: 1, b: undefined, c: "x" }],
    ["nested", { a: [{ b: new Map([["k", [1]]]) }, new Set([[1]])] }],
    ["date", new Date(5)],
    ["regular expression", /a+/giu],
    ["typed array", new Uint16Array([1, 2])],
    ["buffer", Buffer.from("abc")],
    ["array buffer", new Uint8Array([1, 2]).buffer],
    ["object without prototype", Object.assign(Object.create(null), { a: [1] })],
    ["own field named __proto__", JSON.parse('{"__proto__":{"a":1}}')],
  ])("a copied %s equals the original", (_name, value) => {
    const copy = copyGeneral(value);
    expect(copy).toStrictEqual(value);
    expect(copy).not.toBe(value);
  });

  test("nothing mutable is shared", () => {
    const original = { list: [{ n: 1 }], bytes: Buffer.from([1]), map: new Map([["a", { n: 1 }]]) };
    const copy = copyGeneral(original) as typeof original;
    copy.list[0]!.n = 2;
    copy.bytes[0] = 2;
    copy.map.get("a")!.n = 2;
    expect([original.list, [...original.bytes], original.map.get("a")]).toEqual([
      [{ n: 1 }],
      [1],
      { n: 1 },
    ]);
  });

  test("aliases and cycles stay what they are", () => {
    const shared = { n: 1 };
    const original: { a: object; b: object; many: object[]; self?: object } = {
      a: shared,
      b: shared,
      many: [],
    };
    original.many = Array.from({ length: 40 }, (_, n) => ({ n }));
    original.many.push(shared);
    original.self = original;
    const copy = copyGeneral(original) as typeof original;
    expect([
      copy.a === copy.b,
      copy.a === copy.many[40],
      copy.self === copy,
      copy.a === shared,
    ]).toEqual([true, true, true, false]);
  });

  test("immutable values are shared, rows are copied with kind and names", () => {
    const date = Temporal.PlainDate.from("2024-02-29");
    const decimal = BigDecimal.of("1.10");
    const row = Row.named({ date, decimal, list: [1] });
    row.setRowKind("DELETE");
    const copy = copyGeneral({ row }) as { row: typeof row };
    expect([
      copy.row.get("date") === date,
      copy.row.get("decimal") === decimal,
      copy.row.get("list") === row.get("list"),
    ]).toEqual([true, true, false]);
    expect(String(copy.row)).toBe("-D[2024-02-29, 1.10, [1]]");
    expect(copyGeneral(Row.of("a"))).toStrictEqual(Row.of("a"));
  });

  test("errors keep class, message, stack and cause", () => {
    const error = Object.assign(new RangeError("far", { cause: { at: [1] } }), { code: "FAR" });
    const copy = copyGeneral(error) as typeof error;
    expect([copy instanceof RangeError, copy.message, copy.stack, copy.cause, copy.code]).toEqual([
      true,
      "far",
      error.stack,
      { at: [1] },
      "FAR",
    ]);
    expect(copy).not.toBe(error);
  });

  test("what is not plain is refused by path", () => {
    class Parser {}
    class List extends Array {}
    expect(refusal({ a: [1, new Parser()] })).toBe(
      "TYPE_NOT_COPYABLE  The value {} at record.a[1] cannot be copied or serialized: it is an instance of Parser.",
    );
    expect(refusal({ a: () => 1 })).toBe(
      "TYPE_NOT_COPYABLE  The value [function a] at record.a cannot be copied or serialized: it is a function.",
    );
    expect(refusal(Symbol("s"))).toContain("it is a symbol");
    expect(refusal(new List())).toContain("an instance of List");
    expect(refusal(new Map([["k", Promise.resolve()]]))).toContain(
      'at record.get("k") cannot be copied or serialized: it is an instance of Promise',
    );
  });
});
