/** The part of a cached stream that one subtask wrote. */

/** What one subtask wrote: its records in order, with their timestamps. */
export interface CachedPartition {
  readonly values: readonly unknown[];
  readonly timestamps: readonly number[];
}
