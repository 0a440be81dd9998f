/**
 * A sink that keeps what it gets: records by subtask, the engine's calls in order, what was committed.
 *
 * With a `capacity` its writes are asynchronous: a record stays in flight until the test says `release`.
 */
import {
  Committer,
  Sink,
  SinkWriter,
  type SinkWriterContext,
  type WriteContext,
  type WriterSnapshot,
} from "../connector/sink.ts";

/** Settings of a `RecordingSink`. */
export interface RecordingSinkOptions {
  /** Where the calls are written to, e.g. `writer 0 flush`. */
  readonly calls?: string[];
  /** How many records may be in flight; `undefined`: every write is done at once. */
  readonly capacity?: number;
  /** The call that fails. */
  readonly failAt?: "open" | "write" | "flush" | "snapshot" | "durable" | "commit" | "close";
  /** True for sinks that print to standard output. */
  readonly writesToStdout?: boolean;
}

/** Records by subtask index. */
export class RecordingSink<T> extends Sink<T, never, string> {
  readonly guarantee = "exactly-once";
  readonly received: T[][] = [];
  readonly committed: string[] = [];
  /** The most records that were in flight at a time, by subtask. */
  readonly mostInFlight: number[] = [];
  readonly options: RecordingSinkOptions;
  override readonly writesToStdout: boolean;
  readonly #writers: RecordingWriter<T>[] = [];

  constructor(options: RecordingSinkOptions = {}) {
    super();
    this.options = options;
    this.writesToStdout = options.writesToStdout ?? false;
  }

  /** All records, subtask by subtask. */
  get records(): T[] {
    return this.received.flat();
  }

  /** Completes up to `count` records in flight of every writer; returns how many there were. */
  release(count: number = Number.POSITIVE_INFINITY): number {
    return this.#writers.reduce((sum, writer) => sum + writer.release(count), 0);
  }

  /** Fails the job from outside of a call, as a write in the background would. */
  failInBackground(error: unknown): void {
    this.#writers[0]?.context.fail(error);
  }

  override createWriter(context: SinkWriterContext): SinkWriter<T, never, string> {
    const writer = new RecordingWriter(this, context);
    this.#writers.push(writer);
    return writer;
  }

  override createCommitter(): Committer<string> {
    return new RecordingCommitter(this.committed, this.options);
  }
}

class RecordingWriter<T> extends SinkWriter<T, never, string> {
  readonly context: SinkWriterContext;
  readonly #sink: RecordingSink<T>;
  readonly #records: T[] = [];
  #inFlight = 0;
  #released = Promise.withResolvers<void>();

  constructor(sink: RecordingSink<T>, context: SinkWriterContext) {
    super();
    this.#sink = sink;
    this.context = context;
  }

  override open(): void {
    this.#call("open");
    this.#sink.received[this.context.subtaskIndex] = this.#records;
    this.#sink.mostInFlight[this.context.subtaskIndex] = 0;
  }

  write(value: T, _context: WriteContext): void {
    if (this.#sink.options.failAt === "write") throw new Error("the disk is full");
    this.#records.push(value);
    if (this.#sink.options.capacity === undefined) return;
    this.#inFlight++;
    const { mostInFlight } = this.#sink;
    mostInFlight[this.context.subtaskIndex] = Math.max(
      mostInFlight[this.context.subtaskIndex] ?? 0,
      this.#inFlight,
    );
  }

  override room(): boolean {
    return this.#inFlight < (this.#sink.options.capacity ?? Number.POSITIVE_INFINITY);
  }

  override available(): Promise<void> {
    return this.#released.promise;
  }

  release(count: number): number {
    const released = Math.min(count, this.#inFlight);
    this.#inFlight -= released;
    this.#released.resolve();
    this.#released = Promise.withResolvers<void>();
    return released;
  }

  snapshot(): WriterSnapshot<never, string> {
    this.#call("snapshot");
    const durable =
      this.#sink.options.failAt === "durable"
        ? Promise.reject(new Error("durable is broken"))
        : Promise.resolve();
    return {
      state: [],
      committables: [`${this.context.subtaskIndex}: ${this.#records.length}`],
      durable,
    };
  }

  async flush(endOfInput: boolean): Promise<void> {
    this.#call(`flush ${endOfInput}`);
    while (this.#inFlight > 0) await this.#released.promise;
  }

  close(): void {
    this.#inFlight = 0;
    this.#released.resolve();
    this.#call("close");
  }

  #call(name: string): void {
    const { calls, failAt } = this.#sink.options;
    calls?.push(`writer ${this.context.subtaskIndex} ${name}`);
    if (name.split(" ")[0] === failAt) throw new Error(`${failAt} is broken`);
  }
}

class RecordingCommitter extends Committer<string> {
  readonly #committed: string[];
  readonly #options: RecordingSinkOptions;

  constructor(committed: string[], options: RecordingSinkOptions) {
    super();
    this.#committed = committed;
    this.#options = options;
  }

  async commit(committables: readonly string[]): Promise<void> {
    this.#options.calls?.push("committer commit");
    if (this.#options.failAt === "commit") throw new Error("commit is broken");
    this.#committed.push(...committables);
  }

  close(): void {
    this.#options.calls?.push("committer close");
  }
}
