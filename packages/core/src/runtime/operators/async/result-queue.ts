/**
 * The order in which results leave an asynchronous operator.
 *
 * Q1: `take` gives each item once, done ones only. Q2: barriers are items too (watermarks, statuses): what was added
 * before one leaves before it, what was added after it leaves after it.
 * @internal
 */

/** What waits in a queue. */
export interface QueueItem {
  isDone: boolean;
  /** Nothing passes it in either direction. */
  isBarrier: boolean;
  /** For the queue's own use. */
  segment: object | undefined;
}

/** Results in one of the two orders. `Item` is what the operator puts in. */
export interface ResultQueue<Item extends QueueItem> {
  /** Everything that has not been taken. */
  readonly size: number;
  /** `take` would give something. */
  readonly hasNext: boolean;
  /** Appends an item, which may be done already. */
  add(item: Item): void;
  /** Says that an item that was added has become done; its `isDone` is set. */
  complete(item: Item): void;
  take(): Item | undefined;
  /** What was not taken, in the order of `add`; a copy. */
  waiting(): readonly Item[];
}
