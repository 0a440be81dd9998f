/**
 * Keeps one reader from running ahead of its group (watermark alignment). Flink: `SourceOperator`.
 *
 * A reader whose watermark is beyond the allowed one is not read at all; of a reader with several splits those that are
 * ahead are paused, so that the others catch up. What is held back is not idle (T1).
 * @internal
 */
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { SourceReader, SourceSplit } from "../../connector/source.ts";
import type { WatermarkTracker } from "../operators/watermark-tracker.ts";

type AlignedReader = Pick<SourceReader<unknown, SourceSplit>, "pauseOrResumeSplits" | "isReading">;

/** The alignment of one reader. */
export class SplitAlignment {
  readonly #tracker: WatermarkTracker;
  readonly #reader: AlignedReader;
  readonly #paused = new Set<string>();
  #allowedMs = MAX_TIMESTAMP;

  constructor(tracker: WatermarkTracker, reader: AlignedReader) {
    this.#tracker = tracker;
    this.#reader = reader;
    tracker.observeReading((splitId) => this.#isRead(splitId));
  }

  /** True while the reader waits for its group. */
  get isAhead(): boolean {
    return this.#tracker.watermarkMs > this.#allowedMs;
  }

  /** What the group has to wait for; `MAX_TIMESTAMP` where it need not. */
  get watermarkMs(): number {
    return this.#tracker.isIdle ? MAX_TIMESTAMP : this.#tracker.watermarkMs;
  }

  /** Nothing beyond this watermark is to be read from now on. */
  align(allowedMs: number): void {
    this.#allowedMs = allowedMs;
    const splits = this.#tracker.splitWatermarks();
    // A split that is alone overtakes no other one of its reader.
    const ahead = new Set(
      splits.length > 1
        ? splits.filter((split) => split.watermarkMs > allowedMs).map((split) => split.splitId)
        : [],
    );
    const toPause = [...ahead].filter((splitId) => !this.#paused.has(splitId));
    const toResume = [...this.#paused].filter((splitId) => !ahead.has(splitId));
    if (toPause.length === 0 && toResume.length === 0) return;
    for (const splitId of toPause) this.#paused.add(splitId);
    for (const splitId of toResume) this.#paused.delete(splitId);
    this.#reader.pauseOrResumeSplits(toPause, toResume);
  }

  #isRead(splitId: string | undefined): boolean {
    if (this.isAhead) return false;
    if (splitId === undefined) return true;
    return !this.#paused.has(splitId) && this.#reader.isReading?.(splitId) !== false;
  }
}
