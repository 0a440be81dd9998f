/**
 * `ProcessPort` over Node's `process`. Handlers are there only while somebody listens.
 *
 * Rejections are attributed by the asynchronous context in which their promise was made: Node restores it around the
 * `unhandledRejection` event.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { EndSignal, ProcessPort } from "../process-port.ts";

const SIGNALS: readonly EndSignal[] = ["SIGINT", "SIGTERM"];

/** The process that runs this module. */
export function createNodeProcess(): ProcessPort {
  const owners = new AsyncLocalStorage<unknown>();
  return {
    get isStderrTerminal() {
      return process.stderr.isTTY === true;
    },
    onSignal(callback) {
      const listener = (signal: NodeJS.Signals): void => callback(signal as EndSignal); // registered for these only
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
    onUnhandledRejection(callback) {
      const listener = (reason: unknown): void => {
        if (callback(reason, owners.getStore())) return;
        // Another listener of the program decides; without one, as Node does by default.
        if (process.listenerCount("unhandledRejection") > 1) return;
        process.nextTick(() => {
          throw reason;
        });
      };
      process.on("unhandledRejection", listener);
      return () => {
        process.off("unhandledRejection", listener);
      };
    },
    onIdle(callback) {
      process.on("beforeExit", callback);
      return () => {
        process.off("beforeExit", callback);
      };
    },
    runOwned: (owner, body) => owners.run(owner, body),
    setExitCode(code) {
      process.exitCode = code;
    },
    exit(code) {
      process.exit(code);
    },
  };
}
