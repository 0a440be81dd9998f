/** What the operators of a chain get besides the contract's context: whose call it is, keyed state, failures, time. */
import type { Cancel } from "../../base/ports.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import type { FailedRecord } from "../chain/failure.ts";
import type { CallGuard } from "../state/backend.ts";
import type { KeyedParts } from "../state/keyed-parts.ts";
import type { ObjectTable } from "../state/object-table.ts";
import type { OperatorStateBackend } from "../state/operator-state-backend.ts";
import type { KeyedTimers, TimerTarget } from "../time/timer-service.ts";
import type { TimerNamespaces } from "../time/timer-snapshot.ts";
import type { FunctionCheckpoints } from "./function-checkpoints.ts";
import type { OperatorContext } from "./operator.ts";

/** Context of an operator inside a chain. */
export interface ChainedContext<Node extends PhysicalNode = PhysicalNode>
  extends OperatorContext<Node> {
  readonly guard: CallGuard;
  /** Present where the operator runs on a keyed stream. */
  readonly keyedState: ObjectTable | undefined;
  /** The same with what else lies under keys, for operators that keep more than columns. */
  readonly keyedParts: KeyedParts | undefined;
  /** State without a key. */
  readonly operatorState: OperatorStateBackend;
  /** BATCH: one key after the other; results of a key come with `endKey`. */
  readonly isKeyByKey: boolean;
  /** Where the user's functions of the operator take part in checkpoints. */
  readonly checkpoints: FunctionCheckpoints;
  /** True when `pipeline.object-reuse` gives up the copies of O1. */
  readonly isObjectReuse: boolean;
  /** The last watermark that reached this operator, `MIN_TIMESTAMP` before the first. */
  readonly currentWatermarkMs: () => number;
  /** The worker's processing time; advances between records only (T1). */
  readonly currentProcessingTimeMs: () => number;
  /**
   * The operator's timers, on keyed streams only; once per operator, and behind what their namespaces stand for, because
   * it restores them. Without `namespaces` the operator uses 0 only.
   */
  readonly createTimers: (target: TimerTarget, namespaces?: TimerNamespaces) => KeyedTimers;
  /** Runs a call of the operator that is no element's, as mail: between two records (W3), after what is posted already. */
  readonly post: (call: () => void) => void;
  /** The same, strictly after a processing time, as timers (T1); the result takes it back. */
  readonly schedule: (timestampMs: number, call: () => void) => Cancel;
  /** What the user reads of a failure: the operator that was running, its place, and the record. */
  readonly describeFailure: (error: unknown, record: FailedRecord) => unknown;
  /**
   * W7: called with what was thrown by the operators behind this one during a call out of a user's function; describes
   * it, remembers it as the slice's failure, and returns what is to be thrown.
   */
  downstreamFailed(error: unknown): unknown;
}
