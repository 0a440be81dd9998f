/**
 * All ports in memory: time by hand, files in a Map, standard output as text. Nothing of the machine is touched, except
 * that compressed data is read by Node's own decompressors.
 */
import { nodePorts } from "../base/node/node-ports.ts";
import type { Ports } from "../base/ports.ts";
import { CapturedOutput } from "./captured-output.ts";
import { ManualScheduler } from "./manual-scheduler.ts";
import { MemoryFileSystem } from "./memory-file-system.ts";
import { MemoryNetwork } from "./memory-network.ts";

/** The ports, with what a test may ask beyond them. */
export interface TestPorts extends Ports {
  readonly scheduler: ManualScheduler;
  readonly fileSystem: MemoryFileSystem;
  readonly network: MemoryNetwork;
  readonly stdout: CapturedOutput;
  readonly stderr: CapturedOutput;
}

/** Creates ports for one test. `startMs` is the wall clock at the beginning. */
export function createTestPorts(startMs: number = 0): TestPorts {
  const scheduler = new ManualScheduler(startMs);
  let byteCount = 0;
  return {
    scheduler,
    fileSystem: new MemoryFileSystem(() => scheduler.now()),
    compression: nodePorts().compression,
    network: new MemoryNetwork(),
    // Not random, so that a test can name the ids it expects: 0, 1, 2, …
    random: { bytes: (count) => Uint8Array.from({ length: count }, () => byteCount++) },
    stdout: new CapturedOutput(),
    stderr: new CapturedOutput(),
    faults: { hit() {} },
  };
}
