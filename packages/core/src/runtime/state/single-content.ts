/** One stored thing for each key, with or without a time to live: what value, reducing and aggregating state are made of. */
import type { StateColumn } from "./state-column.ts";
import { TimedValue, type TimeToLive } from "./time-to-live.ts";

/** What is stored under the current key; `undefined` where nothing is. */
export interface SingleContent {
  /** For the user's eyes: an expired one is removed, and seen once where the visibility says so. */
  read(): unknown;
  /** What an added value is combined with: neither removes nor renews. */
  previous(): unknown;
  write(value: unknown): void;
  clear(): void;
}

/** The content of a column. */
export function singleContent(column: StateColumn, ttl: TimeToLive | undefined): SingleContent {
  if (ttl !== undefined) return timedContent(column, ttl);
  return {
    read: () => column.get(),
    previous: () => column.get(),
    write: (value) => column.set(value),
    clear: () => column.remove(),
  };
}

/** Flink: `AbstractTtlDecorator.getWrappedWithTtlCheckAndUpdate`. */
function timedContent(column: StateColumn, ttl: TimeToLive): SingleContent {
  // Only `write` stores into the column.
  const stored = (): TimedValue | undefined => column.get() as TimedValue | undefined;
  return {
    read() {
      const content = stored();
      ttl.accessed();
      if (content === undefined) return undefined;
      if (ttl.isExpired(content)) {
        column.remove();
        return ttl.returnsExpired ? content.value : undefined;
      }
      ttl.read(content);
      return content.value;
    },
    previous() {
      const content = stored();
      if (content === undefined) return undefined;
      return ttl.returnsExpired || !ttl.isExpired(content) ? content.value : undefined;
    },
    write(value) {
      column.set(new TimedValue(value, ttl.nowMs));
      ttl.accessed();
    },
    clear() {
      column.remove();
      ttl.accessed();
    },
  };
}
