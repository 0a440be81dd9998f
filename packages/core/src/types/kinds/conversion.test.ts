import { describe, expect, test } from "vitest";
import { BigDecimal } from "../big-decimal.ts";
import { Row } from "../row.ts";
import { Temporal } from "../temporal.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { Types } from "../types.ts";

/** The code and message of what a conversion throws. */
function refusal(type: AnyTypeInformation, input: unknown): string {
  try {
    type.convert(input, "record");
  } catch (error) {
    return (error as Error).message;
  }
  return "accepted";
}

describe("integers", () => {
  // covers: Types.BYTE
  test("BYTE, SHORT and INT wrap as two's complement", () => {
    expect([Types.BYTE().convert(200, "r"), Types.SHORT().convert(43878, "r")]).toEqual([
      -56, -21658,
    ]);
    expect([
      Types.INT().convert(9147483648, "r"),
      Types.INT().convert(-(2n ** 31n) - 1n, "r"),
    ]).toEqual([557549056, 2147483647]);
  });

  test("a fraction is no integer", () => {
    expect(refusal(Types.INT(), 1.5)).toBe(
      "TYPE_WRONG_VALUE  The value 1.5 at record is not of type INT.",
    );
    expect(refusal(Types.LONG(), Number.NaN)).toBe(
      "TYPE_WRONG_VALUE  The value NaN at record is not of type LONG.",
    );
  });

  test("LONG refuses what a number cannot hold exactly, naming place and value", () => {
    const type = Types.TUPLE([Types.STRING(), Types.OBJECT({ id: Types.LONG() })]);
    expect(refusal(type, ["a", { id: 2 ** 53 }])).toBe(
      "TYPE_OUT_OF_RANGE  The value 9007199254740992 at record[1].id does not fit into LONG.",
    );
    expect(refusal(Types.LONG(), 2n ** 53n)).toBe(
      "TYPE_OUT_OF_RANGE  The value 9007199254740992n at record does not fit into LONG.",
    );
    expect(Types.LONG().convert(-(2n ** 53n) + 1n, "r")).toBe(-(2 ** 53) + 1);
  });

  test("LONG with bigint is always a bigint of 64 bits", () => {
    const type = Types.LONG({ bigint: true });
    expect([type.convert(1, "r"), type.convert(2n ** 63n - 1n, "r")]).toEqual([1n, 2n ** 63n - 1n]);
    expect(refusal(type, 2n ** 63n)).toContain("TYPE_OUT_OF_RANGE");
    expect(refusal(type, 2 ** 60)).toContain("TYPE_OUT_OF_RANGE");
  });

  // covers: Types.BIG_INT
  test("BIG_INT takes any bigint and safe numbers", () => {
    expect([Types.BIG_INT().convert(10n ** 30n, "r"), Types.BIG_INT().convert(7, "r")]).toEqual([
      10n ** 30n,
      7n,
    ]);
    expect(refusal(Types.BIG_INT(), 1e20)).toContain("TYPE_OUT_OF_RANGE");
  });
});

describe("floating point", () => {
  test("FLOAT is rounded to 32 bits and shows its own digits", () => {
    expect(Types.FLOAT().convert(1.1, "r")).toBe(Math.fround(1.1));
    expect([1.1, 9.87, 1, 16777216, 1e-5].map((value) => Types.FLOAT().toText(Math.fround(value)))).toEqual([
      "1.1", "9.87", "1.0", "1.6777216E7", "1.0E-5",
    ]); // biome-ignore format: one line
  });

  test("DOUBLE has Java's text", () => {
    expect([1, 1.98932, -0, 1e7, 1.5e-4, Number.NaN, -Infinity].map((value) => Types.DOUBLE().toText(value))).toEqual([
      "1.0", "1.98932", "-0.0", "1.0E7", "1.5E-4", "NaN", "-Infinity",
    ]); // biome-ignore format: one line
  });

  test("a bigint becomes a DOUBLE only where nothing is rounded", () => {
    expect(Types.DOUBLE().convert(2n ** 60n, "r")).toBe(2 ** 60);
    expect(refusal(Types.DOUBLE(), 2n ** 60n + 1n)).toContain("TYPE_OUT_OF_RANGE");
  });
});

