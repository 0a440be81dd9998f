import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const module = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** A program of its own process: one job whose source follows the script and whose sink prints. */
function startProgram(script: string, end = "await job.result();"): ChildProcess {
  const source = `
    import { nodePorts } from ${module("../base/node/node-ports.ts")};
    import { PrintSink } from ${module("../connectors/print-sink.ts")};
    import { NumberSequenceSource } from ${module("../connectors/number-sequence-source.ts")};
    import { PlanBuilder } from ${module("../testing/plan-builder.ts")};
    import { ScriptedSource } from ${module("../testing/scripted-source.ts")};
    import { createEmbeddedExecutor } from ${module("./embedded-executor.ts")};
    const plan = new PlanBuilder();
    plan.sink(plan.source(${script}), new PrintSink(undefined, false));
    const job = await createEmbeddedExecutor(nodePorts()).submit(plan.plan(), { logger: undefined });
    ${end}
  `;
  return spawn(process.execPath, ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Collects what the program prints until it has ended. */
async function endOf(child: ChildProcess, onOutput: () => void = () => {}) {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    onOutput();
  });
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { stdout, stderr, exitCode };
}

test("a program ends by itself when its job has ended", async () => {
  expect(await endOf(startProgram("new NumberSequenceSource(1, 3)"))).toEqual({
    stdout: "1\n2\n3\n",
    stderr: "",
    exitCode: 0,
  });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s ends a running program with %i and without an error of its own",
  async (signal, exitCode) => {
    const waiting =
      "new ScriptedSource([[{ record: 1 }, { waitFor: new Promise(() => setInterval(() => {}, 1000)) }]])";
    const child = startProgram(waiting);
    expect(await endOf(child, () => child.kill(signal))).toEqual({
      stdout: "1\n",
      stderr: "",
      exitCode,
    });
  },
);

test("a reader that goes ends the program quietly", async () => {
  const child = startProgram("new NumberSequenceSource(1, 1e9)");
  const { stderr, exitCode } = await endOf(child, () => child.stdout?.destroy());
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
});

test("a program whose job waits for nothing that can happen says so", async () => {
  const { stderr, exitCode } = await endOf(
    startProgram("new ScriptedSource([[{ waitFor: new Promise(() => {}) }]])"),
  );
  expect(stderr).toContain(
    "ENGINE_STUCK  The job test job waits for source, and nothing in the process can wake it.",
  );
  expect(exitCode).toBe(1);
});

test("a failed job that nobody asked for ends the program with 1 and the error's text", async () => {
  const { stdout, stderr, exitCode } = await endOf(
    startProgram(`new ScriptedSource([[{ record: 1 }, { fail: new Error("gone") }]])`, ""),
  );
  expect(stdout).toBe("1\n");
  expect(stderr.split("\n").slice(0, 2)).toEqual([
    "The job test job failed, and nobody asked for its result.",
    "RUNTIME_FUNCTION_FAILED  The function of source failed: gone.",
  ]);
  expect(exitCode).toBe(1);
});
