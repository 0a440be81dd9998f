/**
 * Accumulators: per subtask while the job runs, merged into the job's result. Flink: `org.apache.flink.api.common.accumulators`.
 *
 * An accumulator belongs to the subtask that registered it with `RuntimeContext.addAccumulator`; `clone` and `merge` are
 * called between slices, never while a record is processed.
 */

/** A value that is added to while the job runs. Implement it for an accumulator of your own. */
export abstract class Accumulator<in V, out R> {
  abstract add(value: V): void;
  abstract getLocalValue(): R;
  abstract resetLocal(): void;
  /** Takes the other's value in; both come from the same class. */
  abstract merge(other: Accumulator<never, unknown>): void;
  /** An independent copy, merged later. */
  abstract clone(): Accumulator<V, R>;
}

/** Adds up whole numbers. Flink: `IntCounter`; here a number, so the range is that of safe integers. */
export class IntCounter extends Accumulator<number, number> {
  private total: number;

  constructor(value = 0) {
    super();
    this.total = value;
  }

  add(value: number): void {
    this.total += value;
  }

  getLocalValue(): number {
    return this.total;
  }

  getLocalValuePrimitive(): number {
    return this.total;
  }

  resetLocal(): void {
    this.total = 0;
  }

  merge(other: Accumulator<never, unknown>): void {
    this.total += localNumber(other);
  }

  clone(): IntCounter {
    return new IntCounter(this.total);
  }
}

/** Adds up whole numbers. Flink: `LongCounter`. */
export class LongCounter extends IntCounter {
  override clone(): LongCounter {
    return new LongCounter(this.getLocalValue());
  }
}

/** Adds up numbers. Flink: `DoubleCounter`. */
export class DoubleCounter extends IntCounter {
  override clone(): DoubleCounter {
    return new DoubleCounter(this.getLocalValue());
  }
}

/** The largest number added, `-Infinity` before the first. Flink: `IntMaximum`, `LongMaximum`, `DoubleMaximum`. */
export class DoubleMaximum extends Accumulator<number, number> {
  private largest: number;

  constructor(value: number = Number.NEGATIVE_INFINITY) {
    super();
    this.largest = value;
  }

  add(value: number): void {
    this.largest = Math.max(this.largest, value);
  }

  getLocalValue(): number {
    return this.largest;
  }

  resetLocal(): void {
    this.largest = Number.NEGATIVE_INFINITY;
  }

  merge(other: Accumulator<never, unknown>): void {
    this.add(localNumber(other));
  }

  clone(): DoubleMaximum {
    return new DoubleMaximum(this.largest);
  }
}

/** The smallest number added, `Infinity` before the first. Flink: `IntMinimum`, `LongMinimum`, `DoubleMinimum`. */
export class DoubleMinimum extends Accumulator<number, number> {
  private smallest: number;

  constructor(value: number = Number.POSITIVE_INFINITY) {
    super();
    this.smallest = value;
  }

  add(value: number): void {
    this.smallest = Math.min(this.smallest, value);
  }

  getLocalValue(): number {
    return this.smallest;
  }

  resetLocal(): void {
    this.smallest = Number.POSITIVE_INFINITY;
  }

  merge(other: Accumulator<never, unknown>): void {
    this.add(localNumber(other));
  }

  clone(): DoubleMinimum {
    return new DoubleMinimum(this.smallest);
  }
}

/** The mean of the numbers added, 0 before the first. Flink: `AverageAccumulator`. */
export class AverageAccumulator extends Accumulator<number, number> {
  private count = 0;
  private sum = 0;

  add(value: number): void {
    this.count += 1;
    this.sum += value;
  }

  getLocalValue(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }

  resetLocal(): void {
    this.count = 0;
    this.sum = 0;
  }

  merge(other: Accumulator<never, unknown>): void {
    const average = other as unknown as AverageAccumulator; // the contract: accumulators of one name have one class
    this.count += average.count;
    this.sum += average.sum;
  }

  clone(): AverageAccumulator {
    const copy = new AverageAccumulator();
    copy.merge(this);
    return copy;
  }
}

/** How often each whole number was added, sorted by number. Flink: `Histogram`. */
export class Histogram extends Accumulator<number, ReadonlyMap<number, number>> {
  private readonly counts: Map<number, number> = new Map();

  add(value: number): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  getLocalValue(): ReadonlyMap<number, number> {
    return new Map([...this.counts].sort(([a], [b]) => a - b));
  }

  resetLocal(): void {
    this.counts.clear();
  }

  merge(other: Accumulator<never, unknown>): void {
    const histogram = other as unknown as Histogram; // the contract: accumulators of one name have one class
    for (const [value, count] of histogram.counts)
      this.counts.set(value, (this.counts.get(value) ?? 0) + count);
  }

  clone(): Histogram {
    const copy = new Histogram();
    copy.merge(this);
    return copy;
  }
}

/** Everything that was added, in the order of each subtask. Flink: `ListAccumulator`. */
export class ListAccumulator<T> extends Accumulator<T, T[]> {
  private readonly values: T[] = [];

  add(value: T): void {
    this.values.push(value);
  }

  getLocalValue(): T[] {
    return [...this.values];
  }

  resetLocal(): void {
    this.values.length = 0;
  }

  merge(other: Accumulator<never, unknown>): void {
    const list = other as unknown as ListAccumulator<T>; // the contract: accumulators of one name have one class
    for (const value of list.values) this.values.push(value);
  }

  clone(): ListAccumulator<T> {
    const copy = new ListAccumulator<T>();
    copy.merge(this as unknown as Accumulator<never, unknown>); // only the class matters to merge
    return copy;
  }
}

function localNumber(other: Accumulator<never, unknown>): number {
  return other.getLocalValue() as number; // the contract: accumulators of one name have one class
}
