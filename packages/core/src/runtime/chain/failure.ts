/**
 * From what was thrown to the error that the user reads: operator, place in the program, record, key, cause.
 *
 * The record is the one that entered the chain: naming what each operator was given would keep all of them alive, which
 * costs more than the operators. An error that has its operator was described where it happened and gets only what was
 * not known there, however many user functions it passes (W7).
 */
import { StreamError, withPlace } from "../../base/stream-error.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import { describeFailure, recordText } from "../failure-place.ts";

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

/** Describes an error of an operator's call. */
export function describeError(
  error: unknown,
  { node, subtaskIndex }: FailedOperator,
  failed: FailedRecord | undefined,
): StreamError {
  const record = failed === undefined ? undefined : recordText(failed.value, undefined);
  const key = failed?.key === undefined ? undefined : recordText(failed.key, undefined);
  if (error instanceof StreamError && error.where.operator !== undefined)
    return withPlace(error, { record, key });
  const where = {
    operator: node.name,
    subtask: subtaskIndex,
    location: node.location,
    record,
    key,
  };
  return describeFailure(error, "function", "a call", where);
}
