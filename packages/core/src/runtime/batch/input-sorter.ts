/**
 * Collects the records of one input and gives them in order: in memory up to a limit, in sorted runs on disk beyond it.
 *
 * IS1: what is held is at most the limit, the records of the call that exceeded it, and the frames of the runs that are
 * being merged, which together are at most half of the limit again. IS2: of more than `MOST_RUNS` runs the ones so far
 * become one. IS3: while a run is written, records that come all the same go to the next buffer.
 */
import { MergedRecords } from "./merged-records.ts";
import { RecordBuffer } from "./record-buffer.ts";
import type { RecordCursor } from "./record-cursor.ts";
import { RunCursor } from "./run-cursor.ts";
import { RunWriter } from "./run-writer.ts";
import type { SpilledRun, SpillFile } from "./spill-file.ts";
import { type SpilledRecords, SpillFormat } from "./spill-format.ts";

/** Runs that are merged at a time, as Flink's `taskmanager.runtime.max-fan`. */
const MOST_RUNS = 128;
const SMALLEST_FRAME = 256;
const LARGEST_FRAME = 256 * 1024;
/** Ranks of the inputs of a subtask are this far apart: run by run, then what is in memory. */
const RANKS_PER_INPUT = 4 * MOST_RUNS;

export interface InputSorterPorts extends SpilledRecords {
  /** Bytes of records that may be in memory. */
  readonly limitBytes: number;
  /** Place of the input among those that are merged. */
  readonly inputIndex: number;
  /** Creates a file in the job's temporary directory. */
  createFile(): Promise<SpillFile>;
}

/** The index of the input that a rank of its cursors belongs to. */
export function inputOfRank(rank: number): number {
  return Math.floor(rank / RANKS_PER_INPUT);
}

/** What it is doing beside collecting. */
type Work =
  | { readonly type: "sort"; readonly buffer: RecordBuffer; readonly isLast: boolean }
  | { readonly type: "open"; readonly buffer: RecordBuffer | undefined }
  | {
      readonly type: "write";
      readonly writer: RunWriter;
      readonly file: SpillFile;
      /** The buffer whose records it writes; `undefined`: it merges all runs. */
      readonly buffer: RecordBuffer | undefined;
    };

/** One input. `run` and `wait` alternate as `hasWork` and `isWaiting` say. */
export class InputSorter {
  /** The most bytes that were held at a time, by the estimate of `RecordBuffer`; frames counted in full. */
  peakBytes = 0;
  /** Runs written, for messages and tests. */
  spilledRunCount = 0;
  readonly #ports: InputSorterPorts;
  readonly #frameBytes: number;
  #buffer: RecordBuffer;
  #format: SpillFormat | undefined;
  #files: SpillFile[] = [];
  #runs: SpilledRun[] = [];
  #work: Work | undefined;
  #hasEnded = false;
  /** The sorted records of the last buffer, once everything is in order. */
  #rest: RecordBuffer | undefined;

  constructor(ports: InputSorterPorts) {
    this.#ports = ports;
    this.#buffer = new RecordBuffer(ports.order);
    const share = Math.floor(ports.limitBytes / (2 * MOST_RUNS));
    this.#frameBytes = Math.min(LARGEST_FRAME, Math.max(SMALLEST_FRAME, share));
  }

  /** Takes a record, which nobody changes afterwards. */
  add(value: unknown, timestampMs: number, key: unknown): void {
    this.#buffer.add(value, timestampMs, key);
  }

  /** False from the record that exceeds the limit until its run is written. */
  get hasRoom(): boolean {
    return this.#work === undefined && !this.#isFull;
  }

  endInput(): void {
    this.#hasEnded = true;
  }

  /** True when `cursors` may be called. */
  get isSorted(): boolean {
    return this.#rest !== undefined;
  }

  /** True where `run` has something to do. */
  get hasWork(): boolean {
    if (this.isWaiting || this.isSorted) return false;
    return this.#work !== undefined || this.#isFull || this.#hasEnded;
  }

  /** True where `wait` has to be awaited. */
  get isWaiting(): boolean {
    const work = this.#work;
    return (
      work !== undefined &&
      (work.type === "open" || (work.type === "write" && work.writer.isWaiting))
    );
  }

