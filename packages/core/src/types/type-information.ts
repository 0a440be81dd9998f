/**
 * What is known of the values of a stream: the contract that every type of `Types` implements.
 *
 * A type converts what users write into the value that flows (`convert`), copies values where an exchange must behave
 * as if it serialized them (O1), and has one text form. It is immutable; two types are compared with `equals`.
 */

import { streamError } from "../base/stream-error.ts";
import type { CodeGeneration } from "./code-generation.ts";

const brand: symbol = Symbol.for("millrace.TypeInformation"); // one symbol for all copies of the package

/**
 * Copies a value so that no mutable part is shared. Written as a method, because parameters of methods are compared in
 * both directions: otherwise `createCopier` would make `TypeInformation` invariant in `V`.
 */
export type Copier<V> = { copy(value: V): V }["copy"];

/** Types by their constructor's name in `Types`, plus the ones users cannot name. */
export type TypeKind =
  | "STRING" | "BYTE" | "SHORT" | "INT" | "LONG" | "BIG_INT" | "BIG_DEC" | "FLOAT" | "DOUBLE" | "BOOLEAN" | "CHAR"
  | "SQL_DATE" | "SQL_TIME" | "SQL_TIMESTAMP" | "INSTANT" | "TUPLE" | "ROW" | "OBJECT" | "NULLABLE" | "OPTIONAL"
  | "LIST" | "MAP" | "PRIMITIVE_ARRAY" | "BASIC_ARRAY" | "OBJECT_ARRAY" | "CLASS" | "SCHEMA" | "GENERIC"; // biome-ignore format: a table

/**
 * The type of a stream's values: `V` is the value that flows, `I` what is accepted as input (a `Row` accepts an array).
 * Made by `Types`, never by users' classes.
 */
export abstract class TypeInformation<out V, in I = V> {
  declare private readonly carries: { value: V; accepts: (input: I) => void };

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  /** The constructor in `Types` that made it. */
  abstract readonly kind: TypeKind;
  /** Canonical text, e.g. `ROW<f0 INT, f1 STRING>`; equal types have equal text. */
  abstract readonly text: string;
  /** Positional field types of tuples, rows and objects; empty elsewhere. */
  abstract readonly fieldTypes: readonly TypeInformation<unknown, never>[];
  /** Field names of named rows and objects (`f0`, `f1` for positional ones); empty elsewhere. */
  abstract readonly fieldNames: readonly string[];
  /** True when values need no copying between operators (primitives and immutable values). */
  abstract readonly isImmutable: boolean;

  /** True when `convert` would return this very value: it is of the type and needs no conversion. */
  abstract isValue(value: unknown): boolean;
  /** Turns an accepted input into the value; throws `TYPE_WRONG_VALUE` naming `path` (`record[1].price`). */
  abstract convert(input: unknown, path: string): V;
  /** The text of a value, as `print()` and string encoders show it. */
  abstract toText(value: unknown): string;
  /** A copier for O1; the identity where `isImmutable`. Generated code unless that is forbidden: both behave alike. */
  abstract createCopier(codeGeneration?: CodeGeneration): Copier<V>;
  /** Same type, field names included. */
  abstract equals(other: TypeInformation<unknown, never>): boolean;

  /** `fieldNames`, by Flink's name. */
  getFieldNames(): readonly string[] {
    return this.fieldNames;
  }

  /** `fieldTypes`, by Flink's name. */
  getFieldTypes(): readonly TypeInformation<unknown, never>[] {
    return this.fieldTypes;
  }

  /** The position of a named field; throws `TYPE_NO_SUCH_FIELD`. */
  getFieldIndex(name: string): number {
    const index = this.fieldNames.indexOf(name);
    if (index < 0) throw streamError("TYPE_NO_SUCH_FIELD", { value: this.text, field: name });
    return index;
  }

  /** `text`, or Flink's text where Flink has the type: `TupleTypeInfo(String, Integer)`. */
  toString(): string {
    return this.text;
  }
}

/** Where a type is wanted: the type, or the uncalled factory (`Types.STRING`). */
export type TypeInput<V, I = V> = TypeInformation<V, I> | (() => TypeInformation<V, I>);

/** Any type, where only the common contract is used. */
export type AnyTypeInformation = TypeInformation<unknown, never>;

/** True for a type of any copy of this package. */
export function isTypeInformation(value: unknown): value is AnyTypeInformation {
  return typeof value === "object" && value !== null && brand in value;
}
