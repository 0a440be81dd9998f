/**
 * The timers of one span of time: an append-only log of entries, sorted when it is opened (decision 5).
 *
 * TB1: an entry is (offset, id, added or removed); of several with the same offset and id the last one wins. TB2: entries
 * before `#sorted` are unique, ascending by offset, all added; those behind it arrived since. TB3: each entry that leaves
 * without firing gives its reference back through `release`.
 */

/** Milliseconds of one bucket. A power of two, so that every timestamp splits into bucket and offset without rounding. */
export const BUCKET_MS = 1024;

const OFFSET_MASK = BUCKET_MS - 1;
/** Marks an entry that removes its timer. */
const REMOVED = BUCKET_MS;
const FIRST_CAPACITY = 16;

/** What all buckets of a log share while one of them is being sorted. */
export class TimerSorting {
  /** By offset: how many entries, then where they go. */
  readonly places: Int32Array = new Int32Array(BUCKET_MS + 1);
  ids: Int32Array = new Int32Array(FIRST_CAPACITY);
  tags: Uint16Array = new Uint16Array(FIRST_CAPACITY);
  /** By id: the last group of equal offsets in which it was seen. */
  #seen: Int32Array = new Int32Array(FIRST_CAPACITY);
  #group = 0;

  reserve(count: number): void {
    if (count <= this.ids.length) return;
    this.ids = new Int32Array(count * 2);
    this.tags = new Uint16Array(count * 2);
  }

  nextGroup(): void {
    this.#group += 1;
    if (this.#group < 0x7fffffff) return;
    this.#group = 1;
    this.#seen.fill(0);
  }

  /** True where the id was not seen in this group before. */
  see(id: number): boolean {
    if (id >= this.#seen.length) {
      const grown = new Int32Array(Math.max(id + 1, this.#seen.length * 2));
      grown.set(this.#seen);
      this.#seen = grown;
    }
    if (this.#seen[id] === this.#group) return false;
    this.#seen[id] = this.#group;
    return true;
  }
}

/** One bucket. */
export class TimerBucket {
  readonly index: number;
  readonly #sorting: TimerSorting;
  readonly #release: (id: number) => void;
  #ids: Int32Array = new Int32Array(FIRST_CAPACITY);
  /** Offset, and REMOVED. */
  #tags: Uint16Array = new Uint16Array(FIRST_CAPACITY);
  #next = 0;
  #sorted = 0;
  #count = 0;
  /** The smallest offset behind `#sorted`. */
  #unsortedOffset = BUCKET_MS;

  constructor(index: number, sorting: TimerSorting, release: (id: number) => void) {
    this.index = index;
    this.#sorting = sorting;
    this.#release = release;
  }

  /** Appends an entry. The caller has counted a reference to `id`. */
  append(offset: number, id: number, isRemoved: boolean): void {
    if (this.#count === this.#ids.length) this.#makeRoom();
    this.#ids[this.#count] = id;
    this.#tags[this.#count++] = isRemoved ? offset | REMOVED : offset;
    if (offset < this.#unsortedOffset) this.#unsortedOffset = offset;
  }

  /** Offset of the next timer, `BUCKET_MS` where there is none. */
  nextOffset(): number {
    if (this.#count > this.#sorted) {
      const next = this.#next < this.#sorted ? (this.#tags[this.#next] ?? 0) : BUCKET_MS;
      if (this.#unsortedOffset <= next) this.#sort();
      else return next;
    }
    return this.#next < this.#sorted ? (this.#tags[this.#next] ?? 0) : BUCKET_MS;
  }

  /** Takes the next timer's id; its reference is the caller's now. After `nextOffset`. */
  takeNext(): number {
    return this.#ids[this.#next++] ?? 0;
  }

  /** Calls back with every timer, in order. */
  forEach(visit: (offset: number, id: number) => void): void {
    this.#sort();
    for (let at = this.#next; at < this.#sorted; at++)
      visit(this.#tags[at] ?? 0, this.#ids[at] ?? 0);
  }

  /** Half of a full log that is superfluous goes away; otherwise the log grows. */
  #makeRoom(): void {
    this.#sort();
    if (this.#count * 2 <= this.#ids.length) return;
    const ids = new Int32Array(this.#ids.length * 2);
    const tags = new Uint16Array(this.#tags.length * 2);
    ids.set(this.#ids);
    tags.set(this.#tags);
    this.#ids = ids;
    this.#tags = tags;
  }

  /** Puts what is left into order (a counting sort), and keeps the last entry of each timer. */
  #sort(): void {
    if (this.#sorted === this.#count) this.#moveToFront();
    else this.#sortAll();
  }

  #moveToFront(): void {
    if (this.#next === 0) return;
    this.#ids.copyWithin(0, this.#next, this.#count);
    this.#tags.copyWithin(0, this.#next, this.#count);
    this.#count -= this.#next;
    this.#sorted = this.#count;
    this.#next = 0;
  }

  #sortAll(): void {
    const sorting = this.#sorting;
    const left = this.#count - this.#next;
    sorting.reserve(left);
    const { places, ids, tags } = sorting;
    places.fill(0);
    for (let at = this.#next; at < this.#count; at++) {
      const place = ((this.#tags[at] ?? 0) & OFFSET_MASK) + 1;
      places[place] = (places[place] ?? 0) + 1;
    }
    for (let offset = 1; offset <= BUCKET_MS; offset++)
      places[offset] = (places[offset] ?? 0) + (places[offset - 1] ?? 0);
    for (let at = this.#next; at < this.#count; at++) {
      const tag = this.#tags[at] ?? 0;
      const offset = tag & OFFSET_MASK;
      const place = places[offset] ?? 0;
      places[offset] = place + 1;
      ids[place] = this.#ids[at] ?? 0;
      tags[place] = tag;
    }
    this.#keepLast(left);
  }

  /** From the back: the first entry seen of an offset and id is the last one that was made. */
  #keepLast(left: number): void {
    const { ids, tags } = this.#sorting;
    let kept = left;
    let group = -1;
    for (let at = left - 1; at >= 0; at--) {
      const tag = tags[at] ?? 0;
      const id = ids[at] ?? 0;
      const offset = tag & OFFSET_MASK;
      if (offset !== group) {
        group = offset;
        this.#sorting.nextGroup();
      }
      if (this.#sorting.see(id) && tag < REMOVED) {
        kept--;
        ids[kept] = id;
        tags[kept] = tag;
      } else {
        this.#release(id);
      }
    }
    this.#ids.set(ids.subarray(kept, left));
    this.#tags.set(tags.subarray(kept, left));
    this.#next = 0;
    this.#count = left - kept;
    this.#sorted = this.#count;
    this.#unsortedOffset = BUCKET_MS;
  }
}
