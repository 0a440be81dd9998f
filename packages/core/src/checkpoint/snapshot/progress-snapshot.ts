/**
 * How far an operator was: watermarks, idleness, firings in progress and ends (C5).
 *
 * PR1 Late stays late: no restored watermark is lower than it was, unless subtasks are combined, where the minimum holds.
 * PR2 `endInput` and `finish` never run twice: a flag is set where all combined subtasks had it.
 */

/** Of one operator in one subtask. */
export interface OperatorProgress {
  /** The last watermark that reached the operator, `MIN_TIMESTAMP` before the first. */
  readonly watermarkMs: number;
  /** Timers up to here were being fired; the watermark is forwarded when they have. Absent where nothing was left. */
  readonly firingEventTimeMs?: number | undefined;
  readonly firingProcessingTimeMs?: number | undefined;
  /** By input, of the head of a chain; empty for operators that were called directly. */
  readonly inputs: readonly InputProgress[];
  /** Its inputs have ended and `finish` waits for what is outstanding (SU4). */
  readonly isFinishHeld: boolean;
  /** `finish` has run. */
  readonly hasFinished: boolean;
}

/** Of one input. */
export interface InputProgress {
  /** The combined watermark. */
  readonly watermarkMs: number;
  readonly isIdle: boolean;
  readonly hasEnded: boolean;
  /** In the order of the channels; they are used where their number is the same, else all begin as the input stood. */
  readonly channels: readonly ChannelProgress[];
}

/** Of one channel. */
export interface ChannelProgress {
  readonly watermarkMs: number;
  readonly isIdle: boolean;
  readonly hasEnded: boolean;
}

/** Of one watermark generator. */
export interface GeneratorProgress {
  /** Absent where the operator has one generator for all. */
  readonly splitId?: string | undefined;
  /** The largest timestamp seen, `MIN_TIMESTAMP` before the first. */
  readonly maxTimestampMs: number;
  /** The last watermark emitted. */
  readonly watermarkMs: number;
  readonly isIdle: boolean;
  /** Present where idleness is watched. */
  readonly idleness?: IdlenessProgress | undefined;
}

/** Where the clock of idleness stood (T1): it does not run between the cut and the restore. */
export interface IdlenessProgress {
  /** There was a record since the last check. */
  readonly hasRecords: boolean;
  /** How long there had been none; absent while no check has found that. */
  readonly inactiveMs?: number | undefined;
}
