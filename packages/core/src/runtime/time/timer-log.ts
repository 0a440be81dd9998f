/**
 * The timers of one clock, by bucket: cheap to register and delete, taken in timestamp order.
 *
 * TL1: a timer is (timestamp, id), once. TL2: every entry of a log counts as a reference to its id, from `retain` to
 * `release`, so that an id is not used for something else while a bucket still names it. TL3: what is registered while
 * timers are taken is found by the next `take`, also where its bucket is open or lies before it.
 * @internal
 */
import { BUCKET_MS, TimerBucket, TimerSorting } from "./timer-bucket.ts";

/** Counts the entries that name an id. */
export interface TimerReferences {
  retain(id: number): void;
  release(id: number): void;
}

/** A log. Timestamps are whole numbers from MIN_TIMESTAMP to MAX_TIMESTAMP. */
export class TimerLog {
  /** Of the timer that `take` returned. Initialised with a fraction so that it stays an unboxed double. */
  timestampMs = 0.5;
  readonly #references: TimerReferences;
  readonly #sorting = new TimerSorting();
  readonly #buckets = new Map<number, TimerBucket>();
  /** Indexes of the buckets, a binary heap. */
  readonly #heap: number[] = [];
  readonly #release: (id: number) => void;
  /** The bucket of the last registration: the next one is likely to hit it too. */
  #last: TimerBucket | undefined;

  constructor(references: TimerReferences) {
    this.#references = references;
    this.#release = (id) => references.release(id);
  }

  register(timestampMs: number, id: number): void {
    const index = Math.floor(timestampMs / BUCKET_MS);
    this.#references.retain(id);
    const bucket = this.#last?.index === index ? this.#last : this.#bucket(index);
    bucket.append(timestampMs - index * BUCKET_MS, id, false);
  }

  remove(timestampMs: number, id: number): void {
    const index = Math.floor(timestampMs / BUCKET_MS);
    const bucket = this.#last?.index === index ? this.#last : this.#buckets.get(index);
    if (bucket === undefined) return;
    this.#references.retain(id);
    bucket.append(timestampMs - index * BUCKET_MS, id, true);
  }

  /**
   * Takes the earliest timer that is not later than `limitMs`: its id, and `timestampMs`; -1 where there is none. The
   * caller has its reference and releases it.
   */
  take(limitMs: number): number {
    for (;;) {
      const index = this.#heap[0];
      if (index === undefined || index * BUCKET_MS > limitMs) return -1;
      const bucket = this.#buckets.get(index);
      const offset = bucket?.nextOffset() ?? BUCKET_MS;
      if (bucket === undefined || offset === BUCKET_MS) {
        this.#dropFirst(index);
        continue;
      }
      // What is left stays in its bucket.
      if (index * BUCKET_MS + offset > limitMs) return -1;
      this.timestampMs = index * BUCKET_MS + offset;
      return bucket.takeNext();
    }
  }

  /** True where `take(limitMs)` would return a timer. */
  hasUntil(limitMs: number): boolean {
    const index = this.#heap[0];
    if (index === undefined || index * BUCKET_MS > limitMs) return false;
    const earliestMs = this.earliestMs();
    return earliestMs !== undefined && earliestMs <= limitMs;
  }

  /** Timestamp of the earliest timer, `undefined` where there is none. */
  earliestMs(): number | undefined {
    for (;;) {
      const index = this.#heap[0];
      if (index === undefined) return undefined;
      const offset = this.#buckets.get(index)?.nextOffset() ?? BUCKET_MS;
      if (offset < BUCKET_MS) return index * BUCKET_MS + offset;
      this.#dropFirst(index);
    }
  }

  /** Calls back with every timer, in no particular order. */
  forEach(visit: (timestampMs: number, id: number) => void): void {
    for (const bucket of this.#buckets.values())
      bucket.forEach((offset, id) => visit(bucket.index * BUCKET_MS + offset, id));
  }

  #bucket(index: number): TimerBucket {
    let bucket = this.#buckets.get(index);
    if (bucket === undefined) {
      bucket = new TimerBucket(index, this.#sorting, this.#release);
      this.#buckets.set(index, bucket);
      this.#push(index);
    }
    this.#last = bucket;
    return bucket;
  }

  #push(index: number): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(index);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (above <= index) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = index;
  }

  #dropFirst(index: number): void {
    this.#buckets.delete(index);
    if (this.#last?.index === index) this.#last = undefined;
    const heap = this.#heap;
    const moved = heap.pop();
    if (moved === undefined || heap.length === 0) return;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      const right = heap[child + 1];
      if (right !== undefined && right < (heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (below >= moved) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = moved;
  }
}
