/** A broadcast state as the side sees it that must not write: reads go through, writes throw. */
import { streamError } from "../../base/stream-error.ts";
import { type BroadcastState, ReadOnlyBroadcastState } from "../../state/broadcast-state.ts";

/** What every error about the state names. */
interface StatePlace {
  readonly state: string;
  readonly operator: string;
}

/** Refuses `put`, `putAll`, `remove` and `clear`, for programs that no compiler has checked. */
export class ReadOnlyView<K, V> extends ReadOnlyBroadcastState<K, V> {
  readonly #state: BroadcastState<K, V>;
  readonly #place: StatePlace;

  constructor(state: BroadcastState<K, V>, place: StatePlace) {
    super();
    this.#state = state;
    this.#place = place;
  }

  get(key: K): V | null {
    return this.#state.get(key);
  }

  contains(key: K): boolean {
    return this.#state.contains(key);
  }

  isEmpty(): boolean {
    return this.#state.isEmpty();
  }

  keys(): Iterable<K> {
    return this.#state.keys();
  }

  values(): Iterable<V> {
    return this.#state.values();
  }

  entries(): Iterable<[K, V]> {
    return this.#state.entries();
  }

  items(): Iterable<[K, V]> {
    return this.#state.entries();
  }

  immutableEntries(): Iterable<[K, V]> {
    return this.#state.entries();
  }

  [Symbol.iterator](): Iterator<[K, V]> {
    return this.#state[Symbol.iterator]();
  }

  put(): never {
    throw this.#refused("put");
  }

  putAll(): never {
    throw this.#refused("putAll");
  }

  remove(): never {
    throw this.#refused("remove");
  }

  clear(): never {
    throw this.#refused("clear");
  }

  #refused(method: string): Error {
    return streamError("STATE_READ_ONLY", { ...this.#place, method });
  }
}
