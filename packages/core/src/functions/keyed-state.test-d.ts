/** Type tests of keyed state: what handles of each kind infer from their descriptors. Compiled, never run. */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import {
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import { StateTtlConfig } from "../state/state-ttl-config.ts";
import { Types } from "../types/types.ts";
import type { KeyedProcessContext } from "./one-input.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

export function kindsOfStateInfer(ctx: KeyedProcessContext<string>): void {
  const list = ctx.getListState(new ListStateDescriptor("list", Types.LONG()));
  equal<number[]>()([...list]);
  list.addAll(new Set([1]));
  // @ts-expect-error elements are numbers
  list.add("text");
  const map = ctx.getMapState(new MapStateDescriptor("map", Types.STRING(), Types.BOOLEAN()));
  for (const [key, value] of map) {
    equal<string>()(key);
    equal<boolean>()(value);
  }
  equal<boolean | null>()(map.get("x"));
  map.putAll(new Map([["x", true]]));
  // @ts-expect-error keys are texts
  map.put(1, true);
  const sum = ctx.getReducingState(new ReducingStateDescriptor("sum", (a, b) => a + b, Types.LONG()));
  equal<number | null>()(sum.get());
  // @ts-expect-error list state needs a list's descriptor
  ctx.getListState(new ValueStateDescriptor("value", Types.LONG()));
  // @ts-expect-error there is one clock
  StateTtlConfig.newBuilder("1 s").setTtlTimeCharacteristic("EventTime");
  const updateType: StateTtlConfig.UpdateType = StateTtlConfig.UpdateType.OnReadAndWrite;
  const builder: StateTtlConfig.Builder = StateTtlConfig.newBuilder(1).setUpdateType(updateType);
  new ValueStateDescriptor("value", Types.LONG()).enableTimeToLive(builder.build());
}
