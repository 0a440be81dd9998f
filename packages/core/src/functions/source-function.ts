/** `SourceFunction`, the old source interface of Flink, as a generator, a function or an async function (api.md 2.9). */
import type { RichFunction } from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** Where a source function puts its records. */
export abstract class SourceContext<in T> {
  /** Appends to the reader's queue; awaiting the result waits while the queue is full. */
  abstract collect(record: T): Promise<void>;
  abstract collectWithTimestamp(record: T, timestampMs: number): Promise<void>;
  abstract emitWatermark(timestampMs: number): void;
  abstract markAsTemporarilyIdle(): void;
  /** True once the job asked the source to stop. */
  abstract readonly isCancelled: boolean;
}

/** Produces the records of a stream in the program's own code. Flink: `SourceFunction`. */
export abstract class SourceFunction<T> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /** Produces records: yields them, or gives them to `ctx`. Returning ends the stream. */
  abstract run(ctx: SourceContext<T>): Iterable<T> | AsyncIterable<T> | Promise<void> | void;
  /** Asks `run` to return soon. */
  cancel?(): void;
}

/** Flink's nested names. */
export declare namespace SourceFunction {
  type Context<T> = SourceContext<T>;
}
