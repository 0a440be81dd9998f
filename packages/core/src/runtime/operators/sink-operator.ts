/**
 * A sink in one subtask: writes records, keeps back pressure (W4), holds an inbox while the writer is full (W6).
 *
 * The end of a job is driven from outside, in this order: `flush`, `snapshot`, its `durable`, commit by the engine,
 * `close`. After a failure or a cancellation there is only `close`, so that nothing is committed.
 * @internal
 */
import type { ErrorPlace } from "../../base/stream-error.ts";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../../base/timestamps.ts";
import type { Sink, SinkWriter, WriteContext, WriterSnapshot } from "../../connector/sink.ts";
import type { SinkNode } from "../../plan/transformation.ts";
import { describeFailure, recordText } from "../failure-place.ts";
import { Inbox, type InboxTarget } from "../inbox.ts";
import type { Gate, Pollable } from "../pollable.ts";
import type { ProcessingTimers } from "../time/processing-timers.ts";
import type { OperatorContext, OperatorInput } from "./operator.ts";
import type { FusedOperator, OperatorCode } from "./operator-code.ts";

/** What a sink needs besides the operator's context. */
export interface SinkOperatorPorts {
  /** Place in the topological order, for W4. */
  readonly position: number;
  readonly timers: ProcessingTimers;
  /** The operator's `RuntimeContext`, for sinks that host user functions. */
  readonly functionContext: unknown;
  /** Ends the attempt with a failure from outside of a call. */
  fail(error: unknown): void;
}

/** What the generated code of a chain reads and writes for each record. */
interface Writing {
  /** Made by `open`, before any record. */
  writer: SinkWriter<unknown> | undefined;
  /** False for writers that always have room. */
  isLimited: boolean;
  isFull: boolean;
  /** Records written, for `numRecordsOut`. */
  count: number;
}

