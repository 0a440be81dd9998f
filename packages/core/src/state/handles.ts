/**
 * The handles of keyed state: what a user's function reads and writes under the current key.
 *
 * A handle is made once (`open`, or `ctx.getState(descriptor)`) and always means the value of the key that is being
 * processed (S1). Used outside of a call it is `STATE_OUTSIDE_CALL`, by another subtask `STATE_WRONG_SUBTASK`.
 *
 * As with Flink's backend on the heap, what is stored belongs to the state, and what is handed out is the stored object
 * itself: who changes it changes the state. `undefined` cannot be stored: `STATE_VALUE_UNDEFINED`.
 */

/** What all kinds of state have in common. Flink: `State`. */
export abstract class State {
  /** Removes what is stored under the current key. */
  abstract clear(): void;
}

/** One value for each key. Flink: `ValueState`. */
export abstract class ValueState<T> extends State {
  /** The value of the current key, `null` where there is none. What is returned belongs to the state until the next update. */
  abstract value(): T | null;
  /** Replaces the value of the current key; `null` removes it, as `clear()` does. */
  abstract update(value: T | null): void;
}

/** State to which values are added. Flink: `AppendingState`. */
export abstract class AppendingState<in IN, out OUT> extends State {
  /** Everything that was added under the current key, in the form of this kind of state. */
  abstract get(): OUT;
  /** Adds one value under the current key; `null` clears reducing and aggregating state, as in Flink. */
  abstract add(value: IN): void;
}

/** Appending state whose contents can be merged over namespaces, as session windows do. Flink: `MergingState`. */
export abstract class MergingState<in IN, out OUT> extends AppendingState<IN, OUT> {}

/** A list for each key. Flink: `ListState`. */
export abstract class ListState<T> extends MergingState<T, Iterable<T>> {
  /** The elements in the order in which they were added, as they are now; empty where there are none. Can be iterated again. */
  abstract override get(): Iterable<T>;
  /** Replaces the list; an empty one removes it. */
  abstract update(values: Iterable<T>): void;
  /** Adds all values at the end. */
  abstract addAll(values: Iterable<T>): void;
  /** The same as `get()[Symbol.iterator]()`. */
  abstract [Symbol.iterator](): Iterator<T>;
}

/** One value for each key into which every added value is reduced. Flink: `ReducingState`. */
export abstract class ReducingState<T> extends MergingState<T, T | null> {}

/** An aggregate for each key. Flink: `AggregatingState`. */
export abstract class AggregatingState<in IN, out OUT> extends MergingState<IN, OUT | null> {}

/** A map for each key; entries keep the order of their first insertion. Flink: `MapState`. */
export abstract class MapState<K, V> extends State {
  /** The value of `key`, `null` where the map has none. */
  abstract get(key: K): V | null;
  /** Adds the entry, or replaces the value of an equal key. A `null` is a value like others. */
  abstract put(key: K, value: V): void;
  /** Puts all entries, of a `Map` or of any iterable of pairs. */
  abstract putAll(entries: Iterable<readonly [K, V]>): void;
  abstract remove(key: K): void;
  abstract contains(key: K): boolean;
  abstract isEmpty(): boolean;
  /**
   * Keys, lazily; the others likewise, and each can be iterated again. Where an entry was added or removed meanwhile, the
   * iteration goes no further: `STATE_CHANGED_DURING_ITERATION`. Replacing the value of a key is no such change.
   */
  abstract keys(): Iterable<K>;
  abstract values(): Iterable<V>;
  abstract entries(): Iterable<[K, V]>;
  /** PyFlink's name of `entries()`. */
  abstract items(): Iterable<[K, V]>;
  abstract [Symbol.iterator](): Iterator<[K, V]>;
}
