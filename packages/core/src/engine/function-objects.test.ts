import { expect, test } from "vitest";
import { perSubtask } from "../functions/per-subtask.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

class Counting {
  count = 0;
  flatMap() {
    this.count += 1;
    return [this.count];
  }
}

test("each subtask, operator and job has a function object of its own, and the user's stays as it was (O2)", async () => {
  const counting = new Counting();
  const runOnce = async (): Promise<readonly (readonly number[])[]> => {
    const plan = new PlanBuilder();
    const ofTwo = new RecordingSink<number>();
    const ofOne = new RecordingSink<number>();
    const letters = ["a", "b", "c", "d"].map((record) => ({ record }));
    const source = plan.source(new ScriptedSource([letters]));
    const dealt = plan.partition(source, { type: "rebalance" });
    plan.sink(plan.flatMap(dealt, counting, { parallelism: 2 }), ofTwo);
    plan.sink(plan.flatMap(source, counting), ofOne);
    const executor = createEmbeddedExecutor(createTestPorts());
    await (await executor.submit(plan.plan(), { logger: undefined })).result();
    return [ofTwo, ofOne].map((sink) => sink.records.toSorted((a, b) => a - b));
  };
  const expected = [
    [1, 1, 2, 2],
    [1, 2, 3, 4],
  ];
  expect(await runOnce()).toEqual(expected);
  expect(await runOnce()).toEqual(expected);
  expect(counting.count).toBe(0);
});

test("a recipe for a key selector or partitioner that makes nothing of use fails at the operator behind", async () => {
  const useless = { value: perSubtask(() => ({})), role: "getKey" };
  const failing = {
    value: perSubtask(() => {
      throw new Error("no selector today");
    }),
    role: "getKey",
  };
  const run = async (partitioner: Parameters<PlanBuilder["partition"]>[1]) => {
    const plan = new PlanBuilder();
    const source = plan.source(new ScriptedSource([[{ record: "a" }]]));
    const apart = plan.partition(source, partitioner);
    const behind = plan.flatMap(apart, new Counting(), { name: "behind" });
    plan.sink(behind, new RecordingSink<number>());
    const executor = createEmbeddedExecutor(createTestPorts());
    await (await executor.submit(plan.plan(), { logger: undefined })).result();
  };
  const where = { operator: "behind", location: expect.stringContaining(":") };
  await expect(
    run({ type: "hash", keySelector: useless, keyType: undefined }),
  ).rejects.toMatchObject({ code: "FUNCTION_WRONG_RECIPE", where });
  await expect(
    run({ type: "hash", keySelector: failing, keyType: undefined }),
  ).rejects.toMatchObject({ code: "RUNTIME_KEY_SELECTOR_FAILED", where });
  await expect(
    run({ type: "custom", partitioner: failing, keySelector: { value: () => 1, role: "getKey" } }),
  ).rejects.toMatchObject({ code: "RUNTIME_PARTITIONER_FAILED", where });
});
