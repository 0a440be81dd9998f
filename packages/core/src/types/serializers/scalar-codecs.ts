/**
 * The bytes of types without parts: one entry for each kind, as functions for the plain lane and as source for the generated one.
 *
 * `accepts` is a test of the value `v`; both lanes refuse what it refuses, and write the same bytes.
 */
import type { BigDecimal } from "../big-decimal.ts";
import type { Temporal } from "../temporal.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";
import { readDecimal, writeDecimal } from "./decimal-codec.ts";
import {
  readDate,
  readInstant,
  readTime,
  readTimestamp,
  writeDate,
  writeInstant,
  writeTime,
  writeTimestamp,
} from "./temporal-codecs.ts";

/** The bytes of one scalar type. */
export interface ScalarCodec {
  /** The least number of bytes of a value. */
  readonly minBytes: number;
  write(value: unknown, output: ByteOutput): void;
  read(input: ByteInput): unknown;
  /** Source: the test of `v`, the statement that writes `v` to `o`, the expression that reads from `i`. Absent: the functions are called. */
  readonly source?: { readonly accepts: string; readonly write: string; readonly read: string };
}

/** The codec of a type without parts, `undefined` for all other types. */
export function scalarCodecOf(type: AnyTypeInformation): ScalarCodec | undefined {
  return SCALAR_CODECS.get(type.kind === "LONG" && type.isValue(0n) ? "LONG(bigint)" : type.kind);
}

// The functions are called with values that the type accepts, which is why they may name what they are.
const SCALAR_CODECS: ReadonlyMap<string, ScalarCodec> = /* @__PURE__ */ new Map<
  string,
  ScalarCodec
>([
  ["STRING", text()],
  ["CHAR", char()],
  ["BOOLEAN", boolean()],
  ["BYTE", byte()],
  [
    "SHORT",
    {
      minBytes: 2,
      write: (value, output) => output.int16(value as number),
      read: (input) => input.int16(),
      source: { accepts: "(v << 16) >> 16 === v", write: "o.int16(v)", read: "i.int16()" },
    },
  ],
  [
    "INT",
    {
      minBytes: 4,
      write: (value, output) => output.int32(value as number),
      read: (input) => input.int32(),
      source: { accepts: "(v | 0) === v", write: "o.int32(v)", read: "i.int32()" },
    },
  ],
  [
    "LONG",
    {
      minBytes: 8,
      write: (value, output) => output.safeInteger(value as number),
      read: (input) => input.safeInteger(),
      source: {
        accepts: "Number.isSafeInteger(v)",
        write: "o.safeInteger(v)",
        read: "i.safeInteger()",
      },
    },
  ],
  [
    "LONG(bigint)",
    {
      minBytes: 8,
      write: (value, output) => output.int64(value as bigint),
      read: (input) => input.int64(),
    },
  ],
  [
    "BIG_INT",
    {
      minBytes: 2,
      write: (value, output) => output.integer(value as bigint),
      read: (input) => input.integer(),
    },
  ],
  [
    "BIG_DEC",
    { minBytes: 3, write: (v, o) => writeDecimal(v as BigDecimal, o), read: readDecimal },
  ],
  [
    "FLOAT",
    {
      minBytes: 4,
      write: (value, output) => output.float32(value as number),
      read: (input) => input.float32(),
      source: {
        accepts: 'typeof v === "number" && Object.is(Math.fround(v), v)',
        write: "o.float32(v)",
        read: "i.float32()",
      },
    },
  ],
  [
    "DOUBLE",
    {
      minBytes: 8,
      write: (value, output) => output.float64(value as number),
      read: (input) => input.float64(),
      source: { accepts: 'typeof v === "number"', write: "o.float64(v)", read: "i.float64()" },
    },
  ],
  [
    "SQL_DATE",
    { minBytes: 4, write: (v, o) => writeDate(v as Temporal.PlainDate, o), read: readDate },
  ],
  [
    "SQL_TIME",
    { minBytes: 8, write: (v, o) => writeTime(v as Temporal.PlainTime, o), read: readTime },
  ],
  [
    "SQL_TIMESTAMP",
    {
      minBytes: 12,
      write: (v, o) => writeTimestamp(v as Temporal.PlainDateTime, o),
      read: readTimestamp,
    },
  ],
  [
    "INSTANT",
    { minBytes: 12, write: (v, o) => writeInstant(v as Temporal.Instant, o), read: readInstant },
  ],
]);

function text(): ScalarCodec {
  return {
    minBytes: 1,
    write: (value, output) => output.text(value as string),
    read: (input) => input.text(),
    source: { accepts: 'typeof v === "string"', write: "o.text(v)", read: "i.text()" },
  };
}

/** One UTF-16 code unit. */
function char(): ScalarCodec {
  return {
    minBytes: 2,
    write: (value, output) => output.int16((value as string).charCodeAt(0)),
    read: (input) => String.fromCharCode(input.int16() & 0xffff),
    source: {
      accepts: 'typeof v === "string" && v.length === 1',
      write: "o.int16(v.charCodeAt(0))",
      read: "String.fromCharCode(i.int16() & 0xffff)",
    },
  };
}

function boolean(): ScalarCodec {
  return {
    minBytes: 1,
    write: (value, output) => output.byte(value === true ? 1 : 0),
    read: (input) => input.flag(),
    source: { accepts: 'typeof v === "boolean"', write: "o.byte(v ? 1 : 0)", read: "i.flag()" },
  };
}

function byte(): ScalarCodec {
  return {
    minBytes: 1,
    write: (value, output) => output.byte(value as number),
    read: (input) => (input.byte() << 24) >> 24,
    source: {
      accepts: "(v << 24) >> 24 === v",
      write: "o.byte(v)",
      read: "(i.byte() << 24) >> 24",
    },
  };
}
