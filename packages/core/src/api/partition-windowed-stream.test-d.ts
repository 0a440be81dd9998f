/** Type tests of full-window partitions: what infers, and what does not compile. */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import type { Collector } from "../functions/collector.ts";
import type { MapPartitionFunction } from "../functions/map-partition-function.ts";
import { Types } from "../types/types.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import { Order } from "./order.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

interface Click {
  readonly user: string;
  readonly n: number;
}
declare const clicks: DataStream<Click>;
declare const keyed: KeyedStream<Click, string>;
declare const first: MapPartitionFunction<Click, string>;

export function partitionsInfer(): void {
  equal<DataStream<string>>()(clicks.fullWindowPartition().mapPartition((values) => [...values].map((click) => click.user)));
  equal<DataStream<string>>()(keyed.fullWindowPartition().mapPartition((_values, out: Collector<string>) => out.collect("a")));
  equal<DataStream<string>>()(keyed.fullWindowPartition().mapPartition(first));
  equal<DataStream<[number]>>()(clicks.fullWindowPartition().mapPartition(() => [[1]], Types.TUPLE([Types.INT()])));
  equal<DataStream<Click>>()(clicks.fullWindowPartition().sortPartition("n", Order.ASCENDING));
  equal<DataStream<Click>>()(clicks.fullWindowPartition().sortPartition((click) => [click.user, click.n], "DESCENDING"));
  equal<DataStream<Click>>()(clicks.fullWindowPartition().reduce((a) => a));
  equal<DataStream<number>>()(keyed.fullWindowPartition().aggregate({ createAccumulator: () => 0, add: (click: Click, sum: number) => sum + click.n, getResult: (sum: number) => sum }));
}

export function wrongUseDoesNotCompile(): void {
  // @ts-expect-error there is no such field
  clicks.fullWindowPartition().sortPartition("price", Order.ASCENDING);
  // @ts-expect-error the order is missing
  clicks.fullWindowPartition().sortPartition("n");
  // @ts-expect-error no such order
  clicks.fullWindowPartition().sortPartition("n", "ANY");
  // @ts-expect-error a text is not a list of records
  clicks.fullWindowPartition().mapPartition(() => "abc");
  // @ts-expect-error the output type is unknown
  clicks.fullWindowPartition().mapPartition((_values, out) => out.collect(1));
}
