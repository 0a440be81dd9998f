/** Where an operator's generators put their watermarks: forwards those that rise, and changes of the status. */
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { type Watermark, WatermarkOutput } from "../../watermarks/watermark-generator.ts";
import type { OperatorOutput } from "./operator.ts";

/** G2 of the watermark tracker. */
export class RisingWatermarkOutput extends WatermarkOutput {
  readonly #output: OperatorOutput;
  #lastMs = MIN_TIMESTAMP;
  #isIdle = false;

  constructor(output: OperatorOutput) {
    super();
    this.#output = output;
  }

  /** The last watermark that was let through. */
  get watermarkMs(): number {
    return this.#lastMs;
  }

  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** Goes on from a cut: what was said before is not said again. */
  restore(watermarkMs: number, isIdle: boolean): void {
    this.#lastMs = watermarkMs;
    this.#isIdle = isIdle;
  }

  emitWatermark(watermark: number | Watermark): void {
    const timestampMs = typeof watermark === "number" ? watermark : watermark.timestamp;
    this.markActive();
    if (timestampMs > this.#lastMs) this.forward(timestampMs);
  }

  /** Lets a watermark through that comes from elsewhere, in order. */
  forward(timestampMs: number): void {
    this.markActive();
    if (timestampMs > this.#lastMs) this.#lastMs = timestampMs;
    this.#output.watermark(timestampMs);
  }

  markIdle(): void {
    this.#setIdle(true);
  }

  markActive(): void {
    this.#setIdle(false);
  }

  #setIdle(isIdle: boolean): void {
    if (isIdle === this.#isIdle) return;
    this.#isIdle = isIdle;
    this.#output.status(isIdle);
  }
}
