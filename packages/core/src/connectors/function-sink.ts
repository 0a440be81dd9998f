/**
 * User-written sink functions as a sink: at-least-once at best.
 *
 * `invoke` may return a promise: `capacity` of them (default 64) may be pending, in any order of completion. A snapshot
 * and the end wait for all. A rejection fails the job and names the record.
 */

import { isThenable } from "../base/is-thenable.ts";
import { streamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
import {
  Sink,
  SinkWriter,
  type SinkWriterContext,
  type WriteContext,
  type WriterSnapshot,
} from "../connector/sink.ts";
import { WakeUp } from "../connector/wake-up.ts";
import { previewOf, textOf } from "../types/text.ts";

const DEFAULT_CAPACITY = 64;

/** `SinkFunction` as this room sees it. */
interface Invocable {
  open?(context: unknown): unknown;
  invoke(value: unknown, context: InvocationContext): unknown;
  finish?(): unknown;
  close?(): unknown;
  readonly capacity?: number;
}

/** Calls what `create` gives, one object per subtask and attempt. */
export class FunctionSink<T> extends Sink<T, never, never> {
  readonly guarantee = "at-least-once" as const;
  readonly #create: (subtask: number) => unknown;

  /** `create` gives the function (`invoke`), or the object with it. */
  constructor(create: (subtask: number) => unknown) {
    super();
    this.#create = create;
  }

  createWriter(context: SinkWriterContext): SinkWriter<T, never, never> {
    return new FunctionSinkWriter<T>(invocable(this.#create(context.subtaskIndex)), context);
  }
}

class FunctionSinkWriter<T> extends SinkWriter<T, never, never> {
  readonly #sink: Invocable;
  readonly #context: SinkWriterContext;
  readonly #invocation: InvocationContext;
  readonly #capacity: number;
  readonly #room = new WakeUp();
  readonly #allDone = new WakeUp();
  #pending = 0;
  #isFinished = false;
  #isClosed = false;

  constructor(sink: Invocable, context: SinkWriterContext) {
    super();
    this.#sink = sink;
    this.#context = context;
    this.#invocation = new InvocationContext(context);
    this.#capacity = sink.capacity ?? DEFAULT_CAPACITY;
    if (!Number.isInteger(this.#capacity) || this.#capacity < 1) {
      const values = {
        option: "capacity",
        value: this.#capacity,
        expected: "a whole number above 0",
      };
      throw streamError("CONNECTOR_INVALID_OPTION", values);
    }
  }

  override async open(): Promise<void> {
    await this.#sink.open?.(this.#context.functionContext);
  }

  write(value: T, context: WriteContext): void {
    const { failure } = this.#room;
    if (failure !== undefined) throw failure.error;
    this.#invocation.of(context);
    const result = this.#sink.invoke(value, this.#invocation);
    if (isThenable(result)) this.#follow(result, value);
  }

  override room(): boolean {
    return this.#pending < this.#capacity && this.#room.failure === undefined;
  }

  override available(): Promise<void> {
    return this.room() ? Promise.resolve() : this.#room.wait();
  }

  snapshot(): WriterSnapshot<never, never> {
    return { state: [], committables: [], durable: this.#whenDone() };
  }

  async flush(endOfInput: boolean): Promise<void> {
    await this.#whenDone();
    if (!endOfInput || this.#isFinished) return;
    this.#isFinished = true;
    await this.#sink.finish?.();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#room.wake();
    await this.#sink.close?.();
  }

  #whenDone(): Promise<void> {
    if (this.#pending === 0 && this.#allDone.failure === undefined) return Promise.resolve();
    return this.#allDone.wait();
  }

  #follow(result: PromiseLike<unknown>, value: T): void {
    this.#pending += 1;
    result.then(
      () => {
        this.#pending -= 1;
        if (this.#pending === this.#capacity - 1) this.#room.wake();
        if (this.#pending === 0) this.#allDone.wake();
      },
      (cause: unknown) => this.#reject(cause, value),
    );
  }

  /** The count stays: what was rejected is never done. */
  #reject(cause: unknown, value: T): void {
    if (this.#room.failure !== undefined) return;
    const reason = cause instanceof Error ? cause.message : previewOf(cause);
    const type = this.#context.inputType;
    const record = type === undefined ? textOf(value) : type.toText(value);
    const error = streamError(
      "CONNECTOR_SINK_FUNCTION_REJECTED",
      { reason },
      { cause, where: { record } },
    );
    this.#room.fail(error);
    this.#allDone.fail(error);
    if (!this.#isClosed) this.#context.fail(error);
  }
}

/** `SinkFunctionContext`; one object, about the record of the current call. */
class InvocationContext {
  readonly #context: SinkWriterContext;
  #record: WriteContext | undefined;

  constructor(context: SinkWriterContext) {
    this.#context = context;
  }

  of(record: WriteContext): void {
    this.#record = record;
  }

  currentProcessingTime(): number {
    return this.#context.ports.scheduler.now();
  }

  currentWatermark(): number {
    return this.#record?.currentWatermarkMs ?? NO_TIMESTAMP;
  }

  timestamp(): number | null {
    const timestampMs = this.#record?.timestampMs ?? NO_TIMESTAMP;
    return timestampMs === NO_TIMESTAMP ? null : timestampMs;
  }
}

function invocable(created: unknown): Invocable {
  if (typeof created === "function") return { invoke: (value, context) => created(value, context) };
  if (
    typeof created === "object" &&
    created !== null &&
    "invoke" in created &&
    typeof created.invoke === "function"
  ) {
    return created as Invocable; // checked as far as it can be; the other methods are optional
  }
  throw streamError("CONNECTOR_NOT_A_SINK_FUNCTION", { value: previewOf(created) });
}
