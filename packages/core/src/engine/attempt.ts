/**
 * One attempt to run a job: open everywhere, sinks first → start sources → run → end → close, on every path.
 *
 * C6, E1: the end is finish everywhere → flush → snapshot → durable → commit. After a failure or a cancellation only
 * `close` runs, so that nothing is committed. What was opened is closed once; a failed close never hides the first failure.
 * @internal
 */

import type { Logger } from "../base/logger.ts";
import type { Ports } from "../base/ports.ts";
import type { Committer } from "../connector/sink.ts";
import { describeFailure } from "../runtime/failure-place.ts";
import type { SinkOperator } from "../runtime/operators/sink-operator.ts";
import type { Subtask } from "../runtime/subtask.ts";
import type { Deployment } from "./deployment.ts";

export interface AttemptPorts {
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
  /** Everything is open, sources start now. */
  onRunning(): void;
}

/** The final snapshot's id: the only one until checkpoints are taken. */
const FINAL_CHECKPOINT_ID = 1;

export class Attempt {
  readonly deployment: Deployment;
  readonly #ports: AttemptPorts;
  readonly #opened = new Set<Subtask>();
  #running: Promise<void> = Promise.resolve();

  constructor(deployment: Deployment, ports: AttemptPorts) {
    this.deployment = deployment;
    this.#ports = ports;
  }

  /** Runs to the end. Resolves also after `stop`; rejects with the first failure. */
  run(): Promise<void> {
    this.#running = this.#run();
    return this.#running;
  }

  /** Asks for an early end: no record after the current one, nothing is committed. */
  stop(): void {
    this.deployment.worker.stop();
  }

  /** Ends the attempt with a failure from outside of its calls. */
  fail(error: unknown): void {
    this.deployment.worker.fail(error);
  }

  /** Closes what was opened, after `run` has settled: readers and enumerators, then chains, sources first. Returns every failure. */
  async close(): Promise<readonly unknown[]> {
    const { subtasks, coordinators, worker, timers } = this.deployment;
    await this.#running.catch(() => {}); // its failure is the caller's; here only its end counts
    this.#stopClocks();
    timers.close();
    worker.mailbox.close();
    const failures: unknown[] = [];
    const attempt = async (close: () => Promise<void>): Promise<void> => {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    };
    for (const { driver } of subtasks)
      if (driver !== undefined) await attempt(() => driver.close());
    for (const coordinator of coordinators) await attempt(() => coordinator.close());
    for (const subtask of subtasks) {
      const { orderedInputs } = subtask;
      if (orderedInputs !== undefined) await attempt(() => orderedInputs.close());
      if (this.#opened.has(subtask)) await attempt(() => closeChain(subtask));
    }
    await attempt(() => this.deployment.temporaryDirectory.remove());
    return failures;
  }

  async #run(): Promise<void> {
    const { worker, subtasks, coordinators, pollables } = this.deployment;
    for (const subtask of subtasks.toReversed()) {
      if (worker.isStopped) return;
      this.#opened.add(subtask);
      await openChain(subtask);
    }
    if (worker.isStopped) return;
    this.#ports.onRunning();
    for (const coordinator of coordinators) {
      if (worker.isStopped) return;
      await coordinator.start();
    }
    this.deployment.periodicWatermarks.start();
    this.deployment.alignmentGroups.start();
    await worker.run(pollables);
    if (!worker.isStopped) await this.#end();
  }

  /** The end of a job whose inputs have all ended. */
  async #end(): Promise<void> {
    const { worker, subtasks, timers } = this.deployment;
    this.#stopClocks();
    timers.close();
    const sinks = subtasks.flatMap((subtask) => subtask.sinks);
    await worker.waitFor(Promise.all(sinks.map((sink) => sink.flush())));
    if (worker.isStopped) return;
    const snapshots = new Map(sinks.map((sink) => [sink, sink.snapshot(FINAL_CHECKPOINT_ID)]));
    await worker.waitFor(
      Promise.all([...snapshots.values()].map(async (snapshot) => snapshot?.durable)),
    );
    if (worker.isStopped) return;
    for (const group of Map.groupBy(sinks, (sink) => sink.operatorId).values()) {
      await this.#commit(
        group,
        group.flatMap((sink) => snapshots.get(sink)?.committables ?? []),
      );
      if (worker.isStopped) return;
    }
  }

  /** What the sources' watermarks need. */
  #stopClocks(): void {
    this.deployment.periodicWatermarks.close();
    this.deployment.alignmentGroups.close();
  }

  /** One committer per sink; committables in subtask order. */
  async #commit(sinks: readonly SinkOperator[], committables: readonly unknown[]): Promise<void> {
    const node = sinks[0]?.node;
    if (node === undefined) return;
    const { ports, logger, configuration } = this.#ports;
    const where = { operator: node.name, location: node.location };
    let committer: Committer<unknown> | undefined;
    try {
      committer = node.sink.createCommitter?.({ ports, logger, configuration }) as
        | Committer<unknown>
        | undefined; // the sink's own type, opaque here
      if (committables.length > 0) await committer?.commit(committables);
    } catch (error) {
      // The first failure counts; what close says after it does not.
      await startClose(committer).catch(() => {});
      throw describeFailure(error, "sink", "commit", where);
    }
    try {
      await startClose(committer);
    } catch (error) {
      throw describeFailure(error, "sink", "close", where);
    }
  }
}

async function startClose(committer: Committer<unknown> | undefined): Promise<void> {
  await committer?.close();
}

async function openChain({ chain }: Subtask): Promise<void> {
  try {
    await chain.open();
  } catch (error) {
    throw chain.describeFailure(error);
  }
}

async function closeChain({ chain }: Subtask): Promise<void> {
  try {
    await chain.close();
  } catch (error) {
    throw chain.describeFailure(error);
  }
}
