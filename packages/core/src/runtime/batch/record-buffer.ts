/**
 * The records of one input that are in memory, by key: collected as they come, then sorted in pieces, then read once.
 *
 * RB1: a key's records are a list from `first` to `last`, linked by `next`, in the order of their arrival until they are
 * sorted; only keys whose timestamps go back need that. RB2: keys are sorted by their canonical bytes, once each. RB3:
 * what has been read is let go. With the order `arrival` all records are of one key and stay as they came.
 */
import { compareBytes } from "../../types/key-bytes.ts";
import { encodeKey, type LookupKey, lookupKey } from "../../types/key-encoding.ts";
import type { RecordCursor } from "./record-cursor.ts";
import { estimateSizeBytes } from "./record-size.ts";
import { ResumableSort } from "./resumable-sort.ts";

/** How the records of an input are ordered. */
export type RecordOrder = "key" | "arrival";

/** What a record takes beside its value: its place, timestamp and link. */
const RECORD_BYTES = 24;
/** What a key takes beside its value. */
const KEY_BYTES = 96;
/** The largest number of entries of a JavaScript Map, less a margin for what one call adds. */
const KEY_LIMIT = 16_000_000;
const NO_BYTES = new Uint8Array(0);
const NONE = -1;

/** Collects, sorts, and is read; each once. */
export class RecordBuffer {
  readonly order: RecordOrder;
  /** Estimate of what is held. */
  sizeBytes = 0;
  readonly #values: unknown[] = [];
  readonly #timestamps: number[] = [];
  readonly #next: number[] = [];
  readonly #slots = new Map<LookupKey, number>();
  readonly #keys: unknown[] = [];
  readonly #keyBytes: Uint8Array[] = [];
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  /** Slots whose timestamps go back. */
  readonly #disordered = new Set<number>();
  #slotOrder: Int32Array | undefined;
  #sort: ResumableSort | undefined;
  #sortedSlot = NONE;

  constructor(order: RecordOrder) {
    this.order = order;
  }

  get recordCount(): number {
    return this.#values.length;
  }

  /** True where it cannot take more keys, whatever they take. */
  get isExhausted(): boolean {
    return this.#keys.length >= KEY_LIMIT;
  }

