/** A sink that keeps what it gets where the test can look at it, also while the job runs. */
import {
  Sink,
  SinkWriter,
  type SinkWriterContext,
  type WriteContext,
  type WriterSnapshot,
} from "../connector/sink.ts";

/** A record with its timestamp. */
export interface CollectedRecord<T> {
  readonly value: T;
  /** `NO_TIMESTAMP` (-2^63) where the record has none. */
  readonly timestampMs: number;
  readonly subtaskIndex: number;
}

/**
 * Collects the records of all subtasks in the order of their arrival. For one job at a time; `clear` between two.
 * The arrays are live: they grow while the job runs.
 */
export class CollectingSink<T> extends Sink<T, never, never> {
  readonly guarantee = "at-least-once";
  override readonly isLocal = true;
  override readonly defaultName = "Collecting";
  readonly values: T[] = [];
  readonly records: CollectedRecord<T>[] = [];

  /** Forgets what was collected. */
  clear(): void {
    this.values.length = 0;
    this.records.length = 0;
  }

  override createWriter(context: SinkWriterContext): SinkWriter<T, never, never> {
    return new CollectingWriter<T>(this, context.subtaskIndex);
  }
}

class CollectingWriter<T> extends SinkWriter<T, never, never> {
  readonly #sink: CollectingSink<T>;
  readonly #subtaskIndex: number;

  constructor(sink: CollectingSink<T>, subtaskIndex: number) {
    super();
    this.#sink = sink;
    this.#subtaskIndex = subtaskIndex;
  }

  write(value: T, { timestampMs }: WriteContext): void {
    this.#sink.values.push(value);
    this.#sink.records.push({ value, timestampMs, subtaskIndex: this.#subtaskIndex });
  }

  snapshot(): WriterSnapshot<never, never> {
    return { state: [], committables: [], durable: Promise.resolve() };
  }

  async flush(): Promise<void> {}

  close(): void {}
}
