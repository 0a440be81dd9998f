import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** Runs a module text in a Node process of its own, with `host` as its `ProcessPort`; gives its stdout. */
async function stdoutOf(body: string): Promise<string> {
  const source = `
    const { createNodeProcess } = await import(${JSON.stringify(new URL("node-process.ts", import.meta.url).href)});
    const host = createNodeProcess();
    ${body}`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", source]);
  return stdout.trim();
}

test("a rejection nobody handles is reported with the owner of its promise", async () => {
  const stdout = await stdoutOf(`
    host.onUnhandledRejection((reason, owner) => {
      console.log(reason.message, owner);
      return true;
    });
    host.runOwned("job 1", () => { setTimeout(async () => { throw new Error("late"); }, 1); });
    host.runOwned("job 2", () => { Promise.reject(new Error("now")); });
    Promise.reject(new Error("nobody's"));`);
  expect(stdout.split("\n").sort()).toEqual(["late job 1", "nobody's undefined", "now job 2"]);
});

test("a rejection that is left to the platform ends the process as without us", async () => {
  const ended = stdoutOf(`
    host.onUnhandledRejection(() => false);
    Promise.reject(new Error("theirs"));
    setTimeout(() => {}, 60_000);`);
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Error: theirs"),
  });
});

test("signals are seen until taken back, and the exit code is the process's own", async () => {
  const stdout = await stdoutOf(`
    const keepAlive = setTimeout(() => {}, 60_000);
    const cancel = host.onSignal((signal) => {
      console.log(signal);
      cancel();
      clearTimeout(keepAlive);
      console.log(process.listenerCount("SIGINT"), process.listenerCount("SIGTERM"));
    });
    process.kill(process.pid, "SIGTERM");`);
  expect(stdout).toBe("SIGTERM\n0 0");
  await expect(stdoutOf("host.setExitCode(5);")).rejects.toMatchObject({ code: 5 });
  await expect(stdoutOf("setTimeout(() => {}, 60_000); host.exit(6);")).rejects.toMatchObject({
    code: 6,
  });
});

test("an event loop that runs dry is reported, and goes on when something is started", async () => {
  const stdout = await stdoutOf(`
    let count = 0;
    const cancel = host.onIdle(() => {
      console.log("idle", ++count);
      if (count < 2) setImmediate(() => {});
      else cancel();
    });`);
  expect(stdout).toBe("idle 1\nidle 2");
});
