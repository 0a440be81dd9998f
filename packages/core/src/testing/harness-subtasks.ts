/**
 * Runs one chain in several subtasks whose number changes at snapshots: records go to who owns their key, all else to all.
 *
 * At a rescale every subtask is thrown away, and what `checkpoint/rescale` makes of their snapshots, through bytes, begins
 * the new ones. What leaves the subtasks is one list; their order among each other means nothing.
 */
import { keyGroupOfHash, subtaskOfKeyGroup } from "../base/murmur.ts";
import { rescaleOperator } from "../checkpoint/rescale/rescale-operator.ts";
import type { OperatorSnapshot } from "../checkpoint/snapshot/operator-snapshot.ts";
import { WorkerSignals } from "../runtime/signals.ts";
import { keyHash } from "../types/key-encoding.ts";
import {
  advanceProcessingTime,
  createHarnessChain,
  type HarnessChain,
  type HarnessEvent,
  type HarnessRun,
  type HarnessStep,
  pollSuspensions,
  runStep,
} from "./operator-harness.ts";
import { throughBytes } from "./snapshot-bytes.ts";
import { createTestPorts } from "./test-ports.ts";

/** A step of all subtasks, or another number of them. */
export type SubtasksStep =
  | Exclude<HarnessStep, { readonly type: "outside" | "snapshot" }>
  | { readonly type: "rescale"; readonly parallelism: number };

/** The subtasks, from the first step to the last. */
export class HarnessSubtasks {
  readonly events: HarnessEvent[] = [];
  readonly #run: Omit<HarnessRun, "script">;
  readonly #signals = new WorkerSignals();
  readonly #ports = createTestPorts();
  #chains: readonly HarnessChain[] = [];

  constructor(run: Omit<HarnessRun, "script">) {
    this.#run = run;
  }

  /** Begins with so many subtasks, which have nothing. */
  open(parallelism: number): Promise<void> {
    return this.#create(parallelism, () => undefined);
  }

  async step(step: SubtasksStep): Promise<void> {
    if (step.type === "rescale") {
      await this.#rescale(step.parallelism);
    } else if (step.type === "processingTime") {
      for (const chain of this.#chains) await advanceProcessingTime(chain, step.timestampMs);
    } else {
      for (const chain of step.type === "record" ? [this.#ownerOf(step.key)] : this.#chains) {
        this.#signals.beginSlice();
        runStep(chain.chain, step);
        this.#signals.endSlice();
        pollSuspensions(chain);
      }
    }
    if (this.#signals.failure !== undefined) throw this.#signals.failure.error;
  }

  async close(): Promise<void> {
    for (const { chain, processingTimers } of this.#chains) {
      await chain.close();
      processingTimers.close();
    }
  }

  async #rescale(parallelism: number): Promise<void> {
    const parts = this.#chains.map(({ chain }) => throughBytes(chain.snapshot(1)));
    await this.close();
    const operators = (parts[0] ?? []).map((_, index) =>
      rescaleOperator(
        parts.flatMap((part) => part[index] ?? []),
        parallelism,
      ),
    );
    await this.#create(parallelism, (operatorId, subtask) =>
      operators.map((one) => one[subtask]).find((one) => one?.operatorId === operatorId),
    );
  }

  async #create(
    parallelism: number,
    restored: (operatorId: string, subtask: number) => OperatorSnapshot | undefined,
  ): Promise<void> {
    this.#chains = Array.from({ length: parallelism }, (_, subtaskIndex) =>
      createHarnessChain({ ...this.#run, subtaskIndex, parallelism }, "auto", {
        signals: this.#signals,
        ports: this.#ports,
        events: this.events,
        restored: (operatorId) => restored(operatorId, subtaskIndex),
      }),
    );
    for (const { chain } of this.#chains) await chain.open();
    for (const chain of this.#chains) pollSuspensions(chain);
  }

  #ownerOf(key: unknown): HarnessChain {
    const [first] = this.#chains;
    if (first === undefined) throw new TypeError("there are no subtasks yet");
    const { maxParallelism } = first.environment;
    const keyGroup = keyGroupOfHash(keyHash(key), maxParallelism);
    return this.#chains[subtaskOfKeyGroup(keyGroup, this.#chains.length, maxParallelism)] ?? first;
  }
}
