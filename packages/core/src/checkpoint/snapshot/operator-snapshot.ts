/**
 * What one operator in one subtask gives at a cut, and is created with after a restore: plain data and bytes.
 *
 * SN1 Nothing is by reference: what depends on a type is bytes, with the fingerprint of the serializer that wrote them.
 * SN2 By operator id, never by chain: after a restore other operators may be chained. SN3 Redistribution needs the form
 * alone (C7): keyed entries lie by key group, operator state has a mode, progress is combined by minimum and "all", what
 * waits goes by key or as a list. SN4 Taken between two records, in one synchronous call; what happens afterwards is not
 * in it (C4). SN5 An operator gets its part when it is created, before `open`. SN6 Keyed state that no descriptor asks
 * for is kept as it was and is in the next snapshot again; a state that is registered later finds its entries then.
 */
import type { HeldElements } from "./held-elements.ts";
import type { KeyedSnapshot } from "./keyed-snapshot.ts";
import type { OperatorStateSnapshot } from "./operator-state-snapshot.ts";
import type { GeneratorProgress, OperatorProgress } from "./progress-snapshot.ts";

/** An operator's part of a checkpoint. */
export interface OperatorSnapshot extends OwnSnapshot {
  /** `JobOperator.id`. */
  readonly operatorId: string;
  /** Keyed state and timers; `undefined` where the operator is not keyed. */
  readonly keyed: KeyedSnapshot | undefined;
  readonly progress: OperatorProgress;
  /** What arrived while the operator was suspended (W6), in order; replayed after `open`, before anything new comes. */
  readonly inbox?: HeldElements | undefined;
}

/**
 * What only the operator itself knows: `Operator.snapshotState` returns it, the chain adds the rest. After a restore the
 * operator reads it from `context.restored`, which it may keep.
 */
export interface OwnSnapshot {
  /** Operator, broadcast and union state; splits of readers; states of writers and their committables. */
  readonly operatorStates?: readonly OperatorStateSnapshot[] | undefined;
  /** Elements the operator has taken and not finished (requests without an answer), in order, oldest first. */
  readonly pending?: HeldElements | undefined;
  /** Of operators that make watermarks: by split, or one without a split. */
  readonly generators?: readonly GeneratorProgress[] | undefined;
}
