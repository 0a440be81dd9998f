import { expect, test } from "vitest";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { silentLogger } from "../testing/silent-logger.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

test("a mechanism that is not built is said once, with all settings that ask for it", async () => {
  const said: unknown[] = [];
  const logger = {
    ...silentLogger,
    warn: (fields: object, message: string) => said.push([message.split("  ")[0], fields]),
  };
  const plan = new PlanBuilder();
  plan.sink(plan.source(new ScriptedSource([[]])), new RecordingSink());
  const job = await createEmbeddedExecutor(createTestPorts()).submit(
    plan.plan({
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": "3",
      "my.own.key": "1",
    }),
    { logger },
  );
  await job.result();
  expect(said).toEqual([
    [
      "CONFIG_NOT_IN_EFFECT",
      { settings: "restart-strategy.type, restart-strategy.fixed-delay.attempts" },
    ],
    ["CONFIG_UNKNOWN_KEY", {}],
  ]);
});
