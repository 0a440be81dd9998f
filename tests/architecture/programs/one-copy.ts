/** Run by one-copy.test.ts: says which file `millrace` is, here and in a worker thread, and whether its classes are one. */
import { once } from "node:events";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import * as millrace from "millrace";
import * as connector from "millrace/connector";
import * as testing from "millrace/testing";
import * as relative from "../../../packages/core/src/index.ts";

const url = import.meta.resolve("millrace");

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const [urlInWorker] = (await once(worker, "message")) as [string];
  const entries: Record<string, Record<string, unknown>> = { relative, connector, testing };
  const main = new Map<string, unknown>(Object.entries(millrace));
  const different = Object.entries(entries).flatMap(([entry, module]) =>
    Object.entries(module)
      .filter(([name, value]) => main.has(name) && main.get(name) !== value)
      .map(([name]) => `${entry}: ${name}`),
  );
  const shared = Object.keys(connector).filter((name) => main.has(name));
  process.stdout.write(JSON.stringify({ url, urlInWorker, different, shared }));
} else {
  parentPort?.postMessage(url);
}
