import { describe, expect, test } from "vitest";
import { BigDecimal } from "../big-decimal.ts";
import { copyGeneral } from "../general-copier.ts";
import { Row } from "../row.ts";
import { Temporal } from "../temporal.ts";
import { Types } from "../types.ts";
import { ByteInput } from "./byte-input.ts";
import { ByteOutput } from "./byte-output.ts";
import { serializerOf } from "./serializer-of.ts";

class Parser {
  n = 1;
}
class Dictionary extends Map {}

function restored(value: unknown): unknown {
  const serializer = serializerOf(undefined);
  const output = new ByteOutput();
  serializer.write(value, output);
  const input = new ByteInput(output.take(), "value");
  const result = serializer.read(input);
  expect(input.remaining).toBe(0);
  return result;
}

function reading(hex: string): () => unknown {
  const bytes = Uint8Array.from(Buffer.from(hex, "hex"));
  return () => serializerOf(undefined).read(new ByteInput(bytes, "state"));
}

describe("the general serializer", () => {
  test.each<[string, unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["the negative zero", -0],
    ["a large integer", 2 ** 60],
    ["a bigint", -(2n ** 70n)],
    ["an ill-formed text", "a\udfff"],
    ["a tuple with a hole", [1, undefined, "x"]],
    ["an object with an undefined field", { a: 1, b: undefined }],
    ["an own field named __proto__", JSON.parse('{"__proto__":{"a":1}}')],
    ["an object without prototype", Object.assign(Object.create(null), { a: [1] })],
    ["a map of composite keys", new Map([[[1], new Set(["a"])]])],
    ["an invalid date", new Date(Number.NaN)],
    ["a regular expression", /a+/giu],
    ["a typed array", new Uint16Array([1, 65_535])],
    ["a buffer", Buffer.from("abc")],
    ["an array buffer", new Uint8Array([1, 2]).buffer],
    ["a decimal", BigDecimal.of("1.10")],
    ["a row", Row.of("a", 1)],
  ])("restores %s", (_name, value) => {
    expect(restored(value)).toStrictEqual(value);
  });

  test("restores Temporal values of all classes, durations without carrying over", () => {
    const values = [
      Temporal.PlainDate.from("2024-02-29[u-ca=gregory]"),
      Temporal.PlainTime.from("12:00:00.000000001"),
      Temporal.PlainYearMonth.from("2024-02"),
      Temporal.PlainMonthDay.from("02-29"),
      Temporal.ZonedDateTime.from("2024-02-29T12:00+01:00[Europe/Prague]"),
      Temporal.Instant.from("1969-12-31T23:59:59.999999999Z"),
    ];
    const texts = (restored(values) as typeof values).map(String);
    expect(texts).toEqual(values.map(String));
    const duration = restored(Temporal.Duration.from({ milliseconds: 1500 }));
    expect((duration as Temporal.Duration).milliseconds).toBe(1500);
  });

  test("aliases and cycles stay what they are", () => {
    const shared = { n: 1 };
    const many: object[] = Array.from({ length: 40 }, (_, n) => ({ n }));
    const original = { a: shared, b: [shared, new Date(1)], many: [...many, shared], self: {} };
    original.self = original;
    const copy = restored(original) as typeof original;
    expect(copy.b[0]).toBe(copy.a);
    expect(copy.many[40]).toBe(copy.a);
    expect(copy.self).toBe(copy);
    expect(copy.many[39]).toEqual({ n: 39 });
  });

  test("restores a DataView's bytes", () => {
    const view = new DataView(new Uint8Array([9, 1, 2]).buffer, 1);
    const copy = restored(view) as DataView;
    expect([copy.byteLength, copy.getUint16(0)]).toEqual([2, 258]);
  });

  test("rows keep kind, names and the texts of their declared type", () => {
    const type = Types.ROW_NAMED(["id", "price"], [Types.LONG(), Types.DOUBLE()]);
    const row = type.convert(Row.ofKind("DELETE", 1, 2), "record");
    const [first, second] = restored([row, type.convert([3, 4], "record")]) as Row[];
    expect([String(first), String(second)]).toEqual(["-D[1, 2.0]", "+I[3, 4.0]"]);
    expect(first?.get("price")).toBe(2);
    const named = restored(Row.named({ a: 1 })) as Row;
    expect(named.getFieldNames()).toEqual(["a"]);
  });

  test("errors keep class, message, stack, cause and their own fields", () => {
    const error = Object.assign(new RangeError("far", { cause: { at: [1] } }), { code: "FAR" });
    const copy = restored(error) as typeof error;
    expect([copy instanceof RangeError, copy.message, copy.stack, copy.cause, copy.code]).toEqual([
      true,
      "far",
      error.stack,
      { at: [1] },
      "FAR",
    ]);
    expect(Object.keys(copy)).toEqual(["code"]);
    const both = restored(new AggregateError([new TypeError("a")], "b")) as AggregateError;
    expect(both.errors).toEqual([new TypeError("a")]);
  });

  test.each<[string, unknown, string, string]>([
    ["a function", { a: () => 1 }, "value.a", "a function"],
    ["a symbol", [Symbol("s")], "value[0]", "a symbol"],
    ["an instance", { a: [1, new Parser()] }, "value.a[1]", "an instance of Parser"],
    ["a promise", new Map([["k", Promise.resolve()]]), 'value.get("k")', "an instance of Promise"],
    [
      "a subclass of a built-in",
      { "a b": new Dictionary() },
      'value["a b"]',
      "an instance of Dictionary",
    ],
  ])("refuses %s by path, as the copier does", (_name, value, path, reason) => {
    const output = new ByteOutput();
    output.byte(7);
    const text = `at ${path} cannot be copied or serialized: it is ${reason}.`;
    expect(() => serializerOf(undefined).write(value, output)).toThrow(text);
    expect(output.take()).toEqual(Uint8Array.of(7));
    expect(() => copyGeneral(value)).toThrow(reason);
  });

  test.each<[string, string, string]>([
    ["a tag that no value has", "ff", "no value begins with 0xff"],
    ["a reference to what was not begun", "6000", "object 0 was not begun"],
    ["a class that Temporal has not", "3106414243" + "00", "there is no Temporal.ABC"],
    ["a row of a fifth kind", "4504", "no row has this kind"],
    ["a row whose type is no type", "45000202" + "7b", "the type of a row cannot be read"],
    ["a regular expression that is none", "5002280000", "/(/ is no regular expression"],
    ["an array form that is none", "526300", "no typed array has the form 99"],
    ["an odd number of bytes for 16-bit elements", "520503000000", "3 bytes are no Uint16Array"],
    [
      "an array nested deeper than the stack",
      `${"4001".repeat(100_000)}00`,
      "the value cannot be put together",
    ],
  ])("refuses %s", (_name, hex, reason) => {
    expect(reading(hex)).toThrow(`TYPE_BYTES_DAMAGED`);
    expect(reading(hex)).toThrow(reason);
  });
});
