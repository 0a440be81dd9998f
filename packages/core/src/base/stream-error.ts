/**
 * The one error class. A code from the table, the values its text names, a hint, and where it happened.
 *
 * Invariants: the message begins with the code; `where` is added by the layer that knows it (operator, place, record)
 * and never overwritten; across threads and processes an error is data (`toWire`, `fromWire`).
 */
import { type ErrorCode, type ErrorValues, errorCodes } from "./error-codes/table.ts";

/** Where an error happened, as far as the layers that saw it know. */
export interface ErrorPlace {
  /** The operator's name, as in the plan. */
  readonly operator?: string | undefined;
  /** Index of the subtask, 0-based. */
  readonly subtask?: number | undefined;
  /** The user's `file:line:column`. */
  readonly location?: string | undefined;
  /** The record that was being processed, as text (cut to a readable length). */
  readonly record?: string | undefined;
  /** The current key, as text. */
  readonly key?: string | undefined;
}

/** An error as data. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly values: Readonly<Record<string, string>>;
  readonly where: ErrorPlace;
  readonly stack?: string | undefined;
  readonly cause?: { readonly name: string; readonly message: string; readonly stack?: string | undefined } | undefined;
}

export interface StreamErrorOptions {
  readonly cause?: unknown;
  readonly where?: ErrorPlace;
}

const RECORD_TEXT_LIMIT = 200;

/** Every error that Millrace raises. Compare `code`, never the message. */
export class StreamError extends Error {
  readonly code: ErrorCode;
  /** What to do about it. */
  readonly hint: string;
  /** The values named by the text, as text. */
  readonly values: Readonly<Record<string, string>>;
  readonly where: ErrorPlace;

  constructor(code: ErrorCode, values: Readonly<Record<string, unknown>>, options?: StreamErrorOptions);
  // biome-ignore format: one line per signature
  constructor(code: ErrorCode, values: Readonly<Record<string, unknown>>, options: StreamErrorOptions = {}) {
    const texts = textValues(values);
    super(`${code}  ${fillText(errorCodes[code].text, texts)}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "StreamError";
    this.code = code;
    this.hint = errorCodes[code].hint;
    this.values = texts;
    this.where = options.where ?? {};
  }
}

/** Creates a `StreamError`; the compiler asks for the values that the code's text names. */
export function streamError<Code extends ErrorCode>(code: Code, values: ErrorValues<Code>, options?: StreamErrorOptions): StreamError {
  const error = new StreamError(code, values, options);
  Error.captureStackTrace(error, streamError);
  return error;
}

function textValues(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = String(value);
    texts[name] = text.length > RECORD_TEXT_LIMIT * 5 ? `${text.slice(0, RECORD_TEXT_LIMIT * 5)}…` : text;
  }
  return texts;
}

function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
