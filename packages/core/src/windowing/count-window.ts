/** `CountWindow`: a numbered window that has no end in time. */
import { MAX_TIMESTAMP } from "../base/timestamps.ts";
import { Window } from "./window.ts";

/** A window by number of records, numbered per key. PyFlink: `CountWindow`. */
export class CountWindow extends Window {
  readonly id: number;

  constructor(id: number) {
    super();
    this.id = id;
  }

  /** The largest timestamp. */
  maxTimestamp(): number {
    return MAX_TIMESTAMP;
  }

  override toString(): string {
    return `CountWindow{id=${this.id}}`;
  }
}
