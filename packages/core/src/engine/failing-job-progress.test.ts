import { expect, test } from "vitest";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { silentLogger } from "../testing/silent-logger.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

for (const codeGeneration of ["auto", "off"]) {
  test(`the summary of a failed job counts the record it failed on (code generation ${codeGeneration})`, async () => {
    const ports = createTestPorts();
    const plan = new PlanBuilder();
    const source = plan.source(
      new ScriptedSource([[{ record: 1 }, { record: 2 }, { record: 3 }, { record: 4 }]]),
    );
    const failing = plan.map(source, (n: number) => {
      if (n === 3) throw new Error("three");
      return n;
    });
    plan.sink(failing, new RecordingSink());
    const configuration = {
      "execution.progress": "on",
      "execution.code-generation": codeGeneration,
    };
    const job = await createEmbeddedExecutor(ports).submit(plan.plan(configuration), {
      logger: silentLogger,
    });
    await expect(job.result()).rejects.toThrow("three");
    expect(ports.stderr.text).toContain("3 records read, 2 written");
  });
}
