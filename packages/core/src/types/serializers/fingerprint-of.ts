/** From a type to what is stored of it. The kind tells the class of a type, so that types of another copy of the package count too. */
import type { ArrayType } from "../kinds/array-types.ts";
import type { ClassType } from "../kinds/class-type.ts";
import type { MapType } from "../kinds/map.ts";
import type { NullableType } from "../kinds/nullable.ts";
import type { SchemaType } from "../kinds/schema.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import type { FieldFingerprint, ScalarKind, TypeFingerprint } from "./fingerprint.ts";

/** The fingerprint of a type. */
export function fingerprintOf(type: AnyTypeInformation): TypeFingerprint {
  const { kind } = type;
  if (kind === "TUPLE" || kind === "ROW" || kind === "OBJECT")
    return { kind, fields: fieldsOf(type) };
  if (kind === "CLASS")
    return { kind, name: (type as ClassType).class.name, fields: fieldsOf(type) };
  if (kind === "NULLABLE" || kind === "OPTIONAL")
    return { kind, type: fingerprintOf((type as NullableType).type) };
  if (
    kind === "LIST" ||
    kind === "BASIC_ARRAY" ||
    kind === "OBJECT_ARRAY" ||
    kind === "PRIMITIVE_ARRAY"
  )
    return { kind, element: fingerprintOf((type as ArrayType).elementType) };
  if (kind === "MAP") {
    const { keyType, valueType } = type as MapType;
    return { kind, key: fingerprintOf(keyType), value: fingerprintOf(valueType) };
  }
  return scalarFingerprint(kind, type);
}

function scalarFingerprint(kind: ScalarKind, type: AnyTypeInformation): TypeFingerprint {
  if (kind === "SCHEMA") return { kind, vendor: (type as SchemaType).schema["~standard"].vendor };
  return kind === "LONG" ? { kind, bigint: type.isValue(0n) } : { kind };
}

function fieldsOf(type: AnyTypeInformation): FieldFingerprint[] {
  return type.fieldTypes.map((fieldType, index) => ({
    name: type.fieldNames[index] ?? `f${index}`,
    type: fingerprintOf(fieldType),
  }));
}
