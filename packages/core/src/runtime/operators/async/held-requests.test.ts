import { expect, test } from "vitest";
import type { PhysicalNode } from "../../../plan/transformation.ts";
import { asyncBatchWaitNode, asyncWaitNode, ScriptedCalls } from "../../../testing/async-script.ts";
import {
  advanceProcessingTime,
  createHarnessChain,
  type HarnessChain,
} from "../../../testing/operator-harness.ts";
import { throughBytes } from "../../../testing/snapshot-bytes.ts";
import type { AnyTypeInformation } from "../../../types/type-information.ts";
import { Types } from "../../../types/types.ts";

type Start = (harness: HarnessChain) => void | Promise<void>;

/** Runs `before`, takes the operator's own snapshot, and opens another one from it. */
async function restored(
  node: PhysicalNode,
  before: Start,
  inputTypes: readonly [AnyTypeInformation?, AnyTypeInformation?] = [],
): Promise<HarnessChain> {
  const first = createHarnessChain(withType(node, inputTypes[0]), "auto");
  await first.chain.open();
  await before(first);
  const [snapshot] = throughBytes(first.chain.snapshot(1));
  await first.chain.close();
  const second = createHarnessChain(
    { ...withType(node, inputTypes[1]), restored: () => snapshot },
    "auto",
  );
  await second.chain.open();
  return second;
}

function withType(node: PhysicalNode, inputType: AnyTypeInformation | undefined) {
  return { nodes: [node], ...(inputType === undefined ? {} : { inputType }) };
}

const settle = (harness: HarnessChain) =>
  advanceProcessingTime(harness, harness.ports.scheduler.now());

test("calls without emitted results are made again, in order, with timestamps and watermarks", async () => {
  const calls = new ScriptedCalls();
  const harness = await restored(asyncWaitNode(calls.invoke), async (first) => {
    const input = first.chain.inputs[0];
    input?.element({ n: 1 }, 10, undefined);
    input?.element({ n: 2 }, 20, undefined);
    input?.watermark(20);
    input?.status(true);
    input?.element({ n: 3 }, 30, undefined);
    calls.call(1).answer.resolve([2]); // waits for the first one
    await settle(first);
    expect(first.events).toEqual([]);
    calls.reset();
  });
  expect(calls.inputs).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  for (const index of [2, 1, 0]) calls.call(index).answer.resolve([index + 1]);
  await settle(harness);
  expect(harness.events).toEqual([
    ["record", 0, 1, 10],
    ["record", 0, 2, 20],
    ["watermark", 0, 20],
    ["status", 0, true],
    ["record", 0, 3, 30],
  ]);
  await harness.chain.close();
});

test("what was emitted is not in it, and an operator restored full is a gate without room", async () => {
  const calls = new ScriptedCalls();
  const node = asyncWaitNode(calls.invoke, { capacity: 2, isOrdered: false });
  const harness = await restored(node, async (first) => {
    for (const n of [1, 2]) first.chain.inputs[0]?.element(n, 0, undefined);
    calls.call(0).answer.resolve([1]);
    await settle(first);
    first.chain.inputs[0]?.element(3, 0, undefined);
    calls.reset();
  });
  expect(calls.inputs).toEqual([2, 3]);
  expect(harness.chain.suspensions[0]?.hasRoom()).toBe(false);
  await harness.chain.close();
});

test("a batch on its way and one that is gathered are gathered again", async () => {
  const calls = new ScriptedCalls();
  const harness = await restored(asyncBatchWaitNode(calls.invoke, { batchSize: 2 }), (first) => {
    const input = first.chain.inputs[0];
    input?.element(1, 10, undefined);
    input?.watermark(10);
    input?.element(2, 20, undefined);
    input?.element(3, 30, undefined);
    input?.watermark(30);
    calls.reset();
  });
  harness.chain.inputs[0]?.endInput();
  expect(calls.inputs).toEqual([[1, 2], [3]]);
  calls.call(0).answer.resolve([1, 2]);
  calls.call(1).answer.resolve([3]);
  await settle(harness);
  expect(harness.events).toEqual([
    ["record", 0, 1, 10],
    ["watermark", 0, 10],
    ["record", 0, 2, 20],
    ["record", 0, 3, 30],
    ["watermark", 0, 30],
    ["endInput", 0],
  ]);
  await harness.chain.close();
});

test("records of a type that has changed are migrated, or refused by name", async () => {
  const calls = new ScriptedCalls();
  const node = asyncWaitNode(calls.invoke);
  const begin: Start = (first) => first.chain.inputs[0]?.element(7, 0, undefined);
  const widened = await restored(node, begin, [Types.INT(), Types.LONG()]);
  expect(calls.inputs).toEqual([7, 7]);
  await widened.chain.close();
  await expect(restored(node, begin, [Types.INT(), Types.STRING()])).rejects.toMatchObject({
    code: "STATE_INCOMPATIBLE_SERIALIZER",
    where: { operator: "asyncWait" },
  });
});
