/**
 * Keyed state as objects in memory: an index from key to dense slot, and one array per state, indexed by slot.
 *
 * T1: `index` has exactly the keys whose slot is in use; `keys[slot]` is the key of a used slot, and free slots are in
 * `freeSlots`. T2: all columns are as long as `keys`; `undefined` in a column means that there is no value. T3: only the
 * current slot can be in use and empty without a timer that refers to it, and it is given back when another key becomes
 * current (B4). T4: incremental cleanup of what has expired never touches the current slot.
 */
import { streamError } from "../../base/stream-error.ts";
import {
  type AggregatingStateDescriptor,
  type ListStateDescriptor,
  type MapStateDescriptor,
  type ReducingStateDescriptor,
  StateDescriptor,
  type StateKind,
  type ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  State,
  ValueState,
} from "../../state/handles.ts";
import { lookupKey } from "../../types/key-encoding.ts";
import { previewOf } from "../../types/text.ts";
import type { CallGuard, KeyedStateBackend } from "./backend.ts";
import type { WrittenState } from "./keyed-snapshot-writer.ts";
import { refuseState } from "./refuse-state.ts";
import { RegisteredStates, type TableRestore } from "./registered-states.ts";
import { plainContent, type TableState } from "./table-state.ts";

/** The largest number of entries of a JavaScript Map. */
const KEY_LIMIT = 16_777_216;

/** The backend that keeps everything as JavaScript objects. Values belong to the table once they are stored. */
export class ObjectTable implements KeyedStateBackend {
  /** Slot of the current key, -1 where there is none. Read by handles and generated operators. */
  slot = -1;
  /** True when the current slot may be empty (its key is new, or a value of it was removed), or each record cleans up. */
  mayBeEmpty = false;
  readonly guard: CallGuard;
  readonly #index = new Map<unknown, number>();
  readonly #keys: unknown[] = [];
  /** By slot, what `index` has: the key itself may be changed by the user's code. */
  readonly #lookupKeys: unknown[] = [];
  readonly #freeSlots: number[] = [];
  /** By slot, how many timers refer to it. */
  readonly #references: number[] = [];
  readonly #columnValues: unknown[][] = [];
  readonly #handles = new Map<StateDescriptor, State>();
  readonly #cleanedByRecords: TableState[] = [];
  readonly #registered: RegisteredStates;

  /**
   * `nowMs` is processing time: one cell of the worker that stands still during a call (T1). With `restore` each state
   * begins with what it held before.
   */
  constructor(guard: CallGuard, nowMs: () => number, restore?: TableRestore) {
    this.guard = guard;
    this.#registered = new RegisteredStates(guard.operatorName, nowMs, restore);
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
    const { running, operatorNumber } = this.guard;
    if (this.slot < 0 || running.number !== operatorNumber)
      throw refuseState(this.guard, "current key");
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

  dropCurrentKey(): void {
    if (this.slot >= 0) {
      for (const values of this.#columnValues) values[this.slot] = undefined;
      this.mayBeEmpty = true;
    }
    this.clearCurrentKey();
  }

  valueState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    return this.#handleOf("value", descriptor) as ValueState<T>; // made for an equal descriptor, as those below
  }

  listState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#handleOf("list", descriptor) as ListState<T>;
  }

  mapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> {
    return this.#handleOf("map", descriptor) as MapState<K, V>;
  }

  reducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> {
    return this.#handleOf("reducing", descriptor) as ReducingState<T>;
  }

  aggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT> {
    return this.#handleOf("aggregating", descriptor) as AggregatingState<IN, OUT>;
  }

  /** The array behind a state, for generated operators: read and written at `slot`; its identity never changes. */
  valuesOf(descriptor: ValueStateDescriptor<unknown>): unknown[] {
    this.valueState(descriptor);
    return this.#registered.get(descriptor.name)?.values ?? [];
  }

  holds(key: unknown): boolean {
    if (this.mayBeEmpty) this.#releaseIfEmpty();
    return this.#index.has(lookupKey(key));
  }

