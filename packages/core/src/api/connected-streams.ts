/** Two streams for one function that sees both: `connect`. With keys on both sides the function has keyed state. */
import type { Main, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { KeySelector } from "../functions/one-input.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type {
  CoFlatMapFunction,
  CoMapFunction,
  CoProcessFunction,
  KeyedCoProcessFunction,
} from "../functions/two-input.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import { type CallSite, callSite } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";

type Method = "map" | "flatMap" | "process";
const KINDS = { map: "coMap", flatMap: "coFlatMap", process: "coProcess" } as const;
const METHODS = {
  map: ["map1", "map2"],
  flatMap: ["flatMap1", "flatMap2"],
  process: ["processElement1", "processElement2"],
} as const;

/** Two streams of types `A` and `B`. Flink: `ConnectedStreams`. */
export class ConnectedStreams<out A, out B> {
  declare private readonly records: [A, B];
  /** @internal */
  readonly context: StreamContext;
  private readonly first: DataStream<A>;
  private readonly second: DataStream<B>;

  /** @internal */
  constructor(context: StreamContext, first: DataStream<A>, second: DataStream<B>) {
    this.context = context;
    this.first = first;
    this.second = second;
  }

  /** The first stream. */
  getFirstInput(): DataStream<A> {
    return this.first;
  }

  /** The second stream. */
  getSecondInput(): DataStream<B> {
    return this.second;
  }

  /** The type of the first stream's records. Flink: `getType1`. */
  getType1(): AnyTypeInformation {
    return this.first.getType();
  }

  /** The type of the second stream's records. Flink: `getType2`. */
  getType2(): AnyTypeInformation {
    return this.second.getType();
  }

  /** Partitions both streams by keys that mean the same. */
  keyBy<K extends StreamRecord>(
    keySelector1: Fn<((value: A) => K) | KeySelector<A, K>>,
    keySelector2: Fn<((value: B) => NoInfer<K>) | KeySelector<B, NoInfer<K>>>,
  ): KeyedConnectedStreams<A, B, K>;
  keyBy<K, I extends StreamRecord>(
    keySelector1: Fn<((value: A) => NoInfer<I>) | KeySelector<A, NoInfer<I>>>,
    keySelector2: Fn<((value: B) => NoInfer<I>) | KeySelector<B, NoInfer<I>>>,
    type: TypeInput<K, I>,
  ): KeyedConnectedStreams<A, B, K>;
  keyBy(
    keySelector1: unknown,
    keySelector2: unknown,
    type?: AnyTypeInput,
  ): KeyedConnectedStreams<A, B, never> {
    const at = callSite(this, "ConnectedStreams.keyBy");
    const keyType = typeArgument(at, "type", type);
    const keyed = <T>(
      stream: DataStream<T>,
      selector: unknown,
      parameter: string,
    ): KeyedStream<T, never> => {
      const keySelector = functionSlot(at, selector, { parameter, role: "getKey" });
      return stream.keyByAt(at, keySelector, keyType);
    };
    return this.context.keyedConnectedStreams(
      keyed(this.first, keySelector1, "keySelector1"),
      keyed(this.second, keySelector2, "keySelector2"),
    );
  }

  /** One record out for each record in; `null` and `undefined` mean none. */
  map<R1 extends StreamRecord | undefined, R2 extends StreamRecord | undefined = R1>(
    fn: Fn<CoMapFunction<A, B, R1, R2>>,
  ): DataStream<NonNullable<R1 | R2>>;
  map<V, I extends StreamRecord>(
    fn: Fn<CoMapFunction<A, B, NoInfer<I> | null | undefined>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  map(fn: unknown, type?: AnyTypeInput): DataStream<never> {
    return this.apply(callSite(this, "ConnectedStreams.map"), "map", fn, type);
  }

  /** Any number of records out for each record in. */
  flatMap<R extends StreamRecord = OutputTypeUnknown, R2 extends StreamRecord = R>(
    fn: Fn<CoFlatMapFunction<A, B, R, R2>>,
  ): DataStream<R | R2>;
  flatMap<V, I extends StreamRecord>(
    fn: Fn<CoFlatMapFunction<A, B, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  flatMap(fn: unknown, type?: AnyTypeInput): DataStream<never> {
    return this.apply(callSite(this, "ConnectedStreams.flatMap"), "flatMap", fn, type);
  }

  /** Low-level function of both streams. */
  process<R extends StreamRecord = OutputTypeUnknown, R2 extends StreamRecord = R>(
    fn: Fn<CoProcessFunction<A, B, R, R2>>,
  ): DataStream<Main<R | R2>>;
  process<V, I extends StreamRecord>(
    fn: Fn<CoProcessFunction<A, B, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  process(fn: unknown, type?: AnyTypeInput): DataStream<never> {
    return this.apply(callSite(this, "ConnectedStreams.process"), "process", fn, type);
  }

  /** @internal */
  protected get isKeyed(): boolean {
    return false;
  }

  /** @internal */
  protected apply(
    at: CallSite,
    method: Method,
    fn: unknown,
    type: AnyTypeInput | undefined,
  ): DataStream<never> {
    const slot = functionSlot(at, fn, {
      parameter: "fn",
      role: method,
      methods: METHODS[method],
    });
    const inputs = { input1: this.first.transformationId, input2: this.second.transformationId };
    const body = { kind: KINDS[method], ...inputs, function: slot, isKeyed: this.isKeyed };
    const outputType = typeArgument(at, "type", type);
    return this.context.dataStream(this.context.graph.add(at, body, { outputType }));
  }
}

/** Two streams partitioned by keys of type `K`: their function has keyed state. */
export class KeyedConnectedStreams<out A, out B, out K> extends ConnectedStreams<A, B> {
  declare private readonly keys: K;

  /** Low-level function of both streams, with keyed state. `R3` is what timers emit. */
  override process<
    R extends StreamRecord = OutputTypeUnknown,
    R2 extends StreamRecord = R,
    R3 extends StreamRecord = never,
  >(fn: Fn<KeyedCoProcessFunction<K, A, B, R, R2, R3>>): DataStream<Main<R | R2 | R3>>;
  override process<V, I extends StreamRecord>(
    fn: Fn<KeyedCoProcessFunction<K, A, B, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  override process(fn: unknown, type?: AnyTypeInput): DataStream<never> {
    return this.apply(callSite(this, "ConnectedStreams.process"), "process", fn, type);
  }

  /** @internal */
  protected override get isKeyed(): boolean {
    return true;
  }
}
