/** A sink that drops what it gets. */
import { Sink, SinkWriter, type WriterSnapshot } from "../connector/sink.ts";
import { emptySnapshot } from "./empty-snapshot.ts";

/** Takes records and forgets them. Flink: `DiscardingSink`. */
export class DiscardingSink<in T> extends Sink<T, never, never> {
  readonly guarantee = "exactly-once" as const;

  createWriter(): SinkWriter<T, never, never> {
    return new DiscardingWriter<T>();
  }
}

class DiscardingWriter<T> extends SinkWriter<T, never, never> {
  write(): void {}

  snapshot(): WriterSnapshot<never, never> {
    return emptySnapshot(Promise.resolve());
  }

  async flush(): Promise<void> {}

  close(): void {}
}
