/** Records from files. Flink: `FileSource` and its builder. */
import { type DurationInput, toMillis } from "../../base/duration.ts";
import { streamError } from "../../base/stream-error.ts";
import type { RecordFormat } from "../../connector/record-format.ts";
import {
  type Boundedness,
  Source,
  type SourceReader,
  type SourceReaderContext,
  type SplitEnumerator,
  type SplitEnumeratorContext,
} from "../../connector/source.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import {
  FileEnumerator,
  type FileEnumeratorState,
  fileEnumeratorSerializer,
} from "./file-enumerator.ts";
import { pathOf } from "./file-listing.ts";
import { FileReader } from "./file-reader.ts";
import { type FileSplit, fileSplitSerializer } from "./file-split.ts";
import { FileEnumeratorProvider, FileSplitAssignerProvider } from "./providers.ts";

/** What a builder has collected. */
export interface FileSourceOptions<T> {
  readonly format: RecordFormat<T>;
  readonly paths: readonly string[];
  readonly discoveryIntervalMs?: number | undefined;
  readonly isSplitting?: boolean;
  /** @internal For tests: size in bytes of the ranges that files are cut into. */
  readonly rangeBytes?: number | undefined;
}

/**
 * Reads files and directories, plain or compressed (`.gz`, `.gzip`, `.zst`), as records of a format. Exactly once: a
 * position is an offset and a number of records. Files must not change while a job reads them.
 */
export class FileSource<T> extends Source<T, FileSplit, FileEnumeratorState> {
  readonly boundedness: Boundedness;
  override readonly producedType: AnyTypeInformation | undefined;
  readonly splitSerializer: typeof fileSplitSerializer = fileSplitSerializer;
  readonly enumeratorStateSerializer: typeof fileEnumeratorSerializer = fileEnumeratorSerializer;
  /** In the order given. */
  readonly inputPaths: readonly string[];
  /** `undefined` for a bounded source. */
  readonly discoveryIntervalMs: number | undefined;
  readonly #options: FileSourceOptions<T>;

  /** @internal Use `forRecordStreamFormat(…).build()`. */
  constructor(options: FileSourceOptions<T>) {
    super();
    this.#options = options;
    this.inputPaths = options.paths.map(pathOf);
    this.discoveryIntervalMs = options.discoveryIntervalMs;
    this.boundedness =
      options.discoveryIntervalMs === undefined ? "BOUNDED" : "CONTINUOUS_UNBOUNDED";
    this.producedType = options.format.producedType;
  }

  /** Paths or `file:` URLs of files and directories; directories are walked recursively. At least one. */
  static forRecordStreamFormat<T>(
    streamFormat: RecordFormat<T>,
    ...paths: readonly string[]
  ): FileSourceBuilder<T> {
    if (paths.length === 0) {
      throw streamError("CONNECTOR_INVALID_OPTION", {
        option: "paths",
        value: "empty",
        expected: "at least one path",
      });
    }
    return new FileSourceBuilder({ format: streamFormat, paths });
  }

  createEnumerator(
    context: SplitEnumeratorContext<FileSplit>,
    restored?: FileEnumeratorState,
  ): SplitEnumerator<FileSplit, FileEnumeratorState> {
    const { format, isSplitting, rangeBytes } = this.#options;
    const options = {
      paths: this.inputPaths,
      isSplittable: format.isSplittable && isSplitting !== false,
      discoveryIntervalMs: this.discoveryIntervalMs,
      rangeBytes,
    };
    return new FileEnumerator(context, options, restored);
  }

  createReader(context: SourceReaderContext): SourceReader<T, FileSplit> {
    return new FileReader(context, this.#options.format, this.boundedness === "BOUNDED");
  }
}

/** Collects the options of a `FileSource`. Flink: `FileSourceBuilder`. */
export class FileSourceBuilder<T> {
  #options: FileSourceOptions<T>;

  /** @internal */
  constructor(options: FileSourceOptions<T>) {
    this.#options = options;
  }

  /**
   * Unbounded: lists again at this interval and reads each new path once; what is appended to a file that was seen is
   * not read, and all paths seen stay in the state.
   */
  monitorContinuously(discoveryInterval: DurationInput): this {
    const discoveryIntervalMs = toMillis(discoveryInterval);
    if (discoveryIntervalMs <= 0) {
      const values = {
        option: "discoveryInterval",
        value: discoveryIntervalMs,
        expected: "more than 0 ms",
      };
      throw streamError("CONNECTOR_INVALID_OPTION", values);
    }
    this.#options = { ...this.#options, discoveryIntervalMs };
    return this;
  }

  /** Bounded: lists once. The default. */
  processStaticFileSet(): this {
    this.#options = { ...this.#options, discoveryIntervalMs: undefined };
    return this;
  }

  /** Default: files of splittable formats are cut into ranges. */
  setFileEnumerator(fileEnumerator: FileEnumeratorProvider): this {
    this.#options = { ...this.#options, isSplitting: fileEnumerator.isSplitting };
    return this;
  }

  /** There is one assigner; the method is here for programs that name it. */
  setSplitAssigner(_splitAssigner: FileSplitAssignerProvider): this {
    return this;
  }

  build(): FileSource<T> {
    return new FileSource(this.#options);
  }
}
