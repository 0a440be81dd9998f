/** `ReduceFunction`: combines two values of one type into one. Lives here because descriptors need it. */
import type { KeyedStateStore } from "./keyed-state-store.ts";

/** Combines two values. Flink: `ReduceFunction`; with `open` it is a RichReduceFunction (not in windows). */
export abstract class ReduceFunction<T> {
  /** Called once before the first record; what it is given is the function's `RuntimeContext`. */
  open?(context: KeyedStateStore): void | Promise<void>;
  close?(): void | Promise<void>;
  /** `previous` is the running value, `value` the new one. Either may be changed and returned. */
  abstract reduce(previous: T, value: T): T;
}

/** The same as a plain function. Written as a method, so that streams stay covariant in `T`. */
export type ReduceFn<T> = { reduce(previous: T, value: T): T }["reduce"];
