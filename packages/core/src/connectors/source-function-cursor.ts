/**
 * Runs one source function: `open`, `run(ctx)` in one of its four forms, `cancel`, `close`.
 *
 * A generator is pulled, one record at a time; an async generator is pumped into the queue; a function or async function
 * fills the queue itself. What the queue holds is part of the snapshot; `run` starts anew after a restore.
 */

import { streamError } from "../base/stream-error.ts";
import type { SplitCursor } from "../connector/list-reader.ts";
import type { SourceReader, SourceReaderContext } from "../connector/source.ts";
import { previewOf } from "../types/text.ts";
import { type SourceFunctionEntry, SourceFunctionQueue } from "./source-function-queue.ts";

const CANCEL_WAIT_MS = 1000;

/** What waits in the queue, and whether `run` had returned. */
export interface SourceFunctionSplit {
  readonly splitId: string;
  readonly pending: readonly SourceFunctionEntry[];
  readonly isFinished: boolean;
}

/** `SourceFunction` as this room sees it. */
interface RunnableSource {
  open?(context: unknown): unknown;
  run(context: SourceFunctionQueue): unknown;
  cancel?(): void;
  close?(): unknown;
}

/** The cursor over the one split of a source function. */
export class SourceFunctionCursor<T> implements SplitCursor<T, SourceFunctionSplit> {
  readonly splitId: string;
  readonly #source: RunnableSource;
  readonly #context: SourceReaderContext;
  readonly #reader: SourceReader<T, SourceFunctionSplit>;
  readonly #queue: SourceFunctionQueue;
  readonly #running: Promise<void>;
  #iterator: Iterator<unknown> | undefined;
  #asyncIterator: AsyncIterator<unknown> | undefined;
  #hasReturned: boolean;
  #isOpen = false;
  #closing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    split: SourceFunctionSplit,
    created: unknown,
    context: SourceReaderContext,
    reader: SourceReader<T, SourceFunctionSplit>,
  ) {
    this.splitId = split.splitId;
    this.#source = runnable(created);
    this.#context = context;
    this.#reader = reader;
    this.#queue = new SourceFunctionQueue(context.watermarkOutput, split.pending);
    this.#hasReturned = split.isFinished;
    this.#running = this.#hasReturned ? Promise.resolve() : this.#run();
  }

  next(): T | undefined {
    for (;;) {
      const record = this.#queue.take();
      if (record !== undefined) {
        this.#reader.timestampMs = this.#queue.timestampMs;
        return record as T; // what the user's source collects is what it says it collects
      }
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#iterator === undefined) return undefined;
      this.#pull(this.#iterator);
    }
  }

  get isEnded(): boolean {
    return this.#hasReturned && this.#failure === undefined && this.#queue.isEmpty;
  }

  available(): Promise<void> {
    const isReady = !this.#queue.isEmpty || this.#hasReturned || this.#iterator !== undefined;
    return isReady || this.#failure !== undefined ? Promise.resolve() : this.#queue.arrived.wait();
  }

  snapshot(): SourceFunctionSplit {
    return { splitId: this.splitId, pending: this.#queue.entries(), isFinished: this.#hasReturned };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #run(): Promise<void> {
    try {
      await this.#source.open?.(this.#context.functionContext);
      this.#isOpen = true;
      if (this.#queue.isCancelled) return;
      const result = this.#source.run(this.#queue);
      if (isAsyncIterable(result)) await this.#pump(result[Symbol.asyncIterator]());
      else if (isIterable(result)) {
        this.#iterator = result[Symbol.iterator]();
        this.#queue.arrived.wake();
        return;
      } else await result;
      this.#hasReturned = true;
    } catch (error) {
      if (!this.#queue.isCancelled) this.#failure = { error };
    }
    this.#queue.arrived.wake();
  }

  async #pump(iterator: AsyncIterator<unknown>): Promise<void> {
    this.#asyncIterator = iterator;
    for (;;) {
      const result = await iterator.next();
      if (result.done === true) return;
      await this.#queue.collect(result.value);
    }
  }

  #pull(iterator: Iterator<unknown>): void {
    const result = iterator.next();
    if (result.done === true) {
      this.#iterator = undefined;
      this.#hasReturned = true;
      return;
    }
    // Through the queue, behind what the generator gave to `ctx` before it yielded. Room is not a question here.
    void this.#queue.collect(result.value);
  }

  async #close(): Promise<void> {
    this.#queue.cancel();
    if (!this.#hasReturned) this.#source.cancel?.();
    this.#iterator?.return?.();
    this.#iterator = undefined;
    // A generator that waits for something else answers `return` only after that: it is part of `#running`'s wait.
    this.#asyncIterator?.return?.().catch(() => undefined);
    await this.#stopped();
    if (this.#isOpen || this.#hasReturned) await this.#source.close?.();
  }

  /** Resolves when `run` has returned, or has had its time to do so. */
  async #stopped(): Promise<void> {
    let cancelTimer = (): void => undefined;
    const expired = new Promise<void>((resolve) => {
      cancelTimer = this.#context.ports.scheduler.timer(CANCEL_WAIT_MS, resolve, { unref: true });
    });
    await Promise.race([this.#running, expired]);
    cancelTimer();
  }
}

function runnable(created: unknown): RunnableSource {
  if (typeof created === "function") return { run: (context) => created(context) };
  if (
    typeof created === "object" &&
    created !== null &&
    "run" in created &&
    typeof created.run === "function"
  ) {
    return created as RunnableSource; // checked as far as it can be; open, cancel and close are optional
  }
  throw streamError("CONNECTOR_NOT_A_SOURCE_FUNCTION", { value: previewOf(created) });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
