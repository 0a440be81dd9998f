import { describe, expect, test } from "vitest";
import { Types } from "../types/types.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "./descriptors.ts";
import { StateTtlConfig } from "./state-ttl-config.ts";

const type = Types.LONG();
const sum = {
  createAccumulator: () => 0,
  add: (value: number, total: number) => total + value,
  getResult: (total: number) => total,
};

describe("state descriptors", () => {
  // covers: AggregatingStateDescriptor.getAggFunction, ListStateDescriptor, MapStateDescriptor
  // covers: ReducingStateDescriptor.getReduceFunction, StateDescriptor.getName
  test("keep name, kind and types", () => {
    expect(new ValueStateDescriptor("v", type)).toMatchObject({
      kind: "value",
      name: "v",
      valueType: type,
    });
    expect(new ListStateDescriptor("l", Types.LONG)).toMatchObject({
      kind: "list",
      name: "l",
      elementType: type,
    });
    expect(new MapStateDescriptor("m", type)).toMatchObject({
      kind: "map",
      name: "m",
      keyType: type,
      valueType: undefined,
    });
    const add = (a: number, b: number) => a + b;
    const reducing = new ReducingStateDescriptor<number>("r", add, type);
    expect([
      reducing.kind,
      reducing.getName(),
      reducing.getReduceFunction(),
      reducing.valueType,
    ]).toEqual(["reducing", "r", add, type]);
    const aggregating = new AggregatingStateDescriptor("a", sum, type);
    expect([aggregating.kind, aggregating.getAggFunction(), aggregating.accumulatorType]).toEqual([
      "aggregating",
      sum,
      type,
    ]);
  });

  test("refuse an empty name, a function that is none and a type that is none", () => {
    expect(() => new ValueStateDescriptor("")).toThrow(
      expect.objectContaining({ code: "STATE_WRONG_NAME" }),
    );
    expect(() => new ValueStateDescriptor("v", "LONG" as never)).toThrow(
      expect.objectContaining({ code: "TYPE_EXPECTED" }),
    );
    expect(() => new ReducingStateDescriptor("r", {} as never)).toThrow(
      expect.objectContaining({ code: "STATE_WRONG_FUNCTION" }),
    );
    expect(() => new AggregatingStateDescriptor("a", (() => 0) as never)).toThrow(
      expect.objectContaining({ code: "STATE_WRONG_FUNCTION" }),
    );
  });

  test("refuse a function with open, which nobody would call", () => {
    const open = () => {};
    for (const create of [
      () => new ReducingStateDescriptor<number>("r", { open, reduce: (a) => a }),
      () => new AggregatingStateDescriptor("a", { ...sum, open }),
    ])
      expect(create).toThrow(expect.objectContaining({ code: "STATE_WRONG_FUNCTION" }));
  });

  // covers: StateDescriptor.enableTimeToLive, ValueStateDescriptor
  test("take a time to live, of which a disabled one is none", () => {
    const descriptor = new ValueStateDescriptor("v", type);
    expect(descriptor.getTtlConfig()).toBe(undefined);
    const config = StateTtlConfig.newBuilder(1000).build();
    descriptor.enableTimeToLive(config);
    expect(descriptor.getTtlConfig()).toBe(config);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(1000).setUpdateType("Disabled").build());
    expect(descriptor.getTtlConfig()).toBe(undefined);
    expect(() => descriptor.enableTimeToLive({ ttl: 1000 } as never)).toThrow(
      expect.objectContaining({ code: "STATE_WRONG_TTL" }),
    );
  });
});
