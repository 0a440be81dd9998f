/** `Window`: a finite bucket of records. Windows are values: two of equal fields are the same window. */

/** Base of all windows. Custom ones hold plain fields only, by which they are compared. Flink: `Window`. */
export abstract class Window {
  /** The largest timestamp in ms that still belongs to the window; results carry it. */
  abstract maxTimestamp(): number;
}
