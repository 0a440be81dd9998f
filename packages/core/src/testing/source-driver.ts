/**
 * Drives a source as an engine does: one enumerator, n readers, requests and events delivered between calls.
 *
 * The readers are polled in turn on one thread. State crosses a checkpoint only as bytes of the source's serializers.
 * Splits are frozen when they are handed out: a reader that keeps its position in them fails.
 */
import type { Ports } from "../base/ports.ts";
import type {
  RejectedRecord,
  Source,
  SourceReader,
  SourceReaderContext,
  SourceSplit,
  SourceWatermarkOutput,
  SplitEnumerator,
  SplitEnumeratorContext,
} from "../connector/source.ts";
import { detachedMetricGroup } from "./detached-metric-group.ts";
import { silentLogger } from "./silent-logger.ts";

/** A source counts as hanging after so many turns of the event loop without a record … */
const IDLE_TURN_LIMIT = 20_000;
/** … and so long a time: on a busy machine a read of a file takes many turns. */
const IDLE_LIMIT_MS = 5_000;

/** A checkpoint of a source, as bytes. */
export interface SourceCheckpoint {
  readonly enumerator: Uint8Array;
  readonly enumeratorVersion: number;
  readonly splits: readonly Uint8Array[];
  readonly splitVersion: number;
}

export interface SourceDriverOptions {
  readonly ports: Ports;
  readonly parallelism: number;
  readonly configuration?: ReadonlyMap<string, string>;
  readonly restored?: SourceCheckpoint | undefined;
  /** Called whenever all readers wait, e.g. to move a manual clock. */
  readonly onIdle?: (() => Promise<void>) | undefined;
  readonly watermarkOutput?: SourceWatermarkOutput | undefined;
}

/** One attempt of a source. */
export class SourceDriver<T> {
  readonly readers: SourceReader<T, SourceSplit>[] = [];
  readonly rejected: RejectedRecord[] = [];
  /** The splits that readers have released. */
  readonly released: Set<string> = new Set<string>();
  readonly #source: Source<T>;
  readonly #options: SourceDriverOptions;
  readonly #enumerator: SplitEnumerator<SourceSplit, unknown>;
  #messages: (() => void)[] = [];
  #registered: number[] = [];
  #failure: { readonly error: unknown } | undefined;
  #isClosed = false;
  #turn = 0;
  /** Turns of the event loop since the last record. */
  #idleTurns = 0;
  #idleSinceMs = 0;

  constructor(source: Source<T>, options: SourceDriverOptions) {
    this.#source = source;
    this.#options = options;
    const restored = options.restored;
    const state =
      restored === undefined
        ? undefined
        : source.enumeratorStateSerializer.deserialize(
            restored.enumeratorVersion,
            restored.enumerator,
          );
    this.#enumerator = source.createEnumerator(this.#enumeratorContext(), state);
  }

