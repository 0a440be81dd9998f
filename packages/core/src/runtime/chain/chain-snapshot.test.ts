/** Chains through snapshots: watermarks, ends, firings in progress and what waited go on where they were. */
import { describe, expect, test } from "vitest";
import type { OperatorSnapshot } from "../../checkpoint/snapshot/operator-snapshot.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import {
  createHarnessChain,
  type HarnessChain,
  type HarnessRun,
  pollSuspensions,
  runOperators,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { operatorSnapshot, throughBytes } from "../../testing/snapshot-bytes.ts";
import { processingTime, windowRun } from "../../testing/window-script.ts";
import { TumblingProcessingTimeWindows } from "../../windowing/tumbling-windows.ts";

type Run = Omit<HarnessRun, "script">;

const timers = operatorNode({
  kind: "process",
  name: "timers",
  isKeyed: true,
  function: functionSlot(
    {
      processElement(value: number, ctx: KeyedProcessContext<unknown>) {
        for (let at = 0; at < value; at++) ctx.timerService().registerEventTimeTimer(at);
        return [`record ${value}`];
      },
      onTimer: (timestampMs: number) => [`timer ${timestampMs}`],
    },
    "processElement",
  ),
});
const keyed: Run = {
  nodes: [timers],
  isKeyed: true,
  configuration: { "execution.slice.max-records": "2" },
};

async function opened(run: Run, restored?: readonly OperatorSnapshot[]): Promise<HarnessChain> {
  const harness = createHarnessChain(run, "auto", {
    restored: (operatorId) => restored?.find((one) => one.operatorId === operatorId),
  });
  await harness.chain.open();
  return harness;
}

/** A new instance, from a snapshot of the one that is given. */
async function restored(run: Run, { chain }: HarnessChain): Promise<HarnessChain> {
  const snapshots = throughBytes(chain.snapshot(1));
  await chain.close();
  return opened(run, snapshots);
}

describe("a watermark that fires timers slice by slice", () => {
  test("goes on firing after a restore, then what waited, then the end", async () => {
    const first = await opened(keyed);
    const [input] = first.chain.inputs;
    input?.element(5, 0, "a");
    input?.watermark(9);
    expect(first.events).toEqual([
      ["record", 0, "record 5", 0],
      ["record", 0, "timer 0", 0],
      ["record", 0, "timer 1", 1],
    ]);
    input?.element(12, 3, "b");
    input?.watermark(11);
    input?.endInput();
    const second = await restored(keyed, first);
    pollSuspensions(second);
    const of = (name: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => [
        "record",
        0,
        `${name} ${from + index}`,
        from + index,
      ]);
    expect(second.events).toEqual([
      ...of("timer", 2, 5),
      ["watermark", 0, 9],
      ["record", 0, "record 12", 3],
      ...of("timer", 0, 12),
      ["watermark", 0, 11],
      ["endInput", 0],
    ]);
  });

  test("has what waited in its snapshot, with keys", async () => {
    const { chain } = await opened(keyed);
    chain.inputs[0]?.element(5, 0, "a");
    chain.inputs[0]?.watermark(9);
    chain.inputs[0]?.element(1, 3, "b");
    const [snapshot] = chain.snapshot(1);
    expect(snapshot?.progress).toEqual({
      watermarkMs: 9,
      firingEventTimeMs: 9,
      inputs: [{ watermarkMs: 9, isIdle: false, hasEnded: false, channels: [] }],
      isFinishHeld: false,
      hasFinished: false,
    });
    expect(snapshot?.inbox?.elements.map(({ type }) => type)).toEqual(["record"]);
  });

  test("refuses a restore into an operator that takes nothing that waits", async () => {
    const first = await opened(keyed);
    first.chain.inputs[0]?.element(5, 0, "a");
    first.chain.inputs[0]?.watermark(9);
    first.chain.inputs[0]?.element(1, 3, "b");
    const map = operatorNode({ kind: "map", function: functionSlot((n: unknown) => n, "map") });
    await expect(restored({ nodes: [map] }, first)).rejects.toMatchObject({
      code: "RUNTIME_NOWHERE_TO_WAIT",
      values: { operator: "map", count: "1" },
    });
  });
});

describe("a restored chain", () => {
  const map = operatorNode({ kind: "map", function: functionSlot((n: unknown) => n, "map") });

  test("does not go back behind its watermark, nor say it again", async () => {
    const first = await opened({ nodes: [map, map] });
    first.chain.inputs[0]?.watermark(7);
    const second = await restored({ nodes: [map, map] }, first);
    for (const timestampMs of [5, 7, 8]) second.chain.inputs[0]?.watermark(timestampMs);
    expect(second.events).toEqual([["watermark", 0, 8]]);
  });

  test("stays idle, and does not end twice", async () => {
    const first = await opened({ nodes: [map] });
    first.chain.inputs[0]?.status(true);
    first.chain.inputs[0]?.endInput();
    const second = await restored({ nodes: [map] }, first);
    second.chain.inputs[0]?.status(true);
    second.chain.inputs[0]?.endInput();
    expect(second.events).toEqual([]);
  });

  test("whose head was inside of another chain begins at that operator's watermark", async () => {
    const first = await opened({ nodes: [map, timers] });
    first.chain.inputs[0]?.watermark(7);
    const [, inner] = throughBytes(first.chain.snapshot(1));
    const operatorId = "0".repeat(32);
    const second = await opened(keyed, inner === undefined ? [] : [{ ...inner, operatorId }]);
    second.chain.inputs[0]?.watermark(6);
    second.chain.inputs[0]?.watermark(8);
    expect(second.events).toEqual([["watermark", 0, 8]]);
  });

  test("begins anew without a part of its own", async () => {
    const harness = await opened({ nodes: [map] }, [
      operatorSnapshot({ operatorId: "f".repeat(32) }),
    ]);
    harness.chain.inputs[0]?.watermark(1);
    expect(harness.events).toEqual([["watermark", 0, 1]]);
  });
});

test("staggered windows begin after a restore where they began before it", async () => {
  const run = windowRun({
    assigner: TumblingProcessingTimeWindows.of(100, 0, "NATURAL"),
    apply: (_key: string, window: { readonly start?: number }) => [window.start],
  });
  const record = (n: number) => ({ type: "record", value: ["a", n], key: "a" }) as const;
  const script = () => [
    processingTime(30),
    record(1),
    processingTime(145),
    record(2),
    processingTime(300),
  ];
  const { events } = await runOperators({ ...run, script });
  expect(events).toEqual([
    ["record", 0, 30, 129],
    ["record", 0, 130, 229],
  ]);
});
