/**
 * All ports of this Node process. What costs start-up time (compression, sockets, the standard streams) is loaded at
 * its first use.
 */
import type { Decompressor, Ports } from "../ports.ts";
import { createNodeFileSystem } from "./node-file-system.ts";
import { createNodeProcess } from "./node-process.ts";
import { createNodeRecordOutput } from "./node-record-output.ts";
import { createNodeScheduler } from "./node-scheduler.ts";

const ports: Ports = Object.freeze({
  scheduler: createNodeScheduler(),
  fileSystem: createNodeFileSystem(),
  compression: { decompressor: lazyDecompressor },
  network: {
    async connect(host: string, port: number) {
      const { connectSocket } = await import("./node-network.ts");
      return connectSocket(host, port);
    },
  },
  random: { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) },
  stdout: createNodeRecordOutput(() => process.stdout),
  stderr: createNodeRecordOutput(() => process.stderr),
  process: createNodeProcess(),
  faults: { hit() {} },
});

/** The ports of this process; the same object at each call, because a process has one standard output. */
export function nodePorts(): Ports {
  return ports;
}

function lazyDecompressor(format: "gzip" | "zstd"): Decompressor {
  const loading = import("./node-compression.ts").then(({ createDecompressor }) =>
    createDecompressor(format),
  );
  // A failure to load is reported by the first call that awaits it.
  loading.catch(() => {});
  return {
    push: async (chunk) => (await loading).push(chunk),
    end: async () => (await loading).end(),
    close() {
      loading.then((decompressor) => decompressor.close()).catch(() => {});
    },
  };
}
