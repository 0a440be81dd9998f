/** How the values of a kind are put together, as far as their bytes are concerned. */
import type { AnyTypeInformation, TypeKind } from "../type-information.ts";

/** `general`: the type says nothing of the value. `optional`: only inside of objects and classes. */
export type Structure =
  | "scalar"
  | "nullable"
  | "optional"
  | "tuple"
  | "row"
  | "object"
  | "class"
  | "list"
  | "primitiveArray"
  | "map"
  | "general";

// biome-ignore format: a table
const STRUCTURES: Readonly<Record<TypeKind, Structure>> = {
  STRING: "scalar", CHAR: "scalar", BOOLEAN: "scalar", BYTE: "scalar", SHORT: "scalar", INT: "scalar", LONG: "scalar",
  BIG_INT: "scalar", BIG_DEC: "scalar", FLOAT: "scalar", DOUBLE: "scalar",
  SQL_DATE: "scalar", SQL_TIME: "scalar", SQL_TIMESTAMP: "scalar", INSTANT: "scalar",
  NULLABLE: "nullable", OPTIONAL: "optional", TUPLE: "tuple", ROW: "row", OBJECT: "object", CLASS: "class",
  LIST: "list", BASIC_ARRAY: "list", OBJECT_ARRAY: "list", PRIMITIVE_ARRAY: "primitiveArray", MAP: "map",
  SCHEMA: "general", GENERIC: "general",
};

/** The structure of a type's values. */
export function structureOf(type: AnyTypeInformation): Structure {
  return STRUCTURES[type.kind];
}