  /** An array by slot, as long as the operator's: not a state, so that the operator itself writes and restores it. */
  addColumn(): unknown[] {
    const values: unknown[] = [];
    for (let slot = 0; slot < this.#keys.length; slot++) values.push(undefined);
    this.#columnValues.push(values);
    return values;
  }

  /** The slot of a key, found or made, without making it current: the caller puts or retains something there at once. */
  slotOf(key: unknown): number {
    const lookup = lookupKey(key);
    const found = this.#index.get(lookup);
    if (found !== undefined) return found;
    const { slot, mayBeEmpty } = this;
    const added = this.#addKey(key, lookup);
    this.slot = slot;
    this.mayBeEmpty = mayBeEmpty;
    return added;
  }

  /** As `slotOf`, -1 where the key has no slot. */
  findSlot(key: unknown): number {
    return this.#index.get(lookupKey(key)) ?? -1;
  }

  /** Calls back with the key of each slot in use. */
  forEachSlot(visit: (slot: number, key: unknown) => void): void {
    for (const slot of this.#index.values()) visit(slot, this.#keys[slot]);
  }

  /** The states as a snapshot writes them. */
  writtenStates(): readonly WrittenState[] {
    return this.#registered.written();
  }

  get keyCount(): number {
    return this.#index.size;
  }

  forEach(stateName: string, visit: (key: unknown, value: unknown) => void): void {
    const state = this.#registered.get(stateName);
    if (state === undefined) return;
    for (const slot of this.#index.values()) {
      const stored = state.values[slot];
      const { cleaned } = state;
      const content = stored === undefined || cleaned === undefined ? stored : cleaned(stored);
      if (content !== undefined) visit(this.#keys[slot], plainContent(content));
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
    const { slot } = this;
    this.slot = -1;
    if (slot >= 0 && this.#isEmpty(slot)) this.#free(slot);
    else this.slot = slot;
    this.mayBeEmpty = this.#cleanedByRecords.length > 0;
    for (const state of this.#cleanedByRecords) this.#cleanUp(state, cleanupSizeOf(state));
  }

  #isEmpty(slot: number): boolean {
    if (this.#references[slot] !== 0) return false;
    for (const values of this.#columnValues) if (values[slot] !== undefined) return false;
    return true;
  }

  #free(slot: number): void {
    this.#index.delete(this.#lookupKeys[slot]);
    this.#keys[slot] = undefined;
    this.#lookupKeys[slot] = undefined;
    this.#freeSlots.push(slot);
  }

  /** Looks at the next slots of a state and removes what has expired (T4). */
  #cleanUp(state: TableState, slotCount: number): void {
    const { values, cleaned } = state;
    if (cleaned === undefined) return;
    for (let count = Math.min(slotCount, values.length); count > 0; count--) {
      const slot = state.cleanupSlot < values.length ? state.cleanupSlot : 0;
      state.cleanupSlot = slot + 1;
      const stored = values[slot];
      if (stored === undefined || slot === this.slot) continue;
      const left = cleaned(stored);
      if (left === stored) continue;
      values[slot] = left;
      if (left === undefined && this.#isEmpty(slot)) this.#free(slot);
    }
  }

  #handleOf(kind: StateKind, descriptor: StateDescriptor): State {
    const known = this.#handles.get(descriptor);
    return known !== undefined && descriptor.kind === kind
      ? known
      : this.#addHandle(kind, descriptor);
  }

  #addHandle(kind: StateKind, descriptor: StateDescriptor): State {
    const operator = this.guard.operatorName;
    if (!(descriptor instanceof StateDescriptor) || descriptor.kind !== kind) {
      const given = previewOf(descriptor);
      throw streamError("STATE_WRONG_DESCRIPTOR", { operator, expected: kind, given });
    }
    const { handle } = this.#registered.existing(descriptor) ?? this.#addState(descriptor);
    this.#handles.set(descriptor, handle);
    return handle;
  }

  #addState(descriptor: StateDescriptor): TableState {
    const state = this.#registered.add(descriptor, {
      table: this,
      values: this.addColumn(),
      cleanUp: (cleaned, slotCount) => this.#cleanUp(cleaned, slotCount),
    });
    const strategies = descriptor.getTtlConfig()?.getCleanupStrategies();
    if (strategies?.getIncrementalCleanupStrategy()?.runCleanupForEveryRecord()) {
      this.#cleanedByRecords.push(state);
      this.mayBeEmpty = true;
    }
    this.#registered.restore(state, (key) => this.slotOf(key));
    return state;
  }
}

/** How many slots a record looks at. */
function cleanupSizeOf(state: TableState): number {
  const strategies = state.descriptor.getTtlConfig()?.getCleanupStrategies();
  return strategies?.getIncrementalCleanupStrategy()?.getCleanupSize() ?? 0;
}