  /** Takes a record, which nobody changes afterwards. Throws `TYPE_NOT_A_KEY`. */
  add(value: unknown, timestampMs: number, key: unknown): void {
    const slot = this.#slotOf(key);
    const record = this.#values.length;
    this.#values.push(value);
    this.#timestamps.push(timestampMs);
    this.#next.push(NONE);
    this.sizeBytes += RECORD_BYTES + estimateSizeBytes(value);
    const last = this.#last[slot] ?? NONE;
    this.#last[slot] = record;
    if (last === NONE) {
      this.#first[slot] = record;
      return;
    }
    this.#next[last] = record;
    if (timestampMs < (this.#timestamps[last] ?? 0) && this.order === "key")
      this.#disordered.add(slot);
  }

  get isSorted(): boolean {
    return this.#slotOrder !== undefined && this.#disordered.size === 0;
  }

  /** Sorts on; returns how many steps it took, up to about `limit`, 0 where it is sorted. */
  sort(limit: number): number {
    let done = 0;
    while (done < limit && !this.isSorted)
      done +=
        this.#slotOrder === undefined
          ? this.#sortSlots(limit - done)
          : this.#sortRecords(limit - done);
    return done;
  }

  /** Reads it from the beginning; called once, when it is sorted. */
  cursor(rank: number): RecordCursor {
    return new BufferCursor(this, rank);
  }

  /** How many keys there are, for the cursor. @internal */
  get keyCount(): number {
    return this.#keys.length;
  }

  /** The slot of the key at a place in the order. @internal */
  slotAt(place: number): number {
    return this.#slotOrder?.[place] ?? NONE;
  }

  keyAt(slot: number): unknown {
    return this.#keys[slot];
  }

  keyBytesAt(slot: number): Uint8Array {
    return this.#keyBytes[slot] ?? NO_BYTES;
  }

  firstOf(slot: number): number {
    return this.#first[slot] ?? NONE;
  }

  /** The record after it under the same key, -1 where there is none. */
  after(record: number): number {
    return this.#next[record] ?? NONE;
  }

  timestampAt(record: number): number {
    return this.#timestamps[record] ?? 0;
  }

  /** The value, which is let go (RB3). */
  takeValue(record: number): unknown {
    const value = this.#values[record];
    this.#values[record] = undefined;
    return value;
  }

  #slotOf(key: unknown): number {
    const lookup = this.order === "key" ? lookupKey(key) : null;
    const known = this.#slots.get(lookup);
    if (known !== undefined) return known;
    const slot = this.#keys.length;
    this.#slots.set(lookup, slot);
    this.#keys.push(key);
    this.#first.push(NONE);
    this.#last.push(NONE);
    this.sizeBytes += KEY_BYTES + estimateSizeBytes(key);
    return slot;
  }

  #sortSlots(limit: number): number {
    const known = this.#keyBytes.length;
    const end = Math.min(this.#keys.length, known + limit);
    for (let slot = known; slot < end; slot++)
      this.#keyBytes.push(this.order === "key" ? encodeKey(this.#keys[slot]) : NO_BYTES);
    if (end < this.#keys.length) return end - known;
    const bytes = this.#keyBytes;
    this.#sort ??= new ResumableSort(Int32Array.from(this.#keys.keys()), (left, right) =>
      compareBytes(bytes[left] ?? NO_BYTES, bytes[right] ?? NO_BYTES),
    );
    const done = end - known + this.#sort.run(limit);
    if (!this.#sort.isDone) return done;
    this.#slotOrder = this.#sort.sorted;
    this.#sort = undefined;
    return Math.max(1, done);
  }

  #sortRecords(limit: number): number {
    if (this.#sort === undefined) {
      const [slot = NONE] = this.#disordered;
      this.#sortedSlot = slot;
      const times = this.#timestamps;
      const records = this.#recordsOf(slot);
      this.#sort = new ResumableSort(
        records,
        (left, right) => (times[left] ?? 0) - (times[right] ?? 0),
      );
    }
    const done = this.#sort.run(limit);
    if (!this.#sort.isDone) return done;
    this.#link(this.#sortedSlot, this.#sort.sorted);
    this.#disordered.delete(this.#sortedSlot);
    this.#sort = undefined;
    return Math.max(1, done);
  }

  #recordsOf(slot: number): Int32Array {
    const records: number[] = [];
    for (let record = this.firstOf(slot); record !== NONE; record = this.after(record))
      records.push(record);
    return Int32Array.from(records);
  }

  #link(slot: number, records: Int32Array): void {
    let previous = NONE;
    for (const record of records) {
      if (previous === NONE) this.#first[slot] = record;
      else this.#next[previous] = record;
      previous = record;
    }
    this.#next[previous] = NONE;
  }
}

class BufferCursor implements RecordCursor {
  readonly rank: number;
  readonly isLoaded = true;
  readonly heldBytes = 0;
  keyBytes: Uint8Array = NO_BYTES;
  key: unknown = undefined;
  value: unknown = undefined;
  timestampMs = 0.5;
  orderMs = 0.5;
  isAtEnd = false;
  readonly #buffer: RecordBuffer;
  #place = NONE;
  #record = NONE;

  constructor(buffer: RecordBuffer, rank: number) {
    this.#buffer = buffer;
    this.rank = rank;
    this.advance();
  }

  advance(): void {
    const buffer = this.#buffer;
    const next = this.#record === NONE ? NONE : buffer.after(this.#record);
    if (next === NONE && !this.#nextKey()) return;
    if (next !== NONE) this.#record = next;
    this.value = buffer.takeValue(this.#record);
    this.timestampMs = buffer.timestampAt(this.#record);
    this.orderMs = buffer.order === "key" ? this.timestampMs : 0;
  }

  async load(): Promise<void> {}

  #nextKey(): boolean {
    const buffer = this.#buffer;
    this.#place++;
    if (this.#place >= buffer.keyCount) {
      this.isAtEnd = true;
      this.value = undefined;
      return false;
    }
    const slot = buffer.slotAt(this.#place);
    this.keyBytes = buffer.keyBytesAt(slot);
    this.key = buffer.keyAt(slot);
    this.#record = buffer.firstOf(slot);
    return true;
  }
}
