/** The enums of group 7: how checkpoints are taken and kept, and the older time characteristic. */
import { type Enum, enumOf } from "../base/enum.ts";

/** What state says about records after a recovery: each once, or at least once. */
export type CheckpointingMode = "EXACTLY_ONCE" | "AT_LEAST_ONCE";
/** The names of `CheckpointingMode`. */
export const CheckpointingMode: Enum<CheckpointingMode> = /* @__PURE__ */ enumOf(
  "EXACTLY_ONCE",
  "AT_LEAST_ONCE",
);

/** What becomes of checkpoints when a job is cancelled. */
export type ExternalizedCheckpointRetention =
  | "DELETE_ON_CANCELLATION"
  | "RETAIN_ON_CANCELLATION"
  | "NO_EXTERNALIZED_CHECKPOINTS";
/** The names of `ExternalizedCheckpointRetention`. */
export const ExternalizedCheckpointRetention: Enum<ExternalizedCheckpointRetention> =
  /* @__PURE__ */ enumOf(
    "DELETE_ON_CANCELLATION",
    "RETAIN_ON_CANCELLATION",
    "NO_EXTERNALIZED_CHECKPOINTS",
  );

/** The older name of `ExternalizedCheckpointRetention`. */
export type ExternalizedCheckpointCleanup = ExternalizedCheckpointRetention;
/** The names of `ExternalizedCheckpointRetention`. */
export const ExternalizedCheckpointCleanup: Enum<ExternalizedCheckpointRetention> =
  ExternalizedCheckpointRetention;
