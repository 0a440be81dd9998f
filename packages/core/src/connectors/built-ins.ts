/** The sources and sinks behind methods of the api: what `index.ts` hands in as the `BuiltIns` port of plan/executor.ts. */

import { StreamError } from "../base/stream-error.ts";
import type { InputFormat } from "../connector/input-format.ts";
import { TextLineFormat } from "../connector/text/text-line-format.ts";
import { copyGeneral } from "../types/general-copier.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { AsyncIterableSource } from "./async-iterable-source.ts";
import { RecordCache } from "./cache/record-cache.ts";
import { CollectSink, type RecordChannel } from "./collect-sink.ts";
import { CollectionSource } from "./collection-source.ts";
import { FileSource } from "./file-source/file-source.ts";
import { FunctionSink } from "./function-sink.ts";
import { InputFormatSource } from "./input-format-source.ts";
import { NumberSequenceSource } from "./number-sequence-source.ts";
import { PrintSink } from "./print-sink.ts";
import { SocketTextSource } from "./socket-text-source.ts";
import { SourceFunctionSource } from "./source-function-source.ts";

/** Methods of the `BuiltIns` port. Creating one does no I/O. */
export class ConnectorBuiltIns {
  collection<T>(items: Iterable<unknown>, type?: AnyTypeInformation): CollectionSource<T> {
    return new CollectionSource<T>(items, type, copyOrShare);
  }

  sequence(from: number, to: number): NumberSequenceSource {
    return new NumberSequenceSource(from, to);
  }

  asyncIterable<T>(iterable: AsyncIterable<T> | (() => AsyncIterable<T>)): AsyncIterableSource<T> {
    return new AsyncIterableSource<T>(iterable);
  }

  inputFormat<T>(
    create: (subtask: number) => InputFormat<T>,
    type?: AnyTypeInformation,
  ): InputFormatSource<T> {
    return new InputFormatSource<T>(create, type);
  }

  sourceFunction<T>(create: (subtask: number) => unknown): SourceFunctionSource<T> {
    return new SourceFunctionSource<T>(create);
  }

  sinkFunction<T>(create: (subtask: number) => unknown): FunctionSink<T> {
    return new FunctionSink<T>(create);
  }

  textFile(path: string, charset: string): FileSource<string> {
    return FileSource.forRecordStreamFormat(new TextLineFormat(charset), path).build();
  }

  socketText(host: string, port: number, delimiter: string, maxRetries: number): SocketTextSource {
    return new SocketTextSource({ host, port, delimiter, maxRetries });
  }

  print<T>(identifier: string | undefined, toStderr: boolean): PrintSink<T> {
    return new PrintSink<T>(identifier, toStderr);
  }

  cache(): RecordCache {
    return new RecordCache(copyOrShare);
  }

  collect<T>(): { readonly sink: CollectSink<T>; readonly channel: RecordChannel<T> } {
    const sink = new CollectSink<T>();
    return { sink, channel: sink.channel };
  }
}

/** The one instance; it has no state. */
export const builtIns: ConnectorBuiltIns = Object.freeze(new ConnectorBuiltIns());

/** Plain items are copied for each reading; what is not plain (an instance of a class) is the program's own object. */
function copyOrShare(item: unknown): unknown {
  try {
    return copyGeneral(item);
  } catch (error) {
    if (error instanceof StreamError && error.code === "TYPE_NOT_COPYABLE") return item;
    throw error;
  }
}