  /** Creates, restores and starts everything. */
  async start(): Promise<void> {
    const { parallelism, restored } = this.#options;
    for (let subtask = 0; subtask < parallelism; subtask++) {
      this.readers.push(this.#source.createReader(this.#readerContext(subtask)));
    }
    const splits = (restored?.splits ?? []).map((bytes) =>
      Object.freeze(this.#source.splitSerializer.deserialize(restored?.splitVersion ?? 0, bytes)),
    );
    for (const [index, split] of splits.entries())
      this.readers[index % parallelism]?.addSplits([split]);
    await this.#enumerator.start();
    for (const [subtask, reader] of this.readers.entries()) {
      await reader.start?.();
      this.#registered.push(subtask);
      this.#enumerator.addReader(subtask);
    }
    this.#deliver();
  }

  /** Up to `limit` records, from the readers in turn; fewer at the end. */
  async read(limit: number = Number.POSITIVE_INFINITY): Promise<T[]> {
    const records: T[] = [];
    while (records.length < limit) {
      const record = this.#poll();
      if (record !== undefined) {
        this.#idleTurns = 0;
        records.push(record);
      } else if (this.readers.every((reader) => reader.isEnded)) break;
      else await this.#wait();
    }
    return records;
  }

  /** A record if a reader has one now; does not wait. */
  tryRead(): T | undefined {
    return this.#poll();
  }

  /** The whole state, through the serializers. */
  checkpoint(checkpointId: number = 1): SourceCheckpoint {
    this.#deliver();
    const { splitSerializer, enumeratorStateSerializer } = this.#source;
    const splits = this.readers.flatMap((reader) => reader.snapshotState(checkpointId));
    return {
      enumerator: enumeratorStateSerializer.serialize(this.#enumerator.snapshotState(checkpointId)),
      enumeratorVersion: enumeratorStateSerializer.version,
      splits: splits.map((split) => splitSerializer.serialize(split)),
      splitVersion: splitSerializer.version,
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const reader of this.readers) await reader.close();
    await this.#enumerator.close();
  }

  /** One record of the next reader that has one, `undefined` when none has. */
  #poll(): T | undefined {
    for (let count = 0; count < this.readers.length; count++) {
      const reader = this.readers[this.#turn];
      this.#turn = (this.#turn + 1) % this.readers.length;
      const record = reader?.next();
      this.#deliver();
      if (record !== undefined) return record;
    }
    return undefined;
  }

  async #wait(): Promise<void> {
    let isReady = false;
    let failure: { readonly error: unknown } | undefined;
    const waiting = this.readers.filter((reader) => !reader.isEnded);
    Promise.race(waiting.map((reader) => reader.available())).then(
      () => {
        isReady = true;
      },
      (error: unknown) => {
        failure = { error };
      },
    );
    for (let turn = 0; !isReady || turn === 0; turn++) {
      if (this.#idleTurns === 0) this.#idleSinceMs = performance.now();
      this.#idleTurns += 1;
      const idleMs = performance.now() - this.#idleSinceMs;
      if (this.#idleTurns > IDLE_TURN_LIMIT && idleMs > IDLE_LIMIT_MS) {
        // In its first turn: the waits before it were over at once.
        const wait = turn === 0 ? "available() resolves again and again" : "available() is pending";
        throw new Error(`The source has neither a record nor an end, and ${wait}`);
      }
      await this.#options.ports.scheduler.yieldToIo();
      if (!isReady) await this.#options.onIdle?.();
      this.#deliver();
      const failed = failure ?? this.#failure;
      if (failed !== undefined) throw failed.error;
    }
  }

  #deliver(): void {
    for (
      let message = this.#messages.shift();
      message !== undefined;
      message = this.#messages.shift()
    )
      message();
  }

  #enumeratorContext(): SplitEnumeratorContext<SourceSplit> {
    const send = (message: () => void): void => {
      this.#messages.push(message);
    };
    return {
      parallelism: this.#options.parallelism,
      ports: this.#options.ports,
      logger: silentLogger,
      configuration: this.#options.configuration ?? new Map(),
      registeredReaders: () => this.#registered,
      assignSplits: (subtask, splits) =>
        send(() => this.readers[subtask]?.addSplits(splits.map((split) => Object.freeze(split)))),
      signalNoMoreSplits: (subtask) => send(() => this.readers[subtask]?.notifyNoMoreSplits()),
      sendEventToReader: (subtask, event) =>
        send(() => this.readers[subtask]?.handleSourceEvent?.(event)),
      callAsync: (call, handler, options) => {
        const once = (): void => {
          call().then(
            (result) => {
              if (this.#isClosed) return;
              send(() => handler(result));
              const everyMs = options?.everyMs;
              if (everyMs !== undefined)
                this.#options.ports.scheduler.timer(everyMs, once, { unref: true });
            },
            (error: unknown) => {
              this.#failure ??= { error };
            },
          );
        };
        once();
      },
    };
  }

  #readerContext(subtask: number): SourceReaderContext {
    const { parallelism, ports, configuration, watermarkOutput } = this.#options;
    return {
      subtaskIndex: subtask,
      parallelism,
      attempt: this.#options.restored === undefined ? 0 : 1,
      ports,
      logger: silentLogger,
      configuration: configuration ?? new Map(),
      metricGroup: detachedMetricGroup(),
      watermarkOutput,
      requestSplit: () => this.#messages.push(() => this.#enumerator.handleSplitRequest(subtask)),
      releaseSplit: (splitId) => this.released.add(splitId),
      sendSourceEvent: (event) =>
        this.#messages.push(() => this.#enumerator.handleSourceEvent?.(subtask, event)),
      reject: (record) => this.rejected.push(record),
    };
  }
}
