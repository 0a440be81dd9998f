/**
 * Functions over the contents of a window: called once each time the window fires.
 *
 * `WindowFunction` sees key, window and records; `ProcessWindowFunction` a context with state, clocks and side outputs
 * instead of the window. The `All` forms belong to windows of streams without a key.
 */
import type { KeyedStateStore } from "../state/keyed-state-store.ts";
import type { Window } from "../windowing/window.ts";
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type { RichFunction } from "./one-input.ts";
import type { OutputTag } from "./output-tag.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** Any number of results for a window of a key. Flink: `WindowFunction`. */
export abstract class WindowFunction<in IN, OUT, in KEY, in W extends Window>
  implements RichFunction
{
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract apply(key: KEY, window: W, inputs: Iterable<IN>, out: Collector<OUT>): Emit<OUT>;
}

/** Any number of results for a window of all records. Flink: `AllWindowFunction`. */
export abstract class AllWindowFunction<in IN, OUT, in W extends Window> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract apply(window: W, inputs: Iterable<IN>, out: Collector<OUT>): Emit<OUT>;
}

/** What the process functions of windows without a key see. Valid during the call. Flink: `ProcessAllWindowFunction.Context`. */
export abstract class ProcessAllWindowContext<out W extends Window> {
  /** The window that fires. */
  abstract window(): W;
  /** State of the key and window; with windows that merge `WINDOW_STATE_WITH_MERGING`. Clear it in `clear`. */
  abstract windowState(): KeyedStateStore;
  /** State of the key, shared by all of its windows. */
  abstract globalState(): KeyedStateStore;
  /** Sends a value to a side output. */
  abstract output<X>(tag: OutputTag<X>, value: X): void;
}

/** What process functions of windows see. Valid during the call. Flink: `ProcessWindowFunction.Context`. */
export abstract class ProcessWindowContext<
  out W extends Window,
> extends ProcessAllWindowContext<W> {
  /** Wall clock in ms. */
  abstract currentProcessingTime(): number;
  /** The operator's watermark in ms. */
  abstract currentWatermark(): number;
}

/** Any number of results for a window of a key, with context. Flink: `ProcessWindowFunction`. */
export abstract class ProcessWindowFunction<in IN, OUT, in KEY, in W extends Window>
  implements RichFunction
{
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract process(
    key: KEY,
    context: ProcessWindowContext<W>,
    elements: Iterable<IN>,
    out: Collector<OUT>,
  ): Emit<OUT | SideOutput>;
  /** Called when the window is dropped: its end plus the allowed lateness has passed. Drops per-window state. */
  clear?(context: ProcessWindowContext<W>): void;
}

/** Flink's nested names. */
export declare namespace ProcessWindowFunction {
  type Context<W extends Window = Window> = ProcessWindowContext<W>;
}

/** Any number of results for a window of all records, with context. Flink: `ProcessAllWindowFunction`. */
export abstract class ProcessAllWindowFunction<in IN, OUT, in W extends Window>
  implements RichFunction
{
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract process(
    context: ProcessAllWindowContext<W>,
    elements: Iterable<IN>,
    out: Collector<OUT>,
  ): Emit<OUT | SideOutput>;
  /** Called when the window is dropped. */
  clear?(context: ProcessAllWindowContext<W>): void;
}

/** Flink's nested names. */
export declare namespace ProcessAllWindowFunction {
  type Context<W extends Window = Window> = ProcessAllWindowContext<W>;
}

/** Emits the records of the window as they are. Flink: `PassThroughWindowFunction`. */
export class PassThroughWindowFunction<T> extends WindowFunction<T, T, unknown, Window> {
  apply(_key: unknown, _window: Window, inputs: Iterable<T>): Iterable<T> {
    return inputs;
  }
}

/** Emits the records of the window as they are. Flink: `PassThroughAllWindowFunction`. */
export class PassThroughAllWindowFunction<T> extends AllWindowFunction<T, T, Window> {
  apply(_window: Window, inputs: Iterable<T>): Iterable<T> {
    return inputs;
  }
}
