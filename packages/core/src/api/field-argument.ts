/**
 * Arguments that name fields of the stream's records, checked at the user's call where the records' type is declared.
 * Where it is not, the first record that lacks the field fails the job (`TYPE_NO_SUCH_FIELD`).
 */
import { fieldTypeOf, splitPath } from "../types/field-access.ts";
import type { AnyTypeInformation, TypeKind } from "../types/type-information.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { requireInteger } from "./check-arguments.ts";

/** Values without fields: Flink's basic types, whose one field is the value itself, at position 0. */
const BASIC_KINDS: ReadonlySet<TypeKind> = new Set([
  "STRING", "BYTE", "SHORT", "INT", "LONG", "BIG_INT", "BIG_DEC", "FLOAT", "DOUBLE", "BOOLEAN", "CHAR",
  "SQL_DATE", "SQL_TIME", "SQL_TIMESTAMP", "INSTANT",
]); // biome-ignore format: a table

/** The field of an aggregation: a position or a name, 0 where none is given. */
export function fieldArgument(
  at: CallSite,
  given: unknown,
  type: AnyTypeInformation | undefined,
): number | string {
  const field = given ?? 0;
  const isPosition = typeof field === "number" && Number.isInteger(field) && field >= 0;
  const isName = typeof field === "string" && field !== "";
  if (!isPosition && !isName)
    throw wrongType(at, "field", field, "the position or the name of a field");
  if (type !== undefined && !hasField(type, field))
    throw wrongType(at, "field", field, fieldsOf(type));
  return field;
}

/** The positions of a projection: one or more, of a tuple or row. */
export function positionArguments(
  at: CallSite,
  positions: readonly unknown[],
  type: AnyTypeInformation | undefined,
): readonly number[] {
  if (positions.length === 0)
    throw wrongType(at, "fieldIndexes", positions, "one position or more");
  let last = Number.MAX_SAFE_INTEGER;
  if (type?.kind === "TUPLE" || type?.kind === "ROW") last = type.fieldTypes.length - 1;
  else if (type !== undefined && (BASIC_KINDS.has(type.kind) || type.kind === "OBJECT")) {
    const expected = `positions of a tuple or row, and the records are ${type.text}`;
    throw wrongType(at, "fieldIndexes", positions[0], expected);
  }
  return Object.freeze(
    positions.map((position) => requireInteger(at, "fieldIndexes", position, 0, last)),
  );
}

function hasField(type: AnyTypeInformation, field: number | string): boolean {
  if (hasOwnField(type, field)) return true;
  const path = splitPath(field);
  if (path === undefined || !hasOwnField(type, path[0])) return false;
  const inner = fieldTypeOf(type, path[0]);
  return inner === undefined || hasField(inner, path[1]);
}

function hasOwnField(type: AnyTypeInformation, field: number | string): boolean {
  if (type.kind === "OBJECT") return typeof field === "string" && type.fieldNames.includes(field);
  if (type.kind === "TUPLE" || type.kind === "ROW") {
    return typeof field === "number"
      ? field < type.fieldTypes.length
      : type.fieldNames.includes(field);
  }
  return !BASIC_KINDS.has(type.kind) || field === 0;
}

function fieldsOf(type: AnyTypeInformation): string {
  if (BASIC_KINDS.has(type.kind)) return `0 for records of the type ${type.text}`;
  const names = `one of the fields ${type.fieldNames.join(", ")}`;
  return type.kind === "OBJECT" ? names : `${names}, or their positions from 0`;
}
