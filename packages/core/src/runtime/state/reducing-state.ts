/** The handle of a reducing state: one value for each key, into which every added one is reduced at once. */
import type { ReducingStateDescriptor } from "../../state/descriptors.ts";
import { ReducingState } from "../../state/handles.ts";
import type { ReduceFn } from "../../state/reduce-function.ts";
import type { SingleContent } from "./single-content.ts";
import type { StateColumn } from "./state-column.ts";

/** Keeps the first added value by reference; the reduce function may change and return it. Flink: `HeapReducingState`. */
export class ReducedState<T> extends ReducingState<T> {
  readonly #column: StateColumn;
  readonly #content: SingleContent;
  readonly #reduce: ReduceFn<T>;
  readonly #type: ReducingStateDescriptor<T>["valueType"];

  constructor(column: StateColumn, content: SingleContent, descriptor: ReducingStateDescriptor<T>) {
    super();
    this.#column = column;
    this.#content = content;
    const { reduceFunction } = descriptor;
    this.#reduce =
      typeof reduceFunction === "function"
        ? reduceFunction
        : (previous, value) => reduceFunction.reduce(previous, value);
    this.#type = descriptor.valueType;
  }

  get(): T | null {
    const value = this.#content.read();
    return value === undefined ? null : (value as T); // only `add` stores, and it takes T
  }

  /** Adding `null` clears, as in Flink, and so does a reduction to `null`. */
  add(value: T): void {
    if (value === null) {
      this.#content.clear();
      return;
    }
    const column = this.#column;
    const added = column.convert(value, this.#type);
    const previous = this.#content.previous();
    if (previous === undefined) {
      this.#content.write(added);
      return;
    }
    // What is stored, and what a type converts to, is of the state's type.
    const reduced = this.#reduce(previous as T, added as T);
    if (reduced === null) this.#content.clear();
    else this.#content.write(column.convertResult(reduced, this.#type, "reduce"));
  }

  clear(): void {
    this.#content.clear();
  }
}