describe("text, decimals, dates", () => {
  // covers: Types.CHAR
  test("STRING, CHAR and BOOLEAN take nothing for what it is not", () => {
    expect(refusal(Types.STRING(), 1)).toBe(
      "TYPE_WRONG_VALUE  The value 1 at record is not of type STRING.",
    );
    expect(refusal(Types.CHAR(), "ab")).toBe(
      'TYPE_WRONG_VALUE  The value "ab" at record is not of type CHAR.',
    );
    expect(refusal(Types.BOOLEAN(), "true")).toBe(
      'TYPE_WRONG_VALUE  The value "true" at record is not of type BOOLEAN.',
    );
    expect(refusal(Types.STRING(), null)).toBe(
      "TYPE_NULL_VALUE  The value at record is null, but its type STRING has no null.",
    );
  });

  test("BIG_DEC reads text, numbers and bigints exactly", () => {
    const texts = ["1.10", 0.1, 7n, BigDecimal.of("2.50")].map((input) =>
      String(Types.BIG_DEC().convert(input, "r")),
    );
    expect(texts).toEqual(["1.10", "0.1", "7", "2.50"]);
    expect(refusal(Types.BIG_DEC(), "1,5")).toBe(
      'TYPE_WRONG_VALUE  The value "1,5" at record is not of type BIG_DEC.',
    );
  });

  test("dates are read from text, Date in UTC, and Temporal", () => {
    const date = new Date("2021-01-09T12:00:00.011Z");
    const types = [Types.SQL_DATE(), Types.SQL_TIME(), Types.SQL_TIMESTAMP(), Types.INSTANT()];
    expect(types.map((type) => type.toText(type.convert(date, "r")))).toEqual([
      "2021-01-09", "12:00:00", "2021-01-09 12:00:00.011", "2021-01-09T12:00:00.011Z",
    ]); // biome-ignore format: one line
    expect(String(Types.SQL_TIME().convert("11:02:02.2345", "r"))).toBe("11:02:02.2345");
    const own = Temporal.PlainDate.from("2021-01-09");
    expect(Types.SQL_DATE().convert(own, "r")).toBe(own);
    expect(refusal(Types.SQL_DATE(), "2021-13-09")).toContain("TYPE_WRONG_VALUE");
  });

  test("values of another Temporal are taken over by their text", () => {
    class PlainDate {
      readonly [Symbol.toStringTag] = "Temporal.PlainDate";
      toString(): string {
        return "2021-01-09";
      }
    }
    const value = Types.SQL_DATE().convert(new PlainDate(), "r");
    expect([value instanceof Temporal.PlainDate, String(value)]).toEqual([true, "2021-01-09"]);
  });

  test("a date of another calendar becomes its ISO date", () => {
    const value = Types.SQL_DATE().convert("2021-01-09[u-ca=gregory]", "r");
    expect([value.calendarId, String(value)]).toEqual(["iso8601", "2021-01-09"]);
  });

  // covers: Types.INSTANT
  test("texts of whole seconds are Java's", () => {
    expect(Types.SQL_TIMESTAMP().toText(Temporal.PlainDateTime.from("2021-01-09T12:00"))).toBe(
      "2021-01-09 12:00:00.0",
    );
    expect(Types.INSTANT().toText(Temporal.Instant.from("2021-01-09T12:00:00.1Z"))).toBe(
      "2021-01-09T12:00:00.100Z",
    );
  });
});

