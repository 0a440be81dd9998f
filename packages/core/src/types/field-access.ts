/**
 * Fields of records by position or name, for `sum`, `min`, `maxBy` and the like.
 *
 * Tuples, arrays and rows have positions, and the names `f0`, `f1` … where they have no others; objects and named rows
 * have names. Field 0 of a value without fields is the value itself, as in Flink. `user.address.zip` and `f1.f0` are
 * fields of fields; a field that has dots in its own name goes first.
 */
import { streamError } from "../base/stream-error.ts";
import { bigDecimalBrand, hasBrand, rowBrand } from "./brands.ts";
import { type Row, shapedRow, shapeOf } from "./row.ts";
import { temporalClassOf } from "./temporal.ts";
import { previewOf } from "./text.ts";
import type { AnyTypeInformation } from "./type-information.ts";

/** A position or a name. */
export type Field = number | string;

/** The value of a field; throws `TYPE_NO_SUCH_FIELD`. */
export function getField(record: unknown, field: Field): unknown {
  if (isRowLike(record)) {
    const position = positionIn(record.length, record.getFieldNames(), field);
    return position < 0 ? getNested(record, field) : record[position];
  }
  if (Array.isArray(record)) {
    const position = positionIn(record.length, undefined, field);
    return position < 0 ? getNested(record, field) : record[position];
  }
  if (hasNamedFields(record)) {
    if (typeof field === "number" || !(field in record)) return getNested(record, field);
    return Reflect.get(record, field);
  }
  if (field === 0) return record;
  throw noSuchField(record, field);
}

/** A shallow copy of the record in which the field has another value; kind and names of rows are kept. */
export function withField(record: unknown, field: Field, value: unknown): unknown {
  if (isRowLike(record)) {
    const position = positionIn(record.length, record.getFieldNames(), field);
    if (position < 0) return withNested(record, field, value);
    const copy = shapedRow([...record], shapeOf(record), record.getRowKind());
    copy.set(position, value);
    return copy;
  }
  if (Array.isArray(record)) {
    const position = positionIn(record.length, undefined, field);
    return position < 0 ? withNested(record, field, value) : record.with(position, value);
  }
  if (hasNamedFields(record)) {
    if (typeof field === "number" || !(field in record)) return withNested(record, field, value);
    const prototype: unknown = Object.getPrototypeOf(record);
    if (prototype === Object.prototype) return { ...record, [field]: value };
    const copy: object = Object.assign(Object.create(prototype as object | null), record); // a prototype is one of these
    Reflect.set(copy, field, value);
    return copy;
  }
  if (field === 0) return value;
  throw noSuchField(record, field);
}

/** `a.b.c` is the field `b.c` of the field `a`; `undefined` for other fields. */
export function splitPath(field: Field): readonly [head: string, tail: string] | undefined {
  const dot = typeof field === "string" ? field.indexOf(".") : -1;
  return typeof field === "string" && dot > 0 && dot < field.length - 1
    ? [field.slice(0, dot), field.slice(dot + 1)]
    : undefined;
}

function getNested(record: unknown, field: Field): unknown {
  const path = splitPath(field);
  if (path === undefined) throw noSuchField(record, field);
  return getField(getField(record, path[0]), path[1]);
}

function withNested(record: unknown, field: Field, value: unknown): unknown {
  const path = splitPath(field);
  if (path === undefined) throw noSuchField(record, field);
  const [head, tail] = path;
  return withField(record, head, withField(getField(record, head), tail, value));
}

/** The declared type of a field; `undefined` where the record's type is not declared or has no such field. */
export function fieldTypeOf(
  type: AnyTypeInformation | undefined,
  field: Field,
): AnyTypeInformation | undefined {
  if (type === undefined) return undefined;
  if (type.fieldTypes.length === 0) return field === 0 ? type : undefined;
  const index = indexOfField(type, field);
  const path = index < 0 ? splitPath(field) : undefined;
  return path === undefined
    ? type.fieldTypes[index]
    : fieldTypeOf(fieldTypeOf(type, path[0]), path[1]);
}

/** Position of a field in a declared type, -1 where it is not one of them. */
function indexOfField(type: AnyTypeInformation, field: Field): number {
  return typeof field === "number" ? field : type.fieldNames.indexOf(field);
}

/** -1 where there is no such field. */
function positionIn(length: number, names: readonly string[] | undefined, field: Field): number {
  let position = typeof field === "number" ? field : (names?.indexOf(field) ?? -1);
  if (
    position < 0 &&
    typeof field === "string" &&
    names === undefined &&
    /^f(0|[1-9]\d*)$/.test(field)
  )
    position = Number(field.slice(1));
  return Number.isInteger(position) && position >= 0 && position < length ? position : -1;
}

function isRowLike(record: unknown): record is Row {
  return hasBrand(record, rowBrand);
}

/** Objects whose parts are fields; dates and decimals are values. */
function hasNamedFields(record: unknown): record is object {
  if (typeof record !== "object" || record === null || record instanceof Date) return false;
  return !hasBrand(record, bigDecimalBrand) && temporalClassOf(record) === undefined;
}

function noSuchField(record: unknown, field: Field): Error {
  return streamError("TYPE_NO_SUCH_FIELD", { value: previewOf(record), field });
}
