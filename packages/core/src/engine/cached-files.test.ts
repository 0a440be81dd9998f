import { expect, test } from "vitest";
import type { FileStatus } from "../base/ports.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { createTestPorts, type TestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

/** Runs a job of one record with these files; what the source is asked for goes to `calls`. */
async function run(ports: TestPorts, cachedFiles: string, calls: string[] = []): Promise<string[]> {
  const plan = new PlanBuilder();
  plan.sink(
    plan.source(new ScriptedSource([[{ record: 1 }]], { calls })),
    new RecordingSink<number>(),
  );
  const configuration = { "pipeline.cached-files": cachedFiles };
  const executor = createEmbeddedExecutor(ports);
  const job = await executor.submit(plan.plan(configuration), { logger: undefined });
  await job.result();
  return calls;
}

function portsWith(path: string, found: Partial<FileStatus> = {}): TestPorts {
  const ports = createTestPorts();
  ports.fileSystem.addText(path, "content");
  const status = ports.fileSystem.status.bind(ports.fileSystem);
  ports.fileSystem.status = async (asked) => {
    const answer = await status(asked);
    return answer && { ...answer, ...found };
  };
  return ports;
}

test("a job runs whose files are all there, folders and file: URLs among them", async () => {
  const ports = portsWith("/data/model.bin");
  const files = "name:model,path:file:///data/model.bin,executable:true;name:all,path:/data";
  expect(await run(ports, files)).toContain("reader 0 start");
});

test.each([
  ["that is missing", { path: "/data/none" }, {}, "ENGINE_CACHED_FILE_NOT_FOUND"],
  ["that is a pipe", {}, { isRegularFile: false }, "ENGINE_CACHED_FILE_UNREADABLE"],
  [
    "that may not be executed",
    { executable: true },
    { isExecutable: false },
    "ENGINE_CACHED_FILE_NOT_EXECUTABLE",
  ],
])("a file %s keeps the job from running", async (_case, registered, found, code) => {
  const { path, executable } = { path: "/data/a", executable: false, ...registered };
  const ports = portsWith("/data/a", found);
  const calls: string[] = [];
  const files = `name:b,path:${path},executable:${executable}`;
  await expect(run(ports, files, calls)).rejects.toMatchObject({
    code,
    values: { name: '"b"', path },
  });
  expect(calls).toEqual([]);
});

test("a file that may be executed by nobody is good enough where nobody executes it", async () => {
  const ports = portsWith("/data/a", { isExecutable: false });
  expect(await run(ports, "name:b,path:/data/a")).toContain("reader 0 start");
});

test("a file that this process may not read keeps the job from running, with the reason", async () => {
  const ports = portsWith("/data/a");
  const cause = new Error("EACCES: permission denied");
  ports.fileSystem.open = () => Promise.reject(cause);
  await expect(run(ports, "name:b,path:/data/a")).rejects.toMatchObject({
    code: "ENGINE_CACHED_FILE_UNREADABLE",
    values: { reason: "EACCES: permission denied" },
    cause,
  });
});
