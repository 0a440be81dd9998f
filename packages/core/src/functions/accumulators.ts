/** Accumulators: per subtask while the job runs, merged into the job's result. Flink: `org.apache.flink.api.common.accumulators`. */
export abstract class Accumulator<in V, out R> {
  abstract add(value: V): void;
  abstract getLocalValue(): R;
  abstract resetLocal(): void;
  /** Takes the other's value in; both come from the same class. */
  abstract merge(other: Accumulator<never, unknown>): void;
  /** An independent copy, merged later. */
  abstract clone(): Accumulator<V, R>;
}
