/**
 * Standard output and standard error as `RecordOutput`: back pressure is passed on, a reader that has gone ends quietly.
 *
 * The stream is touched at the first call, because asking for `process.stdout` costs start-up time.
 */
import type { Writable } from "node:stream";
import type { Cancel, RecordOutput } from "../ports.ts";

/** Makes a `RecordOutput` of a stream that is opened at the first use and never closed by us. */
export function createNodeRecordOutput(openStream: () => Writable): RecordOutput {
  let stream: Writable | undefined;
  let isClosed = false;
  let isFull = false;
  const closedCallbacks = new Set<() => void>();
  let drainWaiters: (() => void)[] = [];

  function wakeDrainWaiters(): void {
    isFull = false;
    const waiters = drainWaiters;
    drainWaiters = [];
    for (const wake of waiters) wake();
  }

  function closed(): void {
    if (isClosed) return;
    isClosed = true;
    wakeDrainWaiters();
    const callbacks = [...closedCallbacks];
    closedCallbacks.clear();
    for (const callback of callbacks) callback();
  }

  function opened(): Writable {
    if (stream === undefined) {
      stream = openStream();
      stream.on("drain", wakeDrainWaiters);
      stream.on("close", closed);
      stream.on("error", (error: NodeJS.ErrnoException) => {
        closed();
        // EPIPE is a reader that has seen enough. Anything else (a full disk) is worth an uncaught error.
        if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
      });
    }
    return stream;
  }

  return {
    write(text) {
      if (isClosed) return true;
      isFull = !opened().write(text);
      return !isFull;
    },
    drained() {
      if (isClosed || !isFull) return Promise.resolve();
      return new Promise((resolve) => drainWaiters.push(resolve));
    },
    get isClosed() {
      return isClosed;
    },
    onClosed(callback): Cancel {
      // A reader that goes is noticed only by whoever listens.
      opened();
      if (isClosed) {
        callback();
        return () => {};
      }
      closedCallbacks.add(callback);
      return () => {
        closedCallbacks.delete(callback);
      };
    },
  };
}
