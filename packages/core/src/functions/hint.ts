/** The type-level parts of the user's functions: what a record may be, what may be emitted (api-types.md sections 1, 2, 9). */
import type { Collector } from "./collector.ts";
import type { OutputTag } from "./output-tag.ts";

interface NotAPromise {
  toString(): string;
  readonly then?: never;
}

/** Any value that can be a record: everything but `undefined`, `void` and promises. For helpers: `<T extends Value>`. */
export type Value = NotAPromise | { readonly [key: string]: unknown } | null;

/** A record as a function returns it; array literals infer as tuples. */
export type StreamRecord = Value | [];

/** The default of an output type that could not be inferred; its one property says what to do. */
export interface OutputTypeUnknown {
  readonly "pass the output type, e.g. Types.STRING(), or annotate `out: Collector<string>`": never;
}

/** What a function with several outputs may return: an iterable of records, or nothing. A bare string does not compile. */
export type Emit<R> = readonly R[] | (Iterable<R> & object) | void;

/** An element that goes to a side output. */
export type SideOutput = readonly [OutputTag<never>, unknown];

type IsAny<T> = 0 extends 1 & T ? true : false;

/** The main output's type where elements may also be `[tag, value]` pairs. */
export type Main<R> = R extends readonly [infer A, unknown]
  ? IsAny<A> extends true
    ? R
    : A extends OutputTag<never>
      ? never
      : R
  : R;

export type { Collector };
