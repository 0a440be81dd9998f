/**
 * `intervalJoin`: pairs of records of two keyed streams that have equal keys and are near in event time.
 *
 * Flink's nested classes `KeyedStream.IntervalJoin` and `KeyedStream.IntervalJoined`.
 */
import { type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import type { Collector } from "../functions/collector.ts";
import type { Emit, Main, OutputTypeUnknown, SideOutput, StreamRecord } from "../functions/hint.ts";
import type { ProcessJoinContext, ProcessJoinFunction } from "../functions/join-functions.ts";
import { OutputTag } from "../functions/output-tag.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { TypeInput } from "../types/type-information.ts";
import { callSite, wrongType } from "./call-site.ts";
import { checkAt, functionSlot } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";

/** Two keyed streams whose bounds are still to be given. */
export class IntervalJoin<A, B, K> {
  declare private readonly keys: K;
  private readonly left: KeyedStream<A, unknown>;
  private readonly right: KeyedStream<B, unknown>;
  private isEventTime = true;

  /** @internal */
  constructor(left: KeyedStream<A, unknown>, right: KeyedStream<B, unknown>) {
    this.left = left;
    this.right = right;
  }

  /** Event time, which is the default. */
  inEventTime(): this {
    this.isEventTime = true;
    return this;
  }

  /** Processing time: `between` refuses it, as in Flink. */
  inProcessingTime(): this {
    this.isEventTime = false;
    return this;
  }

  /**
   * A record of this stream at `t` is joined with those of the other from `t + lowerBound` to `t + upperBound`, both
   * inclusive unless said otherwise. A number is milliseconds; bounds may be negative, as `-5000` and `"-5 s"`.
   */
  between(lowerBound: DurationInput, upperBound: DurationInput): IntervalJoined<A, B, K> {
    const at = callSite(this, "KeyedStream.between");
    const where = { location: at.location };
    if (!this.isEventTime) throw streamError("API_JOIN_PROCESSING_TIME", {}, { where });
    const lower = checkAt(at, () => boundMillis(lowerBound));
    const upper = checkAt(at, () => boundMillis(upperBound));
    if (lower > upper) throw streamError("API_JOIN_BOUNDS", { lower, upper }, { where });
    return new IntervalJoined(this.left, this.right, lower, upper);
  }
}

/** Two keyed streams with bounds. */
export class IntervalJoined<A, B, K> {
  declare private readonly keys: K;
  private readonly left: KeyedStream<A, unknown>;
  private readonly right: KeyedStream<B, unknown>;
  private readonly lowerMs: number;
  private readonly upperMs: number;
  private isLowerInclusive = true;
  private isUpperInclusive = true;
  private leftLateTag: OutputTag<never> | undefined;
  private rightLateTag: OutputTag<never> | undefined;

  /** @internal */
  constructor(
    left: KeyedStream<A, unknown>,
    right: KeyedStream<B, unknown>,
    lowerMs: number,
    upperMs: number,
  ) {
    this.left = left;
    this.right = right;
    this.lowerMs = lowerMs;
    this.upperMs = upperMs;
  }

  /** Leaves the lower bound itself out. */
  lowerBoundExclusive(): this {
    this.isLowerInclusive = false;
    return this;
  }

  /** Leaves the upper bound itself out. */
  upperBoundExclusive(): this {
    this.isUpperInclusive = false;
    return this;
  }

  /** Sends late records of the first stream to a side output of the result; unless set they are dropped. */
  sideOutputLeftLateData(outputTag: OutputTag<A>): this {
    this.leftLateTag = requireTag(this, "sideOutputLeftLateData", outputTag);
    return this;
  }

  /** Sends late records of the second stream to a side output of the result; unless set they are dropped. */
  sideOutputRightLateData(outputTag: OutputTag<B>): this {
    this.rightLateTag = requireTag(this, "sideOutputRightLateData", outputTag);
    return this;
  }

  /** Calls the function for each pair; results have the larger of both timestamps. */
  process<R extends StreamRecord = OutputTypeUnknown>(
    fn: ProcessJoinFn<A, B, R>,
  ): DataStream<Main<R>>;
  process<V, I extends StreamRecord>(
    fn: ProcessJoinFn<A, B, NoInfer<I>>,
    outputType: TypeInput<V, I>,
  ): DataStream<V>;
  process(fn: unknown, outputType?: AnyTypeInput): DataStream<unknown> {
    const at = callSite(this, "KeyedStream.process");
    const { context } = this.left;
    const node = {
      kind: "intervalJoin",
      input1: this.left.transformationId,
      input2: this.right.transformationId,
      function: functionSlot(at, fn, { parameter: "fn", role: "processElement" }),
      lowerBoundMs: this.isLowerInclusive ? this.lowerMs : this.lowerMs + 1,
      upperBoundMs: this.isUpperInclusive ? this.upperMs : this.upperMs - 1,
      leftLateTag: this.leftLateTag,
      rightLateTag: this.rightLateTag,
    } as const;
    const type = typeArgument(at, "outputType", outputType);
    return context.dataStream(context.graph.add(at, node, { outputType: type }));
  }
}

/** Unlike other spans of time, a bound may be written with a minus. */
function boundMillis(bound: DurationInput): number {
  if (typeof bound !== "string" || !bound.startsWith("-")) return toMillis(bound);
  const span = bound.slice(1); // a literal of the same form
  return 0 - toMillis(span as DurationInput);
}

/** A function over pairs. */
type ProcessJoinFn<A, B, R> = Fn<
  | ((left: A, right: B, ctx: ProcessJoinContext, out: Collector<R>) => Emit<R | SideOutput>)
  | ProcessJoinFunction<A, B, R>
>;

function requireTag(on: object, method: string, tag: OutputTag<never>): OutputTag<never> {
  if (OutputTag.is(tag)) return tag;
  throw wrongType(callSite(on, `KeyedStream.${method}`), "outputTag", tag, "an OutputTag");
}
