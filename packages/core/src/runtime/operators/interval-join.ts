/**
 * Joins two keyed streams by time: a record at `t` with those of the other stream between `t` and two bounds.
 *
 * Flink: `IntervalJoinOperator`. IJ1: a record waits in its stream's buffer, a map state by timestamp, until no record of
 * the other stream that is not late can join it; then a cleanup timer removes it. IJ2: a record before the watermark is
 * late and joins nothing. IJ3 (O1): what a function is given is its own; buffers keep theirs.
 */

import { streamError } from "../../base/stream-error.ts";
import { MAX_TIMESTAMP, NO_TIMESTAMP } from "../../base/timestamps.ts";
import { ProcessJoinContext } from "../../functions/join-functions.ts";
import type { OutputTag } from "../../functions/output-tag.ts";
import type { IntervalJoinNode } from "../../plan/transformation.ts";
import { MapStateDescriptor } from "../../state/descriptors.ts";
import type { MapState } from "../../state/handles.ts";
import type { AnyTypeInformation, TypeInformation } from "../../types/type-information.ts";
import { Types } from "../../types/types.ts";
import type { FiringTimer, KeyedTimers, TimerTarget } from "../time/timer-service.ts";
import { numberedNamespaces } from "../time/timer-snapshot.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionResults } from "./function-results.ts";
import type { Operator, OperatorInput } from "./operator.ts";
import { OperatorProcessContext } from "./process-context.ts";
import { type RecordCopier, recordCopier } from "./record-copier.ts";
import { requireTable } from "./rolling-state.ts";
import { UserFunction, type UserMethod } from "./user-function.ts";

/** `intervalJoin(…).between(…).process(…)`. */
export function createIntervalJoinOperator(context: ChainedContext<IntervalJoinNode>): Operator {
  return new IntervalJoinOperator(context);
}

/** One of the two streams, with what it looks for in the other. */
interface Side {
  readonly isLeft: boolean;
  /** Namespace of its cleanup timers. */
  readonly namespace: number;
  readonly buffer: MapState<number, unknown[]>;
  /** From a record's timestamp to those that it joins. */
  readonly lowerMs: number;
  readonly upperMs: number;
  readonly copy: RecordCopier | undefined;
  readonly lateTag: OutputTag<never> | undefined;
}

/** The records of a pair's timestamps, and side outputs. */
class PairContext extends ProcessJoinContext {
  leftTimestampMs = 0.5;
  rightTimestampMs = 0.5;
  readonly #process: OperatorProcessContext;

  constructor(process: OperatorProcessContext) {
    super();
    this.#process = process;
  }

  getLeftTimestamp(): number {
    return this.leftTimestampMs;
  }

  getRightTimestamp(): number {
    return this.rightTimestampMs;
  }

  getTimestamp(): number {
    return this.#process.timestampMs;
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#process.output(tag, value);
  }
}

class IntervalJoinOperator implements Operator, TimerTarget {
  readonly inputs: readonly OperatorInput[];
  readonly suspension: KeyedTimers["suspension"];
  readonly #context: ChainedContext<IntervalJoinNode>;
  readonly #timers: KeyedTimers;
  readonly #left: Side;
  readonly #right: Side;
  readonly #user: UserFunction;
  readonly #processElement: UserMethod;
  readonly #process: OperatorProcessContext;
  readonly #pair: PairContext;
  readonly #results: FunctionResults;

  constructor(context: ChainedContext<IntervalJoinNode>) {
    const { node } = context;
    const { lowerBoundMs, upperBoundMs } = node;
    this.#context = context;
    this.#timers = context.createTimers(this, numberedNamespaces);
    this.suspension = this.#timers.suspension;
    const left = { lowerMs: lowerBoundMs, upperMs: upperBoundMs, lateTag: node.leftLateTag };
    const right = {
      lowerMs: 0 - upperBoundMs,
      upperMs: 0 - lowerBoundMs,
      lateTag: node.rightLateTag,
    };
    this.#left = this.#createSide(0, left);
    this.#right = this.#createSide(1, right);
    this.#user = new UserFunction(context, node.function);
    this.#processElement = this.#user.method("processElement");
    this.#process = new OperatorProcessContext(context, this.#timers);
    this.#pair = new PairContext(this.#process);
    this.#results = new FunctionResults(context, this.#process);
    this.inputs = [
      this.#createInput(this.#left, this.#right),
      this.#createInput(this.#right, this.#left),
    ];
  }

