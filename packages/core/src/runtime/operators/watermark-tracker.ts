/**
 * Timestamps and watermarks of one operator in one subtask, as its strategy says.
 *
 * G1: the assigner runs before the record is forwarded, the generator after it. G2: watermarks only rise; NaN and what
 * goes back is ignored. Watermarks of the built-in generators come with `onPeriodicEmit`, those of a user's own one
 * whenever it emits them.
 */
import { streamError } from "../../base/stream-error.ts";
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { instantiate } from "../../functions/copy-function.ts";
import type { SourceNode, TimestampsNode } from "../../plan/transformation.ts";
import {
  type Watermark,
  type WatermarkGenerator,
  WatermarkOutput,
} from "../../watermarks/watermark-generator.ts";
import { IdlenessTimer } from "../time/idleness-timer.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { OperatorCode } from "./operator-code.ts";

type Assign = (value: unknown, timestampMs: number) => unknown;

/** Assigns timestamps, watches them, and emits watermarks. */
export class WatermarkTracker {
  /** The largest timestamp seen. Initialised with a fraction so that it stays an unboxed double. */
  maxTimestampMs = 0.5;
  readonly #context: ChainedContext;
  readonly #assign: Assign | undefined;
  /** How far the watermark stays behind the largest timestamp; `undefined`: no built-in generator. */
  readonly #delayMs: number | undefined;
  readonly #generator: WatermarkGenerator<never> | undefined;
  readonly #output: RisingWatermarkOutput;
  /** Present where the strategy has a time-out. */
  readonly #idleness: IdlenessTimer | undefined;

  constructor(context: ChainedContext<SourceNode | TimestampsNode>) {
    const { generation, timestampAssigner, idlenessMs } = context.node.watermarkStrategy;
    const { subtaskIndex } = context.environment;
    this.maxTimestampMs = MIN_TIMESTAMP;
    this.#context = context;
    this.#assign =
      timestampAssigner === undefined ? undefined : assignerOf(timestampAssigner, subtaskIndex);
    if (generation.kind === "monotonous") this.#delayMs = 0;
    if (generation.kind === "boundedOutOfOrderness") this.#delayMs = generation.maxOutOfOrdernessMs;
    this.#generator =
      generation.kind === "custom" ? generation.create({ subtaskIndex }) : undefined;
    this.#output = new RisingWatermarkOutput(context);
    this.#idleness = idlenessMs === undefined ? undefined : new IdlenessTimer(idlenessMs);
  }

  /** The timestamp under which a record flows on. */
  timestampOf(value: unknown, timestampMs: number): number {
    if (this.#assign === undefined) return timestampMs;
    const assigned = this.#assign(value, timestampMs);
    if (typeof assigned === "number" && !Number.isNaN(assigned)) return assigned;
    throw streamError("RUNTIME_WRONG_TIMESTAMP", {
      operator: this.#context.node.name,
      value: String(assigned),
    });
  }

  /** To be called when the record has been forwarded. */
  afterRecord(value: unknown, timestampMs: number): void {
    if (timestampMs > this.maxTimestampMs) this.maxTimestampMs = timestampMs;
    this.#idleness?.onRecord();
    if (this.#generator === undefined) return;
    this.#enter();
    this.#generator.onEvent(value as never, timestampMs, this.#output); // records reach the user's code unchecked
  }

  /** Emits the watermark that follows from the records so far, or says that there have been none for too long. */
  onPeriodicEmit(isHeldBack: boolean): void {
    const nowMs = this.#context.environment.ports.scheduler.monotonicNow();
    if (this.#idleness?.checkIdle(nowMs, isHeldBack)) this.#output.markIdle();
    else if (this.#generator !== undefined) {
      this.#enter();
      this.#generator.onPeriodicEmit(this.#output);
    } else if (this.#delayMs !== undefined && this.maxTimestampMs > MIN_TIMESTAMP) {
      this.#output.emitWatermark(Math.max(MIN_TIMESTAMP, this.maxTimestampMs - this.#delayMs - 1));
    }
  }

  /** Forwards a watermark from before, also where this operator has said that it is idle. */
  forward(timestampMs: number): void {
    this.#output.markActive();
    this.#context.output.watermark(timestampMs);
  }

  /** Writes the assignment, the emission under the new timestamp, and what follows it. */
  generate(code: OperatorCode): void {
    const tracker = code.bind("tracker", this);
    const isWatched = this.#delayMs !== undefined || this.#generator !== undefined;
    const isCounted = this.#generator !== undefined || this.#idleness !== undefined;
    if (this.#assign === undefined && !isWatched && !isCounted) {
      code.emit(code.value);
      return;
    }
    const timestamp = code.local("timestamp");
    code.enter();
    code.line(`const ${timestamp} = ${this.#timestampText(code, tracker)};`);
    if (this.#assign === undefined) code.emit(code.value);
    else code.retime(timestamp, () => code.emit(code.value));
    if (isCounted) code.line(`${tracker}.afterRecord(${code.value}, ${timestamp});`);
    else if (isWatched)
      code.line(
        `if (${timestamp} > ${tracker}.maxTimestampMs) ${tracker}.maxTimestampMs = ${timestamp};`,
      );
  }

  #timestampText(code: OperatorCode, tracker: string): string {
    return this.#assign === undefined
      ? code.timestampMs
      : `${tracker}.timestampOf(${code.value}, ${code.timestampMs})`;
  }

  #enter(): void {
    const { guard } = this.#context;
    guard.running.number = guard.operatorNumber;
  }
}

/** Forwards watermarks that rise, and changes of the status. */
class RisingWatermarkOutput extends WatermarkOutput {
  readonly #context: ChainedContext;
  #lastMs = MIN_TIMESTAMP;
  #isIdle = false;

  constructor(context: ChainedContext) {
    super();
    this.#context = context;
  }

  emitWatermark(watermark: number | Watermark): void {
    const timestampMs = typeof watermark === "number" ? watermark : watermark.timestamp;
    this.markActive();
    if (!(timestampMs > this.#lastMs)) return;
    this.#lastMs = timestampMs;
    this.#context.output.watermark(timestampMs);
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
    this.#context.output.status(isIdle);
  }
}

function assignerOf(slot: unknown, subtask: number): Assign {
  const assigner: unknown = instantiate({ value: slot, role: "extractTimestamp" }, subtask);
  // The strategy has checked that it is a function, or an object with `extractTimestamp`.
  if (typeof assigner === "function") return assigner as Assign;
  const object = assigner as { extractTimestamp: Assign };
  return (value, timestampMs) => object.extractTimestamp(value, timestampMs);
}
