/** When a part file is closed and the next one begins. */
import { type DurationInput, toMillis } from "../../base/duration.ts";
import { streamError } from "../../base/stream-error.ts";

/** What a policy may look at. */
export interface PartFileState {
  readonly bucketId: string;
  /** Bytes written; text that is still being collected (below 64 KiB) counts one byte per character. */
  readonly sizeBytes: number;
  readonly creationTimeMs: number;
  /** Time of the last write, as of the last check (`withBucketCheckInterval`). */
  readonly lastUpdateTimeMs: number;
}

const MIB = 1024 * 1024;
const DEFAULT_PART_BYTES = 128 * MIB;
const DEFAULT_INTERVAL_MS = 60_000;

/** Decides over part files. Extend it for a policy of your own; methods are synchronous. Flink: `RollingPolicy`. */
export abstract class RollingPolicy<in T = unknown> {
  /** Asked at each checkpoint. */
  abstract shouldRollOnCheckpoint(part: PartFileState): boolean;
  /** Asked before a record is written; true puts it into a new file. */
  abstract shouldRollOnEvent(part: PartFileState, element: T): boolean;
  /** Asked every bucket check interval. */
  abstract shouldRollOnProcessingTime(part: PartFileState, currentTimeMs: number): boolean;

  /** By size in bytes (128 MiB), age and idle time (60 s each); what comes first. */
  static defaultRollingPolicy(
    partSize: number = DEFAULT_PART_BYTES,
    rolloverInterval: DurationInput = DEFAULT_INTERVAL_MS,
    inactivityInterval: DurationInput = DEFAULT_INTERVAL_MS,
  ): DefaultRollingPolicy {
    return new DefaultRollingPolicy(
      partSize,
      toMillis(rolloverInterval),
      toMillis(inactivityInterval),
    );
  }

  /** A new file after each checkpoint. */
  static onCheckpointRollingPolicy(): OnCheckpointRollingPolicy {
    return new OnCheckpointRollingPolicy();
  }
}

/** Rolls by size, age and idle time. */
export class DefaultRollingPolicy extends RollingPolicy {
  readonly partSizeBytes: number;
  readonly rolloverIntervalMs: number;
  readonly inactivityIntervalMs: number;

  /** @internal Use `RollingPolicy.defaultRollingPolicy()` or `DefaultRollingPolicy.builder()`. */
  constructor(partSizeBytes: number, rolloverIntervalMs: number, inactivityIntervalMs: number) {
    super();
    checkPositive("partSize", partSizeBytes);
    checkPositive("rolloverInterval", rolloverIntervalMs);
    checkPositive("inactivityInterval", inactivityIntervalMs);
    this.partSizeBytes = partSizeBytes;
    this.rolloverIntervalMs = rolloverIntervalMs;
    this.inactivityIntervalMs = inactivityIntervalMs;
  }

  /** The builder of Flink 1.12. */
  static builder(): DefaultRollingPolicyBuilder {
    return new DefaultRollingPolicyBuilder();
  }

  shouldRollOnCheckpoint(part: PartFileState): boolean {
    return part.sizeBytes > this.partSizeBytes;
  }

  shouldRollOnEvent(part: PartFileState): boolean {
    return part.sizeBytes > this.partSizeBytes;
  }

  shouldRollOnProcessingTime(part: PartFileState, currentTimeMs: number): boolean {
    return (
      currentTimeMs - part.creationTimeMs >= this.rolloverIntervalMs ||
      currentTimeMs - part.lastUpdateTimeMs >= this.inactivityIntervalMs
    );
  }
}

/** Type-only names of Flink. */
export declare namespace DefaultRollingPolicy {
  export type PolicyBuilder = DefaultRollingPolicyBuilder;
}

/** Collects the limits of a `DefaultRollingPolicy`. */
export class DefaultRollingPolicyBuilder {
  #partSizeBytes = DEFAULT_PART_BYTES;
  #rolloverIntervalMs = DEFAULT_INTERVAL_MS;
  #inactivityIntervalMs = DEFAULT_INTERVAL_MS;

  /** Bytes. */
  withMaxPartSize(size: number): this {
    this.#partSizeBytes = size;
    return this;
  }

  withRolloverInterval(interval: DurationInput): this {
    this.#rolloverIntervalMs = toMillis(interval);
    return this;
  }

  withInactivityInterval(interval: DurationInput): this {
    this.#inactivityIntervalMs = toMillis(interval);
    return this;
  }

  build(): DefaultRollingPolicy {
    return new DefaultRollingPolicy(
      this.#partSizeBytes,
      this.#rolloverIntervalMs,
      this.#inactivityIntervalMs,
    );
  }
}

/** Rolls at each checkpoint only. */
export class OnCheckpointRollingPolicy extends RollingPolicy {
  static build(): OnCheckpointRollingPolicy {
    return new OnCheckpointRollingPolicy();
  }

  shouldRollOnCheckpoint(): boolean {
    return true;
  }

  shouldRollOnEvent(): boolean {
    return false;
  }

  shouldRollOnProcessingTime(): boolean {
    return false;
  }
}

function checkPositive(option: string, value: number): void {
  if (value > 0) return;
  throw streamError("CONNECTOR_INVALID_OPTION", { option, value, expected: "more than 0" });
}
