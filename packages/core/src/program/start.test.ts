import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nodePorts } from "../base/node/node-ports.ts";
import { createNodeProcessLauncher } from "../base/node/node-process-launcher.ts";
import type { LaunchRequest, ProcessLauncher } from "../base/process-launcher.ts";
import type { EndSignal } from "../base/process-port.ts";
import { MemoryFileSystem } from "../testing/memory-file-system.ts";
import { type ProgramSettings, parseProgramSettings } from "./settings.ts";
import { startProgram } from "./start.ts";

const settings: ProgramSettings = {
  configuration: new Map([["log.level", "info"]]),
  arguments: ["--input", "a.txt"],
  mode: "run",
  json: false,
  mermaid: false,
};

/** A launcher that starts nothing, and what it was asked. */
class ScriptedLauncher implements ProcessLauncher {
  readonly requests: LaunchRequest[] = [];
  readonly signals: EndSignal[] = [];
  readonly sharesTerminal: boolean;
  listener: ((signal: EndSignal) => void) | undefined;
  end: (exitCode: number) => void = () => {};

  constructor(sharesTerminal = false) {
    this.sharesTerminal = sharesTerminal;
  }

  launch(request: LaunchRequest) {
    this.requests.push(request);
    const ended = new Promise<number>((resolve) => {
      this.end = resolve;
    });
    return { ended, signal: (signal: EndSignal) => this.signals.push(signal) };
  }

  onSignal(callback: (signal: EndSignal) => void) {
    this.listener = callback;
    return () => {
      this.listener = undefined;
    };
  }
}

async function started(launcher: ScriptedLauncher): Promise<{ exitCode: Promise<number> }> {
  const fileSystem = new MemoryFileSystem();
  fileSystem.addText("jobs/job.ts", "");
  const exitCode = startProgram(
    { file: "jobs/job.ts", settings, nodeFlags: ["--flag"] },
    { launcher, fileSystem },
  );
  while (launcher.requests.length === 0) await Promise.resolve();
  return { exitCode };
}

test("the program gets its flags, its arguments and its settings; its exit code comes back", async () => {
  const launcher = new ScriptedLauncher();
  const { exitCode } = await started(launcher);
  const [request] = launcher.requests;
  expect({ ...request, environment: Object.keys(request!.environment) }).toEqual({
    nodeFlags: ["--flag"],
    file: "jobs/job.ts",
    arguments: ["--input", "a.txt"],
    environment: ["MILLRACE_PROGRAM"],
  });
  expect(parseProgramSettings(request!.environment["MILLRACE_PROGRAM"]!)).toEqual(settings);
  launcher.end(3);
  expect(await exitCode).toBe(3);
  expect(launcher.listener).toBeUndefined();
});

test.each([
  [false, ["SIGINT", "SIGTERM"]],
  [true, ["SIGTERM"]],
])(
  "signals go on, but the terminal's own is not sent twice (shared terminal: %s)",
  async (sharesTerminal, expected) => {
    const launcher = new ScriptedLauncher(sharesTerminal);
    const { exitCode } = await started(launcher);
    launcher.listener?.("SIGINT");
    launcher.listener?.("SIGTERM");
    expect(launcher.signals).toEqual(expected);
    launcher.end(130);
    expect(await exitCode).toBe(130);
  },
);

test("what is no program is refused before anything is started", async () => {
  const launcher = new ScriptedLauncher();
  const fileSystem = new MemoryFileSystem();
  await fileSystem.createDirectory("jobs");
  await expect(
    startProgram({ file: "job.ts", settings }, { launcher, fileSystem }),
  ).rejects.toMatchObject({
    code: "PROGRAM_NOT_FOUND",
    values: { file: "job.ts" },
  });
  await expect(
    startProgram({ file: "jobs", settings }, { launcher, fileSystem }),
  ).rejects.toMatchObject({
    code: "PROGRAM_IS_FOLDER",
  });
  expect(launcher.requests).toEqual([]);
});

describe("with a real process", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "millrace-start-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = async (source: string): Promise<number> => {
    const file = join(folder, "job.ts");
    await writeFile(file, source);
    const { fileSystem } = nodePorts();
    return startProgram({ file, settings }, { launcher: createNodeProcessLauncher(), fileSystem });
  };

  test("the program sees settings and arguments", async () => {
    const source = `
      const settings: { mode: string } = JSON.parse(process.env.MILLRACE_PROGRAM ?? "{}");
      process.exitCode = settings.mode === "run" && process.argv[3] === "a.txt" ? 7 : 1;`;
    expect(await start(source)).toBe(7);
  });

  test("a program that a signal ends gives 128 and the signal's number", async () => {
    expect(await start('process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 60_000);')).toBe(
      143,
    );
  });
});
