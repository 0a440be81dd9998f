/** What a function may implement beside its own methods to keep state without a key, and to hear of checkpoints. */
import type { KeyedStateStore } from "../state/keyed-state-store.ts";
import type { OperatorStateStore } from "../state/operator-state-store.ts";

/** Handed to `initializeState`; valid until it has ended. Flink: `FunctionInitializationContext`. */
export abstract class FunctionInitializationContext {
  /** True where the job was restored from a snapshot that holds this operator. */
  abstract isRestored(): boolean;
  abstract getOperatorStateStore(): OperatorStateStore;
  /** Handles of keyed state; on streams without a key every getter is `STATE_NOT_KEYED`. */
  abstract getKeyedStateStore(): KeyedStateStore;
}

/** Handed to `snapshotState`; valid during the call. Flink: `FunctionSnapshotContext`. */
export abstract class FunctionSnapshotContext {
  /** Number of the checkpoint or savepoint; rises from one to the next. */
  abstract getCheckpointId(): number;
}

/**
 * A function with state of its own. Flink: `CheckpointedFunction`.
 *
 * `initializeState` comes before `open`, once for each subtask and attempt, and may be asynchronous.
 */
export abstract class CheckpointedFunction {
  /** Gets the states, and takes from them what was restored. */
  abstract initializeState(context: FunctionInitializationContext): void | Promise<void>;
  /** Puts into the states what the function holds elsewhere; between two records, and synchronous. Emits nothing. */
  abstract snapshotState(context: FunctionSnapshotContext): void;
}

/**
 * Hears what became of a checkpoint, between two records. Flink: `CheckpointListener`.
 *
 * Calls may be left out (a later checkpoint contains what an earlier one did); what they throw fails the job.
 */
export abstract class CheckpointListener {
  /** The checkpoint is complete: a restore begins there or later. */
  abstract notifyCheckpointComplete(checkpointId: number): void;
  /** The checkpoint was given up; its part of this subtask may be deleted. */
  notifyCheckpointAborted?(checkpointId: number): void;
}
