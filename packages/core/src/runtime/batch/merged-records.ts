/**
 * Several sorted sequences as one: by the canonical bytes of the key, then by time, then by rank.
 *
 * MR1: nothing is given while any of the sequences is not loaded: its next record might be the first of all.
 */
import { compareBytes } from "../../types/key-bytes.ts";
import type { RecordCursor } from "./record-cursor.ts";

/** A merge. */
export class MergedRecords {
  /** A binary heap; the smallest first. */
  readonly #heap: RecordCursor[] = [];
  #loading: RecordCursor[] = [];

  constructor(cursors: readonly RecordCursor[]) {
    for (const cursor of cursors) this.#place(cursor);
  }

  /** False where `load` has to be awaited first (MR1). */
  get isLoaded(): boolean {
    return this.#loading.length === 0;
  }

  /** The sequence whose record is the next one, `undefined` at the end; only where it is loaded. */
  get current(): RecordCursor | undefined {
    return this.#heap[0];
  }

  get heldBytes(): number {
    return [...this.#heap, ...this.#loading].reduce((sum, one) => sum + one.heldBytes, 0);
  }

  /** Leaves the current record. */
  advance(): void {
    const first = this.#heap[0];
    if (first === undefined) return;
    first.advance();
    if (first.isLoaded && !first.isAtEnd) {
      if (this.#heap.length > 1) this.#sink(first);
      return;
    }
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) this.#sink(last);
    if (!first.isLoaded) this.#loading.push(first);
  }

  /** Reads what is missing. Rejects where that fails. */
  async load(): Promise<void> {
    const loading = this.#loading;
    await Promise.all(loading.map((cursor) => cursor.load()));
    this.#loading = [];
    for (const cursor of loading) this.#place(cursor);
  }

  #place(cursor: RecordCursor): void {
    if (!cursor.isLoaded) {
      this.#loading.push(cursor);
      return;
    }
    if (cursor.isAtEnd) return;
    const heap = this.#heap;
    let at = heap.length;
    heap.push(cursor);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || compareCursors(above, cursor) <= 0) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = cursor;
  }

  /** Puts a cursor in the place of the first one, and down to where it belongs. */
  #sink(cursor: RecordCursor): void {
    const heap = this.#heap;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      let below = heap[child];
      const right = heap[child + 1];
      if (below !== undefined && right !== undefined && compareCursors(right, below) < 0) {
        below = right;
        child++;
      }
      if (below === undefined || compareCursors(cursor, below) <= 0) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = cursor;
  }
}

function compareCursors(left: RecordCursor, right: RecordCursor): number {
  const byKey = compareBytes(left.keyBytes, right.keyBytes);
  if (byKey !== 0) return byKey;
  return left.orderMs - right.orderMs || left.rank - right.rank;
}
