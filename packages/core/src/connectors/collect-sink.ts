/**
 * Hands records over to the program on the same thread, through a bounded channel (`plan/executor.ts` CollectChannel).
 *
 * L1: at most `CAPACITY` records and one slice's overshoot wait. L2: the channel ends when all writers of an attempt have
 * finished; a failed job ends it through `fail`. L3: after `close` records are dropped and never wait.
 */
import {
  Sink,
  SinkWriter,
  type SinkWriterContext,
  type WriterSnapshot,
} from "../connector/sink.ts";
import { WakeUp } from "../connector/wake-up.ts";
import { emptySnapshot } from "./empty-snapshot.ts";

const CAPACITY = 1024;

/** What waits between the writers and the program. */
export class RecordChannel<T> {
  readonly #arrived = new WakeUp();
  readonly #room = new WakeUp();
  #records: T[] = [];
  #finishedWriters = new Set<number>();
  #attempt = -1;
  #hasEnded = false;
  #isClosed = false;
  #failure: { readonly error: unknown } | undefined;

  /** The next batch; `undefined` after the end, or after `close`. */
  async take(): Promise<readonly T[] | undefined> {
    while (this.#records.length === 0) {
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#hasEnded || this.#isClosed) return undefined;
      await this.#arrived.wait();
    }
    const batch = this.#records;
    this.#records = [];
    this.#room.wake();
    return batch;
  }

  close(): void {
    this.#isClosed = true;
    this.#records = [];
    this.#arrived.wake();
    this.#room.wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#arrived.wake();
    this.#room.wake();
  }

  /** @internal For writers. */
  put(record: T): void {
    if (this.#isClosed) return;
    this.#records.push(record);
    if (this.#records.length === 1) this.#arrived.wake();
  }

  /** @internal */
  get hasRoom(): boolean {
    return this.#isClosed || this.#failure !== undefined || this.#records.length < CAPACITY;
  }

  /** @internal */
  whenRoom(): Promise<void> {
    return this.hasRoom ? Promise.resolve() : this.#room.wait();
  }

  /** @internal A writer has had all of its records. */
  finish(subtask: number, parallelism: number, attempt: number): void {
    if (attempt !== this.#attempt) this.#finishedWriters = new Set();
    this.#attempt = attempt;
    this.#finishedWriters.add(subtask);
    if (this.#finishedWriters.size < parallelism) return;
    this.#hasEnded = true;
    this.#arrived.wake();
  }
}

/** The sink in front of a channel. Live: it works only in the thread of the program. */
export class CollectSink<T> extends Sink<T, never, never> {
  readonly guarantee = "at-least-once" as const;
  override readonly defaultName = "Collect";
  override readonly isLocal = true;
  readonly channel: RecordChannel<T> = new RecordChannel<T>();

  createWriter(context: SinkWriterContext): SinkWriter<T, never, never> {
    return new CollectWriter<T>(this.channel, context);
  }
}

class CollectWriter<T> extends SinkWriter<T, never, never> {
  readonly #channel: RecordChannel<T>;
  readonly #context: SinkWriterContext;

  constructor(channel: RecordChannel<T>, context: SinkWriterContext) {
    super();
    this.#channel = channel;
    this.#context = context;
  }

  write(value: T): void {
    this.#channel.put(value);
  }

  override room(): boolean {
    return this.#channel.hasRoom;
  }

  override available(): Promise<void> {
    return this.#channel.whenRoom();
  }

  snapshot(): WriterSnapshot<never, never> {
    return emptySnapshot(Promise.resolve());
  }

  async flush(endOfInput: boolean): Promise<void> {
    const { subtaskIndex, parallelism, attempt } = this.#context;
    if (endOfInput) this.#channel.finish(subtaskIndex, parallelism, attempt);
  }

  close(): void {}
}
