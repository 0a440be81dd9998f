/** The types of the compiler that go from types (`TypeInformation`) to their values and inputs. Nothing of it exists at run time. */
import type { Row } from "./row.ts";
import type { TypeInformation, TypeInput } from "./type-information.ts";

/** A type in a place where any type is accepted. */
// biome-ignore lint/suspicious/noExplicitAny: `never` as the input would refuse uncalled factories
export type AnyType = TypeInput<any, any>;

/** The values of a type or uncalled factory. */
// biome-ignore lint/suspicious/noExplicitAny: only matched
export type ValueOf<X> =
  X extends TypeInformation<infer V, any>
    ? V
    : X extends () => TypeInformation<infer V, any>
      ? V
      : never;
/** What a type or uncalled factory accepts. */
// biome-ignore lint/suspicious/noExplicitAny: only matched
export type InputOf<X> =
  X extends TypeInformation<any, infer I>
    ? I
    : X extends () => TypeInformation<any, infer I>
      ? I
      : never;

/** The values of a list of types. */
export type Values<F extends readonly AnyType[]> = { -readonly [K in keyof F]: ValueOf<F[K]> };
/** The inputs of a list of types. */
export type Inputs<F extends readonly AnyType[]> = { -readonly [K in keyof F]: InputOf<F[K]> };

/** The values of a list of types, by the names at the same positions. */
export type Named<N extends readonly string[], F extends readonly AnyType[]> = {
  [K in keyof N & `${number}` as N[K] & string]: K extends keyof F ? ValueOf<F[K]> : never;
};
/** The inputs of a list of types, by the names at the same positions. */
export type NamedInputs<N extends readonly string[], F extends readonly AnyType[]> = {
  readonly [K in keyof N & `${number}` as N[K] & string]: K extends keyof F ? InputOf<F[K]> : never;
};

/** What a row type accepts: a row, an array by position, a plain object by name where there are names. */
// biome-ignore lint/suspicious/noExplicitAny: rows of any names are accepted by position
export type RowInput<F extends readonly unknown[], N extends object = object> =
  | Row<F, any>
  | Readonly<F>
  | (object extends N ? never : N);

/** A field of an OBJECT that may be missing; only `Types.OBJECT` and `Types.CLASS` accept it. */
export interface OptionalField<out V, in I = V> extends TypeInformation<V, I> {
  readonly isOptionalField: true;
}

/** The types of an object's fields. */
export type FieldTypes = Readonly<Record<string, AnyType>>;

// biome-ignore lint/suspicious/noExplicitAny: only matched
type OptionalNames<S> = {
  [K in keyof S]: S[K] extends OptionalField<any, any> ? K : never;
}[keyof S];

/** The object of declared fields. */
export type ObjectOf<S extends FieldTypes> = Flat<
  { -readonly [K in Exclude<keyof S, OptionalNames<S>>]: ValueOf<S[K]> } & {
    -readonly [K in OptionalNames<S>]?: ValueOf<S[K]>;
  }
>;
/** The object that is accepted for declared fields. */
export type ObjectInputOf<S extends FieldTypes> = Flat<
  { readonly [K in Exclude<keyof S, OptionalNames<S>>]: InputOf<S[K]> } & {
    readonly [K in OptionalNames<S>]?: InputOf<S[K]> | undefined;
  }
>;

type Flat<T> = { [K in keyof T]: T[K] };
