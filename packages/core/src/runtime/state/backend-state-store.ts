/** The states of a keyed backend under Flink's names: what `RuntimeContext`, keyed contexts and window state have in common. */
import { streamError } from "../../base/stream-error.ts";
import type {
  AggregatingStateDescriptor, ListStateDescriptor, MapStateDescriptor, ReducingStateDescriptor, StateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts"; // biome-ignore format: names of one family
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  State,
  ValueState,
} from "../../state/handles.ts";
import type { KeyedStateStore } from "../../state/keyed-state-store.ts";
import type { KeyedStateBackend } from "./backend.ts";

/** The operator that errors name. */
export interface StateOwner {
  /** What it is in the plan. */
  readonly kind?: string;
  readonly name: string;
  readonly location: string | undefined;
}

/** Gives out the backend's handles; `STATE_NOT_KEYED` where the stream has no key and so no backend. */
export class BackendStateStore implements KeyedStateStore {
  readonly #backend: KeyedStateBackend | undefined;
  readonly #owner: StateOwner;

  constructor(backend: KeyedStateBackend | undefined, owner: StateOwner) {
    this.#backend = backend;
    this.#owner = owner;
  }

  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    return (this.#backend ?? this.#refused(descriptor)).valueState(descriptor);
  }

  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return (this.#backend ?? this.#refused(descriptor)).listState(descriptor);
  }

  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> {
    return (this.#backend ?? this.#refused(descriptor)).mapState(descriptor);
  }

  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> {
    return (this.#backend ?? this.#refused(descriptor)).reducingState(descriptor);
  }

  getAggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT> {
    return (this.#backend ?? this.#refused(descriptor)).aggregatingState(descriptor);
  }

  #refused(descriptor: StateDescriptor): never {
    const { kind, name: operator, location } = this.#owner;
    const state = String(descriptor?.name);
    const isAsync = kind === "asyncWait" || kind === "asyncBatchWait";
    const code = isAsync ? "STATE_IN_ASYNC_FUNCTION" : "STATE_NOT_KEYED";
    throw streamError(code, { state, operator }, { where: { operator, location } });
  }
}

/** The handle of a state of any kind. */
export function handleOf(store: KeyedStateStore, descriptor: StateDescriptor): State {
  switch (descriptor?.kind) {
    case "list":
      return store.getListState(descriptor as ListStateDescriptor<unknown>); // its kind says so; below likewise
    case "map":
      return store.getMapState(descriptor as MapStateDescriptor<unknown, unknown>);
    case "reducing":
      return store.getReducingState(descriptor as ReducingStateDescriptor<unknown>);
    case "aggregating":
      return store.getAggregatingState(
        descriptor as AggregatingStateDescriptor<unknown, unknown, unknown>,
      );
    case "value":
    default: // what is no descriptor at all is refused there
      return store.getState(descriptor as ValueStateDescriptor<unknown>);
  }
}
