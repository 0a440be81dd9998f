/**
 * What readers of splits have in common: a list of splits read one after the other, asking for more, pausing, waiting.
 *
 * A connector gives a `SplitCursor` for each split; `ListReader` is the `SourceReader`. One split is read at a time, in the
 * order of assignment; a paused one is set aside and overtaken by the others. @experimental
 */
import { SourceReader, type SourceReaderContext, type SourceSplit } from "./source.ts";
import { WakeUp } from "./wake-up.ts";

/** Reads one split. */
export interface SplitCursor<T, SplitT extends SourceSplit> {
  readonly splitId: string;
  /** The next record; `undefined` when there is none at the moment, or none any more (`isEnded`). */
  next(): T | undefined;
  readonly isEnded: boolean;
  /** Resolves when `next` may have something again; rejects to fail the job. Asked only after `next` gave `undefined`. */
  available(): Promise<void>;
  /** The split with its position as of the last record returned. */
  snapshot(): SplitT;
  /** Idempotent. */
  close(): void | Promise<void>;
}

/** Opens a cursor; it may set `reader.timestampMs` with each record. */
export type OpenCursor<T, SplitT extends SourceSplit> = (
  split: SplitT,
  reader: SourceReader<T, SplitT>,
) => SplitCursor<T, SplitT>;

/** A reader made of cursors. Requests a split at its start and whenever it has read what it had. */
export class ListReader<T, SplitT extends SourceSplit> extends SourceReader<T, SplitT> {
  readonly #context: SourceReaderContext;
  readonly #openCursor: OpenCursor<T, SplitT>;
  readonly #waiting: SplitT[] = [];
  readonly #setAside: SplitCursor<T, SplitT>[] = [];
  readonly #paused = new Set<string>();
  readonly #closing = new Set<Promise<void>>();
  readonly #wakeUp = new WakeUp();
  #current: SplitCursor<T, SplitT> | undefined;
  #noMoreSplits = false;
  #hasRequested = false;
  #isClosed = false;
  #watched: Promise<void> | undefined;

  constructor(context: SourceReaderContext, openCursor: OpenCursor<T, SplitT>) {
    super();
    this.#context = context;
    this.#openCursor = openCursor;
  }

  override start(): void {
    this.#requestIfIdle();
  }

  next(): T | undefined {
    const cursor = this.#current;
    if (cursor !== undefined) {
      const record = cursor.next();
      if (record !== undefined) return record;
      if (!cursor.isEnded) return undefined;
    }
    return this.#advance();
  }

  get isEnded(): boolean {
    return this.#noMoreSplits && this.#isIdle;
  }

  available(): Promise<void> {
    const cursor = this.#current;
    if (cursor === undefined) {
      if (this.#isClosed || this.isEnded || this.#hasSplitToRead) return Promise.resolve();
    } else {
      const ready = cursor.available();
      if (ready !== this.#watched) {
        this.#watched = ready;
        ready.then(
          () => this.#wakeUp.wake(),
          (error: unknown) => this.#wakeUp.fail(error),
        );
      }
    }
    return this.#wakeUp.wait();
  }

  addSplits(splits: readonly SplitT[]): void {
    this.#waiting.push(...splits);
    this.#hasRequested = false;
    this.#wakeUp.wake();
  }

  notifyNoMoreSplits(): void {
    this.#noMoreSplits = true;
    this.#wakeUp.wake();
  }

  snapshotState(_checkpointId: number): readonly SplitT[] {
    const current = this.#current === undefined ? [] : [this.#current];
    const open = [...current, ...this.#setAside].filter((cursor) => !cursor.isEnded);
    return [...open.map((cursor) => cursor.snapshot()), ...this.#waiting];
  }

  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    for (const id of toPause) this.#paused.add(id);
    for (const id of toResume) this.#paused.delete(id);
    const cursor = this.#current;
    if (cursor !== undefined && this.#paused.has(cursor.splitId)) {
      this.#setAside.push(cursor);
      this.#current = undefined;
    }
    this.#wakeUp.wake();
  }

  override isReading(splitId: string): boolean {
    return this.#current?.splitId === splitId;
  }

  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      const open =
        this.#current === undefined ? this.#setAside : [this.#current, ...this.#setAside];
      for (const cursor of open) this.#closeCursor(cursor);
      this.#wakeUp.wake();
    }
    await Promise.all(this.#closing);
  }

  get #hasSplitToRead(): boolean {
    const isFree = ({ splitId }: { readonly splitId: string }): boolean =>
      !this.#paused.has(splitId);
    return this.#waiting.some(isFree) || this.#setAside.some(isFree);
  }

  get #isIdle(): boolean {
    const cursor = this.#current;
    return (
      (cursor === undefined || cursor.isEnded) &&
      this.#setAside.length === 0 &&
      this.#waiting.length === 0
    );
  }

  /** Leaves a cursor that has ended and goes on with the next split that is not paused. */
  #advance(): T | undefined {
    for (;;) {
      const ended = this.#current;
      this.#current = undefined;
      if (ended !== undefined) {
        this.#closeCursor(ended);
        this.#context.releaseSplit?.(ended.splitId);
      }
      if (this.#isClosed || !this.#selectCursor()) {
        this.#requestIfIdle();
        return undefined;
      }
      // selectCursor has set it; the compiler does not see through the call
      const cursor = this.#current as SplitCursor<T, SplitT> | undefined;
      this.currentSplitId = cursor?.splitId;
      const record = cursor?.next();
      if (record !== undefined || cursor?.isEnded !== true) return record;
    }
  }

  #selectCursor(): boolean {
    const aside = this.#setAside.findIndex((cursor) => !this.#paused.has(cursor.splitId));
    if (aside >= 0) {
      this.#current = this.#setAside.splice(aside, 1)[0];
      return true;
    }
    const index = this.#waiting.findIndex((split) => !this.#paused.has(split.splitId));
    const split = index < 0 ? undefined : this.#waiting.splice(index, 1)[0];
    if (split === undefined) return false;
    this.#current = this.#openCursor(split, this);
    return true;
  }

  #requestIfIdle(): void {
    if (this.#isClosed || this.#noMoreSplits || this.#hasRequested || !this.#isIdle) return;
    this.#hasRequested = true;
    this.#context.requestSplit();
  }

  #closeCursor(cursor: SplitCursor<T, SplitT>): void {
    const closed = cursor.close();
    if (closed === undefined) return;
    this.#closing.add(closed);
    // A failure stays for `close`; until then it is handled here, so that it is not reported as unhandled.
    closed.then(
      () => this.#closing.delete(closed),
      () => undefined,
    );
  }
}
