/** TL-01 … TL-06: state that expires, with a snapshot and a restore between all steps. */
import { describe, expect, test } from "vitest";
import { expectCase, expectedOf } from "../../../../../tests/conformance/cases.ts";
import { perSubtask } from "../../functions/per-subtask.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type StateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type { KeyedStateStore } from "../../state/keyed-state-store.ts";
import { StateTtlConfig } from "../../state/state-ttl-config.ts";
import { type HarnessStep, runOperators, valuesOf } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { Types } from "../../types/types.ts";

const kinds = ["value", "list", "map", "map entry", "reducing", "aggregating"] as const;
type Kind = (typeof kinds)[number];

/** A state of any kind as one that holds a text. */
interface TextState {
  /** `null` only where the kind takes it. */
  write(text: string | null): void;
  /** `null` where nothing is seen. */
  read(): string | null;
}

type Ttl = StateTtlConfig;

function expiring<D extends StateDescriptor>(descriptor: D, ttl: Ttl): D {
  descriptor.enableTimeToLive(ttl);
  return descriptor;
}

function textState(store: KeyedStateStore, kind: Kind, ttl: Ttl): TextState {
  switch (kind) {
    case "value": {
      const state = store.getState(expiring(new ValueStateDescriptor("s", Types.STRING()), ttl));
      return { write: (text) => state.update(text), read: () => state.value() };
    }
    case "list": {
      const descriptor = new ListStateDescriptor("s", Types.STRING());
      const state = store.getListState(expiring(descriptor, ttl));
      return { write: (text) => state.update([String(text)]), read: () => [...state][0] ?? null };
    }
    case "map":
    case "map entry": {
      const descriptor = new MapStateDescriptor("s", Types.STRING(), Types.STRING());
      const state = store.getMapState(expiring(descriptor, ttl));
      return {
        write: (text) => state.put("entry", String(text)),
        read: () => (kind === "map" ? ([...state.values()][0] ?? null) : state.get("entry")),
      };
    }
    case "reducing": {
      const descriptor = new ReducingStateDescriptor<string>("s", (a, b) => a + b, Types.STRING());
      const state = store.getReducingState(expiring(descriptor, ttl));
      return { write: (text) => state.add(text as string), read: () => state.get() };
    }
    case "aggregating": {
      const descriptor = new AggregatingStateDescriptor<string, string[], string>("s", {
        createAccumulator: () => [],
        add: (text, texts) => [...texts, text],
        getResult: (texts) => texts.join(""),
      });
      const state = store.getAggregatingState(expiring(descriptor, ttl));
      return { write: (text) => state.add(text as string), read: () => state.get() };
    }
  }
}

const write = (text: string | null): HarnessStep => ({ type: "record", value: { text }, key: "k" });
const read: HarnessStep = { type: "record", value: "read", key: "k" };
const at = (timestampMs: number): HarnessStep => ({ type: "processingTime", timestampMs });

/** What is read, with a snapshot and a restore after each step. */
async function readsOf(kind: Kind, ttl: Ttl, ...steps: readonly HarnessStep[]): Promise<unknown[]> {
  const fn = () => {
    let state: TextState | undefined;
    return {
      open(context: RuntimeContext) {
        state = textState(context, kind, ttl);
      },
      processElement(value: "read" | { readonly text: string | null }) {
        if (value === "read") return [state?.read() ?? "empty"];
        state?.write(value.text);
        return [];
      },
    };
  };
  const node = operatorNode({
    kind: "process",
    function: functionSlot(perSubtask(fn), "processElement"),
    isKeyed: true,
  });
  const result = await runOperators({
    nodes: [node],
    isKeyed: true,
    script: () => steps.flatMap((step): HarnessStep[] => [step, { type: "snapshot" }]),
  });
  expect(result.error).toBeUndefined();
  return [...valuesOf(result)];
}

function ttlConfig(
  updateType: StateTtlConfig.UpdateType,
  visibility: StateTtlConfig.StateVisibility,
  ttlMs = 100,
): Ttl {
  return StateTtlConfig.newBuilder(ttlMs)
    .setUpdateType(updateType)
    .setStateVisibility(visibility)
    .disableCleanupInBackground()
    .build();
}

describe.each(kinds)("%s state, restored after each step", (kind) => {
  test("TL-01 what was never written is empty", async () => {
    const ttl = ttlConfig("OnCreateAndWrite", "NeverReturnExpired");
    const [, empty] = expectedOf("TL-01", "values");
    expect(await readsOf(kind, ttl, read, at(1000), read)).toEqual([empty, empty]);
    if (kind !== "value") return;
    expectCase("TL-01", await readsOf(kind, ttl, write("B"), read, write(null), read), "values");
  });

  test("TL-03 writes start the time, and what has expired is seen once", async () => {
    const ttl = ttlConfig("OnCreateAndWrite", "ReturnExpiredIfNotCleanedUp");
    expectCase("TL-03", await readsOf(kind, ttl, write("A"), at(120), read, read), "reads");
  });

  test("TL-04 reads start the time, and what has expired is never seen", async () => {
    const ttl = ttlConfig("OnReadAndWrite", "NeverReturnExpired");
    const reads = await readsOf(kind, ttl, write("A"), at(50), read, at(120), read, at(250), read);
    expect(reads.shift()).toBe("A");
    expectCase(
      "TL-04",
      reads.map((text) => (text === "A" ? "still there" : text)),
      "reads",
    );
  });

  test("TL-05 reads start the time, and what has expired is seen once", async () => {
    const ttl = ttlConfig("OnReadAndWrite", "ReturnExpiredIfNotCleanedUp");
    const reads = await readsOf(kind, ttl, write("A"), at(50), read, at(170), read, read);
    expect(reads.shift()).toBe("A");
    expectCase(
      "TL-05",
      reads.map((text) => (text === "A" ? "value" : text)),
      "reads",
    );
  });

  test("TL-06 the longest time does not overflow", async () => {
    const ttl = ttlConfig("OnCreateAndWrite", "NeverReturnExpired", 2 ** 63);
    const reads = await readsOf(kind, ttl, at(10), write("A"), at(50), read);
    expectCase(
      "TL-06",
      reads.map((text) => (text === "A" ? "present" : text)),
      "read",
    );
  });
});
