/** Writes values in the canonical encoding of keys; its rules (K1 to K4) stand in key-encoding.ts. */
import { streamError } from "../base/stream-error.ts";
import { bigDecimalBrand, hasBrand, rowBrand } from "./brands.ts";
import { KeyBytes } from "./key-bytes.ts";
import { temporalClassOf, temporalIsoText } from "./temporal.ts";
import { previewOf } from "./text.ts";

/** The first byte of each kind of value. Part of the format. */
export const KEY_TAGS = {
  null: 0x00,
  false: 0x01,
  true: 0x02,
  int32: 0x10,
  int64: 0x11,
  largeInteger: 0x12,
  fraction: 0x13,
  decimal: 0x14,
  text: 0x20,
  illFormedText: 0x21,
  date: 0x30,
  temporal: 0x31,
  list: 0x40,
  fields: 0x41,
  map: 0x42,
  set: 0x43,
} as const;

const DEPTH_LIMIT = 100; // deeper keys are cycles

/** Appends a value. `path` names it in errors, `depth` counts the values around it. */
export function encodeValue(value: unknown, bytes: KeyBytes, path: string, depth: number): void {
  switch (typeof value) {
    case "string":
      return encodeText(value, bytes);
    case "number":
      return encodeNumber(value, bytes);
    case "bigint":
      return encodeInteger(value, bytes);
    case "boolean":
      return bytes.byte(value ? KEY_TAGS.true : KEY_TAGS.false);
    case "object":
      if (value === null) return bytes.byte(KEY_TAGS.null);
      if (depth >= DEPTH_LIMIT) throw notAKey(value, path, "nested too deeply, or a cycle");
      return encodeObject(value, bytes, path, depth + 1);
    case "undefined":
    case "function":
    case "symbol":
      throw notAKey(value, path, typeof value);
  }
}

function encodeNumber(value: number, bytes: KeyBytes): void {
  if ((value | 0) === value) {
    bytes.byte(KEY_TAGS.int32);
    bytes.int32(value);
  } else if (Number.isInteger(value)) {
    encodeInteger(BigInt(value), bytes);
  } else {
    bytes.byte(KEY_TAGS.fraction);
    bytes.float64(value);
  }
}

function encodeInteger(value: bigint, bytes: KeyBytes): void {
  if (BigInt.asIntN(32, value) === value) {
    bytes.byte(KEY_TAGS.int32);
    bytes.int32(Number(value));
  } else if (BigInt.asIntN(64, value) === value) {
    bytes.byte(KEY_TAGS.int64);
    bytes.int64(value);
  } else {
    bytes.byte(KEY_TAGS.largeInteger);
    bytes.byte(value < 0n ? 0 : 1);
    const digits = (value < 0n ? -value : value).toString(16);
    bytes.count(Math.ceil(digits.length / 2));
    bytes.hex(digits.length % 2 === 0 ? digits : `0${digits}`);
  }
}

function encodeText(value: string, bytes: KeyBytes): void {
  if (value.isWellFormed()) {
    bytes.byte(KEY_TAGS.text);
    bytes.utf8(value);
  } else {
    bytes.byte(KEY_TAGS.illFormedText); // lone surrogates have no UTF-8 form
    bytes.utf16(value);
  }
}

/** How an object is encoded. `opaque`: its value cannot be seen, so that all its keys would be equal. */
export type KeyForm =
  | "list"
  | "fields"
  | "date"
  | "decimal"
  | "temporal"
  | "map"
  | "set"
  | "opaque";

/** The form in which an object is encoded (K3): by what it holds, never by its class. */
export function keyFormOf(value: object): KeyForm {
  if (Array.isArray(value) || hasBrand(value, rowBrand)) return "list";
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return "fields";
  if (value instanceof Date) return "date";
  if (hasBrand(value, bigDecimalBrand)) return "decimal";
  if (temporalClassOf(value) !== undefined) return "temporal";
  if (value instanceof Map) return "map";
  if (value instanceof Set) return "set";
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? "opaque" : "list";
  return value instanceof Error || Object.keys(value).length === 0 ? "opaque" : "fields";
}

function encodeObject(value: object, bytes: KeyBytes, path: string, depth: number): void {
  const form = keyFormOf(value);
  switch (form) {
    case "list":
      return encodeList(value as ArrayLike<unknown>, bytes, path, depth); // arrays, rows and typed arrays have these
    case "fields":
      return encodeFields(value, bytes, path, depth);
    case "date":
      bytes.byte(KEY_TAGS.date);
      return bytes.float64((value as Date).getTime()); // the form says so
    case "decimal":
      return encodeDecimal(value as { unscaled: bigint; scale: number }, bytes); // the form says so
    case "temporal":
      bytes.byte(KEY_TAGS.temporal);
      encodeText(temporalClassOf(value) ?? "", bytes);
      return encodeText(temporalIsoText(value), bytes);
    case "map":
      return encodeMap(value as Map<unknown, unknown>, bytes, path, depth); // the form says so
    case "set":
      return encodeSet(value as Set<unknown>, bytes, path, depth); // the form says so
    case "opaque":
      throw notAKey(
        value,
        path,
        "then" in value && typeof value.then === "function"
          ? "a promise; key selectors are synchronous"
          : "an object without fields of its own",
      );
  }
}

function encodeList(list: ArrayLike<unknown>, bytes: KeyBytes, path: string, depth: number): void {
  bytes.byte(KEY_TAGS.list);
  bytes.count(list.length);
  for (let index = 0; index < list.length; index++)
    encodeValue(list[index], bytes, `${path}[${index}]`, depth);
}

function encodeFields(value: object, bytes: KeyBytes, path: string, depth: number): void {
  const fields = value as Readonly<Record<string, unknown>>; // own fields are read only
  const names = Object.keys(value).filter((name) => fields[name] !== undefined);
  bytes.byte(KEY_TAGS.fields);
  bytes.count(names.length);
  for (const name of names.sort(byCodeUnits)) {
    encodeText(name, bytes);
    encodeValue(fields[name], bytes, `${path}.${name}`, depth);
  }
}

function encodeDecimal(
  value: { readonly unscaled: bigint; readonly scale: number },
  bytes: KeyBytes,
): void {
  let { unscaled, scale } = value;
  for (; scale > 0 && unscaled % 10n === 0n; scale -= 1) unscaled /= 10n;
  bytes.byte(KEY_TAGS.decimal);
  bytes.int32(scale);
  encodeInteger(unscaled, bytes);
}

function encodeMap(
  map: ReadonlyMap<unknown, unknown>,
  bytes: KeyBytes,
  path: string,
  depth: number,
): void {
  const entries = [...map].map(([key, value]) => {
    const entry = new KeyBytes();
    encodeValue(key, entry, `${path}.keys`, depth);
    encodeValue(value, entry, `${path}.values`, depth);
    return entry.take();
  });
  bytes.byte(KEY_TAGS.map);
  bytes.sorted(entries);
}

function encodeSet(set: ReadonlySet<unknown>, bytes: KeyBytes, path: string, depth: number): void {
  const items = [...set].map((item) => {
    const entry = new KeyBytes();
    encodeValue(item, entry, `${path}.items`, depth);
    return entry.take();
  });
  bytes.byte(KEY_TAGS.set);
  bytes.sorted(items);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function notAKey(value: unknown, path: string, reason: string): Error {
  return streamError("TYPE_NOT_A_KEY", { value: previewOf(value), path, reason });
}
