/**
 * One watermark out of those of several splits that one reader reads. Flink: `WatermarkOutputMultiplexer`.
 *
 * M1: the combined watermark is the least of the splits that are not idle and never goes back. M2: with all splits idle
 * it is the largest that any has reached, and the whole is idle. M3: a split that is removed takes no part any more, but
 * its removal alone moves nothing. M4: between `defer` and `combine` splits may emit in any number, it counts once.
 * @internal
 */
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { type Watermark, WatermarkOutput } from "../../watermarks/watermark-generator.ts";

/** The watermark of one split. */
export class SplitWatermark extends WatermarkOutput {
  readonly #combined: SplitWatermarks;
  #watermarkMs = MIN_TIMESTAMP;
  #isIdle = false;

  constructor(combined: SplitWatermarks) {
    super();
    this.#combined = combined;
  }

  get watermarkMs(): number {
    return this.#watermarkMs;
  }

  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** Goes on from a cut, without a call of the combination. */
  restore(watermarkMs: number, isIdle: boolean): void {
    this.#watermarkMs = watermarkMs;
    this.#isIdle = isIdle;
  }

  emitWatermark(watermark: number | Watermark): void {
    const timestampMs = typeof watermark === "number" ? watermark : watermark.timestamp;
    const wasIdle = this.#isIdle;
    this.#isIdle = false;
    if (timestampMs > this.#watermarkMs) this.#watermarkMs = timestampMs;
    else if (!wasIdle) return;
    this.#combined.onChange();
  }

  markIdle(): void {
    if (this.#isIdle) return;
    this.#isIdle = true;
    this.#combined.onChange();
  }

  markActive(): void {
    if (!this.#isIdle) return;
    this.#isIdle = false;
    this.#combined.onChange();
  }
}

/** The splits of one reader, and the output that their combination goes to. */
export class SplitWatermarks {
  readonly #splits = new Map<string, SplitWatermark>();
  readonly #output: WatermarkOutput;
  #combinedMs = MIN_TIMESTAMP;
  #isDeferred = false;

  /** The combination goes to `output`, which drops repeated statuses. */
  constructor(output: WatermarkOutput) {
    this.#output = output;
  }

  /** The split takes part from now on, at first with no watermark. An unknown id is added, a known one returned. */
  add(splitId: string): SplitWatermark {
    const known = this.#splits.get(splitId);
    if (known !== undefined) return known;
    const added = new SplitWatermark(this);
    this.#splits.set(splitId, added);
    return added;
  }

  /** Nothing is read from the split any more. */
  remove(splitId: string): void {
    this.#splits.delete(splitId);
  }

  /** What splits emit is combined at the next `combine`. */
  defer(): void {
    this.#isDeferred = true;
  }

  combine(): void {
    this.#isDeferred = false;
    if (this.#splits.size > 0) this.onChange();
  }

  /** Called by a split that has changed. */
  onChange(): void {
    if (this.#isDeferred) return;
    const leastMs = this.#least();
    const isIdle = leastMs === undefined;
    const combinedMs = leastMs ?? this.#most();
    if (combinedMs > this.#combinedMs) {
      this.#combinedMs = combinedMs;
      this.#output.emitWatermark(combinedMs);
    }
    if (isIdle) this.#output.markIdle();
    else this.#output.markActive();
  }

  /** `undefined`: all are idle. */
  #least(): number | undefined {
    let leastMs: number | undefined;
    for (const split of this.#splits.values()) {
      if (!split.isIdle) leastMs = Math.min(leastMs ?? MAX_TIMESTAMP, split.watermarkMs);
    }
    return leastMs;
  }

  #most(): number {
    let mostMs = MIN_TIMESTAMP;
    for (const split of this.#splits.values()) mostMs = Math.max(mostMs, split.watermarkMs);
    return mostMs;
  }
}
