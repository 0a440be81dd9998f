/** A sink that keeps one sum of what arrives: the cheapest end that still proves that every record came. */
import { Sink, SinkWriter, type WriterSnapshot } from "millrace/connector";

/** Where the sum is. */
export interface Total {
  sum: number;
}

/** The writer of `ChecksumSink`; hand-written loops write to it too. */
export class ChecksumWriter<T> extends SinkWriter<T> {
  readonly total: Total;
  readonly valueOfRecord: (record: T) => number;

  constructor(total: Total, valueOf: (record: T) => number) {
    super();
    this.total = total;
    this.valueOfRecord = valueOf;
  }

  write(record: T, _context?: unknown): void {
    this.total.sum += this.valueOfRecord(record);
  }

  snapshot(): WriterSnapshot<unknown, unknown> {
    return { state: [], committables: [], durable: Promise.resolve() };
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}
}

/** Adds `valueOf(record)` to `total.sum` for every record. */
export class ChecksumSink<T> extends Sink<T> {
  override readonly guarantee = "none";
  override readonly isLocal = true;
  readonly total: Total;
  readonly valueOfRecord: (record: T) => number;

  constructor(total: Total, valueOfRecord: (record: T) => number) {
    super();
    this.total = total;
    this.valueOfRecord = valueOfRecord;
  }

  override createWriter(): SinkWriter<T> {
    return new ChecksumWriter(this.total, this.valueOfRecord);
  }
}
