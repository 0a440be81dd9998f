/**
 * Type tests of streams: what infers, what is refused, and what a stream is assignable to. Compiled, never run: each
 * `@ts-expect-error` is a use that must not compile, each `equal` a type that must come out exactly.
 */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import type { Collector } from "../functions/collector.ts";
import type { Value } from "../functions/hint.ts";
import { MapFunction } from "../functions/one-input.ts";
import { OutputTag } from "../functions/output-tag.ts";
import { perSubtask } from "../functions/per-subtask.ts";
import { AggregatingStateDescriptor, ValueStateDescriptor } from "../state/descriptors.ts";
import type { Row } from "../types/row.ts";
import { Types } from "../types/types.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import type { CloseableIterator } from "./closeable-iterator.ts";
import type { ConnectedStreams, KeyedConnectedStreams } from "./connected-streams.ts";
import type { DataStream } from "./data-stream.ts";
import type { NumericField } from "./fields.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

interface Click {
  readonly user: string;
  readonly n: number;
  readonly at: number;
}
interface Order {
  readonly total: { readonly amount: number; readonly currency: string; readonly tax: { readonly rate: number } };
}
declare const orders: KeyedStream<Order, string>;
declare const env: StreamExecutionEnvironment;
declare const clicks: DataStream<Click>;
declare const keyed: KeyedStream<Click, string>;

export function sourcesInfer(): void {
  equal<DataStream<[number, string]>>()(env.fromCollection([[1, "aaa"], [2, "bbb"]])); // the tutorial: no cast, no `as const`
  equal<DataStream<number>>()(env.fromCollection(new Set([1])));
  equal<DataStream<[number, string]>>()(env.fromCollection([[1, "aaa"]], Types.TUPLE([Types.INT(), Types.STRING()])));
  equal<DataStream<Row<[number, string], object>>>()(env.fromCollection([[1, "aaa"]], Types.ROW([Types.INT(), Types.STRING()])));
  equal<DataStream<string>>()(env.fromCollection([], Types.STRING));
  equal<DataStream<number>>()(env.fromElements(1, 2));
  equal<DataStream<[string, number]>>()(env.fromElements(["a", 1], ["b", 2]));
  equal<DataStream<"a" | null>>()(env.fromData("a", null));
  equal<DataStream<number>>()(env.fromSequence(1, 2));
  equal<DataStream<string>>()(env.addSource(function* () { yield "a"; }));
  equal<DataStream<string>>()(env.addSource(async (ctx) => { await ctx.collect("a"); }, "source", Types.STRING));
  // @ts-expect-error a number is not a string
  env.fromCollection([1], Types.STRING());
  // @ts-expect-error undefined is no record
  env.fromCollection([undefined]);
}

export function outputsOfFunctionsInfer(): void {
  equal<DataStream<[string, number]>>()(clicks.map((click) => [click.user, 1]));
  equal<DataStream<Row<[string, number], object>>>()(clicks.map((click) => [click.user, 1], Types.ROW([Types.STRING(), Types.INT()])));
  equal<DataStream<number>>()(clicks.map((click) => click.n, Types.LONG));
  equal<DataStream<bigint>>()(clicks.map((click) => BigInt(click.n), Types.LONG({ bigint: true })));
  equal<DataStream<string>>()(clicks.map({ open() {}, map: (click) => click.user }));
  class Users extends MapFunction<Click, string> {
    override map(click: Click) { return click.user; }
  }
  equal<DataStream<string>>()(clicks.map(new Users()));
  equal<DataStream<string>>()(clicks.map(perSubtask(Users)));
  equal<DataStream<string>>()(clicks.map(perSubtask(() => (click: Click) => click.user)));
  // @ts-expect-error a forgotten return
  clicks.map((click) => { void (click.n + 1); });
  // @ts-expect-error a promise is no record
  clicks.map(async (click) => click.n);
  // @ts-expect-error a number is not a string
  clicks.map((click) => click.n, Types.STRING);
  // @ts-expect-error the class was not created
  clicks.map(Users);
}