  /** Does up to about `limit` steps; returns how many. */
  run(limit: number): number {
    this.#work ??= this.#beginSort();
    const work = this.#work;
    this.#measure();
    if (work.type === "write") return Math.max(1, work.writer.write(limit));
    if (work.type === "open") return 0;
    const done = work.buffer.sort(limit);
    if (work.buffer.isSorted) this.#endSort(work.buffer, work.isLast);
    return Math.max(1, done);
  }

  /** Waits for the disk. Rejects where that fails. */
  async wait(): Promise<void> {
    const work = this.#work;
    if (work?.type === "open") {
      const file = await this.#ports.createFile();
      this.#files.push(file);
      this.#beginWrite(file, work.buffer);
    } else if (work?.type === "write") {
      await work.writer.wait();
      this.#measure();
      if (work.writer.isDone) await this.#endWrite(work.writer.run(), work.file, work.buffer);
    }
  }

  /** Everything in order, each sequence sorted; called once. */
  cursors(): readonly RecordCursor[] {
    const rank = this.#ports.inputIndex * RANKS_PER_INPUT;
    const runs = this.#runCursors(rank);
    const rest = this.#rest;
    return rest === undefined ? runs : [...runs, rest.cursor(rank + runs.length)];
  }

  /** Removes the files, on every path. */
  async close(): Promise<void> {
    const files = this.#files;
    this.#files = [];
    await Promise.all(files.map((file) => file.remove()));
  }

  get #isFull(): boolean {
    return this.#buffer.sizeBytes > this.#ports.limitBytes || this.#buffer.isExhausted;
  }

  #beginSort(): Work {
    const buffer = this.#buffer;
    this.#buffer = new RecordBuffer(this.#ports.order);
    return {
      type: "sort",
      buffer,
      isLast: this.#hasEnded && !(buffer.sizeBytes > this.#ports.limitBytes),
    };
  }

  #endSort(buffer: RecordBuffer, isLast: boolean): void {
    const frames = this.#runs.length * this.#frameBytes;
    const isSmall =
      frames === 0 ||
      buffer.recordCount === 0 ||
      buffer.sizeBytes + frames <= this.#ports.limitBytes;
    if (isLast && isSmall) {
      this.#rest = buffer;
      this.#work = undefined;
    } else {
      this.#open(buffer);
    }
  }

  /** Runs of buffers share a file; a merge has its own, so that what it replaces can be removed. */
  #open(buffer: RecordBuffer | undefined): void {
    const file = buffer === undefined ? undefined : this.#files.at(-1);
    if (file === undefined) this.#work = { type: "open", buffer };
    else this.#beginWrite(file, buffer);
  }

  #beginWrite(file: SpillFile, buffer: RecordBuffer | undefined): void {
    const format = this.#formatOfRuns();
    const records = new MergedRecords(
      buffer === undefined ? this.#runCursors(0) : [buffer.cursor(0)],
    );
    const writer = new RunWriter({ records, file, format, frameBytes: this.#frameBytes });
    this.#work = { type: "write", writer, file, buffer };
  }

  async #endWrite(
    run: SpilledRun,
    file: SpillFile,
    buffer: RecordBuffer | undefined,
  ): Promise<void> {
    this.#work = undefined;
    this.spilledRunCount++;
    if (buffer === undefined) {
      const merged = this.#files.filter((one) => one !== file);
      this.#runs = [run];
      this.#files = [file];
      await Promise.all(merged.map((one) => one.remove()));
    } else {
      this.#runs.push(run);
      if (this.#runs.length >= MOST_RUNS) this.#open(undefined);
    }
  }

  #runCursors(firstRank: number): RecordCursor[] {
    return this.#runs.map(
      (run, index) => new RunCursor(run, this.#formatOfRuns(), firstRank + index),
    );
  }

  #formatOfRuns(): SpillFormat {
    return (this.#format ??= new SpillFormat(this.#ports));
  }

  #measure(): void {
    const work = this.#work;
    const other =
      work?.type === "write" ? (work.buffer?.sizeBytes ?? 0) + work.writer.heldBytes : 0;
    const sorting = work?.type === "sort" ? work.buffer.sizeBytes : 0;
    this.peakBytes = Math.max(this.peakBytes, this.#buffer.sizeBytes + sorting + other);
  }
}
