/**
 * From a stored fingerprint to a type with the same bytes, for reading what an older program wrote.
 *
 * What the old program alone had is replaced by what has its bytes: a class by an empty one of its name, a schema by
 * undeclared values.
 */
import { ArrayType } from "../kinds/array-types.ts";
import { BIG_DEC_TYPE } from "../kinds/big-decimal-type.ts";
import { type AnyClass, ClassType } from "../kinds/class-type.ts";
import { DOUBLE_TYPE, FLOAT_TYPE } from "../kinds/floating-types.ts";
import { GENERIC_TYPE } from "../kinds/generic.ts";
import {
  BIG_INT_TYPE,
  BYTE_TYPE,
  INT_TYPE,
  LONG_BIGINT_TYPE,
  LONG_TYPE,
  SHORT_TYPE,
} from "../kinds/integer-types.ts";
import { MapType } from "../kinds/map.ts";
import { NullableType, OptionalType } from "../kinds/nullable.ts";
import { ObjectType } from "../kinds/object.ts";
import { PrimitiveArrayType } from "../kinds/primitive-array.ts";
import { RowType } from "../kinds/row-type.ts";
import {
  INSTANT_TYPE,
  SQL_DATE_TYPE,
  SQL_TIME_TYPE,
  SQL_TIMESTAMP_TYPE,
} from "../kinds/temporal-types.ts";
import { BOOLEAN_TYPE, CHAR_TYPE, STRING_TYPE } from "../kinds/text-types.ts";
import { TupleType } from "../kinds/tuple.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import type { FieldsFingerprint, ScalarFingerprint, TypeFingerprint } from "./fingerprint.ts";

/** A type whose bytes are those of the fingerprint. Total: fingerprints are checked when they are parsed. */
export function typeOfFingerprint(fingerprint: TypeFingerprint): AnyTypeInformation {
  if ("fields" in fingerprint) return fieldsType(fingerprint);
  if ("type" in fingerprint) {
    const type = typeOfFingerprint(fingerprint.type);
    return fingerprint.kind === "NULLABLE" ? new NullableType(type) : new OptionalType(type);
  }
  if ("element" in fingerprint) {
    const element = typeOfFingerprint(fingerprint.element);
    return fingerprint.kind === "PRIMITIVE_ARRAY"
      ? new PrimitiveArrayType(element)
      : new ArrayType(fingerprint.kind, element);
  }
  if ("key" in fingerprint)
    return new MapType(typeOfFingerprint(fingerprint.key), typeOfFingerprint(fingerprint.value));
  return scalarType(fingerprint);
}

function fieldsType({ kind, fields, name = "" }: FieldsFingerprint): AnyTypeInformation {
  const types = fields.map((field) => typeOfFingerprint(field.type));
  const names = fields.map((field) => field.name);
  if (kind === "TUPLE") return new TupleType(types);
  if (kind === "ROW") return new RowType(types, names);
  const named = Object.fromEntries(
    names.map((field, index) => [field, types[index] ?? GENERIC_TYPE]),
  );
  return kind === "OBJECT" ? new ObjectType(named) : new ClassType(emptyClass(name), named);
}

function emptyClass(name: string): AnyClass {
  const created = class {};
  Object.defineProperty(created, "name", { value: name });
  return created;
}

function scalarType({ kind, bigint }: ScalarFingerprint): AnyTypeInformation {
  switch (kind) {
    case "STRING":
      return STRING_TYPE;
    case "BYTE":
      return BYTE_TYPE;
    case "SHORT":
      return SHORT_TYPE;
    case "INT":
      return INT_TYPE;
    case "LONG":
      return bigint === true ? LONG_BIGINT_TYPE : LONG_TYPE;
    case "BIG_INT":
      return BIG_INT_TYPE;
    case "BIG_DEC":
      return BIG_DEC_TYPE;
    case "FLOAT":
      return FLOAT_TYPE;
    case "DOUBLE":
      return DOUBLE_TYPE;
    case "BOOLEAN":
      return BOOLEAN_TYPE;
    case "CHAR":
      return CHAR_TYPE;
    case "SQL_DATE":
      return SQL_DATE_TYPE;
    case "SQL_TIME":
      return SQL_TIME_TYPE;
    case "SQL_TIMESTAMP":
      return SQL_TIMESTAMP_TYPE;
    case "INSTANT":
      return INSTANT_TYPE;
    case "SCHEMA":
    case "GENERIC":
      return GENERIC_TYPE;
  }
}