export function severalOutputsInfer(): void {
  equal<DataStream<string>>()(clicks.flatMap((click) => [click.user]));
  equal<DataStream<string>>()(clicks.flatMap(function* (click) { yield click.user; }));
  equal<DataStream<string>>()(clicks.flatMap((click, out: Collector<string>) => out.collect(click.user)));
  equal<DataStream<string>>()(clicks.flatMap((click, out) => out.collect(click.user), Types.STRING));
  equal<DataStream<string>>()(clicks.flatMap<string>((click, out) => out.collect(click.user)));
  equal<DataStream<string>>()(clicks.flatMap({ *flatMap(click) { yield click.user; } }));
  equal<DataStream<Click & { readonly n: 1 }>>()(clicks.filter((click): click is Click & { readonly n: 1 } => click.n === 1));
  // @ts-expect-error a bare string would be emitted character by character
  clicks.flatMap((click) => click.user);
  // @ts-expect-error the output type is not known
  clicks.flatMap((click, out) => out.collect(click.user));
  // @ts-expect-error the output type is not known
  keyed.process({ processElement(click, _ctx, out) { out.collect(click.n); } });
}

export function keysAndStateInfer(): void {
  equal<KeyedStream<Click, string>>()(clicks.keyBy((click) => click.user));
  equal<KeyedStream<Click, [string, number]>>()(clicks.keyBy((click) => [click.user, click.n]));
  equal<KeyedStream<Click, number>>()(clicks.keyBy((click) => click.n, Types.INT()));
  const count = new ValueStateDescriptor<number>("count", Types.LONG());
  equal<DataStream<[string, number]>>()(
    keyed.process(function* (_click, ctx) {
      const n = (ctx.getState(count).value() ?? 0) + 1;
      ctx.getState(count).update(n);
      yield [ctx.getCurrentKey(), n] as [string, number];
    }),
  );
  const average = new AggregatingStateDescriptor("average", {
    createAccumulator: (): [number, number] => [0, 0],
    add: (value: number, [sum, size]: [number, number]): [number, number] => [sum + value, size + 1],
    getResult: ([sum, size]: [number, number]) => String(sum / size),
  });
  equal<DataStream<string>>()(
    keyed.process(function* (click, ctx) {
      ctx.getAggregatingState(average).add(click.n);
      yield ctx.getAggregatingState(average).get() ?? "";
    }),
  );
  equal<DataStream<Click>>()(keyed.reduce((a, b) => (a.n > b.n ? a : b)));
  equal<DataStream<Click>>()(keyed.sum("n"));
  const pairs = env.fromCollection([["a", 1]]).keyBy((pair) => pair[0]);
  equal<DataStream<[string, number]>>()(pairs.sum(1));
  equal<DataStream<Order>>()(orders.sum("total.amount"));
  equal<DataStream<Order>>()(orders.maxBy("total.currency"));
  equal<DataStream<Order>>()(orders.maxBy("total.tax.rate"));
  equal<DataStream<[string, number]>>()(pairs.maxBy(0));
  // @ts-expect-error the field is a string
  keyed.sum("user");
  // @ts-expect-error position 0 is a string
  pairs.sum(0);
  // @ts-expect-error a field of a field that is no number
  orders.sum("total.currency");
  // @ts-expect-error no such field of a field
  orders.max("total.price");
  // @ts-expect-error a stream without a key has no current key
  clicks.process((_click, ctx) => [ctx.getCurrentKey()]);
}

export function sideOutputsInfer(): void {
  const late = new OutputTag<string>("late");
  equal<DataStream<string>>()(clicks.getSideOutput(late));
  equal<DataStream<number>>()(clicks.process(function* (click) { yield click.n; yield [late, click.user] as const; }));
  clicks.process((click, ctx) => { ctx.output(late, click.user); });
  // @ts-expect-error the tag's records are strings
  clicks.process((click, ctx) => { ctx.output(late, click.n); });
}

