/**
 * The operators of a chain as snapshots, and what an operator of a chain begins with after a restore.
 *
 * CS1 The operator's functions are asked first (they may still write operator state), then come the operator's own part,
 * keys, timers, progress and the inbox, all in one call between two records (SN4). CS2 What waited is back in the inbox, and what was being fired
 * goes on, before anything new arrives.
 */
import { keyGroupRangeOfSubtask } from "../../base/murmur.ts";
import { streamError } from "../../base/stream-error.ts";
import type { OperatorSnapshot, OwnSnapshot } from "../../checkpoint/snapshot/operator-snapshot.ts";
import type { OperatorStateSnapshot } from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { OperatorProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import type { JobOperator } from "../../plan/job-graph.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import { HeldCodec } from "../held-codec.ts";
import type { Operator, SubtaskEnvironment } from "../operators/operator.ts";
import type { CallGuard } from "../state/backend.ts";
import { KeyedParts } from "../state/keyed-parts.ts";
import { KeyWriter } from "../state/keyed-snapshot-writer.ts";

/** What the chain knows of an operator at a cut. */
export interface SnapshotParts {
  /** What its functions keep without a key; they have been asked. */
  readonly states: readonly OperatorStateSnapshot[];
  readonly own: OwnSnapshot;
  readonly progress: Omit<OperatorProgress, "isFinishHeld">;
}

/** One operator of a chain with what the chain keeps for it. */
export class OperatorParts {
  readonly operator: JobOperator;
  readonly restored: OperatorSnapshot | undefined;
  /** Present where the operator has keys. */
  readonly keyed: KeyedParts | undefined;
  readonly #keys: KeyWriter;

  constructor(
    operator: JobOperator,
    environment: SubtaskEnvironment,
    guard: CallGuard,
    nowMs: () => number,
    restored: OperatorSnapshot | undefined,
  ) {
    const { subtaskIndex, parallelism, maxParallelism } = environment;
    const keyType = operator.keys.find((key) => key !== undefined)?.keyType;
    this.operator = operator;
    this.restored = restored;
    this.#keys = new KeyWriter(keyType, maxParallelism, operator.node.name);
    if (!isKeyed(operator)) return;
    this.keyed = new KeyedParts({
      guard,
      keys: this.#keys,
      keyGroups: keyGroupRangeOfSubtask(subtaskIndex, parallelism, maxParallelism),
      nowMs,
      restored: restored?.keyed,
    });
  }

  /** The operator has been made: what waited at it waits again. */
  restoreInbox({ suspension }: Operator): void {
    if (this.restored === undefined) return;
    const { inbox, progress } = this.restored;
    if (suspension !== undefined) {
      suspension.restore(this.#heldCodec().read(inbox), progress.isFinishHeld);
    } else if (inbox !== undefined) {
      const count = inbox.elements.length;
      throw streamError("RUNTIME_NOWHERE_TO_WAIT", { operator: this.operator.node.name, count });
    }
  }

  /** How many ends of inputs wait in the restored inbox. */
  get waitingEndCount(): number {
    return this.restored?.inbox?.elements.filter(({ type }) => type === "end").length ?? 0;
  }

  snapshot(operator: Operator, { own, states, progress }: SnapshotParts): OperatorSnapshot {
    const { suspension } = operator;
    const inbox =
      suspension === undefined ? undefined : this.#heldCodec().write(suspension.inbox.items());
    return {
      ...own,
      operatorStates: [...(own.operatorStates ?? []), ...states],
      operatorId: this.operator.id,
      keyed: this.keyed?.snapshot(),
      progress: {
        ...progress,
        ...this.keyed?.timers?.firing(),
        isFinishHeld: suspension?.isFinishHeld === true,
      },
      ...(inbox === undefined ? {} : { inbox }),
    };
  }

  #heldCodec(): HeldCodec {
    const { inputTypes, keys } = this.operator;
    const isKeyed = keys.map((key) => key !== undefined);
    return new HeldCodec(inputTypes, this.#keys, isKeyed);
  }
}

function isKeyed({ keys, node }: JobOperator): boolean {
  return keys.some((key) => key !== undefined) || isAlwaysKeyed(node);
}

/** Rolling operators exist on keyed streams only. */
function isAlwaysKeyed(node: PhysicalNode): boolean {
  return node.kind === "reduce" || node.kind === "aggregate";
}