describe("rows of the cases", () => {
  test("collections and dates inside a row read as in Flink (DS-32)", () => {
    const type = Types.ROW([
      Types.INT(), Types.PRIMITIVE_ARRAY(Types.FLOAT()), Types.BASIC_ARRAY(Types.STRING()), Types.SQL_DATE(),
      Types.SQL_TIME(), Types.SQL_TIMESTAMP(), Types.LIST(Types.INT()),
    ]); // biome-ignore format: a table
    const row = (type as AnyTypeInformation).convert(
      [
        1,
        [1.1, 1.2, 1.3],
        [null, "hi", "flink"],
        "2021-01-09",
        "12:00:00",
        "2021-01-09T12:00:00.011",
        [1, 2, 3],
      ],
      "record",
    );
    const text =
      "+I[1, [1.1, 1.2, 1.3], [null, hi, flink], 2021-01-09, 12:00:00, 2021-01-09 12:00:00.011, [1, 2, 3]]";
    expect([String(row), type.toText(row)]).toEqual([text, text]);
  });

  test("nulls survive in boxed arrays (DS-34, DS-35)", () => {
    for (const array of [Types.BASIC_ARRAY, Types.OBJECT_ARRAY]) {
      const type: AnyTypeInformation = Types.ROW([
        Types.INT(),
        array(Types.FLOAT()),
        array(Types.STRING()),
      ]);
      const rows = [
        [1, [1.1, null, 1.3], [null, "hi", "flink"]],
        [3, [3.1, 3.2, null], ["hello", "hi", null]],
      ];
      expect(rows.map((row) => String(type.convert(row, "r")))).toEqual([
        "+I[1, [1.1, null, 1.3], [null, hi, flink]]",
        "+I[3, [3.1, 3.2, null], [hello, hi, null]]",
      ]);
    }
  });

  test("bytes of an undeclared field are shown signed, null fields as null (EN-21)", () => {
    const type: AnyTypeInformation = Types.ROW([
      Types.PICKLED_BYTE_ARRAY(),
      Types.LONG(),
      Types.DOUBLE(),
      Types.BIG_DEC(),
    ]);
    const row = type.convert(
      [new Uint8Array([102, 200]), null, 1.98932, "1000000000000000000.05"],
      "r",
    );
    expect(String(row)).toBe("+I[[102, -56], null, 1.98932, 1000000000000000000.05]");
  });

  test("tuples have no spaces, maps are Java's", () => {
    const type = Types.TUPLE([Types.STRING(), Types.INT(), Types.MAP(Types.STRING(), Types.INT())]);
    expect(type.toText(type.convert(["hi", 1, { a: 1, b: 2 }] as never, "r"))).toBe(
      "(hi,1,{a=1, b=2})",
    );
  });
});

describe("rows, objects, classes", () => {
  test("a named row is made from an array, an object, or a row of other order", () => {
    const type = Types.ROW_NAMED(["url", "count"], [Types.STRING(), Types.LONG()]);
    const rows = [["a", 1], { count: 1, url: "a" }, Row.named({ count: 1, url: "a" })].map(
      (input) => type.convert(input, "r"),
    );
    expect(rows.map((row) => [row.get("url"), row[1], String(row)])).toEqual(
      Array(3).fill(["a", 1, "+I[a, 1]"]),
    );
  });

  test("a converted row is converted again at no cost, and keeps its kind", () => {
    const type = Types.ROW([Types.STRING()]);
    const row = type.convert(Row.ofKind("DELETE", "a"), "r");
    expect([type.convert(row, "r") === row, String(row)]).toEqual([true, "-D[a]"]);
  });

  test("a row with too few fields is refused", () => {
    expect(refusal(Types.ROW([Types.INT(), Types.INT()]), [1])).toBe(
      "TYPE_WRONG_VALUE  The value [1] at record is not of type ROW<f0 INT, f1 INT>.",
    );
  });

  test("OBJECT keeps the declared fields in their order; OPTIONAL ones may be missing, NULLABLE ones become null", () => {
    const type = Types.OBJECT({
      id: Types.LONG(),
      name: Types.NULLABLE(Types.STRING()),
      note: Types.OPTIONAL(Types.STRING()),
    });
    const value: unknown = type.convert({ extra: 1, name: undefined, id: 1n } as never, "r");
    expect(JSON.stringify(value)).toBe('{"id":1,"name":null}');
    expect(refusal(type, { name: "a" })).toBe(
      "TYPE_MISSING_FIELD  The field id of record is missing; the type is OBJECT<id LONG, name NULLABLE<STRING>, note OPTIONAL<STRING>>.",
    );
  });

  test("fields named like members of Object.prototype are fields", () => {
    const type: AnyTypeInformation = Types.OBJECT({
      toString: Types.OPTIONAL(Types.STRING()),
      ["__proto__"]: Types.INT(),
    });
    const input = JSON.parse('{"__proto__": 1}');
    expect(JSON.stringify(type.convert(input, "r"))).toBe('{"__proto__":1}');
    expect(refusal(type, {})).toContain("TYPE_MISSING_FIELD");
  });

  // covers: Types.OBJECT
  test("OBJECT reads as JSON, 32-bit numbers with their own digits", () => {
    const type = Types.OBJECT({
      price: Types.FLOAT(),
      at: Types.SQL_DATE(),
      tags: Types.LIST(Types.STRING()),
    });
    expect(type.toText(type.convert({ price: 1.1, at: "2021-01-09", tags: ["a"] }, "r"))).toBe(
      '{"price":1.1,"at":"2021-01-09","tags":["a"]}',
    );
  });

  test("CLASS keeps the instance, rebuilds it where a field is converted, and refuses undeclared fields", () => {
    class Point {
      x: number;
      constructor(x: number) {
        this.x = x;
      }
      double(): number {
        return this.x * 2;
      }
    }
    const type = Types.CLASS(Point, { x: Types.SHORT() });
    const point = new Point(1);
    expect(type.convert(point, "r")).toBe(point);
    const wrapped = type.convert(new Point(43878), "r");
    expect([wrapped instanceof Point, wrapped.double()]).toEqual([true, -43316]);
    expect(refusal(type, Object.assign(new Point(1), { y: 2 }))).toBe(
      "TYPE_UNDECLARED_FIELD  The field y of record is not declared in CLASS<Point: x SHORT>: a copy would lose it.",
    );
    expect(refusal(type, { x: 1 })).toBe(
      'TYPE_WRONG_VALUE  The value {"x":1} at record is not of type Point.',
    );
  });

  test("primitive arrays keep their form where every element fits", () => {
    const type = Types.PRIMITIVE_ARRAY(Types.INT());
    const typed = new Int32Array([1, 2]);
    expect(type.convert(typed, "r")).toBe(typed);
    expect(type.convert(new Float64Array([1, 4294967296]) as never, "r")).toEqual([1, 0]);
    expect(refusal(type, [1, null])).toContain("record[1]");
    expect(Types.PRIMITIVE_ARRAY(Types.BYTE()).toText(new Uint8Array([255]))).toBe("[-1]");
  });
});

