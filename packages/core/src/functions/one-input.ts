/** Functions of one input. Abstract classes without private members, so that object literals match and `implements` works. */
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** `open` and `close` of every function. Both may be asynchronous; nothing else is. */
export interface RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** One record out for each record in. Flink: `MapFunction`. */
export abstract class MapFunction<in T, out R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract map(value: T): R;
}

/** Any number of records out for each record in: returned as an iterable, yielded, or given to `out`. */
export abstract class FlatMapFunction<in T, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract flatMap(value: T, out: Collector<R>): Emit<R>;
}

/** Keeps the records for which the result is truthy. */
export abstract class FilterFunction<in T> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract filter(value: T): unknown;
}

/** The key of a record. Must be deterministic and free of side effects. */
export abstract class KeySelector<in T, out K> {
  abstract getKey(value: T): K;
}

/** The target subtask of a key, `0 … numPartitions - 1`. */
export abstract class Partitioner<in K> {
  abstract partition(key: K, numPartitions: number): number;
}

/** What the time-aware functions see besides the record. Valid during the call. */
export interface ProcessContext {
  /** The record's timestamp in ms, `null` where it has none. */
  timestamp(): number | null;
  timerService(): TimerService;
  /** Sends a value to a side output. */
  output<X>(tag: import("./output-tag.ts").OutputTag<X>, value: X): void;
}

/** Time as an operator sees it. Timers arrive with event time support. */
export interface TimerService {
  currentProcessingTime(): number;
  currentWatermark(): number;
  registerEventTimeTimer(timestampMs: number): void;
  registerProcessingTimeTimer(timestampMs: number): void;
  deleteEventTimeTimer(timestampMs: number): void;
  deleteProcessingTimeTimer(timestampMs: number): void;
}

/** Low-level function of one stream. Flink: `ProcessFunction`. */
export abstract class ProcessFunction<in T, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement(value: T, ctx: ProcessContext, out: Collector<R>): Emit<R | SideOutput>;
}

/** Context of a keyed function: the current key, and state by descriptor. */
export interface KeyedProcessContext<out K> extends ProcessContext {
  getCurrentKey(): K;
  getState<T>(descriptor: import("../state/descriptors.ts").ValueStateDescriptor<T>): import("../state/handles.ts").ValueState<T>;
}

/** Low-level function of a keyed stream. Flink: `KeyedProcessFunction`. */
export abstract class KeyedProcessFunction<K, in T, R, R2 = R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement(value: T, ctx: KeyedProcessContext<K>, out: Collector<R | R2>): Emit<R | SideOutput>;
}
