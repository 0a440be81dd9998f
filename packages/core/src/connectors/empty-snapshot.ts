/** The snapshot of writers that have neither state nor committables. */
import type { WriterSnapshot } from "../connector/sink.ts";

/** Nothing to keep, nothing to commit. */
export function emptySnapshot(durable: Promise<void>): WriterSnapshot<never, never> {
  return { state: [], committables: [], durable };
}