describe("schemas", () => {
  const schema = (validate: (value: unknown) => never) =>
    Types.SCHEMA({ "~standard": { version: 1, vendor: "own", validate } });

  test("the schema's output flows", () => {
    expect(schema((value) => ({ value: Number(value) }) as never).convert("5", "r")).toBe(5);
  });

  test("a rejection names value, place and issues; an asynchronous schema is refused", () => {
    const rejecting = schema(
      () => ({ issues: [{ message: "too small", path: ["a", { key: 0 }] }] }) as never,
    );
    expect(refusal(rejecting, 1)).toBe(
      'TYPE_SCHEMA_REJECTED  The value 1 at record was rejected by its schema: a["0"]: too small.',
    );
    expect(
      refusal(
        schema(() => Promise.reject(new Error("no")) as never),
        1,
      ),
    ).toContain("TYPE_SCHEMA_ASYNC");
  });
});

describe("comparison of types", () => {
  test("types are equal by structure, field names of rows included", () => {
    expect(
      Types.TUPLE([Types.STRING, Types.INT]).equals(Types.TUPLE([Types.STRING(), Types.INT()])),
    ).toBe(true);
    expect(
      Types.TUPLE([Types.STRING, Types.INT]).equals(Types.TUPLE([Types.STRING, Types.BOOLEAN])),
    ).toBe(false);
    expect(Types.ROW_NAMED(["a"], [Types.INT]).equals(Types.ROW_NAMED(["b"], [Types.INT]))).toBe(
      false,
    );
    expect(Types.ROW([Types.INT]).equals(Types.ROW_NAMED(["f0"], [Types.INT]))).toBe(true);
    expect(Types.MAP(Types.INT, Types.STRING).equals(Types.MAP(Types.INT, Types.STRING))).toBe(
      true,
    );
    expect(Types.LIST(Types.INT).equals(Types.BASIC_ARRAY(Types.INT))).toBe(false);
    expect(Types.LONG().equals(Types.LONG({ bigint: true }))).toBe(false);
  });

  // covers: TypeInformation.getFieldIndex, TypeInformation.getFieldNames
  test("fields are asked for by Flink's names too", () => {
    const type = Types.ROW_NAMED(["a", "b"], [Types.INT, Types.STRING]);
    expect([type.getFieldNames(), type.getFieldTypes(), type.getFieldIndex("b")]).toEqual([
      ["a", "b"],
      [Types.INT(), Types.STRING()],
      1,
    ]);
    expect(() => type.getFieldIndex("c")).toThrow("TYPE_NO_SUCH_FIELD");
  });
});
