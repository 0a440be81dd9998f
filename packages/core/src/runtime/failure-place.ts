/**
 * Adds the place to an error that was thrown below: operator, subtask, location, record. What is known already stays.
 * @internal
 */
import { type ErrorPlace, StreamError, streamError } from "../base/stream-error.ts";
import { previewOf } from "../types/text.ts";

const RECORD_TEXT_LIMIT = 200;

/** Which code a failure gets that has none yet. */
export type FailureKind = "sink" | "source" | "key selector" | "partitioner";

/** The error the user reads for something thrown in `action`: a StreamError keeps its code, anything else becomes the cause. */
export function describeFailure(
  error: unknown,
  kind: FailureKind,
  action: string,
  where: ErrorPlace,
): StreamError {
  if (error instanceof StreamError) return withPlace(error, where);
  const operator = where.operator ?? kind;
  const message = error instanceof Error ? error.message : String(error);
  if (isStackOverflow(error))
    return streamError("RUNTIME_STACK_OVERFLOW", { operator }, { cause: error, where });
  const options = { cause: error, where };
  switch (kind) {
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

/** The same error, with what it does not know about its place filled in. */
export function withPlace(error: StreamError, where: ErrorPlace): StreamError {
  const merged: Record<string, unknown> = { ...where };
  for (const [name, value] of Object.entries(error.where)) {
    if (value !== undefined) merged[name] = value;
  }
  if (Object.keys(where).every((name) => merged[name] === error.where[name as keyof ErrorPlace]))
    return error; // names of ErrorPlace by construction
  const placed = new StreamError(error.code, error.values, { cause: error.cause, where: merged });
  if (error.stack !== undefined) placed.stack = error.stack;
  return placed;
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

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Maximum call stack size exceeded";
}
