/**
 * Records of text from a socket, cut at a delimiter; one reader. At most once: what the peer sent is not sent again.
 *
 * As in Flink's SocketTextStreamFunction: a failing connection fails the job; when the peer closes, it is connected to
 * again after half a second, up to `maxRetries` times (-1: for ever); then what is left counts as the last record.
 */

import type { Cancel, Socket } from "../base/ports.ts";
import { streamError } from "../base/stream-error.ts";
import { jsonSerializer } from "../connector/json-serializer.ts";
import { ListReader, type SplitCursor } from "../connector/list-reader.ts";
import {
  type SimpleVersionedSerializer,
  Source,
  type SourceReader,
  type SourceReaderContext,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import { SplitListEnumerator, type SplitListState } from "../connector/split-list-enumerator.ts";
import { WakeUp } from "../connector/wake-up.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Types } from "../types/types.ts";

const RETRY_MS = 500;

/** Text that has come and has not been returned. */
export interface SocketSplit {
  readonly splitId: string;
  readonly pendingText: string;
}

/** Where to read from. */
export interface SocketTextOptions {
  readonly host: string;
  readonly port: number;
  /** Ends a record; with `\n` a `\r` before it goes too. */
  readonly delimiter: string;
  /** How often to connect again after the peer has closed; -1 for ever. */
  readonly maxRetries: number;
}

/** Text from a socket, UTF-8. */
export class SocketTextSource extends Source<string, SocketSplit, SplitListState<SocketSplit>> {
  readonly boundedness = "CONTINUOUS_UNBOUNDED" as const;
  override readonly maxParallelism = 1;
  override readonly producedType: AnyTypeInformation = Types.STRING();
  readonly splitSerializer: SimpleVersionedSerializer<SocketSplit> = jsonSerializer(
    "A socket split",
    1,
  );
  readonly enumeratorStateSerializer: SimpleVersionedSerializer<SplitListState<SocketSplit>> =
    jsonSerializer("The splits of a socket", 1);
  readonly #options: SocketTextOptions;

  /** A port outside of 1 … 65535, an empty delimiter or retries below -1 are `CONNECTOR_INVALID_OPTION`. */
  constructor(options: SocketTextOptions) {
    super();
    checkOptions(options);
    this.#options = options;
  }

  createEnumerator(
    context: SplitEnumeratorContext<SocketSplit>,
    restored?: SplitListState<SocketSplit>,
  ): SplitListEnumerator<SocketSplit> {
    return new SplitListEnumerator(
      context,
      restored?.remaining ?? [{ splitId: "socket", pendingText: "" }],
    );
  }

  createReader(context: SourceReaderContext): SourceReader<string, SocketSplit> {
    return new ListReader(context, (split) => new SocketCursor(split, this.#options, context));
  }
}

function checkOptions({ port, delimiter, maxRetries }: SocketTextOptions): void {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: "port",
      value: port,
      expected: "1 to 65535",
    });
  }
  if (delimiter === "") {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: "delimiter",
      value: '""',
      expected: "some text",
    });
  }
  if (!Number.isInteger(maxRetries) || maxRetries < -1) {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: "maxRetries",
      value: maxRetries,
      expected: "-1 or more",
    });
  }
}

class SocketCursor implements SplitCursor<string, SocketSplit> {
  readonly splitId: string;
  readonly #options: SocketTextOptions;
  readonly #context: SourceReaderContext;
  readonly #wakeUp = new WakeUp();
  #text: string;
  #position = 0;
  #socket: Socket | undefined;
  #decoder = new TextDecoder();
  #attempts = 0;
  #isReading = false;
  #hasEnded = false;
  #isClosed = false;
  #endPause: (() => void) | undefined;

  constructor(split: SocketSplit, options: SocketTextOptions, context: SourceReaderContext) {
    this.splitId = split.splitId;
    this.#options = options;
    this.#context = context;
    this.#text = split.pendingText;
  }

  next(): string | undefined {
    const { delimiter } = this.#options;
    const end = this.#text.indexOf(delimiter, this.#position);
    if (end >= 0) {
      const record = this.#text.substring(this.#position, end);
      this.#position = end + delimiter.length;
      return delimiter === "\n" && record.endsWith("\r") ? record.slice(0, -1) : record;
    }
    const { failure } = this.#wakeUp;
    if (failure !== undefined) throw failure.error;
    if (this.#hasEnded) return this.#takeRest();
    this.#read();
    return undefined;
  }

  get isEnded(): boolean {
    return this.#hasEnded && this.#position >= this.#text.length;
  }

  available(): Promise<void> {
    return this.#isReading ? this.#wakeUp.wait() : Promise.resolve();
  }

  snapshot(): SocketSplit {
    return { splitId: this.splitId, pendingText: this.#text.substring(this.#position) };
  }

  close(): void {
    this.#isClosed = true;
    this.#endPause?.();
    this.#socket?.close();
    this.#wakeUp.wake();
  }

  #takeRest(): string | undefined {
    const rest = this.#text.substring(this.#position);
    this.#position = this.#text.length;
    return rest === "" ? undefined : rest;
  }

  #read(): void {
    if (this.#isReading || this.#isClosed) return;
    this.#isReading = true;
    this.#readSome().then(
      () => {
        this.#isReading = false;
        this.#wakeUp.wake();
      },
      (cause: unknown) => {
        this.#isReading = false;
        if (!this.#isClosed) this.#wakeUp.fail(this.#failureOf(cause));
      },
    );
  }

  /** Reads one portion, connecting as often as it takes. */
  async #readSome(): Promise<void> {
    const { host, port, maxRetries } = this.#options;
    while (!this.#isClosed) {
      this.#socket ??= await this.#context.ports.network.connect(host, port);
      const bytes = await this.#socket.read();
      if (this.#isClosed) break;
      if (bytes !== undefined) {
        this.#append(this.#decoder.decode(bytes, { stream: true }));
        return;
      }
      this.#append(this.#decoder.decode());
      this.#socket.close();
      this.#socket = undefined;
      if (maxRetries !== -1 && this.#attempts >= maxRetries) {
        this.#hasEnded = true;
        return;
      }
      this.#attempts += 1;
      this.#context.logger.warn({ host, port }, "The peer closed the connection; connecting again");
      await this.#pause();
    }
    this.#socket?.close();
  }

  #append(text: string): void {
    this.#text = this.#text.substring(this.#position) + text;
    this.#position = 0;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel: Cancel = this.#context.ports.scheduler.timer(RETRY_MS, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  #failureOf(cause: unknown): Error {
    const { host, port } = this.#options;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return streamError("CONNECTOR_CONNECTION_FAILED", { host, port, reason }, { cause });
  }
}
