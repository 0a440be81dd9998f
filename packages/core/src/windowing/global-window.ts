/** `GlobalWindow`: the one window of all records. */
import { MAX_TIMESTAMP } from "../base/timestamps.ts";
import { Window } from "./window.ts";

/** The only global window: `GlobalWindow.get()`. Flink: `GlobalWindow`. */
export class GlobalWindow extends Window {
  private static readonly instance: GlobalWindow = new GlobalWindow();

  static get(): GlobalWindow {
    return GlobalWindow.instance;
  }

  /** The largest timestamp. */
  maxTimestamp(): number {
    return MAX_TIMESTAMP;
  }

  override toString(): string {
    return "GlobalWindow";
  }
}
