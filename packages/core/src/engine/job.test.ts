import { expect, test } from "vitest";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";
import { Job } from "./job.ts";

test("a failure from outside while a finished job is being closed fails it", async () => {
  const plan = new PlanBuilder();
  let closing = (): void => undefined;
  const mapped = plan.flatMap(plan.source(new ScriptedSource([[{ record: 1 }]])), {
    flatMap: (value: number) => [value],
    close: () => closing(),
  });
  plan.sink(mapped, new RecordingSink());
  const executor = createEmbeddedExecutor(createTestPorts());
  const job = await executor.submit(plan.plan(), { logger: undefined });
  closing = () => {
    if (job instanceof Job) job.fail(new Error("late"));
  };
  await expect(job.result()).rejects.toThrow("late");
  expect(job.status()).toBe("FAILED");
});
