/** The handle of a value state that expires. One that does not is `ObjectTableValueState`, which generated code can follow. */
import type { ValueStateDescriptor } from "../../state/descriptors.ts";
import { ValueState } from "../../state/handles.ts";
import type { SingleContent } from "./single-content.ts";
import type { StateColumn } from "./state-column.ts";

/** A value for each key, with its time to live. Flink: `TtlValueState`. */
export class TimedValueState<T> extends ValueState<T> {
  readonly #column: StateColumn;
  readonly #content: SingleContent;
  readonly #type: ValueStateDescriptor<T>["valueType"];

  constructor(column: StateColumn, content: SingleContent, descriptor: ValueStateDescriptor<T>) {
    super();
    this.#column = column;
    this.#content = content;
    this.#type = descriptor.valueType;
  }

  value(): T | null {
    const content = this.#content.read();
    return content === undefined ? null : (content as T); // only `update` stores, and it takes T
  }

  update(value: T | null): void {
    if (value === null) this.#content.clear();
    else this.#content.write(this.#column.convert(value, this.#type));
  }

  clear(): void {
    this.#content.clear();
  }
}
