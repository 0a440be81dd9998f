/**
 * Writes the records of one subtask into part files, one open part per bucket.
 *
 * C2: a snapshot records the length of each open part and goes on; only parts that a policy rolled become committables,
 * each handed out once. After a restore the parts that were open are not continued: they are finished at their recorded
 * length with the next snapshot, and new parts begin.
 */
import { NO_TIMESTAMP } from "../../base/timestamps.ts";
import type { RecordEncoder } from "../../connector/record-encoder.ts";
import {
  SinkWriter,
  type SinkWriterContext,
  type WriteContext,
  type WriterSnapshot,
} from "../../connector/sink.ts";
import { WakeUp } from "../../connector/wake-up.ts";
import { textOf } from "../../types/text.ts";
import { SliceClock } from "../slice-clock.ts";
import {
  type BucketAssigner,
  type BucketAssignerContext,
  checkBucketId,
} from "./bucket-assigner.ts";
import type { OutputFileConfig } from "./output-file-config.ts";
import { PartFile, type PartObserver, type PartPlace, type PendingFile } from "./part-file.ts";
import type { RollingPolicy } from "./rolling-policy.ts";

const LARGEST_BACKLOG_BYTES = 8 * 1024 * 1024;

/** What a writer needs to go on. Plain data. */
export interface FileWriterState {
  /** Number of the next part; after a restore the largest of all counts. */
  readonly partCounter: number;
  /** Parts that were open, at the length that the checkpoint holds. */
  readonly openParts: readonly PendingFile[];
}

/** What a file sink is made of. */
export interface FileSinkOptions<T> {
  readonly basePath: string;
  readonly encoder: RecordEncoder<T>;
  readonly bucketAssigner: BucketAssigner<T>;
  readonly rollingPolicy: RollingPolicy<T>;
  readonly outputFileConfig: OutputFileConfig;
  readonly bucketCheckIntervalMs: number;
}

/** The writer of a `FileSink`. */
export class FileWriter<T> extends SinkWriter<T, FileWriterState, PendingFile> {
  readonly #options: FileSinkOptions<T>;
  readonly #context: SinkWriterContext;
  readonly #clock: SliceClock;
  readonly #record: RecordFacts;
  readonly #observer: PartObserver;
  readonly #textOf: (value: unknown) => string;
  readonly #parts = new Map<string, PartFile>();
  readonly #room = new WakeUp();
  /** Rolled parts that wait to be on the disk. */
  #rolling: Promise<unknown>[] = [];
  #rolled: PendingFile[];
  #backlogBytes = 0;
  #partCounter: number;
  #isClosed = false;

  constructor(
    options: FileSinkOptions<T>,
    context: SinkWriterContext,
    restored: readonly FileWriterState[],
  ) {
    super();
    this.#options = options;
    this.#context = context;
    this.#clock = new SliceClock(context.ports.scheduler);
    this.#record = new RecordFacts(this.#clock);
    const type = context.inputType;
    this.#textOf = type === undefined ? textOf : (value) => type.toText(value);
    this.#partCounter = Math.max(0, ...restored.map((state) => state.partCounter));
    this.#rolled = restored.flatMap((state) => state.openParts);
    this.#observer = this.#observeParts();
  }

  override open(): void {
    this.#scheduleCheck();
  }

  write(value: T, context: WriteContext): void {
    const { failure } = this.#room;
    if (failure !== undefined) throw failure.error;
    this.#record.context = context;
    const bucketId = this.#options.bucketAssigner.getBucketId(value, this.#record);
    let part = this.#parts.get(bucketId);
    if (part !== undefined && this.#options.rollingPolicy.shouldRollOnEvent(part, value)) {
      this.#roll(part);
      part = undefined;
    }
    part ??= this.#openPart(bucketId);
    this.#options.encoder.encode(value, part);
    part.hasNewRecords = true;
  }

  override room(): boolean {
    return this.#backlogBytes < LARGEST_BACKLOG_BYTES && this.#room.failure === undefined;
  }

  override available(): Promise<void> {
    return this.room() ? Promise.resolve() : this.#room.wait();
  }