  open(): void | Promise<void> {
    return this.#user.open();
  }

  close(): void | Promise<void> {
    return this.#user.close();
  }

  onEventTime({ namespace, timestampMs }: FiringTimer): void {
    const side = namespace === this.#left.namespace ? this.#left : this.#right;
    side.buffer.remove(side.upperMs <= 0 ? timestampMs : timestampMs - side.upperMs);
  }

  onProcessingTime(): void {
    // It sets timers of event time only.
  }

  #createSide(input: 0 | 1, side: Pick<Side, "lowerMs" | "upperMs" | "lateTag">): Side {
    const { operator, isObjectReuse } = this.#context;
    const type = operator.inputTypes[input];
    return {
      ...side,
      isLeft: input === 0,
      namespace: input,
      buffer: requireTable(this.#context).mapState(
        bufferOf(input === 0 ? "LEFT_BUFFER" : "RIGHT_BUFFER", type),
      ),
      copy: recordCopier(type, isObjectReuse),
    };
  }

  #createInput(own: Side, other: Side): OperatorInput {
    const table = requireTable(this.#context);
    const { guard } = this.#context;
    return {
      element: (value, timestampMs, key) => {
        table.setCurrentKey(key);
        guard.running.number = guard.operatorNumber;
        this.#element(value, timestampMs, own, other);
      },
      watermark: (timestampMs) => this.#timers.advanceWatermark(timestampMs),
    };
  }

  #element(value: unknown, timestampMs: number, own: Side, other: Side): void {
    if (timestampMs === NO_TIMESTAMP)
      throw streamError("RUNTIME_JOIN_WITHOUT_TIMESTAMP", { operator: this.#context.node.name });
    if (timestampMs < this.#timers.currentWatermark()) {
      if (own.lateTag !== undefined) this.#context.output.side(own.lateTag.id, value, timestampMs);
      return;
    }
    const waiting = own.buffer.get(timestampMs) ?? [];
    waiting.push(value);
    own.buffer.put(timestampMs, waiting);
    const fromMs = timestampMs + own.lowerMs;
    const toMs = timestampMs + own.upperMs;
    for (const [otherTimestampMs, others] of other.buffer) {
      if (otherTimestampMs < fromMs || otherTimestampMs > toMs) continue;
      for (const one of others) {
        const mine = own.copy === undefined ? value : own.copy(value);
        const its = other.copy === undefined ? one : other.copy(one);
        if (own.isLeft) this.#emit(mine, timestampMs, its, otherTimestampMs);
        else this.#emit(its, otherTimestampMs, mine, timestampMs);
      }
    }
    const cleanupMs = own.upperMs > 0 ? toMs : timestampMs;
    this.#timers.registerEventTimeTimer(own.namespace, Math.min(cleanupMs, MAX_TIMESTAMP));
  }

  #emit(left: unknown, leftTimestampMs: number, right: unknown, rightTimestampMs: number): void {
    const { guard } = this.#context;
    const timestampMs = Math.max(leftTimestampMs, rightTimestampMs);
    this.#pair.leftTimestampMs = leftTimestampMs;
    this.#pair.rightTimestampMs = rightTimestampMs;
    this.#process.timestampMs = timestampMs;
    this.#results.timestampMs = timestampMs;
    this.#results.emit(this.#processElement(left, right, this.#pair, this.#results.collector));
    guard.running.number = guard.operatorNumber;
  }
}

/** Flink's names and layout: the records of each timestamp. */
function bufferOf(
  name: string,
  type: AnyTypeInformation | undefined,
): MapStateDescriptor<number, unknown[]> {
  if (type === undefined) return new MapStateDescriptor(name, Types.DOUBLE());
  // The factory infers what the type declares, which is not known here.
  const list = Types.LIST(type as TypeInformation<unknown>);
  return new MapStateDescriptor<number, unknown[]>(name, Types.DOUBLE(), list);
}
