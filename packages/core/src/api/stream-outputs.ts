/** The ways out of a stream: sinks, printing, and collecting into the program; and what every stream knows of itself. */
import { streamError } from "../base/stream-error.ts";
import { Sink } from "../connector/sink.ts";
import { instantiate } from "../functions/copy-function.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { SinkFunction, SinkFunctionContext } from "../functions/sink-function.ts";
import type { Partitioner, TransformationId } from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { functionSlot, hasMethods, requireInteger, requireText } from "./check-arguments.ts";
import type { CloseableIterator } from "./closeable-iterator.ts";
import type { DataStream } from "./data-stream.ts";
import type { DataStreamSink } from "./data-stream-sink.ts";
import type { ExecutionConfig } from "./execution-config.ts";
import type { NodeBody } from "./graph-builder.ts";
import { OperatorSettings } from "./operator-settings.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";
import { type AnyTypeInput, genericType, typeArgument } from "./type-argument.ts";

/** What all streams have in common. Users meet it as `DataStream` and `KeyedStream`. */
export abstract class StreamOutputs<out T> extends OperatorSettings {
  declare private readonly records: T;

  /** Type of the records: the declared one, or the general type. */
  getType(): AnyTypeInformation {
    return this.declaredType() ?? genericType();
  }

  getExecutionEnvironment(): StreamExecutionEnvironment {
    return this.context.environment;
  }

  getExecutionConfig(): ExecutionConfig {
    return this.context.environment.getConfig();
  }

  /** Ends the stream in a sink. */
  sinkTo(sink: Sink<T>): DataStreamSink<T> {
    const at = this.at("sinkTo");
    if (!isSink(sink))
      throw wrongType(
        at,
        "sink",
        sink,
        "a Sink, such as what FileSink.forRowFormat(…).build() returns",
      );
    return this.endIn(at, sink);
  }

  /** Ends the stream in a function, a `SinkFunction`, or a sink of the older form (`StreamingFileSink`). */
  addSink(
    sink: Fn<((value: T, context: SinkFunctionContext) => unknown) | SinkFunction<T>> | Sink<T>,
  ): DataStreamSink<T> {
    const at = this.at("addSink");
    if (isSink(sink)) return this.endIn(at, sink);
    const slot = functionSlot(at, sink, { parameter: "sink", role: "invoke" });
    return this.endIn(
      at,
      this.context.builtIns.sinkFunction((subtask) => instantiate(slot, subtask)),
    );
  }

  /** Writes the text of each record to standard output; see the docs for the prefix with an identifier or several subtasks. */
  print(sinkIdentifier?: string): DataStreamSink<T> {
    const at = this.at("print");
    if (sinkIdentifier !== undefined) requireText(at, "sinkIdentifier", sinkIdentifier);
    return this.endIn(at, this.context.builtIns.print(sinkIdentifier, false));
  }

  /** As `print`, to standard error. */
  printToErr(sinkIdentifier?: string): DataStreamSink<T> {
    const at = this.at("printToErr");
    if (sinkIdentifier !== undefined) requireText(at, "sinkIdentifier", sinkIdentifier);
    return this.endIn(at, this.context.builtIns.print(sinkIdentifier, true));
  }

  /**
   * Runs the job and hands the records of this stream to the program. Without a limit: an async iterator that ends the
   * job when it is closed or its loop is left. With a limit: that many records, after which the job is cancelled.
   */
  executeAndCollect(limit: number): Promise<T[]>;
  executeAndCollect(jobName: string | undefined, limit: number): Promise<T[]>;
  // Last, because inference from an overloaded method looks at the last form: helpers take `{ executeAndCollect(): AsyncIterable<T> }`.
  executeAndCollect(jobName?: string): CloseableIterator<T>;
  executeAndCollect(first?: string | number, second?: number): CloseableIterator<T> | Promise<T[]> {
    const at = this.at("executeAndCollect");
    const limit = typeof first === "number" ? first : second;
    if (limit !== undefined) requireInteger(at, "limit", limit, 1, Number.MAX_SAFE_INTEGER);
    const name = typeof first === "number" ? undefined : first;
    const jobName = name === undefined ? undefined : requireText(at, "jobName", name);
    const records = this.context.collect<T>(at, this.transformationId, jobName);
    return limit === undefined ? records : records.take(limit);
  }

  /** Runs the job; its records come as a web `ReadableStream`. Cancelling the stream cancels the job. */
  toReadable(): ReadableStream<T> {
    const records = this.context.collect<T>(
      this.at("toReadable"),
      this.transformationId,
      undefined,
    );
    return new ReadableStream<T>(
      {
        async pull(controller) {
          const next = await records.next();
          if (next.done === true) controller.close();
          else controller.enqueue(next.value);
        },
        cancel: () => records.close(),
      },
      { highWaterMark: 0 },
    );
  }

  /** True on streams partitioned by key. @internal */
  get isKeyed(): boolean {
    return false;
  }

  /** The stream before the partitioning by key. @internal */
  protected get unkeyedId(): TransformationId {
    return this.transformationId;
  }

  /** Adds a node that reads this stream. @internal */
  protected derive(at: CallSite, body: NodeBody, type?: AnyTypeInput): DataStream<never> {
    const outputType = typeArgument(at, "type", type);
    return this.context.dataStream(this.context.graph.add(at, body, { outputType }));
  }

  /** @internal */
  protected partition(at: CallSite, partitioner: Partitioner): DataStream<T> {
    return this.derive(
      at,
      { kind: "partition", input: this.transformationId, partitioner },
      this.declaredType(),
    );
  }

  /** The type the user declared for these records. @internal */
  protected declaredType(): AnyTypeInformation | undefined {
    return this.context.graph.get(this.transformationId).outputType;
  }

  /** @internal */
  protected requireStream(at: CallSite, parameter: string, value: unknown): void {
    if (!(value instanceof StreamOutputs)) throw wrongType(at, parameter, value, "a DataStream");
    if (value.context.graph !== this.context.graph) {
      throw streamError(
        "API_FOREIGN_STREAM",
        { method: at.method },
        { where: { location: at.location } },
      );
    }
  }

  private endIn(at: CallSite, sink: Sink<T>): DataStreamSink<T> {
    const body = { kind: "sink", input: this.transformationId, sink } as const;
    return this.context.sink(this.context.graph.add(at, body));
  }
}

function isSink(value: unknown): value is Sink<never> {
  return value instanceof Sink || hasMethods(value, ["createWriter"]);
}
