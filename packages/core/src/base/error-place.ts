/** Where an error happened: completed on the way up, by the layers that know. */

/** Where an error happened, as far as the layers that saw it know. */
export interface ErrorPlace {
  /** The operator's name, as in the plan. */
  readonly operator?: string | undefined;
  /** Index of the subtask, 0-based. */
  readonly subtask?: number | undefined;
  /** The user's `file:line:column`. */
  readonly location?: string | undefined;
  /** The record that was being processed, as text (cut to a readable length). */
  readonly record?: string | undefined;
  /** The current key, as text. */
  readonly key?: string | undefined;
}
