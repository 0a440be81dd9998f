/** Functions of two connected inputs. */
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type {
  KeyedProcessContext,
  OnTimerContext,
  ProcessContext,
  RichFunction,
} from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** One record out for each record in of either input; `null` and `undefined` results mean no output, as in PyFlink. */
export abstract class CoMapFunction<in A, in B, out R1, out R2 = R1> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract map1(value: A): R1;
  abstract map2(value: B): R2;
}

/** Any number of records out for each record in of either input. */
export abstract class CoFlatMapFunction<in A, in B, R, R2 = R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract flatMap1(value: A, out: Collector<R | R2>): Emit<R>;
  abstract flatMap2(value: B, out: Collector<R | R2>): Emit<R2>;
}

/** Low-level function of two streams. Flink: `CoProcessFunction`. */
export abstract class CoProcessFunction<in A, in B, R, R2 = R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement1(
    value: A,
    ctx: ProcessContext,
    out: Collector<R | R2>,
  ): Emit<R | SideOutput>;
  abstract processElement2(
    value: B,
    ctx: ProcessContext,
    out: Collector<R | R2>,
  ): Emit<R2 | SideOutput>;
}

/** Flink's nested names. */
export declare namespace CoProcessFunction {
  type Context = ProcessContext;
}

/** Low-level function of two keyed streams that share state. `R3` is what timers emit. Flink: `KeyedCoProcessFunction`. */
export abstract class KeyedCoProcessFunction<in K, in A, in B, R1, R2 = R1, R3 = R1>
  implements RichFunction
{
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement1(
    value: A,
    ctx: KeyedProcessContext<K>,
    out: Collector<R1 | R2 | R3>,
  ): Emit<R1 | SideOutput>;
  abstract processElement2(
    value: B,
    ctx: KeyedProcessContext<K>,
    out: Collector<R1 | R2 | R3>,
  ): Emit<R2 | SideOutput>;
  /** Called for a timer that was registered under the current key. */
  onTimer?(
    timestampMs: number,
    ctx: OnTimerContext<K>,
    out: Collector<R1 | R2 | R3>,
  ): Emit<R3 | SideOutput>;
}

/** Flink's nested names. */
export declare namespace KeyedCoProcessFunction {
  type Context<K = unknown> = KeyedProcessContext<K>;
  type OnTimerContext<K = unknown> = import("./one-input.ts").OnTimerContext<K>;
}
