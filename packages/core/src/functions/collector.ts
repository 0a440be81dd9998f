/** Takes the records that a function emits. Valid during the call that received it (W7). */
export abstract class Collector<in T> {
  /** Emits one record. Depth first: it has been processed by all that follows when this returns (W2). */
  abstract collect(record: T): void;
}
