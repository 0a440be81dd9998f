/**
 * An error as the user reads it: code and sentence, hint, documentation, place; then the frames of their own code, first
 * and unbroken; then the causes.
 */
import { locationOf, type StackFrame, shortLocation, userFrames } from "./source-location.ts";
import { type ErrorPlace, StreamError } from "./stream-error.ts";
import { translateError } from "./translate-error.ts";

/** What parts of an error are coloured with; names as in `util.styleText`. */
export type ErrorStyle = "red" | "cyan" | "dim";

export interface FormatErrorOptions {
  /** The folder that locations are shown relative to. */
  readonly cwd: string;
  /** Colours a part; none where it is missing. */
  readonly colour?: ((style: ErrorStyle, text: string) => string) | undefined;
}

interface Style {
  readonly cwd: string;
  readonly colour: (style: ErrorStyle, text: string) => string;
}

/** Causes of causes that are shown; more is a cycle. */
const CAUSE_DEPTH_LIMIT = 10;
const LABEL_WIDTH = 7;

/** The text of an error without a line end. Takes anything that can be thrown; JavaScript's own errors are translated. */
export function formatError(error: unknown, options: FormatErrorOptions): string {
  const style: Style = { cwd: options.cwd, colour: options.colour ?? ((_, text) => text) };
  const shown = error instanceof StreamError ? error : (translateError(error) ?? error);
  if (!(shown instanceof StreamError)) return formatForeign(shown, style).join("\n");
  const frames = shown.userFrames;
  return [
    ...headOf(shown, style),
    ...placeOf(shown.where, style),
    ...framesOf(frames, style),
    ...causesOf(shown.cause, frames, style),
  ].join("\n");
}

function headOf(error: StreamError, style: Style): string[] {
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

function framesOf(frames: readonly StackFrame[], style: Style): string[] {
  return frames.map((frame) => {
    const location = shortLocation(locationOf(frame), style.cwd);
    const text = frame.functionName === "" ? location : `${frame.functionName} (${location})`;
    return style.colour("dim", `    at ${text}`);
  });
}

/** The causes one under the other; frames that stand above already are not repeated. */
function causesOf(first: unknown, shown: readonly StackFrame[], style: Style): string[] {
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

/** An error that is none of ours: its own sentence, then as above. Without any frame of the user's, its whole stack. */
function formatForeign(error: unknown, style: Style): string[] {
  const first = style.colour("red", nameAndMessage(error));
  if (!(error instanceof Error)) return [first];
  const frames = userFrames(error.stack);
  if (frames.length === 0 && error.cause === undefined) return [error.stack ?? first];
  return [first, ...framesOf(frames, style), ...causesOf(error.cause, frames, style)];
}

function nameAndMessage(error: unknown): string {
  if (error instanceof StreamError) return error.message;
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
