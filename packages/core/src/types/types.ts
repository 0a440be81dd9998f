/**
 * `Types`: the factories of all types.
 *
 * Members never use `this`, so that they can be passed uncalled (`Types.STRING`); ours are marked, others are refused.
 * The signatures are written for inference (docs of `value-of.ts`): of an overload, the form without arguments comes last.
 */
import { streamError } from "../base/stream-error.ts";
import type { BigDecimal, BigDecimalInput } from "./big-decimal.ts";
import { ArrayType } from "./kinds/array-types.ts";
import { BIG_DEC_TYPE } from "./kinds/big-decimal-type.ts";
import { type AnyClass, ClassType } from "./kinds/class-type.ts";
import { DOUBLE_TYPE, FLOAT_TYPE } from "./kinds/floating-types.ts";
import { GENERIC_TYPE, type GenericType } from "./kinds/generic.ts";
import {
  BIG_INT_TYPE,
  BYTE_TYPE,
  INT_TYPE,
  LONG_BIGINT_TYPE,
  LONG_TYPE,
  SHORT_TYPE,
} from "./kinds/integer-types.ts";
import { MapType } from "./kinds/map.ts";
import { NullableType, OptionalType } from "./kinds/nullable.ts";
import { ObjectType } from "./kinds/object.ts";
import { PrimitiveArrayType } from "./kinds/primitive-array.ts";
import { RowType } from "./kinds/row-type.ts";
import { SchemaType } from "./kinds/schema.ts";
import {
  INSTANT_TYPE,
  SQL_DATE_TYPE,
  SQL_TIME_TYPE,
  SQL_TIMESTAMP_TYPE,
} from "./kinds/temporal-types.ts";
import { BOOLEAN_TYPE, CHAR_TYPE, STRING_TYPE } from "./kinds/text-types.ts";
import { TupleType } from "./kinds/tuple.ts";
import { markFactory, resolveType } from "./resolve-type.ts";
import type { Row } from "./row.ts";
import type { SchemaInput, SchemaOutput, StandardSchemaV1 } from "./standard-schema.ts";
import type { Temporal } from "./temporal.ts";
import type { AnyTypeInformation, TypeInformation } from "./type-information.ts";
// biome-ignore format: a list
import type { AnyType, FieldTypes, InputOf, Inputs, Named, NamedInputs, ObjectInputOf, ObjectOf, OptionalField, RowInput, ValueOf, Values } from "./value-of.ts";

type Integer = TypeInformation<number, number | bigint>;

