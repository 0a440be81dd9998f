/** The fields of a record, as types: what `sum`, `min`, `maxBy` and `project` take. */
import type { Row } from "../types/row.ts";

type NumericKeys<T> = {
  [K in keyof T]-?: T[K] extends number | bigint | null ? K : never;
}[keyof T];
type ComparableKeys<T> = {
  [K in keyof T]-?: T[K] extends number | bigint | string | boolean | Date | null ? K : never;
}[keyof T];
type TupleIndex<K> = K extends `${infer N extends number}` ? N : never;

/** `user.age`: checked to the second name; what lies deeper, or in tuples and rows, is checked when the job is built or runs. */
type NestedField<T, Kind extends "numeric" | "comparable"> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends infer V
    ? V extends readonly unknown[] | Row
      ? `${K}.${string}`
      : V extends Date | ((...parameters: never[]) => unknown)
        ? never
        : V extends object
          ?
              | `${K}.${(Kind extends "numeric" ? NumericKeys<V> : ComparableKeys<V>) & string}`
              | `${K}.${keyof V & string}.${string}`
          : never
    : never;
}[keyof T & string];

/** Positions and names of the numeric fields of `T`; 0 for numbers. In generic helpers: `field as NumericField<T>`. */
export type NumericField<T> = 0 extends 1 & T
  ? number | string
  : T extends number | bigint
    ? 0
    : T extends Row<infer F, infer N>
      ? TupleIndex<Extract<NumericKeys<F>, `${number}`>> | (NumericKeys<N> & string)
      : T extends readonly unknown[]
        ? number extends T["length"]
          ? number
          : TupleIndex<Extract<NumericKeys<T>, `${number}`>>
        : (NumericKeys<T> & string) | NestedField<T, "numeric">;

/** Positions and names of the fields of `T` that have an order; 0 for values that have one themselves. */
export type ComparableField<T> = 0 extends 1 & T
  ? number | string
  : T extends number | bigint | string | boolean | Date
    ? 0
    : T extends Row<infer F, infer N>
      ? TupleIndex<Extract<ComparableKeys<F>, `${number}`>> | (ComparableKeys<N> & string)
      : T extends readonly unknown[]
        ? number extends T["length"]
          ? number
          : TupleIndex<Extract<ComparableKeys<T>, `${number}`>>
        : (ComparableKeys<T> & string) | NestedField<T, "comparable">;

/** A record of `T` with the fields at positions `P` only, in their order. */
export type Projected<T, P extends readonly number[]> = 0 extends 1 & T
  ? unknown[]
  : T extends Row<infer F, infer _N>
    ? Row<{ -readonly [I in keyof P]: F[P[I] & keyof F] }, object>
    : T extends readonly unknown[]
      ? { -readonly [I in keyof P]: T[P[I] & keyof T] }
      : never;
