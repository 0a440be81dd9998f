/**
 * A stable sort of numbers by a comparison that can stop and go on (W5): pieces of it fit into a slice, a whole one need not.
 *
 * Bottom up: pieces of `PIECE` are sorted at once, then neighbours are merged until one is left.
 */

/** Negative where the first comes before the second; 0 keeps their order. */
export type CompareNumbers = (left: number, right: number) => number;

/** Sorted within one call: short enough for a slice, long enough that few merges remain. */
const PIECE = 256;

/** One sort. */
export class ResumableSort {
  #from: Int32Array;
  #to: Int32Array;
  readonly #compare: CompareNumbers;
  /** Length of the sorted pieces; 0 while the first ones are being made. */
  #width = 0;
  /** The merge that is on its way: both pieces, and where the next number goes. */
  #left = 0;
  #middle = 0;
  #right = 0;
  #end = 0;

  /** Owns the numbers from now on. */
  constructor(numbers: Int32Array, compare: CompareNumbers) {
    this.#from = numbers;
    this.#to = new Int32Array(0);
    this.#compare = compare;
  }

  get isDone(): boolean {
    return this.#width >= Math.max(1, this.#from.length);
  }

  /** The numbers in order, once it is done. */
  get sorted(): Int32Array {
    return this.#from;
  }

  /** Moves about `limit` numbers; returns how many it moved, 0 where it is done. */
  run(limit: number): number {
    let done = 0;
    while (done < limit && !this.isDone)
      done += this.#width === 0 ? this.#sortPiece() : this.#merge(limit - done);
    return done;
  }

  #sortPiece(): number {
    const numbers = this.#from;
    const start = this.#end;
    const end = Math.min(start + PIECE, numbers.length);
    // Numbers that are equal keep their order: the sort of typed arrays is stable.
    numbers.subarray(start, end).sort(this.#compare);
    this.#end = end;
    if (end < numbers.length) return end - start;
    this.#width = PIECE;
    this.#to = this.isDone ? this.#to : new Int32Array(numbers.length);
    this.#beginMerge(0);
    return Math.max(1, end - start);
  }

  #merge(limit: number): number {
    const from = this.#from;
    const to = this.#to;
    let at = this.#left + this.#right - this.#middle;
    const stop = Math.min(this.#end, at + limit);
    const done = stop - at;
    for (; at < stop; at++) {
      const left = from[this.#left] ?? 0;
      const right = from[this.#right] ?? 0;
      const takesLeft =
        this.#right >= this.#end || (this.#left < this.#middle && this.#compare(left, right) <= 0);
      to[at] = takesLeft ? left : right;
      if (takesLeft) this.#left++;
      else this.#right++;
    }
    if (at === this.#end) this.#endMerge();
    return done;
  }

  #endMerge(): void {
    if (this.#end < this.#from.length) {
      this.#beginMerge(this.#end);
      return;
    }
    [this.#from, this.#to] = [this.#to, this.#from];
    this.#width *= 2;
    if (this.isDone) this.#to = new Int32Array(0);
    else this.#beginMerge(0);
  }

  #beginMerge(start: number): void {
    const count = this.#from.length;
    this.#left = start;
    this.#middle = Math.min(start + this.#width, count);
    this.#right = this.#middle;
    this.#end = Math.min(start + 2 * this.#width, count);
  }
}
