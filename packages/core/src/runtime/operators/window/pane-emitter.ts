/** The contract of what a window does when it fires: it calls a user's function and sends its results on. */
import type { Pane } from "./pane.ts";

/** One per window operator. Called under the pane's key; afterwards this operator's number runs again. */
export interface PaneEmitter {
  open(): void | Promise<void>;
  close(): void | Promise<void>;
  /** The window fires with these elements; they belong to the function. */
  emit(pane: Pane, elements: readonly unknown[]): void;
  /** The window is dropped. */
  clear(pane: Pane): void;
}
