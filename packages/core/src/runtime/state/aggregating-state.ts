/** The handle of an aggregating state: one accumulator for each key, to which every added value is added at once. */
import type { AggregateFunction } from "../../state/aggregate-function.ts";
import type { AggregatingStateDescriptor } from "../../state/descriptors.ts";
import { AggregatingState } from "../../state/handles.ts";
import type { SingleContent } from "./single-content.ts";
import type { StateColumn } from "./state-column.ts";

/** Keeps the accumulator by reference. Flink: `HeapAggregatingState`. */
export class AggregatedState<IN, ACC, OUT> extends AggregatingState<IN, OUT> {
  readonly #column: StateColumn;
  readonly #content: SingleContent;
  readonly #aggregate: AggregateFunction<IN, ACC, OUT>;
  readonly #type: AggregatingStateDescriptor<IN, ACC, OUT>["accumulatorType"];

  constructor(
    column: StateColumn,
    content: SingleContent,
    descriptor: AggregatingStateDescriptor<IN, ACC, OUT>,
  ) {
    super();
    this.#column = column;
    this.#content = content;
    this.#aggregate = descriptor.aggregateFunction;
    this.#type = descriptor.accumulatorType;
  }

  get(): OUT | null {
    const accumulator = this.#content.read();
    if (accumulator === undefined) return null;
    const result = this.#aggregate.getResult(accumulator as ACC); // only `add` stores
    // the check returns what it was given
    return this.#column.convertResult(result, undefined, "getResult") as OUT;
  }

  /** Adding `null` clears, as in Flink. */
  add(value: IN): void {
    if (value === null) {
      this.#content.clear();
      return;
    }
    const column = this.#column;
    column.convert(value, undefined);
    const previous = this.#content.previous();
    const accumulator =
      previous === undefined ? this.#aggregate.createAccumulator() : (previous as ACC); // only `add` stores
    const next = this.#aggregate.add(value, accumulator);
    this.#content.write(column.convertResult(next, this.#type, "add"));
  }

  clear(): void {
    this.#content.clear();
  }
}
