import { describe, expect, test } from "vitest";
import { Configuration } from "../base/configuration.ts";
import { streamError } from "../base/stream-error.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { JobExecutionResult } from "./job-execution-result.ts";
import { JobStatus } from "./job-status.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

/** An environment on a host that records. */
function fakeEnvironment(settings: Record<string, string> = {}, refusal?: Error) {
  const host = installFakeHost(settings, refusal);
  return { ...host, env: StreamExecutionEnvironment.getExecutionEnvironment() };
}

describe("execute", () => {
  // covers: JobExecutionResult.getAccumulatorResult, JobExecutionResult.getAllAccumulatorResults
  // covers: JobExecutionResult.getJobId, JobExecutionResult.getNetRuntime
  test("resolves with the job's result", async () => {
    const { env, job } = fakeEnvironment();
    env.fromSequence(1, 2).print();
    job.finish();
    const result = await env.execute("named");
    expect([
      result.getJobId(),
      result.getNetRuntime(),
      result.getAllAccumulatorResults(),
      result.getAccumulatorResult("records"),
      result.getAccumulatorResult("other"),
    ]).toEqual([job.jobId, 7, new Map([["records", 3]]), 3, null]);
    expect(String(result)).toBe(
      `Job ${job.jobId} "job" finished after 7 ms.\nAccumulators:\n- records: 3`,
    );
  });

  test("shows accumulators that are collections in the result's text", () => {
    const accumulators = new Map<string, unknown>([
      ["counts", new Map([[1, 2]])],
      ["list", ["a", { b: 1 }]],
    ]);
    const result = new JobExecutionResult({
      jobId: "1",
      jobName: "j",
      netRuntimeMs: 2,
      accumulators,
      metrics: [],
    });
    expect(String(result)).toBe(
      'Job 1 "j" finished after 2 ms.\nAccumulators:\n- counts: [[1,2]]\n- list: ["a",{"b":1}]',
    );
  });

  // covers: StreamExecutionEnvironment.execute
  test("rejects with the job's error", async () => {
    const { env, job } = fakeEnvironment();
    env.fromSequence(1, 2).print();
    job.fail(new Error("broken"));
    await expect(env.execute()).rejects.toThrow("broken");
  });

  test("names the user's call where submitting is refused for no place of its own", async () => {
    const { env } = fakeEnvironment({}, streamError("PLAN_NO_OPERATORS", { job: "job" }));
    const location = expect.stringMatching(/execution\.test\.ts:\d+:\d+$/);
    await expect(env.execute()).rejects.toMatchObject({
      code: "PLAN_NO_OPERATORS",
      where: { location },
    });
    await expect(env.execute(5 as never)).rejects.toMatchObject({
      code: "API_WRONG_TYPE",
      where: { location },
    });
  });

  // covers: StreamExecutionEnvironment.getExecutionEnvironment
  test("layers the start's settings, the given configuration and the program's own", async () => {
    const { plans } = installFakeHost({
      "parallelism.default": "2",
      "pipeline.name": "from start",
      "execution.batch-size": "1",
    });
    const env = StreamExecutionEnvironment.getExecutionEnvironment(
      new Configuration().setString("execution.batch-size", "3"),
    );
    env.setParallelism(4).fromSequence(1, 2).print();
    await env.executeAsync();
    expect(plans[0]?.jobName).toBe("from start");
    expect(Object.fromEntries(plans[0]?.configuration ?? [])).toEqual({
      "parallelism.default": "4",
      "pipeline.name": "from start",
      "execution.batch-size": "3",
    });
  });
});

// covers: JobClient.getJobId, JobStatus.isGloballyTerminalState, JobStatus.isTerminalState
// covers: JobClient.cancel, JobClient.getAccumulators
test("a job client shows and ends its job, and refuses savepoints by code", async () => {
  const { env } = fakeEnvironment();
  env.fromSequence(1, 2).print();
  const client = await env.executeAsync();
  expect([client.getJobId(), await client.getJobStatus(), await client.getAccumulators()]).toEqual([
    "0123456789abcdef0123456789abcdef",
    "RUNNING",
    new Map([["records", 3]]),
  ]);
  await client.cancel();
  const status = await client.getJobStatus();
  expect([
    status,
    JobStatus.isTerminalState(status),
    JobStatus.isGloballyTerminalState("SUSPENDED"),
  ]).toEqual(["CANCELED", true, false]);
  const location = expect.stringMatching(/execution\.test\.ts:\d+:\d+$/);
  const unavailable = expect.objectContaining({ code: "API_NOT_AVAILABLE", where: { location } });
  await expect(client.triggerSavepoint()).rejects.toThrow(unavailable);
  await expect(client.stopWithSavepoint(true)).rejects.toThrow(unavailable);
});

describe("records collected into the program", () => {
  test("come one by one until the job has ended", async () => {
    const { env, job } = fakeEnvironment();
    job.batches.push([1, 2], [], [3], undefined);
    job.finish();
    const records: number[] = [];
    for await (const record of env.fromSequence(1, 3).executeAndCollect("named"))
      records.push(record);
    expect([records, job.cancelCount]).toEqual([[1, 2, 3], 0]);
  });

  test("end the job when the loop is left", async () => {
    const { env, job } = fakeEnvironment();
    job.batches.push([1, 2, 3]);
    const iterator = env.fromSequence(1, 3).executeAndCollect();
    for await (const record of iterator) if (record === 2) break;
    expect([job.cancelCount, await iterator.next()]).toEqual([1, { done: true, value: undefined }]);
  });

  // covers: StreamExecutionEnvironment.fromSequence
  test("end the job when their block ends", async () => {
    const { env, job } = fakeEnvironment();
    {
      await using _records = env.fromSequence(1, 3).executeAndCollect();
    }
    expect(job.cancelCount).toBe(1);
  });

  test("with a limit are an array", async () => {
    const { env, job } = fakeEnvironment();
    job.batches.push([1, 2], [3, 4]);
    expect([await env.fromSequence(1, 9).executeAndCollect(3), job.cancelCount]).toEqual([
      [1, 2, 3],
      1,
    ]);
  });

  test("are what came before the job's error, then the error", async () => {
    const { env, job } = fakeEnvironment();
    job.batches.push([1]);
    const iterator = env.fromSequence(1, 3).executeAndCollect();
    job.fail(new Error("broken"));
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    await expect(iterator.next()).rejects.toThrow("broken");
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  // covers: CloseableIterator.close
  test("keep an error of the start for the first record", async () => {
    const { env } = fakeEnvironment({}, new Error("refused"));
    const iterator = env.fromSequence(1, 3).executeAndCollect();
    await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would fail the test run here
    await expect(iterator.next()).rejects.toThrow("refused");
    await iterator.close();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  // covers: CloseableIterator.next
  test("are answered in order where several are asked for at once", async () => {
    const { env, job } = fakeEnvironment();
    job.batches.push([1], [2, 3]);
    const iterator = env.fromSequence(1, 3).executeAndCollect();
    const three = await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
    expect(three.map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  test("come as a web stream, whose cancelling ends the job", async () => {
    const { env, job } = fakeEnvironment();
    job.batches.push([1, 2], [3]);
    const reader = env.fromSequence(1, 3).toReadable().getReader();
    expect([(await reader.read()).value, (await reader.read()).value]).toEqual([1, 2]);
    await reader.cancel();
    expect(job.cancelCount).toBe(1);
  });
});
