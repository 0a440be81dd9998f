/** A stream and a broadcast stream for one function that sees both. With a key on the first the function has keyed state. */
import {
  BroadcastProcessFunction,
  KeyedBroadcastProcessFunction,
} from "../functions/broadcast-functions.ts";
import type { Main, OutputTypeUnknown, StreamRecord } from "../functions/hint.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import type { BroadcastStream } from "./broadcast-stream.ts";
import { type CallSite, callSite, wrongType } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { StreamContext } from "./stream-context.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";

/** A stream of `A` and a broadcast stream of `B`. Flink: `BroadcastConnectedStream`. */
export class BroadcastConnectedStream<out A, out B> {
  declare private readonly records: [A, B];
  private readonly context: StreamContext;
  private readonly first: DataStream<A>;
  private readonly second: BroadcastStream<B>;

  /** @internal */
  constructor(context: StreamContext, first: DataStream<A>, second: BroadcastStream<B>) {
    this.context = context;
    this.first = first;
    this.second = second;
  }

  /** The stream that is not broadcast. */
  getFirstInput(): DataStream<A> {
    return this.first;
  }

  getSecondInput(): BroadcastStream<B> {
    return this.second;
  }

  getType1(): AnyTypeInformation {
    return this.first.getType();
  }

  getType2(): AnyTypeInformation {
    return this.second.stream.getType();
  }

  getExecutionEnvironment(): StreamExecutionEnvironment {
    return this.context.environment;
  }

  /** Low-level function of both streams. */
  process<R extends StreamRecord = OutputTypeUnknown, R2 extends StreamRecord = R>(
    fn: Fn<BroadcastProcessFunction<A, B, R, R2>>,
  ): DataStream<Main<R | R2>>;
  process<V, I extends StreamRecord>(
    fn: Fn<BroadcastProcessFunction<A, B, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  process(fn: unknown, type?: AnyTypeInput): DataStream<never> {
    const at = callSite(this, "BroadcastConnectedStream.process");
    if (fn instanceof KeyedBroadcastProcessFunction)
      throw wrongType(at, "fn", fn, "a BroadcastProcessFunction: the first stream has no key");
    return this.apply(at, fn, type, false);
  }

  /** @internal */
  protected apply(
    at: CallSite,
    fn: unknown,
    type: AnyTypeInput | undefined,
    isKeyed: boolean,
  ): DataStream<never> {
    const slot = functionSlot(at, fn, {
      parameter: "fn",
      role: "processElement",
      methods: ["processElement", "processBroadcastElement"],
    });
    const body = {
      kind: "broadcastProcess",
      input1: this.first.transformationId,
      input2: this.second.stream.transformationId,
      function: slot,
      isKeyed,
      descriptors: this.second.descriptors,
    } as const;
    const outputType = typeArgument(at, "type", type);
    return this.context.dataStream(this.context.graph.add(at, body, { outputType }));
  }
}

/** A stream of `A` with keys of type `K` and a broadcast stream of `B`: their function has keyed state and timers. */
export class KeyedBroadcastConnectedStream<out A, out B, out K> extends BroadcastConnectedStream<
  A,
  B
> {
  declare private readonly keys: K;

  /** Low-level function of both streams, with keyed state. `R3` is what timers emit. */
  override process<
    R extends StreamRecord = OutputTypeUnknown,
    R2 extends StreamRecord = R,
    R3 extends StreamRecord = never,
  >(fn: Fn<KeyedBroadcastProcessFunction<K, A, B, R, R2, R3>>): DataStream<Main<R | R2 | R3>>;
  override process<V, I extends StreamRecord>(
    fn: Fn<KeyedBroadcastProcessFunction<K, A, B, NoInfer<I>>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  override process(fn: unknown, type?: AnyTypeInput): DataStream<never> {
    const at = callSite(this, "BroadcastConnectedStream.process");
    if (fn instanceof BroadcastProcessFunction)
      throw wrongType(at, "fn", fn, "a KeyedBroadcastProcessFunction: the first stream has a key");
    return this.apply(at, fn, type, true);
  }
}
