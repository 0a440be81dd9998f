/**
 * The one error class. A code from the table, the values its text names, a hint, and where it happened.
 *
 * Invariants: the message begins with the code; `where` is added by the layer that knows it (operator, place, record)
 * and never overwritten; across threads and processes an error is data (`toWire`, `fromWire`); `stack`, which is what
 * Node and test runners print, is the whole layout with the user's frames alone (causes are shown by who prints it), so an uncaught error can be read.
 */
import { type ErrorCode, type ErrorValues, errorCodes } from "./error-codes/table.ts";
import { layOutOwn } from "./error-layout.ts";
import type { ErrorPlace } from "./error-place.ts";
import { type StackFrame, userFrames } from "./source-location.ts";

export type { ErrorPlace } from "./error-place.ts";

/** An error as data. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly values: Readonly<Record<string, string>>;
  readonly where: ErrorPlace;
  readonly stack?: string | undefined;
  readonly cause?: WireCause | undefined;
}

/** What an error was caused by, as data: itself an error of ours where it has a code. */
export interface WireCause {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly error?: WireError | undefined;
  readonly cause?: WireCause | undefined;
}

export interface StreamErrorOptions {
  readonly cause?: unknown;
  readonly where?: ErrorPlace;
}

/** A value named by a text is cut to so many characters. */
const VALUE_TEXT_LIMIT = 1000;
/** Causes of causes that are kept; more is a cycle. */
const CAUSE_DEPTH_LIMIT = 10;

/** Every error that Millrace raises. Compare `code`, never the message. */
export class StreamError extends Error {
  readonly code: ErrorCode;
  /** What to do about it. */
  readonly hint: string;
  /** The values named by the text, as text. */
  readonly values: Readonly<Record<string, string>>;
  readonly where: ErrorPlace;
  /** The frames as they were captured, ours included. */
  #frames: string;

  constructor(
    code: ErrorCode,
    values: Readonly<Record<string, unknown>>,
    options: StreamErrorOptions = {},
  ) {
    const texts = textValues(values);
    super(
      `${code}  ${fillText(errorCodes[code].text, texts)}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "StreamError";
    this.code = code;
    this.hint = fillText(errorCodes[code].hint, texts);
    this.values = texts;
    this.where = options.where ?? {};
    this.#frames = this.stack ?? "";
    showAsText(this);
  }

  /** Where it was raised, ours included: the text that `Error.captureStackTrace` wrote. */
  get rawStack(): string {
    return this.#frames;
  }

  /** Takes the frames from above `callee`, or as another process captured them. */
  static withFrames(error: StreamError, frames: string): StreamError {
    error.#frames = frames;
    return error;
  }

  /** The frames of the user's own code, outermost last: those of the cause where it has some, else of this error. */
  get userFrames(): readonly StackFrame[] {
    if (this.cause instanceof StreamError) return this.cause.userFrames;
    const frames = this.cause instanceof Error ? userFrames(this.cause.stack) : [];
    return frames.length > 0 ? frames : userFrames(this.#frames);
  }
}

/** Creates a `StreamError`; the compiler asks for the values that the code's text names. */
export function streamError<Code extends ErrorCode>(
  code: Code,
  values: ErrorValues<Code>,
  options?: StreamErrorOptions,
): StreamError {
  const error = new StreamError(code, values, options);
  // On the error itself, not on a holder: Node would show the line above as the place of the error.
  Error.captureStackTrace(error, streamError);
  StreamError.withFrames(error, error.stack ?? "");
  showAsText(error);
  return error;
}

/**
 * Makes `stack` the text that the user reads, composed when it is asked for, because `where` is completed on the way
 * up; and keeps the fields out of what Node prints below it. An error without frames of the user's shows all.
 */
function showAsText(error: StreamError): void {
  for (const name of ["name", "code", "hint", "values", "where", "cause"] as const) {
    if (Object.hasOwn(error, name)) {
      Object.defineProperty(error, name, { enumerable: false, writable: true, configurable: true });
    }
  }
  const plain = { cwd: "", colour: (_: unknown, text: string) => text };
  Object.defineProperty(error, "stack", {
    get: () => {
      const text = layOutOwn(error, plain).join("\n");
      if (error.userFrames.length > 0) return text;
      return [text, ...error.rawStack.split("\n").slice(1)].join("\n");
    },
    set: (text: string) => {
      StreamError.withFrames(error, text);
    },
    enumerable: false,
    configurable: true,
  });
}

/** Adds to `error.where` what is missing there, and returns the same error; what is known already stays. */
export function withPlace(error: StreamError, place: ErrorPlace): StreamError {
  const known = Object.entries(error.where).filter(([, value]) => value !== undefined);
  // `where` is readonly for everyone but the layers that complete it, which is this function.
  (error as { where: ErrorPlace }).where = { ...place, ...Object.fromEntries(known) };
  return error;
}

/** An error as data, for other threads and processes. */
export function toWire(error: StreamError): WireError {
  const { code, message, values, where, rawStack, cause } = error;
  return {
    code,
    message,
    values,
    where,
    stack: rawStack,
    cause: toWireCause(cause, CAUSE_DEPTH_LIMIT),
  };
}

/** The error that `toWire` wrote. Causes come back as plain errors with their name, message and stack. */
export function fromWire(wire: WireError): StreamError {
  const cause = wire.cause === undefined ? undefined : fromWireCause(wire.cause);
  const error = new StreamError(wire.code, wire.values, { cause, where: wire.where });
  error.message = wire.message;
  return wire.stack === undefined ? error : StreamError.withFrames(error, wire.stack);
}

function toWireCause(cause: unknown, depthLeft: number): WireCause | undefined {
  if (cause === undefined || depthLeft === 0) return undefined;
  if (!(cause instanceof Error)) return { name: "", message: textOf(cause) };
  const { name, message } = cause;
  if (cause instanceof StreamError) {
    return { name, message, stack: cause.rawStack, error: toWire(cause) };
  }
  const { stack } = cause;
  return { name, message, stack, cause: toWireCause(cause.cause, depthLeft - 1) };
}

function fromWireCause(wire: WireCause): unknown {
  if (wire.error !== undefined) return fromWire(wire.error);
  // What was thrown was no error.
  if (wire.name === "") return wire.message;
  const inner = wire.cause === undefined ? undefined : fromWireCause(wire.cause);
  const error = new Error(wire.message, inner === undefined ? undefined : { cause: inner });
  error.name = wire.name;
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}

/** A value as text; never throws, because it is called while an error is being reported. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function textValues(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = textOf(value);
    texts[name] = text.length > VALUE_TEXT_LIMIT ? `${text.slice(0, VALUE_TEXT_LIMIT)}…` : text;
  }
  return texts;
}

function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