  snapshot(_checkpointId: number): WriterSnapshot<FileWriterState, PendingFile> {
    for (const part of this.#parts.values()) {
      if (this.#options.rollingPolicy.shouldRollOnCheckpoint(part)) this.#roll(part);
    }
    const open = [...this.#parts.values()];
    const openParts = open.map((part) => part.position());
    const durable = this.#whenDurable(open);
    const committables = this.#rolled;
    this.#rolled = [];
    return { state: [{ partCounter: this.#partCounter, openParts }], committables, durable };
  }

  async flush(endOfInput: boolean): Promise<void> {
    const open = [...this.#parts.values()];
    for (const part of open) {
      if (endOfInput) this.#roll(part);
      else part.position();
    }
    await this.#whenDurable(endOfInput ? [] : open);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#room.wake();
    const open = [...this.#parts.values()];
    this.#parts.clear();
    await Promise.allSettled([...open.map((part) => part.close()), ...this.#rolling]);
  }

  #openPart(bucketId: string): PartFile {
    checkBucketId(bucketId);
    const part = new PartFile(
      this.#nextPlace(bucketId),
      this.#context.ports,
      this.#observer,
      this.#textOf,
      this.#clock.now(),
    );
    this.#parts.set(bucketId, part);
    return part;
  }

  #nextPlace(bucketId: string): PartPlace {
    const { basePath, outputFileConfig } = this.#options;
    const { jobId, subtaskIndex, attempt, ports } = this.#context;
    const subtaskId = `${jobId.slice(0, 12)}-${subtaskIndex}`;
    const number = this.#partCounter;
    this.#partCounter += 1;
    const name = `${outputFileConfig.getPartPrefix()}-${subtaskId}-${number}${outputFileConfig.getPartSuffix()}`;
    const directory = ports.fileSystem.join(basePath, bucketId);
    return {
      bucketId,
      directory,
      inProgressPath: ports.fileSystem.join(directory, `.${name}.inprogress.${attempt}`),
      finishedPath: ports.fileSystem.join(directory, name),
    };
  }

  /** Ends a part: its length is known now, the rest happens in the background. */
  #roll(part: PartFile): void {
    this.#parts.delete(part.bucketId);
    this.#rolled.push(part.position());
    const rolling = part.finish();
    rolling.catch(() => undefined); // the observer has been told; who flushes is told too
    this.#rolling.push(rolling);
  }

  async #whenDurable(open: readonly PartFile[]): Promise<void> {
    const rolling = this.#rolling;
    await Promise.all([...rolling, ...open.map((part) => part.durable())]);
    this.#rolling = this.#rolling.filter((pending) => !rolling.includes(pending));
  }

  #observeParts(): PartObserver {
    return {
      queued: (byteCount) => {
        this.#backlogBytes += byteCount;
      },
      appended: (byteCount) => {
        this.#backlogBytes -= byteCount;
        if (this.#backlogBytes < LARGEST_BACKLOG_BYTES / 2) this.#room.wake();
      },
      failed: (error) => {
        if (this.#room.failure !== undefined) return;
        this.#room.fail(error);
        if (!this.#isClosed) this.#context.fail(error);
      },
    };
  }

  #scheduleCheck(): void {
    const dueMs = this.#context.ports.scheduler.now() + this.#options.bucketCheckIntervalMs;
    this.#context.registerProcessingTimeTimer(dueMs, () => {
      if (this.#isClosed) return;
      this.#checkParts();
      this.#scheduleCheck();
    });
  }

  #checkParts(): void {
    const nowMs = this.#context.ports.scheduler.now();
    for (const part of this.#parts.values()) {
      if (part.hasNewRecords) part.lastUpdateTimeMs = nowMs;
      part.hasNewRecords = false;
      if (this.#options.rollingPolicy.shouldRollOnProcessingTime(part, nowMs)) this.#roll(part);
    }
  }
}

/** `BucketAssignerContext` about the record of the current call. */
class RecordFacts implements BucketAssignerContext {
  context: WriteContext | undefined;
  readonly #clock: SliceClock;

  constructor(clock: SliceClock) {
    this.#clock = clock;
  }

  currentProcessingTime(): number {
    return this.#clock.now();
  }

  currentWatermark(): number {
    return this.context?.currentWatermarkMs ?? NO_TIMESTAMP;
  }

  timestamp(): number | null {
    const timestampMs = this.context?.timestampMs ?? NO_TIMESTAMP;
    return timestampMs === NO_TIMESTAMP ? null : timestampMs;
  }
}
