/** Records into files. Flink: `FileSink`, the older `StreamingFileSink`, and their builders. */
import { type DurationInput, toMillis } from "../../base/duration.ts";
import { streamError } from "../../base/stream-error.ts";
import { jsonSerializer } from "../../connector/json-serializer.ts";
import type { RecordEncoder } from "../../connector/record-encoder.ts";
import {
  type Committer,
  type CommitterContext,
  Sink,
  type SinkWriter,
  type SinkWriterContext,
} from "../../connector/sink.ts";
import type { SimpleVersionedSerializer } from "../../connector/source.ts";
import { pathOf } from "../file-source/file-listing.ts";
import { BucketAssigner } from "./bucket-assigner.ts";
import { FileCommitter } from "./file-committer.ts";
import { type FileSinkOptions, FileWriter, type FileWriterState } from "./file-writer.ts";
import { OutputFileConfig } from "./output-file-config.ts";
import type { PendingFile } from "./part-file.ts";
import { RollingPolicy } from "./rolling-policy.ts";

const BUCKET_CHECK_INTERVAL_MS = 60_000;

/**
 * Writes part files below a directory. While a file is written its name begins with a dot; it gets its final name with the
 * checkpoint that contains it, or at the end of a bounded job, also without checkpointing. Finished files are exactly once.
 */
export class FileSink<in T> extends Sink<T, FileWriterState, PendingFile> {
  readonly guarantee = "exactly-once" as const;
  override readonly writerStateSerializer: SimpleVersionedSerializer<FileWriterState> =
    jsonSerializer("The state of a file writer", 1);
  override readonly committableSerializer: SimpleVersionedSerializer<PendingFile> = jsonSerializer(
    "A pending file",
    1,
  );
  readonly #options: FileSinkOptions<T>;

  /** @internal Use `FileSink.forRowFormat(…).build()`. */
  constructor(options: FileSinkOptions<T>) {
    super();
    this.#options = options;
  }

  /** Rows of one encoder below `basePath`, a path or `file:` URL; the directory is created when it is needed. */
  static forRowFormat<T>(
    basePath: string,
    encoder: RecordEncoder<T>,
  ): FileSinkRowFormatBuilder<T, FileSink<T>> {
    return new FileSinkRowFormatBuilder(basePath, encoder, (options) => new FileSink(options));
  }

  createWriter(
    context: SinkWriterContext,
    restored: readonly FileWriterState[] = [],
  ): SinkWriter<T, FileWriterState, PendingFile> {
    return new FileWriter(this.#options, context, restored);
  }

  override createCommitter(context: CommitterContext): Committer<PendingFile> {
    return new FileCommitter(context.ports);
  }
}

/** Type-only names of Flink. */
export declare namespace FileSink {
  export type RowFormatBuilder<T> = FileSinkRowFormatBuilder<T, FileSink<T>>;
}

/** The file sink of Flink 1.12, for `addSink`; the same sink under its older name. */
export class StreamingFileSink<in T> extends FileSink<T> {
  /** As `FileSink.forRowFormat`. */
  static override forRowFormat<T>(
    basePath: string,
    encoder: RecordEncoder<T>,
  ): FileSinkRowFormatBuilder<T, StreamingFileSink<T>> {
    return new FileSinkRowFormatBuilder(
      basePath,
      encoder,
      (options) => new StreamingFileSink(options),
    );
  }
}

/** Type-only names of Flink. */
export declare namespace StreamingFileSink {
  export type DefaultRowFormatBuilder<T> = FileSinkRowFormatBuilder<T, StreamingFileSink<T>>;
}

/** Collects the options of a file sink that writes rows. */
export class FileSinkRowFormatBuilder<T, S extends FileSink<T>> {
  readonly #create: (options: FileSinkOptions<T>) => S;
  #options: FileSinkOptions<T>;

  /** @internal */
  constructor(
    basePath: string,
    encoder: RecordEncoder<T>,
    create: (options: FileSinkOptions<T>) => S,
  ) {
    this.#create = create;
    this.#options = {
      basePath: pathOf(basePath),
      encoder,
      bucketAssigner: BucketAssigner.dateTimeBucketAssigner(),
      rollingPolicy: RollingPolicy.defaultRollingPolicy(),
      outputFileConfig: OutputFileConfig.builder().build(),
      bucketCheckIntervalMs: BUCKET_CHECK_INTERVAL_MS,
    };
  }

  /** How often policies are asked about time; default one minute. */
  withBucketCheckInterval(interval: DurationInput): this {
    const bucketCheckIntervalMs = toMillis(interval);
    if (!(bucketCheckIntervalMs > 0)) {
      const values = {
        option: "bucketCheckInterval",
        value: bucketCheckIntervalMs,
        expected: "more than 0 ms",
      };
      throw streamError("CONNECTOR_INVALID_OPTION", values);
    }
    this.#options = { ...this.#options, bucketCheckIntervalMs };
    return this;
  }

  /** Default: one directory per hour of processing time, `yyyy-MM-dd--HH` in the system's time zone. */
  withBucketAssigner(bucketAssigner: BucketAssigner<T>): this {
    this.#options = { ...this.#options, bucketAssigner };
    return this;
  }

  /** Default: 128 MiB, 60 s of age, 60 s without a record. */
  withRollingPolicy(rollingPolicy: RollingPolicy<T>): this {
    this.#options = { ...this.#options, rollingPolicy };
    return this;
  }

  /** Default: `part-…` without a suffix. */
  withOutputFileConfig(outputFileConfig: OutputFileConfig): this {
    this.#options = { ...this.#options, outputFileConfig };
    return this;
  }

  build(): S {
    return this.#create(this.#options);
  }
}
