/** The reader of a file source: cursors over its splits, and the progress in bytes. */
import { memoryType } from "../../base/config-option.ts";
import { streamError } from "../../base/stream-error.ts";
import { ListReader } from "../../connector/list-reader.ts";
import type { RecordFormat } from "../../connector/record-format.ts";
import type { SourceProgress, SourceReaderContext } from "../../connector/source.ts";
import { FileCursor } from "./file-cursor.ts";
import type { InputSizeEvent } from "./file-enumerator.ts";
import type { FileSplit } from "./file-split.ts";

const FETCH_SIZE_KEY = "source.file.stream.io-fetch-size";
const DEFAULT_FETCH_BYTES = 1 << 20;

/** Reads files. Its share of the total is an even one, so that the readers' progress adds up to the whole input. */
export class FileReader<T> extends ListReader<T, FileSplit> {
  readonly #parallelism: number;
  readonly #isBounded: boolean;
  readonly #progress: { done: number };
  #totalBytes: number | undefined;

  constructor(context: SourceReaderContext, format: RecordFormat<T>, isBounded: boolean) {
    const fetchBytes = fetchBytesOf(context);
    const progress = { done: 0 };
    const onDone = (fileBytes: number): void => {
      progress.done += fileBytes;
    };
    super(context, (split) => new FileCursor(split, format, context, fetchBytes, onDone));
    this.#parallelism = context.parallelism;
    this.#isBounded = isBounded;
    this.#progress = progress;
  }

  override handleSourceEvent(event: unknown): void {
    this.#totalBytes = (event as InputSizeEvent).totalBytes; // the enumerator sends nothing else
  }

  override progress(): SourceProgress | undefined {
    const total =
      this.#isBounded && this.#totalBytes !== undefined
        ? this.#totalBytes / this.#parallelism
        : undefined;
    return { done: this.#progress.done, total };
  }
}

function fetchBytesOf(context: SourceReaderContext): number {
  const text = context.configuration.get(FETCH_SIZE_KEY);
  if (text === undefined) return DEFAULT_FETCH_BYTES;
  const size = memoryType.parse(text);
  if (size === undefined || size < 1) {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: FETCH_SIZE_KEY,
      value: text,
      expected: memoryType.expected,
    });
  }
  return size;
}
