/** Functions of one input. Abstract classes without private members, so that object literals match and `implements` works. */

import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "../state/handles.ts";
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type { OutputTag } from "./output-tag.ts";
import type { RuntimeContext } from "./runtime-context.ts";
import type { TimeDomain } from "./time-domain.ts";

/** `open` and `close` of every function. Both may be asynchronous; nothing else is. */
export abstract class RichFunction {
  /** Called once per subtask and attempt, before the first record. */
  open?(context: RuntimeContext): void | Promise<void>;
  /** Called once on every path, also after a failure. */
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

/** The one key of streams that have none. Flink: `NullByteKeySelector`. */
export class NullByteKeySelector<in T> extends KeySelector<T, number> {
  /** Always 0. */
  getKey(_value: T): number {
    return 0;
  }
}

/** What the time-aware functions see besides the record. Valid during the call. */
export abstract class ProcessContext {
  /** The record's timestamp in ms, `null` where it has none. */
  abstract timestamp(): number | null;
  abstract timerService(): TimerService;
  /** Sends a value to a side output. */
  abstract output<X>(tag: OutputTag<X>, value: X): void;
}

/** Time as an operator sees it. Timers can be registered on keyed streams only. */
export abstract class TimerService {
  /** Wall clock in ms; advances between records only (T1). */
  abstract currentProcessingTime(): number;
  /** The operator's watermark in ms, `MIN_TIMESTAMP` before the first. */
  abstract currentWatermark(): number;
  abstract registerEventTimeTimer(timestampMs: number): void;
  abstract registerProcessingTimeTimer(timestampMs: number): void;
  abstract deleteEventTimeTimer(timestampMs: number): void;
  abstract deleteProcessingTimeTimer(timestampMs: number): void;
}

/** Low-level function of one stream. Flink: `ProcessFunction`. */
export abstract class ProcessFunction<in T, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement(value: T, ctx: ProcessContext, out: Collector<R>): Emit<R | SideOutput>;
}

/** Flink's nested names. */
export declare namespace ProcessFunction {
  type Context = ProcessContext;
}

/** Context of a keyed function: the current key, and state by descriptor. Valid during the call. */
export abstract class KeyedProcessContext<out K> extends ProcessContext {
  abstract getCurrentKey(): K;
  /** State of the current key, found by descriptor: needs neither `open` nor a field nor a closure. */
  abstract getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  abstract getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  abstract getMapState<MK, MV>(descriptor: MapStateDescriptor<MK, MV>): MapState<MK, MV>;
  abstract getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  abstract getAggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT>;
}

/** Context of a firing timer. */
export abstract class OnTimerContext<out K> extends KeyedProcessContext<K> {
  /** Which clock the timer belongs to. */
  abstract timeDomain(): TimeDomain;
}

/** Low-level function of a keyed stream. `R2` is what timers emit. Flink: `KeyedProcessFunction`. */
export abstract class KeyedProcessFunction<in K, in T, R, R2 = R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement(
    value: T,
    ctx: KeyedProcessContext<K>,
    out: Collector<R | R2>,
  ): Emit<R | SideOutput>;
  /** Called for a timer that was registered under the current key. */
  onTimer?(
    timestampMs: number,
    ctx: OnTimerContext<K>,
    out: Collector<R | R2>,
  ): Emit<R2 | SideOutput>;
}

/** Flink's nested names. */
export declare namespace KeyedProcessFunction {
  type Context<K = unknown> = KeyedProcessContext<K>;
  type OnTimerContext<K = unknown> = import("./one-input.ts").OnTimerContext<K>;
}
