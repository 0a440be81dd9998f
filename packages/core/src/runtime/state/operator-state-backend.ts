/**
 * The contract of an operator state backend: where the state of one operator's subtask lives that belongs to no key.
 *
 * OB1: states are found by name; list and union list state share one range of names, broadcast state has another, as in
 * Flink. OB2: a handle may be used while the operator is being opened, in its calls and in `snapshotState`; otherwise it
 * refuses as keyed state does (`CallGuard`). OB3: the state never expires.
 */

import type { OperatorStateSnapshot } from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { BroadcastState, ReadOnlyBroadcastState } from "../../state/broadcast-state.ts";
import type { ListStateDescriptor, MapStateDescriptor } from "../../state/descriptors.ts";
import type { ListState } from "../../state/handles.ts";

/** Operator state of one operator in one subtask. */
export interface OperatorStateBackend {
  /**
   * The handle of a list state, which is dealt out anew after a restore with other subtasks. An equal descriptor gives the
   * same handle; a name that is taken otherwise throws `STATE_NAME_CONFLICT`, another kind of descriptor
   * `STATE_WRONG_DESCRIPTOR`, one with a time to live `STATE_OPERATOR_TTL`. The same holds for the two below.
   */
  listState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  /** A list state of which every subtask gets all elements after a restore. */
  unionListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  /** A map state that is equal in all subtasks. */
  broadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
  /** The same state; writing to it throws `STATE_READ_ONLY`. */
  readOnlyBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): ReadOnlyBroadcastState<K, V>;
  /** Names of the list and union list states. */
  readonly listNames: readonly string[];
  /** Names of the broadcast states. */
  readonly broadcastNames: readonly string[];
  /**
   * Takes what is restored, before any handle is asked for; it is read when its state is. Reading throws
   * `STATE_INCOMPATIBLE_SERIALIZER`, or `STATE_RESTORED_OTHERWISE` where a list has become a union list or the reverse.
   */
  restore(states: readonly OperatorStateSnapshot[]): void;
  /** Everything as bytes, now (C4). What was restored and never asked for is in it as it was. */
  snapshot(): readonly OperatorStateSnapshot[];
  /** The operator has been opened: from here on its handles can be used in its calls only (OB2). */
  opened(): void;
}
