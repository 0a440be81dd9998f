/** `OperatorStateStore`: state that belongs to an operator's subtasks and to no key, by descriptor. */
import type { BroadcastState } from "./broadcast-state.ts";
import type { ListStateDescriptor, MapStateDescriptor } from "./descriptors.ts";
import type { ListState } from "./handles.ts";

/**
 * Gives out the states of the subtask, which never expire (`STATE_OPERATOR_TTL`). What is in them may be used while the
 * operator is opened, in its calls, and in `snapshotState`. Flink: `OperatorStateStore`.
 */
export abstract class OperatorStateStore {
  /** A list of which each subtask has a part: after a restore with another parallelism its elements are dealt out anew. */
  abstract getListState<T>(stateDescriptor: ListStateDescriptor<T>): ListState<T>;
  /** A list of which, after a restore, every subtask has all elements: each must drop what is not its own. */
  abstract getUnionListState<T>(stateDescriptor: ListStateDescriptor<T>): ListState<T>;
  /** A map that is equal in all subtasks: each must do the same to it. */
  abstract getBroadcastState<K, V>(stateDescriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
  /** Names of the list and union list states, those of a restored snapshot included. */
  abstract getRegisteredStateNames(): ReadonlySet<string>;
  /** Names of the broadcast states, those of a restored snapshot included. */
  abstract getRegisteredBroadcastStateNames(): ReadonlySet<string>;
}
