/** `JoinedStreams`: all pairs of records of two streams that have equal keys and are in the same window. */
import type { Collector } from "../functions/collector.ts";
import type { Emit, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { FlatJoinFunction, JoinFunction } from "../functions/join-functions.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { TypeInput } from "../types/type-information.ts";
import type { TaggedUnion } from "../windowing/tagged-union.ts";
import type { Window } from "../windowing/window.ts";
import { functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { PairWindowBuilder } from "./pair-window-builder.ts";
import {
  PairedStreams,
  type PairedStreamsEqualTo,
  type PairedStreamsWhere,
} from "./paired-streams.ts";
import type { AnyTypeInput } from "./type-argument.ts";
import type { WindowChoice } from "./window-choice.ts";
import { Windowed } from "./windowed.ts";

/** `first.join(second)`. Flink: `JoinedStreams`. */
export class JoinedStreams<A, B> extends PairedStreams<A, B, "JoinedStreams"> {}

/** Flink's nested names. */
export declare namespace JoinedStreams {
  type Where<A, B, K> = PairedStreamsWhere<A, B, K, "JoinedStreams">;
  type EqualTo<A, B, K> = PairedStreamsEqualTo<A, B, K, "JoinedStreams">;
  type WithWindow<A, B, K, W extends Window> = JoinedStreamsWithWindow<A, B, K, W>;
}

/** One result for each pair. */
type JoinFn<A, B, R> = Fn<((first: A, second: B) => R) | JoinFunction<A, B, R>>;

/** Any number of results for each pair: it declares `out`, is a generator, or extends `FlatJoinFunction`. */
type FlatJoinFn<A, B, R> = Fn<
  | ((first: A, second: B, out: Collector<R>) => Emit<R>)
  | { join(first: A, second: B, out: Collector<R>): Emit<R> }
  | FlatJoinFunction<A, B, R>
>;

/** What is certainly not a `JoinFunction`, although it may look like one. */
type GeneratorJoinFn<A, B, R> = Fn<
  | ((first: A, second: B) => Generator<R, void>)
  | { join(first: A, second: B): Generator<R, void> }
  | FlatJoinFunction<A, B, R>
>;

/**
 * Two streams in windows, to be joined. A pair has the largest timestamp of its window.
 *
 * Flink: `JoinedStreams.WithWindow`.
 */
export class JoinedStreamsWithWindow<A, B, K, W extends Window> extends Windowed<
  TaggedUnion<A, B>,
  W,
  A | B
> {
  declare private readonly keys: K;
  private readonly builder: PairWindowBuilder;
  /** @internal */
  protected override readonly className = "JoinedStreams.WithWindow";

  /** @internal */
  constructor(builder: PairWindowBuilder) {
    super();
    this.builder = builder;
  }

  /** @internal */
  protected override get choice(): WindowChoice {
    return this.builder.choice;
  }

  /** Calls the function for each pair: its result is a record, or several where it is a flat one. */
  apply<R extends StreamRecord = OutputTypeUnknown>(fn: GeneratorJoinFn<A, B, R>): DataStream<R>;
  apply<R extends StreamRecord>(fn: JoinFn<A, B, R>): DataStream<R>;
  apply<R extends StreamRecord = OutputTypeUnknown>(fn: FlatJoinFn<A, B, R>): DataStream<R>;
  apply<V, I extends StreamRecord>(
    fn: JoinFn<A, B, NoInfer<I>>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  apply<V, I extends StreamRecord>(
    fn: FlatJoinFn<A, B, NoInfer<I>>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  apply(fn: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("apply");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "join" });
    return this.builder.end(at, slot, outputType);
  }

  /** The older name of `apply`. */
  get with(): this["apply"] {
    return this.apply.bind(this) as this["apply"]; // `bind` keeps one of the overloads only
  }
}
