import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const MODULE = new URL("./node-process.ts", import.meta.url).href;

/** Runs a module in a process of its own and gives what it printed and how it ended. */
async function runProgram(
  body: string,
): Promise<{ readonly lines: readonly string[]; readonly exitCode: number }> {
  const source = `import { createNodeProcess } from ${JSON.stringify(MODULE)};\nconst host = createNodeProcess();\n${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const [exitCode] = (await once(child, "close")) as [number];
  return { lines: text.split("\n").filter((line) => line !== ""), exitCode };
}

test("a rejection is attributed to the owner in whose calls its promise was made, across awaits and timers", async () => {
  const { lines, exitCode } = await runProgram(`
    host.onUnhandledRejection((reason, owner) => { console.log(reason, owner); return true; });
    host.runOwned("job 1", async () => { await null; setTimeout(() => { Promise.reject("late"); }, 1); Promise.reject("early"); });
    Promise.reject("outside");
  `);
  expect({ lines: lines.toSorted(), exitCode }).toEqual({
    lines: ["early job 1", "late job 1", "outside undefined"],
    exitCode: 0,
  });
});

test("a rejection that the callback does not take ends the process as if nobody had listened", async () => {
  const { exitCode } = await runProgram(
    `host.onUnhandledRejection(() => false); Promise.reject(new Error("mine"));`,
  );
  expect(exitCode).toBe(1);
});

test("signals call back while registered, and have their default effect afterwards", async () => {
  const { lines, exitCode } = await runProgram(`
    const cancel = host.onSignal((signal) => { console.log(signal); cancel(); host.setExitCode(7); clearInterval(alive); });
    const alive = setInterval(() => {}, 1000);
    process.kill(process.pid, "SIGTERM");
    process.on("exit", () => console.log(process.listenerCount("SIGINT") + process.listenerCount("SIGTERM")));
  `);
  expect({ lines, exitCode }).toEqual({ lines: ["SIGTERM", "0"], exitCode: 7 });
});

test("an event loop that runs dry calls back before the process ends", async () => {
  const { lines, exitCode } = await runProgram(
    `const cancel = host.onIdle(() => { console.log("idle"); cancel(); host.exit(3); });`,
  );
  expect({ lines, exitCode }).toEqual({ lines: ["idle"], exitCode: 3 });
});
