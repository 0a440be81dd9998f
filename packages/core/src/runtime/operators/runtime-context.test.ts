import { expect, test } from "vitest";
import { Accumulator } from "../../functions/accumulators.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import { createHarnessChain } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

class Total extends Accumulator<number, number> {
  #total = 0;
  add(value: number) {
    this.#total += value;
  }
  getLocalValue() {
    return this.#total;
  }
  resetLocal() {
    this.#total = 0;
  }
  merge(other: Total) {
    this.#total += other.#total;
  }
  clone() {
    const copy = new Total();
    copy.add(this.#total);
    return copy;
  }
}

async function opened(
  open: (context: RuntimeContext) => void,
  configuration: Readonly<Record<string, string>> = {},
) {
  const node = operatorNode({
    kind: "map",
    name: "Map",
    function: functionSlot({ open, map: (value: unknown) => value }, "map"),
  });
  const one = createHarnessChain({ nodes: [node], subtaskIndex: 2, configuration }, "auto");
  await one.chain.open();
  return one;
}

// covers: RuntimeContext.getAttemptNumber, RuntimeContext.getIndexOfThisSubtask
// covers: RuntimeContext.getJobParameter, RuntimeContext.getMaxNumberOfParallelSubtasks
// covers: RuntimeContext.getNumberOfParallelSubtasks, RuntimeContext.getTaskName
// covers: RuntimeContext.getTaskNameWithSubtasks
test("a runtime context tells where the function runs", async () => {
  const seen: unknown[] = [];
  await opened(
    (context) => {
      seen.push(
        context.getTaskName(),
        context.getTaskNameWithSubtasks(),
        context.getIndexOfThisSubtask(),
        context.getNumberOfParallelSubtasks(),
      );
      seen.push(
        context.getMaxNumberOfParallelSubtasks(),
        context.getAttemptNumber(),
        context.getJobId(),
      );
      seen.push(
        context.getJobParameter("city", "none"),
        context.getJobParameter("country", "none"),
      );
    },
    { "pipeline.global-job-parameters": "city:Berlin,street:Unter den Linden" },
  );
  expect(seen).toEqual(["Map", "Map (3/1)", 2, 1, 128, 0, "0".repeat(32), "Berlin", "none"]);
});

// covers: RuntimeContext.addAccumulator, RuntimeContext.getAccumulator
// covers: RuntimeContext.addAccumulator, RuntimeContext.getAccumulator
test("accumulators are kept by name in the subtask, each name once", async () => {
  const total = new Total();
  const { environment } = await opened((context) => {
    context.addAccumulator("total", total);
    expect(context.getAccumulator("total")).toBe(total);
    expect(context.getAccumulator("other")).toBeUndefined();
  });
  expect([...environment.accumulators]).toEqual([["total", total]]);
  await expect(
    opened((context) => {
      context.addAccumulator("total", total);
      context.addAccumulator("total", total);
    }),
  ).rejects.toMatchObject({
    code: "RUNTIME_ACCUMULATOR_EXISTS",
    where: { operator: "Map", location: "job.ts:1:1" },
  });
});

test.each<[string, unknown, unknown, string, string]>([
  ["a number", "total", 5, "accumulator", "5"],
  ["the class", "total", Total, "accumulator", "the class Total"],
  ["no name", undefined, new Total(), "name", "undefined"],
])(
  "an accumulator is refused where it is given as %s",
  async (_case, name, accumulator, parameter, value) => {
    await expect(
      opened((context) => context.addAccumulator(name as never, accumulator as never)),
    ).rejects.toMatchObject({
      code: "API_WRONG_TYPE",
      values: { method: "RuntimeContext.addAccumulator", parameter, value },
      where: { operator: "Map", location: "job.ts:1:1" },
    });
  },
);
