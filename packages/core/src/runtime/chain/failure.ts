/**
 * From what was thrown to the error that the user reads: operator, place in the program, record, key, cause.
 *
 * The record is the one that entered the chain: naming what each operator was given would keep all of them alive, which
 * costs more than the operators. An error that has its operator was described where it happened and stays as it is, however many user functions it
 * passes (W7).
 */
import { type ErrorPlace, StreamError, streamError } from "../../base/stream-error.ts";
import { translateError } from "../../base/translate-error.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import { previewOf } from "../../types/text.ts";

/** The operator that was running. */
export interface FailedOperator {
  readonly node: PhysicalNode;
  readonly subtaskIndex: number;
}

/** What was being processed; `undefined` where it is not known. */
export interface FailedRecord {
  readonly value: unknown;
  readonly key: unknown;
}

/** True for errors that say where they happened. */
export function isDescribed(error: unknown): boolean {
  return error instanceof StreamError && error.where.operator !== undefined;
}

/** Describes an error of an operator's call. */
export function describeError(
  error: unknown,
  { node, subtaskIndex }: FailedOperator,
  record: FailedRecord | undefined,
): unknown {
  if (isDescribed(error)) return error;
  const where: ErrorPlace = {
    operator: node.name,
    subtask: subtaskIndex,
    location: node.location,
    record: record === undefined ? undefined : textOrUndefined(record.value),
    key: record?.key === undefined ? undefined : textOrUndefined(record.key),
  };
  if (error instanceof StreamError) return placed(error, where);
  if (isStackOverflow(error))
    return streamError("RUNTIME_STACK_OVERFLOW", { operator: node.name }, { cause: error, where });
  const translated = translateError(error);
  if (translated !== undefined) return placed(translated, where);
  return streamError(
    "RUNTIME_FUNCTION_FAILED",
    { operator: node.name, message: messageOf(error) },
    { cause: error, where },
  );
}

/** The same error with its place; what it knew already stays. */
function placed(error: StreamError, where: ErrorPlace): StreamError {
  const known = Object.fromEntries(
    Object.entries(error.where).filter(([, value]) => value !== undefined),
  );
  const options = { where: { ...where, ...known } };
  const copy = new StreamError(
    error.code,
    error.values,
    error.cause === undefined ? options : { ...options, cause: error.cause },
  );
  return StreamError.withFrames(copy, error.rawStack);
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** The thrown value's message without its final full stop, which the text adds. */
function messageOf(error: unknown): string {
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  return message.endsWith(".") ? message.slice(0, -1) : message;
}

function textOrUndefined(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  try {
    return previewOf(value);
  } catch {
    return undefined; // a record whose text cannot be made must not hide the error
  }
}
