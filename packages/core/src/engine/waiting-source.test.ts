import { expect, test } from "vitest";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptStep } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

const record = { record: "other" };

/** A job of a source that always has records, and of one with the script, both at parallelism 1. */
async function submit(script: readonly ScriptStep<string>[], sink: RecordingSink<string>) {
  const plan = new PlanBuilder();
  const busy = new ScriptedSource<string>([Array.from({ length: 2_000_000 }, () => record)]);
  plan.sink(plan.source(busy, { parallelism: 1 }), new RecordingSink());
  plan.sink(plan.source(new ScriptedSource([script]), { parallelism: 1 }), sink);
  return createEmbeddedExecutor(createTestPorts()).submit(plan.plan(), { logger: undefined });
}

test("a source that has waited is read again while another one is busy", async () => {
  const sink = new RecordingSink<string>();
  const waitFor = new Promise((resolve) => setImmediate(resolve));
  const job = await submit([record, { waitFor }, record], sink);
  for (let turn = 0; turn < 100 && sink.records.length < 2; turn++)
    await new Promise((resolve) => setImmediate(resolve));
  expect([sink.records.length, job.status()]).toEqual([2, "RUNNING"]);
  await job.cancel();
});

test("a source whose wait fails fails the job while another one is busy", async () => {
  const sink = new RecordingSink<string>();
  const waitFor = new Promise((_resolve, reject) => setImmediate(() => reject(new Error("gone"))));
  waitFor.catch(() => {});
  const job = await submit([record, { waitFor }], sink);
  await expect(job.result()).rejects.toThrow("gone");
});

test("a wait that is over before the worker sleeps is not missed", async () => {
  const plan = new PlanBuilder();
  const sink = new RecordingSink<string>();
  const script = [record, { waitFor: Promise.resolve() }, record];
  plan.sink(plan.source(new ScriptedSource([script]), { parallelism: 1 }), sink);
  const executor = createEmbeddedExecutor(createTestPorts());
  await (await executor.submit(plan.plan(), { logger: undefined })).result();
  expect(sink.records).toEqual(["other", "other"]);
});
