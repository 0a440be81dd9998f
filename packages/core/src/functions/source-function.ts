/** `SourceFunction`, the old source interface of Flink, as a generator, a function or an async function (api.md 2.9). */
import type { RichFunction } from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** Where a source function puts its records. */
export interface SourceContext<in T> {
  /** Appends to the reader's queue; awaiting the result waits while the queue is full. */
  collect(record: T): Promise<void>;
  collectWithTimestamp(record: T, timestampMs: number): Promise<void>;
  emitWatermark(timestampMs: number): void;
  markAsTemporarilyIdle(): void;
  /** True once the job asked the source to stop. */
  readonly isCancelled: boolean;
}

export abstract class SourceFunction<T> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /** Produces records: yields them, or gives them to `ctx`. Returning ends the stream. */
  abstract run(ctx: SourceContext<T>): Iterable<T> | AsyncIterable<T> | Promise<void> | void;
  /** Asks `run` to return soon. */
  cancel?(): void;
}
