/**
 * The records of a stream, kept in memory between the jobs of a program. Behind `DataStream.cache()`.
 *
 * RC1: it is filled by one attempt of one job, all subtasks of it, or not at all. RC2: what is kept is never handed out:
 * each reading gets copies.
 */
import type { AnyTypeInformation } from "../../types/type-information.ts";
import { CacheSink } from "./cache-sink.ts";
import { CacheSource } from "./cache-source.ts";
import type { CachedPartition } from "./cached-partition.ts";

/** One per cached stream. */
export class RecordCache {
  readonly copy: (value: unknown) => unknown;
  #partitions: readonly CachedPartition[] | undefined;

  /** `copy` is used for records without a type. */
  constructor(copy: (value: unknown) => unknown) {
    this.copy = copy;
  }

  get isFilled(): boolean {
    return this.#partitions !== undefined;
  }

  /** Drops what is kept. A job that reads it goes on: it has its own reference. */
  clear(): void {
    this.#partitions = undefined;
  }

  /** Takes what all subtasks of a job have written. */
  fill(partitions: readonly CachedPartition[]): void {
    this.#partitions = partitions;
  }

  /** A sink that fills the cache; a new one for each job. */
  sink(): CacheSink {
    return new CacheSink(this);
  }

  /** A source over what is kept now. */
  source(type: AnyTypeInformation | undefined): CacheSource<unknown> {
    return new CacheSource(this.#partitions ?? [], type, this.copy);
  }
}
