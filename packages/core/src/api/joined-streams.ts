/** `JoinedStreams`: all pairs of records of two streams that have equal keys and are in the same window. */
import type { Collector } from "../functions/collector.ts";
import type { OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { FlatJoinFunction } from "../functions/join-functions.ts";
import type { RichFunction } from "../functions/one-input.ts";
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

/** Both kinds of join functions: `R` is what it returns, `C` what it collects. */
type JoinFn<A, B, R, C> = Fn<
  | ((first: A, second: B, out: Collector<C>) => R)
  | (RichFunction & {
      join(first: A, second: B, out: Collector<C>): R;
      readonly flat?: FlatJoinFunction<A, B, C>["flat"];
    })
>;

/** The same where the records are declared: one returned, or several by a generator, the collector, a FlatJoinFunction. */
type DeclaredJoinFn<A, B, I> =
  | JoinFn<A, B, I | void | Generator<I, void>, I>
  | Fn<FlatJoinFunction<A, B, I>>;

/** The records: what is collected, what a generator yields, or what is returned. */
export type Joined<R, C> = [OutputTypeUnknown] extends [C]
  ? R extends Generator<infer G>
    ? G
    : [R] extends [void]
      ? OutputTypeUnknown
      : R
  : C;

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
  apply<R extends StreamRecord | void, C extends StreamRecord = OutputTypeUnknown>(
    fn: JoinFn<A, B, R, C>,
  ): DataStream<Joined<R, C>>;
  apply<V, I extends StreamRecord>(
    fn: DeclaredJoinFn<A, B, NoInfer<I>>,
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
