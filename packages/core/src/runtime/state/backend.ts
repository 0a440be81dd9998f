/**
 * The contract of a keyed state backend: where the keyed state of one operator in one subtask lives.
 *
 * B1: `setCurrentKey` is called once per record; it finds the key's dense slot, and every state of the operator is a
 * column indexed by that slot (one lookup per record and operator). B2: keys are equal by their canonical encoding (S2).
 * B3: a handle means the current key; outside of its operator's call it refuses (`CallGuard`). B4: a key of which every
 * state is empty takes no room, at the latest when another key becomes current. B5: iteration gives each key once, in
 * no particular order; snapshots will sort by key group, which only this iteration is the seam for.
 */
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "../../state/handles.ts";
import { isTypeInformation } from "../../types/type-information.ts";
import type { RunningOperator } from "../signals.ts";

/** Tells whether an operator's own code is running (S1, W7). */
export interface CallGuard {
  /** `WorkerSignals.running`. */
  readonly running: RunningOperator;
  /** This operator's number on the worker: in a call of it `running.number` is this. */
  readonly operatorNumber: number;
  readonly operatorName: string;
  readonly subtaskIndex: number;
}

/** Keyed state of one operator in one subtask. */
export interface KeyedStateBackend {
  /** Makes a key current and returns its slot, which stays its slot while any state of it is not empty. */
  setCurrentKey(key: unknown): number;
  /** The current key; refuses as handles do where there is none, or where another operator or none runs (B3). */
  getCurrentKey(): unknown;
  /** Makes the key of a slot current that is in use. */
  selectSlot(slot: number): void;
  /** A timer refers to the slot: it stays its key's, also while every state is empty, until as many `releaseSlot`. */
  retainSlot(slot: number): void;
  releaseSlot(slot: number): void;
  /** Leaves the key; handles refuse until the next `setCurrentKey`. */
  clearCurrentKey(): void;
  /** Empties every state of the current key and leaves it: in BATCH a key that has ended does not come back. */
  dropCurrentKey(): void;
  /**
   * The handle of a value state; the four below likewise. The same descriptor, or one of equal name, types and time to
   * live, gives the same handle (with the functions of the first); a name that is taken otherwise throws
   * `STATE_NAME_CONFLICT`, another kind of descriptor `STATE_WRONG_DESCRIPTOR`.
   */
  valueState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  listState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  mapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  reducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  aggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT>;
  /** How many keys have any state; the current one counts from its first `setCurrentKey` until it is left empty. */
  readonly keyCount: number;
  /** True where a state of the key is not empty, or a timer refers to it. Leaves the current key where that is empty. */
  holds(key: unknown): boolean;
  /**
   * Calls back with each key that has something in the named state, and what it has: the value or accumulator, an array
   * for a list, a Map for a map. What has expired is not part of it.
   */
  forEach(stateName: string, visit: (key: unknown, value: unknown) => void): void;
}

/** How messages write a state: its kind, its types where declared, and its time to live. Equal texts are equal states. */
export function describeState(descriptor: StateDescriptor): string {
  const types = ["keyType", "valueType", "elementType", "accumulatorType"].flatMap((name) => {
    const type: unknown = Reflect.get(descriptor, name);
    return isTypeInformation(type) ? [type.text] : [];
  });
  const kind = `${descriptor.kind} state`;
  const typed = types.length === 0 ? kind : `${kind} of ${types.join(" and ")}`;
  const ttl = descriptor.getTtlConfig();
  if (ttl === undefined) return typed;
  return `${typed} that lives ${ttl.getTtl().toString()} (${ttl.getUpdateType()}, ${ttl.getStateVisibility()})`;
}
