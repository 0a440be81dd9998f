/** TL-08, TL-10: what snapshots have of state that expires; TTL 100 ms. */
import { describe, expect, test } from "vitest";
import { expectCase } from "../../../../../tests/conformance/cases.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import {
  StateTtlConfig,
  type TtlStateVisibility,
  type TtlUpdateType,
} from "../../state/state-ttl-config.ts";
import {
  advanceProcessingTime,
  createHarnessChain,
  type HarnessStep,
  valuesOf,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { throughBytes } from "../../testing/snapshot-bytes.ts";

const kinds = ["value", "list", "map", "reducing", "aggregating"] as const;
type Kind = (typeof kinds)[number];
type Context = KeyedProcessContext<unknown>;
/** Replaces or adds a text; or reads. */
type Command = { readonly write: string } | { readonly read: true };

const last = (_previous: string, next: string): string => next;
const aggregate = {
  createAccumulator: () => "",
  add: (value: string) => value,
  getResult: (accumulator: string) => accumulator,
  merge: last,
};

function config(update: TtlUpdateType, visibility: TtlStateVisibility, ttlMs: number = 100) {
  return StateTtlConfig.newBuilder(ttlMs)
    .setUpdateType(update)
    .setStateVisibility(visibility)
    .disableCleanupInBackground();
}

/** A state of any kind as one that holds a text. */
function textOf(kind: Kind, ttl: StateTtlConfig) {
  const withTtl = <D extends { enableTimeToLive(config: StateTtlConfig): void }>(descriptor: D) => {
    descriptor.enableTimeToLive(ttl);
    return descriptor;
  };
  const value = withTtl(new ValueStateDescriptor<string>("s"));
  const list = withTtl(new ListStateDescriptor<string>("s"));
  const map = withTtl(new MapStateDescriptor<string, string>("s"));
  const reducing = withTtl(new ReducingStateDescriptor<string>("s", last));
  const aggregating = withTtl(
    new AggregatingStateDescriptor<string, string, string>("s", aggregate),
  );
  return {
    write(ctx: Context, text: string): void {
      if (kind === "value") ctx.getState(value).update(text);
      if (kind === "list") ctx.getListState(list).update([text]);
      if (kind === "map") ctx.getMapState(map).put("entry", text);
      if (kind === "reducing") ctx.getReducingState(reducing).add(text);
      if (kind === "aggregating") ctx.getAggregatingState(aggregating).add(text);
    },
    read(ctx: Context): string | null | undefined {
      if (kind === "value") return ctx.getState(value).value();
      if (kind === "list") return [...ctx.getListState(list).get()].at(-1);
      if (kind === "map") return ctx.getMapState(map).get("entry");
      if (kind === "reducing") return ctx.getReducingState(reducing).get();
      return ctx.getAggregatingState(aggregating).get();
    },
  };
}

function commands(kind: Kind, ttl: StateTtlConfig) {
  const state = textOf(kind, ttl);
  const processElement = (command: Command, ctx: Context) => {
    if ("read" in command) return [state.read(ctx) ?? "empty"];
    state.write(ctx, command.write);
    return [];
  };
  return operatorNode({
    kind: "process",
    isKeyed: true,
    function: functionSlot(processElement, "processElement"),
  });
}

const at = (timestampMs: number): HarnessStep => ({ type: "processingTime", timestampMs });
const command = (value: Command, key: string): HarnessStep => ({ type: "record", value, key });
const write = (text: string, key: string) => command({ write: text }, key);
const read = (key: string) => command({ read: true }, key);

describe.each(kinds)("%s state that expires, through snapshots", (kind) => {
  test("TL-08 times are part of a snapshot: what is restored later expires when it would have", async () => {
    const ttl = config("OnCreateAndWrite", "NeverReturnExpired").build();
    const run = { nodes: [commands(kind, ttl)], isKeyed: true };
    const first = createHarnessChain(run, "auto");
    const step = async (harness: typeof first, one: HarnessStep) => {
      if (one.type === "processingTime") await advanceProcessingTime(harness, one.timestampMs);
      if (one.type === "record") harness.chain.inputs[0]?.element(one.value, 0, one.key);
    };
    await first.chain.open();
    for (const one of [write("A", "k1"), at(50), write("B", "k1"), at(100), write("A", "k2")])
      await step(first, one);
    const [snapshot] = throughBytes(first.chain.snapshot(1));
    for (const one of [at(170), write("C", "k1"), write("B", "k2")]) await step(first, one);
    await first.chain.close();
    const second = createHarnessChain(run, "auto", {
      ports: first.ports,
      restored: () => snapshot,
    });
    await second.chain.open();
    for (const one of [at(180), read("k1"), read("k2")]) await step(second, one);
    expectCase("TL-08", valuesOf(second), "reads");
  });

  test("TL-10 touching other keys removes what has expired, a snapshot does not change that", async () => {
    const ttl = config("OnCreateAndWrite", "NeverReturnExpired").cleanupIncrementally(5, false);
    const keys = ["a", "b", "c", "d"];
    const run = { nodes: [commands(kind, ttl.build())], isKeyed: true };
    const first = createHarnessChain(run, "auto");
    await first.chain.open();
    for (const key of keys) first.chain.inputs[0]?.element({ write: "A" }, 0, key);
    await advanceProcessingTime(first, 60);
    first.chain.inputs[0]?.element({ write: "B" }, 0, "d");
    await advanceProcessingTime(first, 120);
    const before = first.chain.snapshot(1);
    for (let access = 0; access < 3; access++)
      first.chain.inputs[0]?.element({ read: true }, 0, "other");
    expect([entryCount(before), entryCount(first.chain.snapshot(2))]).toEqual([4, 1]);
    expectCase("TL-10", ["removes"], "verdict");
  });
});

test("expired state is left out of snapshots where the cleanup says so", async () => {
  const ttl = config("OnCreateAndWrite", "NeverReturnExpired").cleanupFullSnapshot().build();
  const { chain, ...rest } = createHarnessChain(
    { nodes: [commands("list", ttl)], isKeyed: true },
    "off",
  );
  await chain.open();
  chain.inputs[0]?.element({ write: "A" }, 0, "old");
  await advanceProcessingTime({ chain, ...rest }, 100);
  chain.inputs[0]?.element({ write: "B" }, 0, "new");
  expect(entryCount(chain.snapshot(1))).toBe(1);
});

function entryCount(
  snapshots: ReturnType<ReturnType<typeof createHarnessChain>["chain"]["snapshot"]>,
) {
  const groups = snapshots[0]?.keyed?.states.flatMap((state) => state.groups) ?? [];
  return groups.reduce((count, group) => count + group.entryCount, 0);
}
