import { expect, test } from "vitest";
import type { Cancel } from "../base/ports.ts";
import type { EndSignal, ProcessPort } from "../base/process-port.ts";
import type { RunningJob } from "../plan/executor.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptStep } from "../testing/scripted-source.ts";
import { createTestPorts, type TestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

/** A process that does what the test says. */
class FakeProcess implements ProcessPort {
  isStderrTerminal = false;
  readonly exits: string[] = [];
  readonly #signal = new Set<(signal: EndSignal) => void>();
  readonly #rejection = new Set<(reason: unknown, owner: unknown) => boolean>();
  readonly #idle = new Set<() => void>();
  readonly owners: unknown[] = [];

  get handlerCount(): number {
    return this.#signal.size + this.#rejection.size + this.#idle.size;
  }

  signal(signal: EndSignal): void {
    for (const callback of this.#signal) callback(signal);
  }

  reject(reason: unknown, owner: unknown): boolean[] {
    return [...this.#rejection].map((callback) => callback(reason, owner));
  }

  runDry(): void {
    for (const callback of this.#idle) callback();
  }

  onSignal(callback: (signal: EndSignal) => void): Cancel {
    return register(this.#signal, callback);
  }

  onUnhandledRejection(callback: (reason: unknown, owner: unknown) => boolean): Cancel {
    return register(this.#rejection, callback);
  }

  onIdle(callback: () => void): Cancel {
    return register(this.#idle, callback);
  }

  runOwned<R>(owner: unknown, body: () => R): R {
    this.owners.push(owner);
    return body();
  }

  setExitCode(code: number): void {
    this.exits.push(`code ${code}`);
  }

  exit(code: number): void {
    this.exits.push(`exit ${code}`);
  }
}

function register<T>(all: Set<T>, callback: T): Cancel {
  all.add(callback);
  return () => {
    all.delete(callback);
  };
}

const forever: ScriptStep<number>[] = [{ record: 1 }, { waitFor: new Promise(() => {}) }];

async function start(script: readonly ScriptStep<number>[], writesToStdout = false) {
  const process = new FakeProcess();
  const ports: TestPorts & { process: FakeProcess } = { ...createTestPorts(), process };
  const calls: string[] = [];
  const sink = new RecordingSink<number>({ calls, writesToStdout });
  const plan = new PlanBuilder();
  plan.sink(plan.source(new ScriptedSource([script], { calls })), sink);
  const job: RunningJob = await createEmbeddedExecutor(ports).submit(plan.plan(), {
    logger: undefined,
  });
  await until(() => sink.records.length > 0);
  return { process, ports, calls, job };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the condition never held: ${String(holds)}`);
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "the first %s cancels the jobs, closes them and ends the process with %i",
  async (signal, code) => {
    const { process, calls, job } = await start(forever);
    process.signal(signal);
    await until(() => process.exits.length === 2);
    expect(process.exits).toEqual([`code ${code}`, `exit ${code}`]);
    expect(job.status()).toBe("CANCELED");
    expect(calls.filter((call) => call.endsWith("close"))).toEqual([
      "reader 0 close",
      "enumerator close",
      "writer 0 close",
    ]);
    expect(process.handlerCount).toBe(0);
  },
);

test("the second signal ends the process at once", async () => {
  const { process } = await start(forever);
  process.signal("SIGINT");
  process.signal("SIGINT");
  expect(process.exits).toEqual(["code 130", "exit 130"]);
});

test("no handler is left after a job that ended well, and nothing was said to the process", async () => {
  const { process, ports, job } = await start([{ record: 1 }]);
  await job.result();
  await until(() => process.handlerCount === 0);
  expect(process.exits).toEqual([]);
  expect(process.owners).toEqual([job]);
  expect(ports.scheduler.pendingTimerCount).toBe(0);
});

test("a rejection that was made in the job's calls fails the job, every other one is left to the platform", async () => {
  const { process, job } = await start(forever);
  expect(process.reject(new Error("elsewhere"), undefined)).toEqual([false]);
  expect(process.reject(new Error("forgotten await"), job)).toEqual([true]);
  await expect(job.result()).rejects.toMatchObject({
    code: "ENGINE_UNHANDLED_REJECTION",
    values: { job: "test job", message: "forgotten await" },
    cause: { message: "forgotten await" },
  });
});

test("a job that nothing can wake fails and names what it waits for", async () => {
  const { process, ports, job } = await start(forever);
  const result = job.result().catch((error: unknown) => error);
  for (let round = 0; round < 10; round++) {
    process.runDry();
    await ports.scheduler.advance(200);
  }
  expect(await result).toMatchObject({ code: "ENGINE_STUCK", values: { waiting: "source" } });
});

test("a closed standard output cancels a job that prints, quietly", async () => {
  const { process, ports, job } = await start(forever, true);
  ports.stdout.closeReader();
  await until(() => process.exits.length > 0);
  expect(process.exits).toEqual(["exit 0"]);
  expect(job.status()).toBe("CANCELED");
  expect(ports.stderr.text).toBe("");
});

test("a failed job whose result nobody asked for sets exit code 1", async () => {
  const { process } = await start([{ record: 1 }, { fail: new Error("gone") }]);
  await until(() => process.exits.length > 0);
  expect(process.exits).toEqual(["code 1"]);
});
