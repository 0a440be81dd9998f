/** `CoGroupedStreams`: the records of two streams that have equal keys and are in the same window, as two groups. */
import type { Collector } from "../functions/collector.ts";
import type { Emit, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { CoGroupFunction } from "../functions/join-functions.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { TypeInput } from "../types/type-information.ts";
import type { TaggedUnion as TaggedRecord } from "../windowing/tagged-union.ts";
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

/** `first.coGroup(second)`. Flink: `CoGroupedStreams`. */
export class CoGroupedStreams<A, B> extends PairedStreams<A, B, "CoGroupedStreams"> {}

/** Flink's nested names. */
export declare namespace CoGroupedStreams {
  type Where<A, B, K> = PairedStreamsWhere<A, B, K, "CoGroupedStreams">;
  type EqualTo<A, B, K> = PairedStreamsEqualTo<A, B, K, "CoGroupedStreams">;
  type WithWindow<A, B, K, W extends Window> = CoGroupedStreamsWithWindow<A, B, K, W>;
  type TaggedUnion<A, B> = TaggedRecord<A, B>;
}

/** A function over both groups. */
type CoGroupFn<A, B, R> = Fn<
  | ((first: Iterable<A>, second: Iterable<B>, out: Collector<R>) => Emit<R>)
  | CoGroupFunction<A, B, R>
>;

/** Two streams in windows, to be grouped. Results have the largest timestamp of their window. Flink: `CoGroupedStreams.WithWindow`. */
export class CoGroupedStreamsWithWindow<A, B, K, W extends Window> extends Windowed<
  TaggedRecord<A, B>,
  W,
  A | B
> {
  declare private readonly keys: K;
  private readonly builder: PairWindowBuilder;
  /** @internal */
  protected override readonly className = "CoGroupedStreams.WithWindow";

  /** @internal */
  constructor(builder: PairWindowBuilder) {
    super();
    this.builder = builder;
  }

  /** @internal */
  protected override get choice(): WindowChoice {
    return this.builder.choice;
  }

  /** Calls the function for each key and window that has records of at least one of the streams. */
  apply<R extends StreamRecord = OutputTypeUnknown>(fn: CoGroupFn<A, B, R>): DataStream<R>;
  apply<V, I extends StreamRecord>(
    fn: CoGroupFn<A, B, NoInfer<I>>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  apply(fn: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    const at = this.at("apply");
    const slot = functionSlot(at, fn, { parameter: "fn", role: "coGroup" });
    return this.builder.end(at, slot, outputType);
  }

  /** The older name of `apply`. */
  get with(): this["apply"] {
    return this.apply.bind(this) as this["apply"]; // `bind` keeps one of the overloads only
  }
}
