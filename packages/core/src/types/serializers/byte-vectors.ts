/** Golden vectors of the canonical bytes, version 1: types, values and their bytes (hexadecimal). Never changed, only added to. */
import { BigDecimal } from "../big-decimal.ts";
import { Row } from "../row.ts";
import { Temporal } from "../temporal.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { Types } from "../types.ts";

/** One value of a type and what it must be written as. */
export interface ByteVector {
  readonly type: AnyTypeInformation;
  /** The value as documentation shows it. */
  readonly text: string;
  readonly value: unknown;
  readonly bytes: string;
}

const { INT, STRING, LONG, BYTE, NULLABLE, OPTIONAL } = Types;
const named = Types.ROW_NAMED(["id", "name"], [INT, STRING]);
const shared = { n: 1 };

/** The class of the CLASS vector. */
export class Point {
  x = 1;
}

// biome-ignore format: a table
export const byteVectors: readonly ByteVector[] = [
  { type: BYTE(), text: "-1", value: -1, bytes: "ff" },
  { type: Types.SHORT(), text: "-21658", value: -21_658, bytes: "ab66" },
  { type: INT(), text: "1", value: 1, bytes: "00000001" },
  { type: LONG(), text: "-2", value: -2, bytes: "fffffffffffffffe" },
  { type: LONG(), text: "2^53-1", value: Number.MAX_SAFE_INTEGER, bytes: "001fffffffffffff" },
  { type: LONG({ bigint: true }), text: "-2^63", value: -(2n ** 63n), bytes: "8000000000000000" },
  { type: Types.BIG_INT(), text: "0", value: 0n, bytes: "0100" },
  { type: Types.BIG_INT(), text: "-129", value: -129n, bytes: "02ff7f" },
  { type: Types.BIG_INT(), text: "2^64", value: 2n ** 64n, bytes: "09010000000000000000" },
  { type: Types.BIG_DEC(), text: "-1.10", value: BigDecimal.of("-1.10"), bytes: "020192" },
  { type: Types.FLOAT(), text: "1.5", value: 1.5, bytes: "3fc00000" },
  { type: Types.DOUBLE(), text: "-0", value: -0, bytes: "8000000000000000" },
  { type: Types.DOUBLE(), text: "NaN", value: Number.NaN, bytes: "7ff8000000000000" },
  { type: Types.BOOLEAN(), text: "true", value: true, bytes: "01" },
  { type: Types.CHAR(), text: "é", value: "é", bytes: "00e9" },
  { type: STRING(), text: "(empty)", value: "", bytes: "00" },
  { type: STRING(), text: "aé", value: "aé", bytes: "0661c3a9" },
  { type: STRING(), text: "a, then U+D800 alone", value: "a\ud800", bytes: "050061d800" },
  { type: Types.SQL_DATE(), text: "1969-12-31", value: Temporal.PlainDate.from("1969-12-31"), bytes: "ffffffff" },
  { type: Types.SQL_TIME(), text: "00:00:01", value: Temporal.PlainTime.from("00:00:01"), bytes: "000000003b9aca00" },
  { type: Types.SQL_TIMESTAMP(), text: "2024-02-29T12:00:00.5", value: Temporal.PlainDateTime.from("2024-02-29T12:00:00.5"), bytes: "00004d460000274a6674e500" },
  { type: Types.INSTANT(), text: "1969-12-31T23:59:59.5Z", value: Temporal.Instant.from("1969-12-31T23:59:59.5Z"), bytes: "ffffffffffffffff1dcd6500" },
  { type: NULLABLE(INT), text: "null", value: null, bytes: "00" },
  { type: NULLABLE(INT), text: "1", value: 1, bytes: "0100000001" },
  { type: Types.TUPLE([INT, STRING]), text: "[1, a]", value: [1, "a"], bytes: "000000010261" },
  { type: Types.TUPLE([]), text: "[]", value: [], bytes: "00" },
  { type: named, text: "+I[1, a]", value: named.convert([1, "a"], "value"), bytes: "00000000010261" },
  { type: named, text: "-D[1, null]", value: named.convert(Row.ofKind("DELETE", 1, null), "value"), bytes: "0b00000001" },
  { type: Types.OBJECT({ a: BYTE, b: OPTIONAL(BYTE) }), text: "{a: 1}", value: { a: 1 }, bytes: "0100" },
  { type: Types.OBJECT({ a: BYTE, b: OPTIONAL(BYTE) }), text: "{a: 1, b: 2}", value: { a: 1, b: 2 }, bytes: "010102" },
  { type: Types.CLASS(Point, { x: BYTE }), text: "Point {x: 1}", value: new Point(), bytes: "01" },
  { type: Types.LIST(BYTE), text: "[1, 2]", value: [1, 2], bytes: "020102" },
  { type: Types.BASIC_ARRAY(BYTE), text: "[1, null]", value: [1, null], bytes: "02010100" },
  { type: Types.MAP(STRING, BYTE), text: "{a=1, b=null}", value: new Map([["a", 1], ["b", null]]), bytes: "0202610101026200" },
  { type: Types.PRIMITIVE_ARRAY(INT), text: "[1, 2] (array)", value: [1, 2], bytes: "00020000000100000002" },
  { type: Types.PRIMITIVE_ARRAY(INT), text: "[1, 2] (Int32Array)", value: Int32Array.of(1, 2), bytes: "06080000000100000002" },
  { type: Types.GENERIC(), text: "null", value: null, bytes: "00" },
  { type: Types.GENERIC(), text: "1", value: 1, bytes: "1000000001" },
  { type: Types.GENERIC(), text: "1.5", value: 1.5, bytes: "113ff8000000000000" },
  { type: Types.GENERIC(), text: "1 (bigint)", value: 1n, bytes: "120101" },
  { type: Types.GENERIC(), text: "a", value: "a", bytes: "200261" },
  { type: Types.GENERIC(), text: "[true, undefined]", value: [true, undefined], bytes: "40020301" },
  { type: Types.GENERIC(), text: "{a: 1}", value: { a: 1 }, bytes: "410102611000000001" },
  { type: Types.GENERIC(), text: "one object twice in an array", value: [shared, shared], bytes: "40024101026e10000000016001" },
  { type: Types.GENERIC(), text: "a Map of 1 to 2", value: new Map([[1, 2]]), bytes: "430110000000011000000002" },
  { type: Types.GENERIC(), text: "a Set of 1", value: new Set([1]), bytes: "44011000000001" },
  { type: Types.GENERIC(), text: "1970-01-01 (Date)", value: new Date(0), bytes: "300000000000000000" },
  { type: Types.GENERIC(), text: "2024-02-29 (PlainDate)", value: Temporal.PlainDate.from("2024-02-29"), bytes: "3112506c61696e4461746514323032342d30322d3239" },
  { type: Types.GENERIC(), text: "-U[1] without names", value: Row.ofKind("UPDATE_BEFORE", 1), bytes: "450100011000000001" },
  { type: Types.GENERIC(), text: "Uint16Array [1]", value: Uint16Array.of(1), bytes: "5205020001" },
];