/** The factories of all types. */
export interface Types {
  /** Any string. */
  readonly STRING: () => TypeInformation<string>;
  /** 8 bits; wraps. */
  readonly BYTE: () => Integer;
  /** 16 bits; wraps: 43878 becomes -21658. */
  readonly SHORT: () => Integer;
  /** 32 bits; wraps. */
  readonly INT: () => Integer;
  /** An integer within ±(2^53-1), anything beyond is an error; with `bigint`, 64 bits as a bigint, always. */
  readonly LONG: {
    (options: { bigint: true }): TypeInformation<bigint, bigint | number>;
    (): Integer;
  };
  /** A bigint of any size. */
  readonly BIG_INT: () => TypeInformation<bigint, bigint | number>;
  /** An exact decimal. */
  readonly BIG_DEC: () => TypeInformation<BigDecimal, BigDecimalInput>;
  /** A number, rounded to 32 bits when it is converted. */
  readonly FLOAT: () => Integer;
  /** A number. */
  readonly DOUBLE: () => Integer;
  readonly BOOLEAN: () => TypeInformation<boolean>;
  /** A string of one UTF-16 code unit. */
  readonly CHAR: () => TypeInformation<string>;
  /** A date; ISO text and `Date` (its UTC date) are accepted. */
  readonly SQL_DATE: () => TypeInformation<Temporal.PlainDate, Temporal.PlainDate | Date | string>;
  /** A time of day; ISO text and `Date` (its UTC time) are accepted. */
  readonly SQL_TIME: () => TypeInformation<Temporal.PlainTime, Temporal.PlainTime | Date | string>;
  /** A date and time without a zone; ISO text and `Date` (in UTC) are accepted. */
  readonly SQL_TIMESTAMP: () => TypeInformation<
    Temporal.PlainDateTime,
    Temporal.PlainDateTime | Date | string
  >;
  /** A moment; ISO text and `Date` are accepted. */
  readonly INSTANT: () => TypeInformation<Temporal.Instant, Temporal.Instant | Date | string>;
  /** An array of a fixed length, at most 25 fields; null fields need NULLABLE. */
  readonly TUPLE: <const F extends readonly AnyType[]>(
    fieldTypes: F,
  ) => TypeInformation<Values<F>, Readonly<Inputs<F>>>;
  /** Positional rows; arrays are accepted. */
  readonly ROW: <const F extends readonly AnyType[]>(
    fieldTypes: F,
  ) => TypeInformation<Row<Values<F>, object>, RowInput<Inputs<F>>>;
  /** Rows with field names; arrays and plain objects are accepted. */
  // biome-ignore format: one line per signature
  readonly ROW_NAMED: <const N extends readonly string[], const F extends readonly AnyType[] & { readonly length: N["length"] }>(fieldNames: N, fieldTypes: F) => TypeInformation<Row<Values<F>, Named<N, F>>, RowInput<Inputs<F>, NamedInputs<N, F>>>;
  /** A plain object; fields that are not declared are left out. */
  readonly OBJECT: <const S extends FieldTypes>(
    fields: S,
  ) => TypeInformation<ObjectOf<S>, ObjectInputOf<S>>;
  /** The value, or null. */
  readonly NULLABLE: <E extends AnyType>(
    type: E,
  ) => TypeInformation<ValueOf<E> | null, InputOf<E> | null | undefined>;
  /** Inside OBJECT and CLASS: a field that may be missing. */
  readonly OPTIONAL: <E extends AnyType>(type: E) => OptionalField<ValueOf<E>, InputOf<E>>;
  /** An array. */
  readonly LIST: <E extends AnyType>(
    elementType: E,
  ) => TypeInformation<ValueOf<E>[], readonly InputOf<E>[]>;
  /** A `Map`; plain objects are accepted where keys are strings. */
  // biome-ignore format: one line per signature
  readonly MAP: <K extends AnyType, V extends AnyType>(keyType: K, valueType: V) => TypeInformation<Map<ValueOf<K>, ValueOf<V>>, ReadonlyMap<InputOf<K>, InputOf<V>> | (ValueOf<K> extends string ? Readonly<Record<string, InputOf<V>>> : never)>;
  /** An array or typed array of numbers, booleans or characters; the form that comes in is kept. */
  // biome-ignore format: one line per signature
  readonly PRIMITIVE_ARRAY: <E extends AnyType>(elementType: E) => TypeInformation<PrimitiveArray<ValueOf<E>>, readonly InputOf<E>[] | PrimitiveArray<ValueOf<E>>>;
  /** An array whose elements may be null at run time; say so to the compiler with NULLABLE. */
  readonly BASIC_ARRAY: <E extends AnyType>(
    elementType: E,
  ) => TypeInformation<ValueOf<E>[], readonly InputOf<E>[]>;
  /** An array whose elements may be null at run time; say so to the compiler with NULLABLE. */
  readonly OBJECT_ARRAY: <E extends AnyType>(
    elementType: E,
  ) => TypeInformation<ValueOf<E>[], readonly InputOf<E>[]>;
  /** Instances of a class, rebuilt as such from the declared fields; the constructor is not called. */
  readonly CLASS: <C extends AnyClass>(
    instanceClass: C,
    fields: FieldTypes,
  ) => TypeInformation<InstanceType<C>>;
  /** What a Standard Schema (zod, valibot, arktype …) accepts; validated where it is declared. */
  readonly SCHEMA: <S extends StandardSchemaV1>(
    schema: S,
  ) => TypeInformation<SchemaOutput<S>, SchemaInput<S>>;
  /** Undeclared plain data of any kind; the default. */
  readonly PICKLED_BYTE_ARRAY: () => GenericType;
  /** Undeclared plain data of any kind; the default. */
  readonly GENERIC: () => GenericType;
}

/** An array of primitives, or the typed arrays that hold such. */
export type PrimitiveArray<V> =
  | V[]
  | (V extends number ? NumberArray : V extends bigint ? BigInt64Array : never);
