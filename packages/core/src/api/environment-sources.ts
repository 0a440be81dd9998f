/**
 * How streams begin: a method for each kind of source. Part of `StreamExecutionEnvironment`.
 *
 * Items and records with a declared type are converted to it (`TypeInformation.convert`), collections at once.
 */

import { streamError } from "../base/stream-error.ts";
import type { InputFormat } from "../connector/input-format.ts";
import { Source } from "../connector/source.ts";
import { instantiate } from "../functions/copy-function.ts";
import type { StreamRecord } from "../functions/hint.ts";
import type { Fn } from "../functions/per-subtask.ts";
import type { SourceContext, SourceFunction } from "../functions/source-function.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";
import { type WatermarkStrategies, WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { type CallSite, callSite, wrongType } from "./call-site.ts";
import {
  checkAt,
  functionSlot,
  hasMethods,
  requireInteger,
  requireText,
} from "./check-arguments.ts";
import { ConvertedSource } from "./converted-source.ts";
import type { DataStream } from "./data-stream.ts";
import { EnvironmentDependencies } from "./environment-dependencies.ts";
import { strategyArgument } from "./strategy-argument.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";

/** A function that produces records: a generator, a function or an async function over `ctx`. */
type SourceFn<T> = (ctx: SourceContext<T>) => Iterable<T> | AsyncIterable<T> | Promise<void> | void;

/** The sources of an environment. */
export abstract class EnvironmentSources extends EnvironmentDependencies {
  /** @internal */
  protected abstract readonly streams: StreamContext;

  /** A stream of the items of an array or other iterable, which is read when the job runs. With a type each item is converted. */
  fromCollection<T extends StreamRecord>(collection: Iterable<T>): DataStream<T>;
  fromCollection<V, I extends StreamRecord>(
    collection: readonly NoInfer<I>[] | Iterable<NoInfer<I>>,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  fromCollection(collection: Iterable<unknown>, type?: AnyTypeInput): DataStream<unknown> {
    return this.collection(
      callSite(this, "StreamExecutionEnvironment.fromCollection"),
      collection,
      type,
    );
  }

  /** A stream of the arguments. The form without null comes first: with null in its constraint, `1` would not widen to number. */
  fromElements<T extends NonNullable<StreamRecord>>(...elements: T[]): DataStream<T>;
  fromElements<T extends StreamRecord>(...elements: T[]): DataStream<T>;
  fromElements(...elements: unknown[]): DataStream<unknown> {
    return this.collection(
      callSite(this, "StreamExecutionEnvironment.fromElements"),
      elements,
      undefined,
    );
  }

  /** Name of `fromElements` since Flink 2.0. */
  fromData<T extends NonNullable<StreamRecord>>(...elements: T[]): DataStream<T>;
  fromData<T extends StreamRecord>(...elements: T[]): DataStream<T>;
  fromData(...elements: unknown[]): DataStream<unknown> {
    return this.collection(
      callSite(this, "StreamExecutionEnvironment.fromData"),
      elements,
      undefined,
    );
  }

  /** The whole numbers from `from` to `to`, both included; may be read in parallel. */
  fromSequence(from: number, to: number): DataStream<number> {
    const at = callSite(this, "StreamExecutionEnvironment.fromSequence");
    requireInteger(at, "from", from, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    requireInteger(at, "to", to, from, Number.MAX_SAFE_INTEGER);
    return this.source(at, this.streams.builtIns.sequence(from, to), "Sequence Source");
  }

  /** A stream of a source of the new form, with its watermarks. */
  fromSource<T>(
    source: Source<T>,
    watermarkStrategy:
      | WatermarkStrategy<T>
      | ((strategies: WatermarkStrategies<T>) => WatermarkStrategy<T>),
    sourceName: string,
  ): DataStream<T>;
  fromSource<T, V, I>(
    source: Source<T>,
    watermarkStrategy:
      | WatermarkStrategy<T>
      | ((strategies: WatermarkStrategies<T>) => WatermarkStrategy<T>),
    sourceName: string,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  fromSource(
    source: unknown,
    watermarkStrategy: unknown,
    sourceName: string,
    type?: AnyTypeInput,
  ): DataStream<unknown> {
    const at = callSite(this, "StreamExecutionEnvironment.fromSource");
    if (!isSource(source))
      throw wrongType(
        at,
        "source",
        source,
        "a Source, such as what FileSource.forRecordStreamFormat(…).build() returns",
      );
    const strategy = strategyArgument(at, watermarkStrategy);
    return this.source(at, source, requireText(at, "sourceName", sourceName), type, strategy);
  }

  /** A stream of a source function: a generator, a function or an async function over `ctx`, or an object with `run(ctx)`. */
  addSource<T extends StreamRecord>(
    source: Fn<SourceFn<T> | SourceFunction<T>> | Source<T>,
    sourceName?: string,
  ): DataStream<T>;
  addSource<V, I extends StreamRecord>(
    source: Fn<SourceFn<NoInfer<I>> | SourceFunction<NoInfer<I>>> | Source<NoInfer<I>>,
    sourceName: string,
    type: TypeInput<V, I>,
  ): DataStream<V>;
  addSource(
    source: unknown,
    sourceName = "Custom Source",
    type?: AnyTypeInput,
  ): DataStream<unknown> {
    const at = callSite(this, "StreamExecutionEnvironment.addSource");
    requireText(at, "sourceName", sourceName);
    if (isSource(source)) return this.source(at, source, sourceName, type);
    const slot = functionSlot(at, source, { parameter: "source", role: "run" });
    return this.source(
      at,
      this.streams.builtIns.sourceFunction((subtask) => instantiate(slot, subtask)),
      sourceName,
      type,
    );
  }

  /** What an input format reads, bounded; in parallel, where the format can cut its input. The type is the format's own. */
  createInput<T extends StreamRecord>(inputFormat: Fn<InputFormat<T>>): DataStream<T>;
  createInput<V, I extends StreamRecord>(
    inputFormat: Fn<InputFormat<NoInfer<I>>>,
    typeInfo: TypeInput<V, I>,
  ): DataStream<V>;
  createInput(inputFormat: unknown, typeInfo?: AnyTypeInput): DataStream<unknown> {
    const at = callSite(this, "StreamExecutionEnvironment.createInput");
    const methods = ["createInputSplits", "open", "reachedEnd", "nextRecord"];
    const slot = functionSlot(at, inputFormat, { parameter: "inputFormat", role: "open", methods });
    const { builtIns } = this.streams;
    // The slot has been checked to be a format, or a recipe whose result will be.
    const create = (subtask: number) => instantiate(slot, subtask) as InputFormat<unknown>;
    const type = (inputFormat as Partial<InputFormat<unknown>>).producedType;
    return this.source(at, builtIns.inputFormat(create, type), "Custom Source", typeInfo);
  }

  /** The lines of a file or of the files of a folder, without their ends. */
  readTextFile(filePath: string, charsetName = "UTF-8"): DataStream<string> {
    const at = callSite(this, "StreamExecutionEnvironment.readTextFile");
    const source = this.streams.builtIns.textFile(
      requireText(at, "filePath", filePath),
      requireText(at, "charsetName", charsetName),
    );
    return this.source(at, source, "Custom File Source");
  }

  /** The lines that a server sends; `maxRetry`: attempts to connect again, -1 for ever. */
  socketTextStream(
    hostname: string,
    port: number,
    delimiter = "\n",
    maxRetry = 0,
  ): DataStream<string> {
    const at = callSite(this, "StreamExecutionEnvironment.socketTextStream");
    requireText(at, "hostname", hostname);
    requireInteger(at, "port", port, 1, 65_535);
    requireInteger(at, "maxRetry", maxRetry, -1, Number.MAX_SAFE_INTEGER);
    const source = this.streams.builtIns.socketText(
      hostname,
      port,
      requireText(at, "delimiter", delimiter),
      maxRetry,
    );
    return this.source(at, source, "Socket Stream");
  }

  /** What an async iterable yields, or the one that a function makes when the job starts. Pulled, so it waits for the job. */
  fromAsyncIterable<T extends StreamRecord>(
    iterable: AsyncIterable<T> | (() => AsyncIterable<T>),
  ): DataStream<T>;
  fromAsyncIterable<V, I extends StreamRecord>(
    iterable: AsyncIterable<NoInfer<I>> | (() => AsyncIterable<NoInfer<I>>),
    type: TypeInput<V, I>,
  ): DataStream<V>;
  fromAsyncIterable(iterable: unknown, type?: AnyTypeInput): DataStream<unknown> {
    const at = callSite(this, "StreamExecutionEnvironment.fromAsyncIterable");
    if (!isAsyncIterable(iterable))
      throw wrongType(at, "iterable", iterable, "an async iterable, or a function that makes one");
    return this.source(
      at,
      this.streams.builtIns.asyncIterable(iterable),
      "Async Iterable Source",
      type,
    );
  }

  private collection(
    at: CallSite,
    items: Iterable<unknown>,
    type: AnyTypeInput | undefined,
  ): DataStream<never> {
    if (!isIterable(items))
      throw wrongType(at, "collection", items, "an array or another iterable, not a string");
    const outputType = typeArgument(at, "type", type);
    if (outputType === undefined && Array.isArray(items) && items.length === 0) {
      throw streamError(
        "API_EMPTY_COLLECTION",
        { method: at.method },
        { where: { location: at.location } },
      );
    }
    const source = checkAt(at, () => this.streams.builtIns.collection(items, outputType));
    return this.add(at, source, "Collection Source", outputType, WatermarkStrategy.noWatermarks());
  }

  private source(
    at: CallSite,
    source: Source<unknown>,
    name: string,
    type?: AnyTypeInput,
    strategy: WatermarkStrategy<never> = WatermarkStrategy.noWatermarks(),
  ): DataStream<never> {
    const declared = typeArgument(at, "type", type);
    const isConverted = declared !== undefined && source.producedType?.equals(declared) !== true;
    return this.add(
      at,
      isConverted ? new ConvertedSource(source, declared) : source,
      name,
      declared ?? source.producedType,
      strategy,
    );
  }

  private add(
    at: CallSite,
    source: Source<unknown>,
    name: string,
    outputType: AnyTypeInformation | undefined,
    watermarkStrategy: WatermarkStrategy<never>,
  ): DataStream<never> {
    const isNonParallel = source.maxParallelism === 1;
    const body = { kind: "source", source, watermarkStrategy } as const;
    const parallelism = isNonParallel ? 1 : undefined;
    return this.streams.dataStream(
      this.streams.graph.add(at, body, { name, outputType, isNonParallel, parallelism }),
    );
  }
}

function isSource(value: unknown): value is Source<unknown> {
  return value instanceof Source || hasMethods(value, ["createReader", "createEnumerator"]);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function isAsyncIterable(
  value: unknown,
): value is AsyncIterable<unknown> | (() => AsyncIterable<unknown>) {
  return (
    typeof value === "function" ||
    (typeof value === "object" && value !== null && Symbol.asyncIterator in value)
  );
}
