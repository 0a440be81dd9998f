/**
 * Two streams on the way to a window join or a co-group: `where`, `equalTo` and `window`, which both have in common.
 *
 * Keys of both sides are compared by value, so their types have to be the same where both are declared.
 */
import { streamError } from "../base/stream-error.ts";
import type { StreamRecord } from "../functions/hint.ts";
import type { KeySelector } from "../functions/one-input.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { FunctionSlot } from "../plan/transformation.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import type { TaggedUnion } from "../windowing/tagged-union.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import { type CallSite, callSite } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";
import type { CoGroupedStreamsWithWindow } from "./co-grouped-streams.ts";
import type { DataStream } from "./data-stream.ts";
import type { JoinedStreamsWithWindow } from "./joined-streams.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";
import { WindowChoice } from "./window-choice.ts";

/** Flink's classes of pairs of streams. */
export type PairKind = "JoinedStreams" | "CoGroupedStreams";

/** What the windows of a pair of streams are. */
export type PairWithWindow<
  Kind extends PairKind,
  A,
  B,
  K,
  W extends Window,
> = Kind extends "JoinedStreams"
  ? JoinedStreamsWithWindow<A, B, K, W>
  : CoGroupedStreamsWithWindow<A, B, K, W>;

/** A selector with the call that gave it. */
interface KeySide {
  readonly at: CallSite;
  readonly keySelector: FunctionSlot;
  readonly keyType: AnyTypeInformation | undefined;
}

/** What was said of a pair of streams until its windows. */
export interface StreamPair {
  readonly kind: PairKind;
  readonly context: StreamContext;
  readonly first: DataStream<unknown>;
  readonly second: DataStream<unknown>;
}

/** A pair with the keys of both sides. */
export interface KeyedPair extends StreamPair {
  readonly where: KeySide;
  readonly equalTo: KeySide;
}

/** Two streams without keys. */
export abstract class PairedStreams<A, B, Kind extends PairKind> {
  declare private readonly records: [A, B];
  private readonly pair: StreamPair;

  /** @internal */
  constructor(pair: StreamPair) {
    this.pair = pair;
  }

  /** The key of the first stream's records. */
  where<K extends StreamRecord>(
    keySelector: Fn<((value: A) => K) | KeySelector<A, K>>,
  ): PairedStreamsWhere<A, B, K, Kind>;
  where<K, I extends StreamRecord>(
    keySelector: Fn<((value: A) => NoInfer<I>) | KeySelector<A, NoInfer<I>>>,
    keyType: TypeInput<K, I>,
  ): PairedStreamsWhere<A, B, K, Kind>;
  where(keySelector: unknown, keyType?: AnyTypeInput): PairedStreamsWhere<A, B, never, Kind> {
    const at = callSite(this, `${this.pair.kind}.where`);
    return new PairedStreamsWhere(this.pair, keySide(at, keySelector, keyType));
  }
}

/** Two streams of which the first has a key. Flink: `JoinedStreams.Where`, `CoGroupedStreams.Where`. */
export class PairedStreamsWhere<A, B, K, Kind extends PairKind> {
  declare private readonly records: [A, B, K];
  private readonly pair: StreamPair;
  private readonly first: KeySide;

  /** @internal */
  constructor(pair: StreamPair, first: KeySide) {
    this.pair = pair;
    this.first = first;
  }

  /** The key of the second stream's records, of the same type. */
  equalTo(
    keySelector: Fn<((value: B) => K) | KeySelector<B, K>>,
  ): PairedStreamsEqualTo<A, B, K, Kind>;
  equalTo<I extends StreamRecord>(
    keySelector: Fn<((value: B) => NoInfer<I>) | KeySelector<B, NoInfer<I>>>,
    keyType: TypeInput<K, I>,
  ): PairedStreamsEqualTo<A, B, K, Kind>;
  equalTo(keySelector: unknown, keyType?: AnyTypeInput): PairedStreamsEqualTo<A, B, K, Kind> {
    const at = callSite(this, `${this.pair.kind}.equalTo`);
    const second = keySide(at, keySelector, keyType);
    requireSameKeyType(at, this.first.keyType, second.keyType);
    return new PairedStreamsEqualTo({ ...this.pair, where: this.first, equalTo: second });
  }
}

/** Two streams with keys. Flink: `JoinedStreams.Where.EqualTo`, `CoGroupedStreams.Where.EqualTo`. */
export class PairedStreamsEqualTo<A, B, K, Kind extends PairKind> {
  declare private readonly records: [A, B, K];
  private readonly pair: KeyedPair;

  /** @internal */
  constructor(pair: KeyedPair) {
    this.pair = pair;
  }

  /** Puts the records of both streams into windows; the assigner sees them tagged. */
  window<W extends Window>(
    windowAssigner: WindowAssigner<TaggedUnion<A, B>, W>,
  ): PairWithWindow<Kind, A, B, K, W> {
    const at = callSite(this, `${this.pair.kind}.window`);
    const choice = new WindowChoice(at, windowAssigner);
    return this.pair.context.pairWithWindow(this.pair, choice) as never; // the kind says which of the two
  }
}

function keySide(at: CallSite, selector: unknown, type: AnyTypeInput | undefined): KeySide {
  const keySelector = functionSlot(at, selector, { parameter: "keySelector", role: "getKey" });
  return { at, keySelector, keyType: typeArgument(at, "keyType", type) };
}

/** Keys of both sides that are declared are of one type: equal keys of different types would never meet. */
export function requireSameKeyType(
  at: CallSite,
  first: AnyTypeInformation | undefined,
  second: AnyTypeInformation | undefined,
): void {
  if (first === undefined || second === undefined || first.equals(second)) return;
  throw streamError(
    "API_KEY_TYPES_DIFFER",
    { method: at.method, first: first.text, second: second.text },
    { where: { location: at.location } },
  );
}
