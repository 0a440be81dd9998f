/**
 * A stable sort in slices: sorts runs of the records one by one, then merges them, handing the records out in order.
 *
 * SS1: of equal records the one that arrived first comes first, in both orders. SS2: no step does more than it was asked
 * for, and a run is one step's worth; what is compared is read from each record once.
 */

/** Negative, zero or positive: left comes before, with or after right. */
export type CompareKeys = (left: unknown, right: unknown) => number;

/** How records are sorted. */
export interface SortOrder {
  keyOf(record: unknown): unknown;
  readonly compare: CompareKeys;
}

/** One sort. The records belong to it until it has ended. */
export class SlicedSort {
  readonly #records: readonly unknown[];
  readonly #order: SortOrder;
  readonly #runSize: number;
  readonly #keys: unknown[] = [];
  /** By run, the indexes of its records in order. */
  readonly #runs: (readonly number[])[] = [];
  /** By run, how many of its records are out. */
  readonly #taken: number[] = [];
  /** A heap of runs, the one with the least first record on top. */
  readonly #heap: number[] = [];

  constructor(records: readonly unknown[], order: SortOrder, runSize: number) {
    this.#records = records;
    this.#order = order;
    this.#runSize = Math.max(1, runSize);
  }

  /** Does up to `limit` pieces of work; returns how many, 0 when all records are out. */
  step(limit: number, emit: (record: unknown) => void): number {
    if (this.#keys.length < this.#records.length) return this.#sortRun(limit);
    let done = 0;
    for (; done < limit && this.#heap.length > 0; done++) emit(this.#records[this.#take()]);
    return done;
  }

  /** Sorts the records that come next and puts the run into the heap. */
  #sortRun(limit: number): number {
    const from = this.#keys.length;
    const to = Math.min(this.#records.length, from + Math.min(limit, this.#runSize));
    const indexes: number[] = [];
    for (let index = from; index < to; index++) {
      this.#keys.push(this.#order.keyOf(this.#records[index]));
      indexes.push(index);
    }
    indexes.sort((left, right) => this.#compare(left, right));
    this.#taken.push(0);
    this.#heap.push(this.#runs.push(indexes) - 1);
    this.#siftUp();
    return to - from;
  }

  /** By key, then by arrival (SS1). */
  #compare(left: number, right: number): number {
    return this.#order.compare(this.#keys[left], this.#keys[right]) || left - right;
  }

  /** Index of the record that a run hands out next. */
  #first(run: number): number {
    return this.#runs[run]?.[this.#taken[run] ?? 0] ?? -1;
  }

  #isBefore(left: number, right: number): boolean {
    return this.#compare(this.#first(left), this.#first(right)) < 0;
  }

  /** Takes the least record off the heap; its index. */
  #take(): number {
    const run = this.#heap[0] ?? -1;
    const index = this.#first(run);
    const taken = (this.#taken[run] ?? 0) + 1;
    this.#taken[run] = taken;
    if (taken === this.#runs[run]?.length) {
      const last = this.#heap.pop() ?? -1;
      if (this.#heap.length > 0) this.#heap[0] = last;
    }
    this.#siftDown();
    return index;
  }

  #siftUp(): void {
    let position = this.#heap.length - 1;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!this.#swapIfBefore(position, parent)) return;
      position = parent;
    }
  }

  #siftDown(): void {
    let position = 0;
    for (;;) {
      const left = 2 * position + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const isRight =
        right < this.#heap.length &&
        this.#isBefore(this.#heap[right] ?? -1, this.#heap[left] ?? -1);
      const child = isRight ? right : left;
      if (!this.#swapIfBefore(child, position)) return;
      position = child;
    }
  }

  #swapIfBefore(child: number, parent: number): boolean {
    const lower = this.#heap[child] ?? -1;
    const upper = this.#heap[parent] ?? -1;
    if (!this.#isBefore(lower, upper)) return false;
    this.#heap[child] = upper;
    this.#heap[parent] = lower;
    return true;
  }
}
