/**
 * Adds the place to an error that was thrown below: operator, subtask, location, record. What is known already stays.
 * @internal
 */
import { type ErrorPlace, StreamError, streamError, withPlace } from "../base/stream-error.ts";
import { translateError } from "../base/translate-error.ts";
import { previewOf } from "../types/text.ts";

const RECORD_TEXT_LIMIT = 200;

/** Which code a failure gets that has none yet. */
export type FailureKind = "function" | "sink" | "source" | "key selector" | "partitioner";

/** The error the user reads for something thrown in `action`: a StreamError keeps its code, anything else becomes the cause. */
export function describeFailure(
  error: unknown,
  kind: FailureKind,
  action: string,
  where: ErrorPlace,
): StreamError {
  if (error instanceof StreamError) return withPlace(error, where);
  const operator = where.operator ?? kind;
  const translated = translateError(error);
  if (translated !== undefined) return withPlace(translated, where);
  const message = messageOf(error);
  if (isStackOverflow(error))
    return streamError("RUNTIME_STACK_OVERFLOW", { operator }, { cause: error, where });
  const options = { cause: error, where };
  switch (kind) {
    case "function":
      return streamError("RUNTIME_FUNCTION_FAILED", { operator, message }, options);
    case "sink":
      return streamError("RUNTIME_SINK_FAILED", { operator, action, message }, options);
    case "source":
      return streamError("RUNTIME_SOURCE_FAILED", { operator, action, message }, options);
    case "key selector":
      return streamError("RUNTIME_KEY_SELECTOR_FAILED", { operator, message }, options);
    case "partitioner":
      return streamError("RUNTIME_PARTITIONER_FAILED", { operator, message }, options);
  }
}

/** A record as text for a message: cut to a readable length, never throwing. */
export function recordText(
  value: unknown,
  toText: ((value: unknown) => string) | undefined,
): string {
  try {
    const text = toText === undefined ? previewOf(value) : toText(value);
    return text.length > RECORD_TEXT_LIMIT ? `${text.slice(0, RECORD_TEXT_LIMIT)}…` : text;
  } catch {
    return Object.prototype.toString.call(value); // a record that cannot be shown must not hide the failure
  }
}

/** What was thrown as text, without its final full stop, which the code's text adds. */
function messageOf(error: unknown): string {
  const message = thrownText(error);
  return message.endsWith(".") ? message.slice(0, -1) : message;
}

function thrownText(error: unknown): string {
  if (error instanceof Error) return error.message === "" ? error.name : error.message;
  return typeof error === "string" ? error : recordText(error, undefined);
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Maximum call stack size exceeded";
}
