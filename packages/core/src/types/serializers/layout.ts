/**
 * What both lanes must agree on beyond single values: which parts may be null where, masks of rows, least lengths.
 *
 * L1 A null that the container allows is told by the container; NULLABLE inside of it adds nothing.
 * L2 No value is empty: one without any part is a zero byte, so that a count of items is never larger than the bytes left.
 */
import type { ArrayType } from "../kinds/array-types.ts";
import type { NullableType, OptionalType } from "../kinds/nullable.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { ROW_KINDS } from "./general-tags.ts";
import { scalarCodecOf } from "./scalar-codecs.ts";
import { structureOf } from "./structure.ts";

const KIND_BITS = 2; // a row's mask begins with its kind

/** A writer or reader found a value that is not of the type; the serializer replaces it by an error that names the place. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
}

/** Ends the writing of a value that is not of the type. */
export function mismatch(): never {
  throw new Mismatch();
}

/** The type inside of NULLABLE; others are themselves. */
export function withoutNull(type: AnyTypeInformation): AnyTypeInformation {
  return type.kind === "NULLABLE" ? withoutNull((type as NullableType).type) : type; // the kind says so
}

/** The type of a field that may be missing, `undefined` for fields that must be there. */
export function optionalPart(type: AnyTypeInformation): AnyTypeInformation | undefined {
  return type.kind === "OPTIONAL" ? (type as OptionalType).type : undefined; // the kind says so
}

/** True for arrays whose elements may be null without being declared so. */
export function hasNullElements(type: AnyTypeInformation): boolean {
  return type.kind === "BASIC_ARRAY" || type.kind === "OBJECT_ARRAY";
}

/** The element type as it is written. */
export function elementOf(type: AnyTypeInformation): AnyTypeInformation {
  const { elementType } = type as ArrayType; // LIST and the arrays, PRIMITIVE_ARRAY too, have one
  return hasNullElements(type) ? withoutNull(elementType) : elementType;
}

/** The number of bytes of a row's mask. */
export function maskBytes(fieldCount: number): number {
  return Math.ceil((fieldCount + KIND_BITS) / 8);
}

/** The byte of the mask in which a field's null bit is, and the bit. */
export function maskBitOf(fieldIndex: number): { readonly byte: number; readonly bit: number } {
  const position = fieldIndex + KIND_BITS;
  return { byte: position >>> 3, bit: 1 << (position & 7) };
}

/** A row kind as the lowest bits of the first byte of the mask. */
export function rowKindNumber(row: { getRowKind(): (typeof ROW_KINDS)[number] }): number {
  return ROW_KINDS.indexOf(row.getRowKind());
}

/** The inverse, whatever the other bits are. */
export function rowKindOf(mask: number): (typeof ROW_KINDS)[number] {
  return ROW_KINDS[mask & 3] ?? "INSERT";
}

/** The least number of bytes of a value. */
export function minBytesOf(type: AnyTypeInformation): number {
  const structure = structureOf(type);
  if (structure === "row") return maskBytes(type.fieldTypes.length);
  if (structure === "tuple" || structure === "object" || structure === "class") {
    const sum = type.fieldTypes.reduce((bytes, field) => bytes + minBytesOf(field), 0);
    return Math.max(sum, 1); // L2
  }
  return scalarCodecOf(type)?.minBytes ?? 1;
}
