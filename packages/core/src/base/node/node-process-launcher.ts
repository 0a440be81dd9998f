/** Starts Node processes with this Node, over `node:child_process`. */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { LaunchedProcess, LaunchRequest, ProcessLauncher } from "../process-launcher.ts";
import { createNodeProcess } from "./node-process.ts";

/** Creates the `ProcessLauncher` of this process. */
export function createNodeProcessLauncher(): ProcessLauncher {
  const host = createNodeProcess();
  return {
    sharesTerminal: process.stdin.isTTY === true,
    launch,
    onSignal: (callback) => host.onSignal(callback),
  };
}

function launch(request: LaunchRequest): LaunchedProcess {
  const child = spawn(
    process.execPath,
    [...request.nodeFlags, request.file, ...request.arguments],
    {
      stdio: "inherit",
      env: { ...process.env, ...request.environment },
    },
  );
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => {
      resolve(exitCode ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
  return {
    ended,
    signal(signal) {
      child.kill(signal);
    },
  };
}
