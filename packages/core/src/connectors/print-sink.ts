/**
 * Records as lines on the process's standard output or error.
 *
 * Lines are collected for the rest of a slice (a microtask) and written together: whole lines only. Prefix as in Flink:
 * `n> ` only with parallelism above 1, `id> ` or `id:n> ` with an identifier. A closed pipe swallows what follows.
 */
import type { RecordOutput } from "../base/ports.ts";
import {
  Sink,
  SinkWriter,
  type SinkWriterContext,
  type WriterSnapshot,
} from "../connector/sink.ts";
import { textOf } from "../types/text.ts";
import { emptySnapshot } from "./empty-snapshot.ts";

const LARGEST_BATCH = 16 * 1024;

/** Prints records. At-least-once: after a restart some come again. */
export class PrintSink<in T> extends Sink<T, never, never> {
  readonly guarantee = "at-least-once" as const;
  override readonly defaultName: string;
  override readonly writesToStdout: boolean;
  readonly #identifier: string | undefined;

  constructor(identifier: string | undefined, toStderr: boolean) {
    super();
    this.#identifier = identifier;
    this.writesToStdout = !toStderr;
    this.defaultName = toStderr ? "Print to Std. Err" : "Print to Std. Out";
  }

  createWriter(context: SinkWriterContext): SinkWriter<T, never, never> {
    const output = this.writesToStdout ? context.ports.stdout : context.ports.stderr;
    const prefix = printPrefix(this.#identifier, context.subtaskIndex, context.parallelism);
    return new PrintWriter<T>(output, prefix, context);
  }
}

/** What stands before each record. */
export function printPrefix(
  identifier: string | undefined,
  subtaskIndex: number,
  parallelism: number,
): string {
  const number = parallelism > 1 ? String(subtaskIndex + 1) : "";
  const name = identifier ?? "";
  const separator = name !== "" && number !== "" ? ":" : "";
  return name === "" && number === "" ? "" : `${name}${separator}${number}> `;
}

class PrintWriter<T> extends SinkWriter<T, never, never> {
  readonly #output: RecordOutput;
  readonly #prefix: string;
  readonly #context: SinkWriterContext;
  readonly #textOf: (value: unknown) => string;
  #lines = "";
  #isScheduled = false;
  #draining: Promise<void> | undefined;

  constructor(output: RecordOutput, prefix: string, context: SinkWriterContext) {
    super();
    this.#output = output;
    this.#prefix = prefix;
    this.#context = context;
    const type = context.inputType;
    this.#textOf = type === undefined ? textOf : (value) => type.toText(value);
  }

  write(value: T): void {
    this.#lines += `${this.#prefix}${this.#textOf(value)}\n`;
    if (this.#lines.length >= LARGEST_BATCH) this.#writeLines();
    else if (!this.#isScheduled) {
      this.#isScheduled = true;
      queueMicrotask(this.#onSliceEnd);
    }
  }

  override room(): boolean {
    return this.#draining === undefined;
  }

  override available(): Promise<void> {
    return this.#draining ?? Promise.resolve();
  }

  snapshot(): WriterSnapshot<never, never> {
    return emptySnapshot(this.flush());
  }

  async flush(): Promise<void> {
    this.#writeLines();
    await this.#draining;
  }

  close(): void {
    this.#writeLines();
  }

  readonly #onSliceEnd = (): void => {
    this.#isScheduled = false;
    this.#writeLines();
  };

  #writeLines(): void {
    const lines = this.#lines;
    if (lines === "") return;
    this.#lines = "";
    try {
      if (this.#output.write(lines) || this.#draining !== undefined) return;
    } catch (error) {
      this.#context.fail(error);
      return;
    }
    this.#draining = this.#output.drained().finally(() => {
      this.#draining = undefined;
    });
    // Who waits gets the failure; where nobody waits, the job does.
    this.#draining.catch((error: unknown) => this.#context.fail(error));
  }
}
