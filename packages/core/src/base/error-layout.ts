/**
 * How an error is laid out for the user: code and sentence, hint, documentation, place; then the frames of their own
 * code, first and unbroken; then the causes. Works on the shape alone, so that the error class itself can use it.
 */

import type { ErrorPlace } from "./error-place.ts";
import { locationOf, type StackFrame, shortLocation, userFrames } from "./source-location.ts";

/** What parts of an error are coloured with; names as in `util.styleText`. */
export type ErrorStyle = "red" | "cyan" | "dim";

/** Where locations are shown from, and how parts are coloured. */
export interface Style {
  readonly cwd: string;
  readonly colour: (style: ErrorStyle, text: string) => string;
}

/** What a `StreamError` shows of itself. */
export interface ReportedError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly where: ErrorPlace;
  readonly userFrames: readonly StackFrame[];
}

/** Causes of causes that are shown; more is a cycle. */
const CAUSE_DEPTH_LIMIT = 10;
const LABEL_WIDTH = 7;

/** The lines of an error of ours, with its causes. */
export function layOutError(error: ReportedError, style: Style): string[] {
  return [...layOutOwn(error, style), ...causesOf(error.cause, error.userFrames, style)];
}

/** The lines of an error of ours, without its causes. */
export function layOutOwn(error: ReportedError, style: Style): string[] {
  return [
    ...headOf(error, style),
    ...placeOf(error.where, style),
    ...framesOf(error.userFrames, style),
  ];
}

function headOf(error: ReportedError, style: Style): string[] {
  const sentence = error.message.startsWith(error.code)
    ? error.message.slice(error.code.length).trimStart()
    : error.message;
  return [
    `${style.colour("red", error.code)}  ${sentence}`,
    labelled("hint", error.hint, style),
    labelled("docs", `reference/errors#${error.code.toLowerCase()}`, style),
  ];
}

function placeOf(where: ErrorPlace, style: Style): string[] {
  const subtask = where.subtask === undefined ? "" : ` (subtask ${where.subtask})`;
  const location = where.location === undefined ? "" : shortLocation(where.location, style.cwd);
  const operator = where.operator === undefined ? "" : `${where.operator}${subtask}`;
  const place = [operator, location].filter((part) => part !== "").join(" at ");
  return [
    ...(place === "" ? [] : [labelled("where", place, style)]),
    ...(where.record === undefined ? [] : [labelled("record", where.record, style)]),
    ...(where.key === undefined ? [] : [labelled("key", where.key, style)]),
  ];
}

/** The lines of stack frames. */
export function framesOf(frames: readonly StackFrame[], style: Style): string[] {
  return frames.map((frame) => {
    const location = shortLocation(locationOf(frame), style.cwd);
    const text = frame.functionName === "" ? location : `${frame.functionName} (${location})`;
    return style.colour("dim", `    at ${text}`);
  });
}

/** The causes one under the other; frames that stand above already are not repeated. */
export function causesOf(first: unknown, shown: readonly StackFrame[], style: Style): string[] {
  const lines: string[] = [];
  let cause = first;
  for (let depth = 0; cause !== undefined && depth < CAUSE_DEPTH_LIMIT; depth++) {
    lines.push(labelled("cause", nameAndMessage(cause), style));
    if (!(cause instanceof Error)) break;
    const frames = userFrames(cause.stack);
    if (!areSame(frames, shown)) lines.push(...framesOf(frames, style));
    cause = cause.cause;
  }
  return lines;
}

/** One line that names what was thrown. */
export function nameAndMessage(error: unknown): string {
  if (isReported(error)) return error.message;
  if (error instanceof Error)
    return error.message === "" ? error.name : `${error.name}: ${error.message}`;
  try {
    return String(error);
  } catch {
    return Object.prototype.toString.call(error);
  }
}

function labelled(label: string, text: string, style: Style): string {
  const indented = text.replaceAll("\n", `\n${" ".repeat(LABEL_WIDTH)}`);
  return `${style.colour("cyan", label)}${" ".repeat(LABEL_WIDTH - label.length)}${indented}`;
}

function areSame(a: readonly StackFrame[], b: readonly StackFrame[]): boolean {
  return (
    a.length === b.length &&
    a.every((frame, index) => locationOf(frame) === locationOf(b[index] ?? frame))
  );
}

function isReported(error: unknown): error is ReportedError {
  return error instanceof Error && "userFrames" in error;
}
