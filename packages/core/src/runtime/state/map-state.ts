/**
 * The handle of a map state: a `StoredMap` for each key, never an empty one.
 *
 * M1: keys are equal by value (S2), through the same encoding as the keys of streams. M2: an iteration that goes on
 * after an entry was added or removed by the user throws; entries that expire may go meanwhile.
 */
import { streamError } from "../../base/stream-error.ts";
import type { MapStateDescriptor } from "../../state/descriptors.ts";
import { MapState } from "../../state/handles.ts";
import { type LookupKey, lookupKey } from "../../types/key-encoding.ts";
import { previewOf } from "../../types/text.ts";
import type { StateColumn } from "./state-column.ts";
import type { TimeToLive } from "./time-to-live.ts";

/** One entry; `timeMs` counts where the state expires. */
export interface StoredEntry {
  readonly key: unknown;
  value: unknown;
  timeMs: number;
}

/** The map of one key. */
export class StoredMap {
  readonly entries: Map<LookupKey, StoredEntry> = new Map();
  /** How often the user added or removed an entry (M2). */
  changeCount = 0;
}

/** Keys and values are kept by reference. Flink: `HeapMapState`, `TtlMapState`. */
export class StoredMapState<K, V> extends MapState<K, V> {
  readonly #column: StateColumn;
  readonly #ttl: TimeToLive | undefined;
  readonly #keyType: MapStateDescriptor<K, V>["keyType"];
  readonly #valueType: MapStateDescriptor<K, V>["valueType"];

  constructor(
    column: StateColumn,
    ttl: TimeToLive | undefined,
    descriptor: MapStateDescriptor<K, V>,
  ) {
    super();
    this.#column = column;
    this.#ttl = ttl;
    this.#keyType = descriptor.keyType;
    this.#valueType = descriptor.valueType;
  }

  get(key: K): V | null {
    const entry = this.#find(key);
    return entry === undefined ? null : (entry.value as V); // only `put` stores
  }

  contains(key: K): boolean {
    return this.#find(key) !== undefined;
  }

  put(key: K, value: V): void {
    this.#column.slot();
    this.#put(this.#convertKey(key), this.#convertValue(value));
    this.#ttl?.accessed();
  }

  /** Converts all before anything is stored: a wrong entry leaves the map as it is. */
  putAll(entries: Iterable<readonly [K, V]>): void {
    this.#column.slot();
    const converted: [unknown, unknown][] = [];
    if (typeof entries !== "object" || entries === null || !(Symbol.iterator in entries))
      throw this.#wrongEntries(entries);
    for (const entry of entries) {
      if (!Array.isArray(entry)) throw this.#wrongEntries(entry);
      const [key, value] = entry;
      converted.push([this.#convertKey(key), this.#convertValue(value)]);
    }
    for (const [key, value] of converted) this.#put(key, value);
    this.#ttl?.accessed();
  }

  remove(key: K): void {
    const map = this.#map();
    this.#ttl?.accessed();
    if (map?.entries.delete(this.#lookup(key)) !== true) return;
    map.changeCount += 1;
    if (map.entries.size === 0) this.#column.remove();
  }

  clear(): void {
    const map = this.#map();
    if (map !== undefined) map.changeCount += 1;
    this.#column.remove();
    this.#ttl?.accessed();
  }

  isEmpty(): boolean {
    const map = this.#map();
    const ttl = this.#ttl;
    ttl?.accessed();
    if (map === undefined) return true;
    if (ttl === undefined || ttl.returnsExpired) return false;
    for (const entry of map.entries.values()) if (!ttl.isExpired(entry)) return false;
    return true;
  }

  keys(): Iterable<K> {
    return this.#iterable((entry) => entry.key as K); // only `put` stores
  }

  values(): Iterable<V> {
    return this.#iterable((entry) => entry.value as V); // likewise
  }

  entries(): Iterable<[K, V]> {
    return this.#iterable((entry): [K, V] => [entry.key as K, entry.value as V]); // likewise
  }

  items(): Iterable<[K, V]> {
    return this.entries();
  }

  [Symbol.iterator](): Iterator<[K, V]> {
    return this.entries()[Symbol.iterator]();
  }

  #find(key: K): StoredEntry | undefined {
    const map = this.#map();
    const ttl = this.#ttl;
    ttl?.accessed();
    const lookup = this.#lookup(key);
    const entry = map?.entries.get(lookup);
    if (map === undefined || entry === undefined || ttl === undefined) return entry;
    return this.#readTimed(map, lookup, entry, ttl);
  }

  /** What is seen of an entry now; `undefined` where it has expired and is not to be seen. */
  #readTimed(
    map: StoredMap,
    lookup: LookupKey,
    entry: StoredEntry,
    ttl: TimeToLive,
  ): StoredEntry | undefined {
    if (!ttl.isExpired(entry)) {
      ttl.read(entry);
      return entry;
    }
    map.entries.delete(lookup);
    if (map.entries.size === 0) this.#column.remove();
    return ttl.returnsExpired ? entry : undefined;
  }

  #put(key: unknown, value: unknown): void {
    let map = this.#map();
    if (map === undefined) {
      map = new StoredMap();
      this.#column.set(map);
    }
    const lookup = lookupKey(key);
    const timeMs = this.#ttl?.nowMs ?? 0;
    const entry = map.entries.get(lookup);
    if (entry === undefined) {
      map.entries.set(lookup, { key, value, timeMs });
      map.changeCount += 1;
    } else {
      entry.value = value;
      entry.timeMs = timeMs;
    }
  }

  /** Reads the current key's map when the iteration begins, and again from the start for each iteration. */
  #iterable<R>(pick: (entry: StoredEntry) => R): Iterable<R> {
    this.#column.slot();
    return { [Symbol.iterator]: () => this.#iterate(pick) };
  }

  *#iterate<R>(pick: (entry: StoredEntry) => R): Generator<R, void> {
    const map = this.#map();
    const ttl = this.#ttl;
    ttl?.accessed();
    if (map === undefined) return;
    const { changeCount } = map;
    for (const [lookup, stored] of map.entries) {
      const entry = ttl === undefined ? stored : this.#readTimed(map, lookup, stored, ttl);
      if (entry === undefined) continue;
      yield pick(entry);
      this.#column.slot();
      if (map.changeCount !== changeCount)
        throw streamError("STATE_CHANGED_DURING_ITERATION", this.#column.place());
    }
  }

  #map(): StoredMap | undefined {
    return this.#column.get() as StoredMap | undefined; // only `#put` stores
  }

  #lookup(key: K): LookupKey {
    return lookupKey(this.#convertKey(key));
  }

  #convertKey(key: unknown): unknown {
    const type = this.#keyType;
    return type === undefined ? key : type.convert(key, this.#column.descriptor.name);
  }

  /** A value may be `null` whatever its type, as in Flink's map serializer. */
  #convertValue(value: unknown): unknown {
    return value === null ? null : this.#column.convert(value, this.#valueType);
  }

  #wrongEntries(given: unknown): Error {
    return streamError("STATE_WRONG_VALUES", {
      ...this.#column.place(),
      expected: "an iterable of [key, value] pairs, such as a Map, in putAll",
      given: previewOf(given),
    });
  }
}