// biome-ignore format: a list
type NumberArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const WITHOUT_ARGUMENTS = {
  STRING: () => STRING_TYPE,
  BYTE: () => BYTE_TYPE,
  SHORT: () => SHORT_TYPE,
  INT: () => INT_TYPE,
  LONG: (options?: { bigint?: boolean }) =>
    options?.bigint === true ? LONG_BIGINT_TYPE : LONG_TYPE,
  BIG_INT: () => BIG_INT_TYPE,
  BIG_DEC: () => BIG_DEC_TYPE,
  FLOAT: () => FLOAT_TYPE,
  DOUBLE: () => DOUBLE_TYPE,
  BOOLEAN: () => BOOLEAN_TYPE,
  CHAR: () => CHAR_TYPE,
  SQL_DATE: () => SQL_DATE_TYPE,
  SQL_TIME: () => SQL_TIME_TYPE,
  SQL_TIMESTAMP: () => SQL_TIMESTAMP_TYPE,
  INSTANT: () => INSTANT_TYPE,
  PICKLED_BYTE_ARRAY: () => GENERIC_TYPE,
  GENERIC: () => GENERIC_TYPE,
};

const WITH_ARGUMENTS = {
  TUPLE: (fieldTypes: readonly AnyType[]) => new TupleType(all("TUPLE", fieldTypes)),
  ROW: (fieldTypes: readonly AnyType[]) => new RowType(all("ROW", fieldTypes)),
  ROW_NAMED: (names: readonly string[], fieldTypes: readonly AnyType[]) =>
    new RowType(all("ROW_NAMED", fieldTypes), list("ROW_NAMED", names)),
  OBJECT: (fields: FieldTypes) => new ObjectType(fieldsOf("OBJECT", fields)),
  NULLABLE: (type: AnyType) => nullable(one("NULLABLE", type)),
  OPTIONAL: (type: AnyType) => new OptionalType(one("OPTIONAL", type)),
  LIST: (type: AnyType) => new ArrayType("LIST", one("LIST", type)),
  MAP: (keyType: AnyType, valueType: AnyType) =>
    new MapType(one("MAP", keyType), one("MAP", valueType)),
  PRIMITIVE_ARRAY: (type: AnyType) => new PrimitiveArrayType(one("PRIMITIVE_ARRAY", type)),
  BASIC_ARRAY: (type: AnyType) => new ArrayType("BASIC_ARRAY", one("BASIC_ARRAY", type)),
  OBJECT_ARRAY: (type: AnyType) => new ArrayType("OBJECT_ARRAY", one("OBJECT_ARRAY", type)),
  CLASS: (instanceClass: AnyClass, fields: FieldTypes) =>
    new ClassType(instanceClass, fieldsOf("CLASS", fields)),
  SCHEMA: (schema: StandardSchemaV1) => new SchemaType(schema),
};

/** `Types.STRING()`, `Types.TUPLE([Types.INT, Types.STRING])` … */
export const Types: Types = /* @__PURE__ */ createTypes();

function createTypes(): Types {
  for (const factory of Object.values(WITHOUT_ARGUMENTS)) markFactory(factory, true);
  for (const factory of Object.values(WITH_ARGUMENTS)) markFactory(factory, false);
  return Object.freeze({ ...WITHOUT_ARGUMENTS, ...WITH_ARGUMENTS }) as never; // the signatures of `Types` say what the compiler cannot follow
}

function one(factory: string, type: unknown): AnyTypeInformation {
  const resolved = resolveType(type as AnyType, { method: `Types.${factory}`, parameter: "type" }); // resolveType checks
  if (resolved.kind === "OPTIONAL") {
    throw streamError("TYPE_WRONG_DECLARATION", {
      factory,
      reason: "OPTIONAL stands only for a field of OBJECT or CLASS",
    });
  }
  return resolved;
}

function all(factory: string, types: readonly AnyType[]): AnyTypeInformation[] {
  return list(factory, types).map((type) => one(factory, type));
}

function list<T>(factory: string, items: readonly T[]): readonly T[] {
  if (Array.isArray(items)) return items;
  throw streamError("TYPE_WRONG_DECLARATION", { factory, reason: "an array is expected" });
}

function fieldsOf(factory: string, fields: unknown): Record<string, AnyTypeInformation> {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw streamError("TYPE_WRONG_DECLARATION", {
      factory,
      reason: "an object of field types is expected",
    });
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      name,
      resolveType(type as AnyType, { method: `Types.${factory}`, parameter: name }),
    ]), // checks
  );
}

function nullable(type: AnyTypeInformation): NullableType {
  return type instanceof NullableType ? type : new NullableType(type);
}
