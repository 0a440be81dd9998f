/** The handle of a value state in an object table: one array element, under the current slot. */
import { streamError } from "../../base/stream-error.ts";
import type { ValueStateDescriptor } from "../../state/descriptors.ts";
import { ValueState } from "../../state/handles.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import type { CallGuard } from "./backend.ts";
import { refuseState } from "./refuse-state.ts";
import type { CurrentSlot } from "./state-column.ts";

/** A value for each key. What is stored is kept by reference, converted by the declared type where there is one. */
export class ObjectTableValueState<T> extends ValueState<T> {
  readonly #table: CurrentSlot;
  readonly #guard: CallGuard;
  readonly #values: unknown[];
  readonly #name: string;
  readonly #type: AnyTypeInformation | undefined;

  constructor(table: CurrentSlot, values: unknown[], descriptor: ValueStateDescriptor<T>) {
    super();
    this.#table = table;
    this.#guard = table.guard;
    this.#values = values;
    this.#name = descriptor.name;
    this.#type = descriptor.valueType;
  }

  value(): T | null {
    const stored = this.#values[this.#slot()];
    return stored === undefined ? null : (stored as T); // only `update` stores, and it takes T
  }

  update(value: T | null): void {
    const slot = this.#slot();
    if (value === null) {
      this.#remove(slot);
      return;
    }
    if (value === undefined) {
      throw streamError("STATE_VALUE_UNDEFINED", {
        state: this.#name,
        operator: this.#guard.operatorName,
      });
    }
    this.#values[slot] = this.#type === undefined ? value : this.#type.convert(value, this.#name);
  }

  clear(): void {
    this.#remove(this.#slot());
  }

  #remove(slot: number): void {
    this.#values[slot] = undefined;
    this.#table.mayBeEmpty = true;
  }

  #slot(): number {
    const guard = this.#guard;
    const slot = this.#table.slot;
    if (slot < 0 || guard.running.number !== guard.operatorNumber)
      throw refuseState(guard, this.#name);
    return slot;
  }
}
