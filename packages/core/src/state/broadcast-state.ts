/**
 * The handles of broadcast state: a map in each subtask, written where broadcast records are processed, read everywhere.
 *
 * It has no key. What is handed out is the stored object itself, which must not be changed: no copies are made.
 */

/** A broadcast state as the other side sees it. Writing to it is `STATE_READ_ONLY`. Flink: `ReadOnlyBroadcastState`. */
export abstract class ReadOnlyBroadcastState<K, V> {
  /** The value of `key`, `null` where the map has none. */
  abstract get(key: K): V | null;
  abstract contains(key: K): boolean;
  abstract isEmpty(): boolean;
  /** Keys in the order of their first insertion, lazily; the others likewise, and each can be iterated again. */
  abstract keys(): Iterable<K>;
  abstract values(): Iterable<V>;
  abstract entries(): Iterable<[K, V]>;
  /** PyFlink's name of `entries()`. */
  abstract items(): Iterable<[K, V]>;
  /** Flink's name of `entries()`. */
  abstract immutableEntries(): Iterable<[K, V]>;
  abstract [Symbol.iterator](): Iterator<[K, V]>;
}

/**
 * A broadcast state as the broadcast side sees it. Every subtask must do the same to it for the same records: it does not
 * travel between them. Flink: `BroadcastState`.
 */
export abstract class BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
  /** Adds the entry, or replaces the value of an equal key. A `null` is a value like others. */
  abstract put(key: K, value: V): void;
  /** Puts all entries, of a `Map` or of any iterable of pairs. */
  abstract putAll(entries: Iterable<readonly [K, V]>): void;
  abstract remove(key: K): void;
  abstract clear(): void;
}
