/**
 * `SerializerFingerprint`: what decides the bytes of a type, as plain JSON that is stored beside them.
 *
 * F1 Equal fingerprints mean equal bytes for equal values. F2 A fingerprint names everything a migration needs to read
 * old bytes: the old program's types are gone by then. Class names and schema vendors are only told to people.
 */
import type { TypeKind } from "../type-information.ts";

/** The version of the canonical bytes. A change of them is a new version, which reads the old ones. */
export const SERIALIZER_VERSION = 1;

/** The fingerprint of a serializer. */
export interface SerializerFingerprint {
  readonly version: number;
  readonly type: TypeFingerprint;
}

/** What is stored of a type. */
export type TypeFingerprint =
  | ScalarFingerprint
  | FieldsFingerprint
  | WrappingFingerprint
  | ElementsFingerprint
  | MapFingerprint;

/** A type without parts. */
export interface ScalarFingerprint {
  readonly kind: ScalarKind;
  /** LONG only: whether values are bigints. The bytes are the same. */
  readonly bigint?: boolean;
  /** SCHEMA only: whose schema it is. */
  readonly vendor?: string;
}

/** The kinds without parts. */
export type ScalarKind = Exclude<
  TypeKind,
  | FieldsFingerprint["kind"]
  | WrappingFingerprint["kind"]
  | ElementsFingerprint["kind"]
  | MapFingerprint["kind"]
>;

/** A type with fields, in the order of their bytes. */
export interface FieldsFingerprint {
  readonly kind: "TUPLE" | "ROW" | "OBJECT" | "CLASS";
  readonly fields: readonly FieldFingerprint[];
  /** CLASS only: the name of the class. */
  readonly name?: string;
}

/** One field; positional ones are named `f0`, `f1` … */
export interface FieldFingerprint {
  readonly name: string;
  readonly type: TypeFingerprint;
}

/** NULLABLE and OPTIONAL. */
export interface WrappingFingerprint {
  readonly kind: "NULLABLE" | "OPTIONAL";
  readonly type: TypeFingerprint;
}

/** Arrays of any length. */
export interface ElementsFingerprint {
  readonly kind: "LIST" | "BASIC_ARRAY" | "OBJECT_ARRAY" | "PRIMITIVE_ARRAY";
  readonly element: TypeFingerprint;
}

/** A map. */
export interface MapFingerprint {
  readonly kind: "MAP";
  readonly key: TypeFingerprint;
  readonly value: TypeFingerprint;
}
