/** What users implement for event time: timestamp assigners and watermark generators, and what a generator writes to. */

/** Takes the timestamp of a record out of it. Flink: `TimestampAssigner`; a plain function means `extractTimestamp`. */
export abstract class TimestampAssigner<in T> {
  /** Milliseconds since 1970. `recordTimestampMs` is the timestamp so far, `MIN_TIMESTAMP` where there is none. Synchronous. */
  abstract extractTimestamp(value: T, recordTimestampMs: number): number;
}

/** A watermark as an object, where Flink's code passes one: no record at or before it is expected any more. */
export class Watermark {
  readonly timestamp: number;

  /** `timestamp` in ms. */
  constructor(timestamp: number) {
    this.timestamp = timestamp;
  }

  getTimestamp(): number {
    return this.timestamp;
  }
}

/** Where a generator puts its watermarks. Watermarks that go back are ignored. Flink: `WatermarkOutput`. */
export abstract class WatermarkOutput {
  /** A timestamp in ms, or a `Watermark`. */
  abstract emitWatermark(watermark: number | Watermark): void;
  /** The input counts as idle until the next watermark or `markActive()`. */
  abstract markIdle(): void;
  abstract markActive(): void;
}

/** Makes watermarks out of records and time; one per subtask and split. Flink: `WatermarkGenerator`. */
export abstract class WatermarkGenerator<in T> {
  /** Called for every record. */
  abstract onEvent(event: T, timestampMs: number, output: WatermarkOutput): void;
  /** Called every `pipeline.auto-watermark-interval`. */
  abstract onPeriodicEmit(output: WatermarkOutput): void;
}

/** What a generator's supplier learns. */
export interface WatermarkGeneratorContext {
  readonly subtaskIndex: number;
}