/** One writer's subtask as the chain, the worker and the engine see it. */
export class SinkOperator implements FusedOperator, Gate, Pollable {
  readonly inputs: readonly [OperatorInput];
  readonly name: string;
  readonly position: number;
  readonly reaches: readonly Gate[] = [];
  readonly #context: OperatorContext<SinkNode>;
  readonly #ports: SinkOperatorPorts;
  readonly #target: InboxTarget;
  readonly #inbox: Inbox;
  readonly #writeContext: { timestampMs: number; currentWatermarkMs: number } = {
    timestampMs: NO_TIMESTAMP,
    currentWatermarkMs: MIN_TIMESTAMP,
  };
  readonly #writing: Writing = { writer: undefined, isLimited: false, isFull: false, count: 0 };
  #hasEnded = false;
  #isClosed = false;

  constructor(context: OperatorContext<SinkNode>, ports: SinkOperatorPorts) {
    this.#context = context;
    this.#ports = ports;
    this.name = context.node.name;
    context.environment.metrics
      .ofOperator(context.operator)
      .view("counter", "numRecordsOut", () => this.writtenCount);
    this.position = ports.position;
    this.#inbox = new Inbox(context.operator.inputTypes, "last");
    const target = {
      element: (value: unknown, timestampMs: number) => this.#write(value, timestampMs),
      watermark: (timestampMs: number) => this.#watermark(timestampMs),
      status: (_isIdle: boolean) => {},
      endInput: () => this.#end(),
    };
    this.#target = target;
    this.inputs = [
      {
        element: (value, timestampMs) => {
          if (this.#writing.isFull) this.#inbox.element(value, timestampMs);
          else this.#write(value, timestampMs);
        },
        watermark: (timestampMs) =>
          this.#writing.isFull ? this.#inbox.watermark(timestampMs) : target.watermark(timestampMs),
        status: (isIdle) =>
          this.#writing.isFull ? this.#inbox.status(isIdle) : target.status(isIdle),
        endInput: () => (this.#writing.isFull ? this.#inbox.endInput() : target.endInput()),
      },
    ];
  }

  get #sink(): Sink<unknown> {
    return this.#context.node.sink as Sink<unknown>; // the plan's `never` stands for the input's type, which the graph has checked
  }

  async open(): Promise<void> {
    const { environment, operator } = this.#context;
    try {
      const writer = this.#sink.createWriter({
        subtaskIndex: environment.subtaskIndex,
        parallelism: environment.parallelism,
        attempt: environment.attempt,
        jobId: environment.jobId,
        ports: environment.ports,
        logger: environment.logger,
        configuration: environment.configuration,
        metricGroup: environment.metrics.ofOperator(operator),
        inputType: operator.inputTypes[0],
        functionContext: this.#ports.functionContext,
        fail: (error) => this.#ports.fail(this.#describe(error, "write")),
        registerProcessingTimeTimer: (timestampMs, callback) =>
          this.#ports.timers.register(timestampMs, {
            run: callback,
            describeFailure: (error) => this.#describe(error, "a timer"),
          }),
      });
      this.#writing.writer = writer;
      await writer.open?.();
      if (writer.room === undefined) return;
      // Without it a full writer would be waited for without end.
      if (writer.available === undefined)
        throw new TypeError("the writer has room() but no available()");
      this.#writing.isLimited = true;
    } catch (error) {
      throw this.#describe(error, "open");
    }
  }

  // Gate (W4) and pollable (W6): full while the writer has no room or something waits in the inbox.

  hasRoom(): boolean {
    if (!this.#writing.isFull) return true;
    if (this.#inbox.size > 0 || !this.#hasWriterRoom()) return false;
    this.#writing.isFull = false;
    return true;
  }

  get isFinished(): boolean {
    return this.#hasEnded || this.#isClosed;
  }

  isReady(): boolean {
    return this.#inbox.size > 0 && this.#hasWriterRoom();
  }

  poll(limit: number): number {
    return this.#inbox.drain(this.#target, limit, () => this.#hasWriterRoom());
  }

  available(): Promise<void> | undefined {
    const { writer } = this.#writing;
    if (writer === undefined || !this.#writing.isFull || this.#hasWriterRoom()) return undefined;
    try {
      return writer.available?.();
    } catch (error) {
      throw this.#failed(error, "available");
    }
  }

  describeFailure(error: unknown): unknown {
    return this.#describe(error, "write");
  }

  // The end of the job, after every input has ended.

  async flush(): Promise<void> {
    try {
      await this.#writing.writer?.flush(true);
    } catch (error) {
      throw this.#describe(error, "flush");
    }
  }

  /** Marks the final position; what it returns is to be awaited and committed. */
  snapshot(checkpointId: number): WriterSnapshot<unknown, unknown> | undefined {
    try {
      const snapshot = this.#writing.writer?.snapshot(checkpointId);
      if (snapshot === undefined) return undefined;
      const durable = snapshot.durable.catch((error: unknown) =>
        Promise.reject(this.#describe(error, "flush")),
      );
      durable.catch(() => {}); // the engine awaits it; until then it must not count as unhandled
      return { ...snapshot, durable };
    } catch (error) {
      throw this.#describe(error, "snapshot");
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.#writing.writer?.close();
    } catch (error) {
      throw this.#describe(error, "close");
    }
  }

  /** Equal for all subtasks of one sink. */
  get operatorId(): string {
    return this.#context.operator.id;
  }

  /** The sink's description, for the committer. */
  get node(): SinkNode {
    return this.#context.node;
  }

  /** Records written, for `numRecordsOut`. */
  get writtenCount(): number {
    return this.#writing.count;
  }

  /** Writes what `element` does, so that the writer's own code can be inlined into the chain's. */
  generate(_input: number, code: OperatorCode): void {
    const writing = code.bind("writing", this.#writing);
    const context = code.bind("writeContext", this.#writeContext);
    const hold = code.bind("hold", (value: unknown, ms: number) => this.#inbox.element(value, ms));
    const failed = code.bind("failed", (error: unknown, value: unknown) =>
      this.#failed(error, "write", value),
    );
    const hasRoom = code.bind("hasRoom", () => this.#hasWriterRoom());
    const becomeFull = code.bind("becomeFull", () => this.#becomeFull());
    code.enter();
    code.line(`if (${writing}.isFull) ${hold}(${code.value}, ${code.timestampMs});
else {
${context}.timestampMs = ${code.timestampMs};
try { ${writing}.writer.write(${code.value}, ${context}); } catch (error) { throw ${failed}(error, ${code.value}); }
${writing}.count++;
if (${writing}.isLimited && !${hasRoom}()) ${becomeFull}();
}`);
  }

  #write(value: unknown, timestampMs: number): void {
    const context: WriteContext = this.#writeContext;
    this.#writeContext.timestampMs = timestampMs;
    try {
      (this.#writing.writer as SinkWriter<unknown>).write(value, context); // records come after `open`
    } catch (error) {
      throw this.#failed(error, "write", value);
    }
    this.#writing.count++;
    if (!this.#hasWriterRoom()) this.#becomeFull();
  }

  /** The failure to throw: the first of the slice, described, is remembered (W7). */
  #failed(error: unknown, action: string, value?: unknown): unknown {
    const { signals } = this.#context.environment;
    return signals.failure === undefined
      ? signals.fail(this.#describe(error, action, value))
      : error;
  }

  #watermark(timestampMs: number): void {
    this.#writeContext.currentWatermarkMs = timestampMs;
    try {
      this.#writing.writer?.writeWatermark?.(timestampMs);
    } catch (error) {
      throw this.#failed(error, "writeWatermark");
    }
  }

  #end(): void {
    this.#hasEnded = true;
  }

  #becomeFull(): void {
    this.#writing.isFull = true;
    this.#context.environment.signals.raiseStop();
  }

  #hasWriterRoom(): boolean {
    const { writer, isLimited } = this.#writing;
    if (!isLimited) return true;
    try {
      return writer?.room?.() !== false;
    } catch (error) {
      throw this.#failed(error, "room");
    }
  }

  #describe(error: unknown, action: string, record?: unknown): unknown {
    const { environment, node, operator } = this.#context;
    const type = operator.inputTypes[0];
    const where: ErrorPlace = {
      operator: node.name,
      subtask: environment.subtaskIndex,
      location: node.location,
      record:
        record === undefined
          ? undefined
          : recordText(record, type === undefined ? undefined : (value) => type.toText(value)),
    };
    return describeFailure(error, "sink", action, where);
  }
}
