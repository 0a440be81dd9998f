/**
 * Lists the input files and hands their splits out on request; once, or again and again (`monitorContinuously`).
 *
 * State: what no reader has yet, and whether the files have been listed. Continuously: also all paths seen, each of which
 * is read once. Readers are told the size of the whole input for their progress.
 */
import { jsonSerializer } from "../../connector/json-serializer.ts";
import {
  type SimpleVersionedSerializer,
  SplitEnumerator,
  type SplitEnumeratorContext,
} from "../../connector/source.ts";
import { compressionOf } from "./compression.ts";
import { listFiles } from "./file-listing.ts";
import { type FileSplit, type ListedFile, planFileSplits } from "./file-split.ts";

/** Plain data. */
export interface FileEnumeratorState {
  readonly remaining: readonly FileSplit[];
  readonly hasListed: boolean;
  readonly totalBytes: number;
  /** Only filled where files are monitored. */
  readonly seenPaths: readonly string[];
}

export const fileEnumeratorSerializer: SimpleVersionedSerializer<FileEnumeratorState> =
  jsonSerializer("The state of a file source", 1);

/** What the enumerator needs of its source. */
export interface FileEnumeratorOptions {
  readonly paths: readonly string[];
  readonly isSplittable: boolean;
  /** Listing interval; `undefined`: the files are listed once. */
  readonly discoveryIntervalMs: number | undefined;
  /** Size of the ranges that files are cut into; `undefined`: suitable to the input and the parallelism. */
  readonly rangeBytes: number | undefined;
}

/** Sent to each reader when the files have been listed. */
export interface InputSizeEvent {
  readonly totalBytes: number;
}

/** The enumerator of a `FileSource`. */
export class FileEnumerator extends SplitEnumerator<FileSplit, FileEnumeratorState> {
  readonly #context: SplitEnumeratorContext<FileSplit>;
  readonly #options: FileEnumeratorOptions;
  readonly #waiting: number[] = [];
  readonly #seenPaths: Set<string>;
  #remaining: FileSplit[];
  #hasListed: boolean;
  #totalBytes: number;

  constructor(
    context: SplitEnumeratorContext<FileSplit>,
    options: FileEnumeratorOptions,
    restored: FileEnumeratorState | undefined,
  ) {
    super();
    this.#context = context;
    this.#options = options;
    this.#remaining = [...(restored?.remaining ?? [])];
    this.#hasListed = restored?.hasListed ?? false;
    this.#totalBytes = restored?.totalBytes ?? 0;
    this.#seenPaths = new Set(restored?.seenPaths);
  }

  start(): void {
    const { paths, discoveryIntervalMs } = this.#options;
    if (this.#hasListed && discoveryIntervalMs === undefined) return;
    const list = (): Promise<ListedFile[]> => listFiles(this.#context.ports.fileSystem, paths);
    const take = (files: ListedFile[]): void => this.#take(files);
    if (discoveryIntervalMs === undefined) this.#context.callAsync(list, take);
    else this.#context.callAsync(list, take, { everyMs: discoveryIntervalMs });
  }

  addReader(subtask: number): void {
    if (this.#hasListed) this.#tellSize(subtask);
  }

  handleSplitRequest(subtask: number): void {
    const split = this.#remaining.shift();
    if (split !== undefined) this.#context.assignSplits(subtask, [split]);
    else if (this.#isComplete) this.#context.signalNoMoreSplits(subtask);
    else this.#waiting.push(subtask);
  }

  addSplitsBack(splits: readonly FileSplit[], _subtask: number): void {
    this.#remaining = [...splits, ...this.#remaining];
    this.#serveWaiting();
  }

  snapshotState(_checkpointId: number): FileEnumeratorState {
    return {
      remaining: [...this.#remaining],
      hasListed: this.#hasListed,
      totalBytes: this.#totalBytes,
      seenPaths: [...this.#seenPaths],
    };
  }

  close(): void {}

  get #isComplete(): boolean {
    return this.#hasListed && this.#options.discoveryIntervalMs === undefined;
  }

  #take(listed: readonly ListedFile[]): void {
    const isMonitored = this.#options.discoveryIntervalMs !== undefined;
    const files = isMonitored ? listed.filter((file) => this.#isNew(file.path)) : listed;
    const { isSplittable, rangeBytes } = this.#options;
    const canSplit = (path: string): boolean => isSplittable && compressionOf(path) === undefined;
    this.#remaining.push(...planFileSplits(files, canSplit, this.#context.parallelism, rangeBytes));
    this.#totalBytes += files.reduce((sum, file) => sum + file.sizeBytes, 0);
    this.#hasListed = true;
    for (const subtask of this.#context.registeredReaders()) this.#tellSize(subtask);
    this.#serveWaiting();
  }

  /** True once for each path, also where two of the source's paths lead to it. */
  #isNew(path: string): boolean {
    if (this.#seenPaths.has(path)) return false;
    this.#seenPaths.add(path);
    return true;
  }

  #tellSize(subtask: number): void {
    const event: InputSizeEvent = { totalBytes: this.#totalBytes };
    this.#context.sendEventToReader(subtask, event);
  }

  #serveWaiting(): void {
    const waiting = this.#waiting.splice(0);
    for (const subtask of waiting) this.handleSplitRequest(subtask);
  }
}
