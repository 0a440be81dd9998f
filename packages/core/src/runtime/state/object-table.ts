/**
 * Keyed state as objects in memory: an index from key to dense slot, and one array per state, indexed by slot.
 *
 * T1: `index` has exactly the keys whose slot is in use; `keys[slot]` is the key of a used slot, and free slots are in
 * `freeSlots`. T2: all columns are as long as `keys`; `undefined` in a column means that there is no value. T3: only the
 * current slot can be in use and empty without a timer that refers to it, and it is given back when another key becomes
 * current (B4).
 */
import { streamError } from "../../base/stream-error.ts";
import { StateDescriptor, type ValueStateDescriptor } from "../../state/descriptors.ts";
import type { ValueState } from "../../state/handles.ts";
import { lookupKey } from "../../types/key-encoding.ts";
import { previewOf } from "../../types/text.ts";
import { type CallGuard, describeState, type KeyedStateBackend } from "./backend.ts";
import { ObjectTableValueState } from "./object-table-value-state.ts";
import { refuseState } from "./refuse-state.ts";

/** The largest number of entries of a JavaScript Map. */
const KEY_LIMIT = 16_777_216;

/** One state of an object table. */
interface Column {
  readonly descriptor: StateDescriptor;
  readonly values: unknown[];
  readonly handle: ValueState<unknown>;
}

/** The backend that keeps everything as JavaScript objects. Values belong to the table once they are stored. */
export class ObjectTable implements KeyedStateBackend {
  /** Slot of the current key, -1 where there is none. Read by handles and generated operators. */
  slot = -1;
  /** True when the current slot may be empty: its key is new, or a value of it was removed. */
  mayBeEmpty = false;
  readonly guard: CallGuard;
  readonly #index = new Map<unknown, number>();
  readonly #keys: unknown[] = [];
  /** By slot, what `index` has: the key itself may be changed by the user's code. */
  readonly #lookupKeys: unknown[] = [];
  readonly #freeSlots: number[] = [];
  /** By slot, how many timers refer to it. */
  readonly #references: number[] = [];
  readonly #columns = new Map<string, Column>();
  readonly #columnValues: unknown[][] = [];
  readonly #handles = new Map<StateDescriptor, ValueState<unknown>>();

  constructor(guard: CallGuard) {
    this.guard = guard;
  }

  setCurrentKey(key: unknown): number {
    if (this.mayBeEmpty) this.#releaseIfEmpty();
    const lookup = lookupKey(key);
    const found = this.#index.get(lookup);
    if (found === undefined) return this.#addKey(key, lookup);
    this.slot = found;
    return found;
  }

  getCurrentKey(): unknown {
    if (this.slot < 0) throw refuseState(this.guard, "current key");
    return this.#keys[this.slot];
  }

  selectSlot(slot: number): void {
    if (this.mayBeEmpty && slot !== this.slot) this.#releaseIfEmpty();
    this.slot = slot;
  }

  retainSlot(slot: number): void {
    this.#references[slot] = (this.#references[slot] ?? 0) + 1;
  }

  releaseSlot(slot: number): void {
    const left = (this.#references[slot] ?? 0) - 1;
    this.#references[slot] = left;
    if (left > 0) return;
    if (slot === this.slot) this.mayBeEmpty = true;
    else if (this.#isEmpty(slot)) this.#free(slot);
  }

  clearCurrentKey(): void {
    if (this.mayBeEmpty) this.#releaseIfEmpty();
    this.slot = -1;
  }

  valueState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    const handle = this.#handles.get(descriptor) ?? this.#addState(descriptor);
    return handle as ValueState<T>; // the handle was made for an equal descriptor
  }

  /** The array behind a state, for generated operators: read and written at `slot`; its identity never changes. */
  valuesOf(descriptor: ValueStateDescriptor<unknown>): unknown[] {
    this.valueState(descriptor);
    const column = this.#columns.get(descriptor.name);
    return column === undefined ? [] : column.values;
  }

  get keyCount(): number {
    return this.#index.size;
  }

  forEach(stateName: string, visit: (key: unknown, value: unknown) => void): void {
    const column = this.#columns.get(stateName);
    if (column === undefined) return;
    for (const slot of this.#index.values()) {
      const value = column.values[slot];
      if (value !== undefined) visit(this.#keys[slot], value);
    }
  }

  #addKey(key: unknown, lookup: unknown): number {
    if (this.#index.size >= KEY_LIMIT) {
      throw streamError("STATE_TOO_MANY_KEYS", {
        operator: this.guard.operatorName,
        limit: KEY_LIMIT,
      });
    }
    const slot = this.#freeSlots.pop() ?? this.#keys.length;
    this.#index.set(lookup, slot);
    this.#lookupKeys[slot] = lookup;
    if (slot === this.#keys.length) {
      this.#keys.push(key);
      this.#references.push(0);
      for (const values of this.#columnValues) values.push(undefined);
    } else {
      this.#keys[slot] = key;
    }
    this.slot = slot;
    this.mayBeEmpty = true;
    return slot;
  }

  #releaseIfEmpty(): void {
    this.mayBeEmpty = false;
    const slot = this.slot;
    if (slot < 0 || !this.#isEmpty(slot)) return;
    this.#free(slot);
    this.slot = -1;
  }

  #isEmpty(slot: number): boolean {
    if (this.#references[slot] !== 0) return false;
    for (const values of this.#columnValues) if (values[slot] !== undefined) return false;
    return true;
  }

  #free(slot: number): void {
    this.#index.delete(this.#lookupKeys[slot]);
    this.#keys[slot] = undefined;
    this.#freeSlots.push(slot);
  }

  #addState(descriptor: StateDescriptor): ValueState<unknown> {
    const operator = this.guard.operatorName;
    if (!(descriptor instanceof StateDescriptor) || descriptor.kind !== "value") {
      throw streamError("STATE_WRONG_DESCRIPTOR", {
        operator,
        expected: "value",
        given: previewOf(descriptor),
      });
    }
    // A descriptor of kind "value" is a ValueStateDescriptor; its type parameter does not matter here.
    const wanted = descriptor as ValueStateDescriptor<unknown>;
    const existing = this.#columns.get(wanted.name);
    if (existing !== undefined) {
      if (describeState(existing.descriptor) !== describeState(wanted)) {
        const values = {
          operator,
          state: wanted.name,
          existing: describeState(existing.descriptor),
          requested: describeState(wanted),
        };
        throw streamError("STATE_NAME_CONFLICT", values);
      }
      this.#handles.set(wanted, existing.handle);
      return existing.handle;
    }
    const values: unknown[] = [];
    for (let slot = 0; slot < this.#keys.length; slot++) values.push(undefined);
    const handle = new ObjectTableValueState<unknown>(this, values, wanted);
    this.#columns.set(wanted.name, { descriptor: wanted, values, handle });
    this.#columnValues.push(values);
    this.#handles.set(wanted, handle);
    return handle;
  }
}
