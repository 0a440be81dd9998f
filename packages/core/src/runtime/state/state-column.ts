/**
 * One state of an object table: an array by slot, and the checks that every use of a handle begins with (B3).
 *
 * `undefined` means that nothing is stored under a slot. What else an element may be is the business of the state's
 * kind: a value, an array, a `StoredMap`, with times where the state expires.
 */
import { streamError } from "../../base/stream-error.ts";
import type { StateDescriptor } from "../../state/descriptors.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import type { CallGuard } from "./backend.ts";
import { refuseState } from "./refuse-state.ts";

/** What a handle needs to know of its table. */
export interface CurrentSlot {
  readonly guard: CallGuard;
  /** Slot of the current key, -1 where there is none. */
  readonly slot: number;
  /** Set when a value of the current slot is removed. */
  mayBeEmpty: boolean;
}

/** A column with its table. */
export class StateColumn {
  readonly descriptor: StateDescriptor;
  /** By slot; its identity never changes. */
  readonly values: unknown[];
  readonly #table: CurrentSlot;
  readonly #guard: CallGuard;

  constructor(table: CurrentSlot, values: unknown[], descriptor: StateDescriptor) {
    this.descriptor = descriptor;
    this.values = values;
    this.#table = table;
    this.#guard = table.guard;
  }

  /** The current key's slot; throws where the state may not be used now. */
  slot(): number {
    const guard = this.#guard;
    const slot = this.#table.slot;
    if (slot < 0 || guard.running.number !== guard.operatorNumber)
      throw refuseState(guard, this.descriptor.name);
    return slot;
  }

  /** What is stored under the current key. */
  get(): unknown {
    return this.values[this.slot()];
  }

  set(content: unknown): void {
    this.values[this.slot()] = content;
  }

  remove(): void {
    this.values[this.slot()] = undefined;
    this.#table.mayBeEmpty = true;
  }

  /** A value as it is stored: converted by the type where one is declared. */
  convert(value: unknown, type: AnyTypeInformation | undefined): unknown {
    if (value === undefined) throw streamError("STATE_VALUE_UNDEFINED", this.place());
    return type === undefined ? value : type.convert(value, this.descriptor.name);
  }

  /** A function's result as it is stored. */
  convertResult(value: unknown, type: AnyTypeInformation | undefined, method: string): unknown {
    if (value === undefined)
      throw streamError("STATE_FUNCTION_RETURNED_UNDEFINED", { ...this.place(), method });
    return type === undefined ? value : type.convert(value, this.descriptor.name);
  }

  /** What every error about this state names. */
  place(): { readonly state: string; readonly operator: string } {
    return { state: this.descriptor.name, operator: this.#guard.operatorName };
  }
}