export function twoStreamsInfer(): void {
  const numbers = env.fromSequence(1, 2);
  equal<ConnectedStreams<Click, number>>()(clicks.connect(numbers));
  equal<KeyedConnectedStreams<Click, number, string>>()(keyed.connect(numbers.keyBy((n) => String(n))));
  equal<ConnectedStreams<Click, number>>()(keyed.connect(numbers));
  equal<KeyedConnectedStreams<Click, number, string>>()(clicks.connect(numbers).keyBy((click) => click.user, (n) => String(n)));
  equal<DataStream<string | number>>()(clicks.connect(numbers).map({ map1: (click) => click.user, map2: (n) => n }));
  equal<DataStream<number>>()(numbers.connect(numbers).flatMap({ *flatMap1(n) { yield n; }, *flatMap2(n) { yield n; } }));
  equal<DataStream<Click | number>>()(clicks.union<number | Click>(numbers));
  equal<DataStream<Click>>()(clicks.union(clicks, keyed));
  // @ts-expect-error no keys, no current key
  clicks.connect(numbers).process({ processElement1: (_v, ctx) => [ctx.getCurrentKey()], processElement2: () => [1] });
  // @ts-expect-error two lambdas would be ambiguous
  clicks.connect(numbers).map((click) => click.user, (n) => n);
}

export function partitioningAndTimeInfer(): void {
  equal<DataStream<Click>>()(clicks.partitionCustom({ key: (click) => click.user, partition: (key, n) => key.length % n }));
  equal<DataStream<Click>>()(clicks.partitionCustom((key: string, n) => key.length % n, (click) => click.user));
  equal<DataStream<Click>>()(clicks.assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps().withTimestampAssigner((click: Click) => click.at)));
  equal<DataStream<Click>>()(clicks.assignTimestampsAndWatermarks((s) => s.forBoundedOutOfOrderness("5 s").withTimestampAssigner((click) => click.at).withIdleness("1 min")));
  equal<DataStream<[boolean, number]>>()(env.fromCollection([[1, "a", true]], Types.TUPLE([Types.INT(), Types.STRING(), Types.BOOLEAN()])).project(2, 0));
  // @ts-expect-error the key is a string
  clicks.partitionCustom((key: number, n) => key % n, (click) => click.user);
  // @ts-expect-error no unit of time
  WatermarkStrategy.forBoundedOutOfOrderness("5 sek");
}

export function streamsAreCovariant(): void {
  const users: DataStream<{ readonly user: string }> = clicks;
  const plain: DataStream<Click> = keyed;
  const wider: KeyedStream<{ readonly user: string }, string | number> = keyed;
  // @ts-expect-error clicks have more than a user
  const narrower: DataStream<Click> = users;
  void [plain, wider, narrower];
}

export function genericHelpersInfer(): void {
  function tagged<T extends Value>(stream: DataStream<T>): DataStream<[string, T]> {
    return stream.map((value): [string, T] => ["tag", value]);
  }
  equal<DataStream<[string, Click]>>()(tagged(clicks));
  function total<T extends { readonly n: number }>(stream: KeyedStream<T, unknown>): DataStream<T> {
    return stream.sum("n" as NumericField<T>);
  }
  equal<DataStream<Click>>()(total(keyed));
}

export function endsInfer(): void {
  equal<CloseableIterator<Click>>()(clicks.executeAndCollect());
  equal<CloseableIterator<Click>>()(clicks.executeAndCollect("job"));
  equal<Promise<Click[]>>()(clicks.executeAndCollect(3));
  equal<Promise<Click[]>>()(clicks.executeAndCollect("job", 3));
  equal<ReadableStream<Click>>()(clicks.toReadable());
  clicks.addSink((click) => { void click.user; });
  clicks.addSink({ invoke: async (click) => { await Promise.resolve(click.user); } });
  equal<DataStream<Click>>()(clicks.name("a").uid("b").setParallelism(2));
  // What a keyed stream refuses is `never`: nothing can be called on it.
  const never: never = keyed.name("x");
  void never;
}
