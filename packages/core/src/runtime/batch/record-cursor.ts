/** A sorted sequence of records, read one at a time: from memory or from a run on disk. */

/** Stands at one record, or at the end. */
export interface RecordCursor {
  /** The canonical bytes of the record's key; the same array as long as the key stays the same within this sequence. */
  readonly keyBytes: Uint8Array;
  readonly key: unknown;
  readonly value: unknown;
  readonly timestampMs: number;
  /** By what records of equal keys are ordered: the timestamp, or 0 where their arrival decides. */
  readonly orderMs: number;
  /** Between equal keys and orders: the earlier input, then the earlier arrival has the lower rank. */
  readonly rank: number;
  readonly isAtEnd: boolean;
  /** False where the next record has to be read from disk first; `load` does that. */
  readonly isLoaded: boolean;
  /** Goes to the next record, to the end, or to where it is not loaded. Only called where it stands at a record. */
  advance(): void;
  /** Called where it is not loaded; afterwards it stands at a record or at the end. */
  load(): Promise<void>;
  /** Bytes that are held to be read, beside the records themselves. */
  readonly heldBytes: number;
}
