/** Functions of two connected inputs. */
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type { KeyedProcessContext, ProcessContext, RichFunction } from "./one-input.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** One record out for each record in of either input; `null` and `undefined` results mean no output, as in PyFlink. */
export abstract class CoMapFunction<in A, in B, out R1, out R2 = R1> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract map1(value: A): R1;
  abstract map2(value: B): R2;
}

export abstract class CoFlatMapFunction<in A, in B, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract flatMap1(value: A, out: Collector<R>): Emit<R>;
  abstract flatMap2(value: B, out: Collector<R>): Emit<R>;
}

export abstract class CoProcessFunction<in A, in B, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement1(value: A, ctx: ProcessContext, out: Collector<R>): Emit<R | SideOutput>;
  abstract processElement2(value: B, ctx: ProcessContext, out: Collector<R>): Emit<R | SideOutput>;
}

export abstract class KeyedCoProcessFunction<K, in A, in B, R1, R2 = R1> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement1(value: A, ctx: KeyedProcessContext<K>, out: Collector<R1 | R2>): Emit<R1 | SideOutput>;
  abstract processElement2(value: B, ctx: KeyedProcessContext<K>, out: Collector<R1 | R2>): Emit<R2 | SideOutput>;
}
