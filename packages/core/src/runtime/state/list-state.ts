/**
 * The handle of a list state: an array for each key, never an empty one.
 *
 * L1: an array in the column only grows; whatever else changes the list puts another array into its place. So what
 * `get()` gave out shows the list as it was then, without a copy.
 */
import { streamError } from "../../base/stream-error.ts";
import type { ListStateDescriptor } from "../../state/descriptors.ts";
import { ListState } from "../../state/handles.ts";
import { previewOf } from "../../types/text.ts";
import type { StateColumn } from "./state-column.ts";
import { TimedValue, type TimeToLive } from "./time-to-live.ts";

/** Elements are kept by reference; where the state expires, each is a `TimedValue`. Flink: `HeapListState`, `TtlListState`. */
export class StoredListState<T> extends ListState<T> {
  readonly #column: StateColumn;
  readonly #ttl: TimeToLive | undefined;
  readonly #type: ListStateDescriptor<T>["elementType"];

  constructor(
    column: StateColumn,
    ttl: TimeToLive | undefined,
    descriptor: ListStateDescriptor<T>,
  ) {
    super();
    this.#column = column;
    this.#ttl = ttl;
    this.#type = descriptor.elementType;
  }

  get(): Iterable<T> {
    const ttl = this.#ttl;
    if (ttl === undefined) return listView(this.#column.get() as T[] | undefined); // L1: only `add` and `update` store
    const items = this.#column.get() as TimedValue[] | undefined; // likewise
    ttl.accessed();
    if (items === undefined) return [];
    const seen = this.#seen(items, ttl).map((item) => item.value as T); // likewise
    return listView(seen);
  }

  add(value: T): void {
    this.#append([this.#stored(value)]);
  }

  addAll(values: Iterable<T>): void {
    this.#append(this.#storedAll(values, "addAll"));
  }

  update(values: Iterable<T>): void {
    const items = this.#storedAll(values, "update");
    if (items.length === 0) this.#column.remove();
    else this.#column.set(items);
    this.#ttl?.accessed();
  }

  clear(): void {
    this.#column.remove();
    this.#ttl?.accessed();
  }

  [Symbol.iterator](): Iterator<T> {
    return this.get()[Symbol.iterator]();
  }

  #append(added: readonly unknown[]): void {
    const items = this.#column.get() as unknown[] | undefined; // L1
    if (items !== undefined) for (const item of added) items.push(item);
    else if (added.length > 0) this.#column.set([...added]);
    this.#ttl?.accessed();
  }

  /** Flink: `TtlListState.get`. Expired elements go when none is left, when reads count, or when they are never seen. */
  #seen(items: readonly TimedValue[], ttl: TimeToLive): readonly TimedValue[] {
    const live = items.filter((item) => !ttl.isExpired(item));
    for (const item of live) ttl.read(item);
    if (live.length === 0) this.#column.remove();
    else if (live.length < items.length && (ttl.isRenewedByReads || !ttl.returnsExpired))
      this.#column.set(live);
    return ttl.returnsExpired ? items : live;
  }

  #stored(value: unknown): unknown {
    const converted = this.#column.convert(value, this.#type);
    return this.#ttl === undefined ? converted : new TimedValue(converted, this.#ttl.nowMs);
  }

  /** Converts all before anything is stored: a wrong element leaves the list as it is. */
  #storedAll(values: Iterable<T>, method: string): unknown[] {
    this.#column.slot();
    if (typeof values !== "object" || values === null || !(Symbol.iterator in values))
      throw streamError("STATE_WRONG_VALUES", {
        ...this.#column.place(),
        expected: `an iterable of elements in ${method}`,
        given: previewOf(values),
      });
    return Array.from(values, (value) => this.#stored(value));
  }
}

/** A list as it is now; elements that are appended later are not seen (L1). */
function listView<T>(items: readonly T[] | undefined): Iterable<T> {
  if (items === undefined) return [];
  const count = items.length;
  return {
    *[Symbol.iterator](): Generator<T, void> {
      for (let index = 0; index < count; index++) yield items[index] as T; // L1: it does not shrink
    },
  };
}
