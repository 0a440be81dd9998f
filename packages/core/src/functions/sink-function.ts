/** `SinkFunction`, the old sink interface of Flink; `invoke` may return a promise (api.md 2.9). */
import type { RichFunction } from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** What `invoke` sees besides the record. Valid during the call. */
export abstract class SinkFunctionContext {
  abstract currentProcessingTime(): number;
  abstract currentWatermark(): number;
  /** The record's timestamp in ms, `null` where it has none. */
  abstract timestamp(): number | null;
}

/** At-least-once at best: what it wrote is not taken back on a restart. */
export abstract class SinkFunction<in T> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  /** Called once when a bounded job has ended well, before `close`. */
  finish?(): void | Promise<void>;
  /** How many promises of `invoke` may be pending; default 64. */
  readonly capacity?: number;
  abstract invoke(value: T, context: SinkFunctionContext): void | Promise<unknown>;
}

/** Flink's nested names. */
export declare namespace SinkFunction {
  type Context = SinkFunctionContext;
}
