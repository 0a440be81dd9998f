/**
 * Makes the watermarks of one input – a stream, or one split of a source – as its strategy says.
 *
 * Built-in generators need the largest timestamp only, which the tracker keeps in a field of its own while the input is
 * the one that is read. A user's generator, made once for each input, is called for every record.
 */
import { streamError } from "../../base/stream-error.ts";
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type { GeneratorProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import { previewOf } from "../../types/text.ts";
import type { WatermarkGenerator, WatermarkOutput } from "../../watermarks/watermark-generator.ts";
import type { WatermarkStrategy } from "../../watermarks/watermark-strategy.ts";
import { IdlenessTimer } from "./idleness-timer.ts";

/** How far watermarks stay behind the largest timestamp; `undefined`: the strategy has no built-in generator. */
export function watermarkDelayMs({ generation }: WatermarkStrategy<never>): number | undefined {
  if (generation.kind === "monotonous") return 0;
  return generation.kind === "boundedOutOfOrderness" ? generation.maxOutOfOrdernessMs : undefined;
}

/** Watermarks and idleness of one input. */
export class WatermarkMaker {
  /** As of the moment when the input was last the one that is read. */
  maxTimestampMs: number = MIN_TIMESTAMP;
  readonly output: WatermarkOutput;
  readonly #delayMs: number | undefined;
  readonly #generator: WatermarkGenerator<never> | undefined;
  /** Present where the strategy has a time-out. */
  readonly #idleness: IdlenessTimer | undefined;

  constructor(strategy: WatermarkStrategy<never>, subtaskIndex: number, output: WatermarkOutput) {
    const { generation, idlenessMs } = strategy;
    this.output = output;
    this.#delayMs = watermarkDelayMs(strategy);
    this.#generator =
      generation.kind === "custom"
        ? requireGenerator(generation.create({ subtaskIndex }))
        : undefined;
    this.#idleness = idlenessMs === undefined ? undefined : new IdlenessTimer(idlenessMs);
  }

  /** Where the clock of idleness stands at a cut. */
  idleness(nowMs: number): Pick<GeneratorProgress, "idleness"> {
    return this.#idleness === undefined ? {} : { idleness: this.#idleness.snapshot(nowMs) };
  }

  /** Goes on from a cut; a user's generator begins anew, as in Flink. */
  restore({ maxTimestampMs, idleness }: GeneratorProgress, nowMs: number): void {
    this.maxTimestampMs = maxTimestampMs;
    if (idleness !== undefined) this.#idleness?.restore(idleness, nowMs);
  }

  /** A record has been forwarded. */
  afterRecord(value: unknown, timestampMs: number): void {
    this.#idleness?.onRecord();
    this.#generator?.onEvent(value as never, timestampMs, this.output); // records reach the user's code unchecked
  }

  /** Emits the watermark that follows from the records so far, or says that there have been none for too long. */
  onPeriodicEmit(nowMs: number, isHeldBack: boolean): void {
    if (this.#idleness?.checkIdle(nowMs, isHeldBack)) this.output.markIdle();
    else if (this.#generator !== undefined) this.#generator.onPeriodicEmit(this.output);
    else if (this.#delayMs !== undefined && this.maxTimestampMs > MIN_TIMESTAMP)
      this.output.emitWatermark(Math.max(MIN_TIMESTAMP, this.maxTimestampMs - this.#delayMs - 1));
  }
}

/** What the user's function made; told here, as records would only show that a method is missing. */
function requireGenerator(made: WatermarkGenerator<never>): WatermarkGenerator<never> {
  const given: Partial<WatermarkGenerator<never>> | undefined = made; // the user's function is unchecked
  if (typeof given?.onEvent === "function" && typeof given.onPeriodicEmit === "function")
    return made;
  throw streamError("RUNTIME_WRONG_WATERMARK_GENERATOR", { value: previewOf(made) });
}
