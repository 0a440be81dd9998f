/**
 * Functions of joined streams: over the groups of a window, over its pairs, and over the pairs of an interval join.
 *
 * `JoinFunction` and `FlatJoinFunction` have a method of the same name, as in Flink. What is no `FlatJoinFunction` is one
 * all the same where its `join` declares the third parameter `out` or is a generator.
 */
import type { Collector } from "./collector.ts";
import type { Emit, SideOutput } from "./hint.ts";
import type { RichFunction } from "./one-input.ts";
import type { OutputTag } from "./output-tag.ts";
import type { RuntimeContext } from "./runtime-context.ts";

/** One record out for each pair of a window. Flink: `JoinFunction`. */
export abstract class JoinFunction<in A, in B, out R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract join(first: A, second: B): R;
}

/** Any number of records out for each pair of a window. Flink: `FlatJoinFunction`. */
export abstract class FlatJoinFunction<in A, in B, R> implements RichFunction {
  /** Never there: tells its type from that of a `JoinFunction` that returns lists. */
  declare readonly flat?: (record: R) => R;
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract join(first: A, second: B, out: Collector<R>): Emit<R>;
}

/**
 * Any number of records out for a key and window: called once when it fires, with the records of both streams, of which
 * one group may be empty. Outer joins are written with it. Flink: `CoGroupFunction`.
 */
export abstract class CoGroupFunction<in A, in B, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract coGroup(first: Iterable<A>, second: Iterable<B>, out: Collector<R>): Emit<R>;
}

/** What functions of interval joins see. Valid during the call. Flink: `ProcessJoinFunction.Context`. */
export abstract class ProcessJoinContext {
  /** Timestamp of the left record, in ms. */
  abstract getLeftTimestamp(): number;
  /** Timestamp of the right record, in ms. */
  abstract getRightTimestamp(): number;
  /** Timestamp of the pair, which is the larger one. */
  abstract getTimestamp(): number;
  /** Sends a value to a side output, with the timestamp of the pair. */
  abstract output<X>(tag: OutputTag<X>, value: X): void;
}

/** Any number of records out for each pair of an interval join. Flink: `ProcessJoinFunction`. */
export abstract class ProcessJoinFunction<in A, in B, R> implements RichFunction {
  open?(context: RuntimeContext): void | Promise<void>;
  close?(): void | Promise<void>;
  abstract processElement(
    left: A,
    right: B,
    ctx: ProcessJoinContext,
    out: Collector<R>,
  ): Emit<R | SideOutput>;
}

/** Flink's nested names. */
export declare namespace ProcessJoinFunction {
  type Context = ProcessJoinContext;
}
