/**
 * Functions of a stream and a broadcast stream: records of the first are spread over the subtasks, records of the second
 * reach every subtask and may change the broadcast state, which the first side reads.
 *
 * Contexts are valid during the call. Each has the time of the operator, which on the broadcast side cannot set timers:
 * there is no key.
 */
import type { BroadcastState, ReadOnlyBroadcastState } from "../state/broadcast-state.ts";
import type {
  AggregatingStateDescriptor, ListStateDescriptor, MapStateDescriptor, ReducingStateDescriptor, StateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts"; // biome-ignore format: names of one family
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "../state/handles.ts";
import type { KeyedStateFunction, StateOf } from "../state/keyed-state-function.ts";
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type { RichFunction, TimerService } from "./one-input.ts";
import type { OutputTag } from "./output-tag.ts";
import type { RuntimeContext } from "./runtime-context.ts";
import type { TimeDomain } from "./time-domain.ts";

/** What both sides see. Flink: `BaseBroadcastProcessFunction.BaseContext`. */
export abstract class BroadcastBaseContext {
  /** The record's timestamp in ms, `null` where it has none; in `onTimer` the timer's. */
  abstract timestamp(): number | null;
  /** Wall clock in ms; advances between records only. */
  abstract currentProcessingTime(): number;
  /** The operator's watermark in ms, `MIN_TIMESTAMP` before the first. */
  abstract currentWatermark(): number;
  /** Sends a value to a side output. */
  abstract output<X>(tag: OutputTag<X>, value: X): void;
}

/** The broadcast side: reads and writes. Flink: `BaseBroadcastProcessFunction.Context`. */
export abstract class BroadcastContext extends BroadcastBaseContext {
  /** The state of a descriptor that was given to `broadcast(…)`, otherwise `STATE_NOT_BROADCAST`. */
  abstract getBroadcastState<K, V>(stateDescriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
}

/** The other side: reads. Flink: `BaseBroadcastProcessFunction.ReadOnlyContext`. */
export abstract class BroadcastReadOnlyContext extends BroadcastBaseContext {
  /** The state of a descriptor that was given to `broadcast(…)`, otherwise `STATE_NOT_BROADCAST`. */
  abstract getBroadcastState<K, V>(
    stateDescriptor: MapStateDescriptor<K, V>,
  ): ReadOnlyBroadcastState<K, V>;
}

/** The broadcast side on a keyed stream. Flink: `KeyedBroadcastProcessFunction.Context`. */
export abstract class KeyedBroadcastContext<out K> extends BroadcastContext {
  /**
   * Calls `fn` for each key of this subtask that has something in the keyed state, in no particular order, with the
   * state under that key. It may change the state, and clear it.
   */
  abstract applyToKeyedState<D extends StateDescriptor>(
    stateDescriptor: D,
    fn: ((key: K, state: StateOf<D>) => void) | KeyedStateFunction<K, StateOf<D>>,
  ): void;
}

/** The other side on a keyed stream: the key, its state by descriptor, timers. Flink: `KeyedBroadcastProcessFunction.ReadOnlyContext`. */
export abstract class KeyedBroadcastReadOnlyContext<out K> extends BroadcastReadOnlyContext {
  abstract timerService(): TimerService;
  abstract getCurrentKey(): K;
  abstract getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  abstract getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  abstract getMapState<MK, MV>(descriptor: MapStateDescriptor<MK, MV>): MapState<MK, MV>;
  abstract getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  abstract getAggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT>;
}

/** Context of a firing timer. Flink: `KeyedBroadcastProcessFunction.OnTimerContext`. */
export abstract class BroadcastOnTimerContext<out K> extends KeyedBroadcastReadOnlyContext<K> {
  /** Which clock the timer belongs to. */
  abstract timeDomain(): TimeDomain;
}

/** What both functions have in common. Flink: `BaseBroadcastProcessFunction`. */
export abstract class BaseBroadcastProcessFunction implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** Flink's nested names. */
export declare namespace BaseBroadcastProcessFunction {
  type BaseContext = BroadcastBaseContext;
  type Context = BroadcastContext;
  type ReadOnlyContext = BroadcastReadOnlyContext;
}

/** Function of a stream without a key and a broadcast stream. Flink: `BroadcastProcessFunction`. */
export abstract class BroadcastProcessFunction<
  in A,
  in B,
  R,
  R2 = R,
> extends BaseBroadcastProcessFunction {
  /** A record of the first stream, in one subtask. */
  abstract processElement(
    value: A,
    ctx: BroadcastReadOnlyContext,
    out: Collector<R | R2>,
  ): Emit<R | SideOutput>;
  /** A record of the broadcast stream, in every subtask. */
  abstract processBroadcastElement(
    value: B,
    ctx: BroadcastContext,
    out: Collector<R | R2>,
  ): Emit<R2 | SideOutput>;
}

/** Flink's nested names. */
export declare namespace BroadcastProcessFunction {
  type Context = BroadcastContext;
  type ReadOnlyContext = BroadcastReadOnlyContext;
}

/** Function of a keyed stream and a broadcast stream. `R3` is what timers emit. Flink: `KeyedBroadcastProcessFunction`. */
export abstract class KeyedBroadcastProcessFunction<
  in K,
  in A,
  in B,
  R,
  R2 = R,
  R3 = R,
> extends BaseBroadcastProcessFunction {
  /** A record of the keyed stream, under its key. */
  abstract processElement(
    value: A,
    ctx: KeyedBroadcastReadOnlyContext<K>,
    out: Collector<R | R2 | R3>,
  ): Emit<R | SideOutput>;
  /** A record of the broadcast stream, in every subtask, without a key. */
  abstract processBroadcastElement(
    value: B,
    ctx: KeyedBroadcastContext<K>,
    out: Collector<R | R2 | R3>,
  ): Emit<R2 | SideOutput>;
  /** Called for a timer that was registered under the current key. */
  onTimer?(
    timestampMs: number,
    ctx: BroadcastOnTimerContext<K>,
    out: Collector<R | R2 | R3>,
  ): Emit<R3 | SideOutput>;
}

/** Flink's nested names. */
export declare namespace KeyedBroadcastProcessFunction {
  type Context<K = unknown> = KeyedBroadcastContext<K>;
  type ReadOnlyContext<K = unknown> = KeyedBroadcastReadOnlyContext<K>;
  type OnTimerContext<K = unknown> = BroadcastOnTimerContext<K>;
}
