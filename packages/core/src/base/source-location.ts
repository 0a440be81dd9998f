/**
 * The user's place in the program: `file:line:column` of the code that called us, and the frames of a stack that are
 * theirs.
 *
 * Everything of this package and of Node is left out; what stays is unbroken and in order.
 */

/** One line of a stack. */
export interface StackFrame {
  /** The function's name as the engine writes it, empty at the top level. */
  readonly functionName: string;
  /** Path (not URL) of the file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Enough for the frames between the user's call and the place that asks. */
const STACK_FRAME_COUNT = 10;

/**
 * The folder of this package's sources with a slash at its end, where it runs from sources (or compiled file by file).
 * Bundled it lies below node_modules, or inside of the user's own bundle, where frames cannot be told apart.
 */
const ownFolder = /^(.*\/)base\/source-location\.[jt]s$/.exec(pathOf(import.meta.url))?.[1];

/**
 * The place from which the function `above` was called, or the first one above it outside of this package;
 * `undefined` where the engine gives none.
 */
// oxlint-disable-next-line typescript/no-unsafe-function-type -- captureStackTrace takes any function
export function callerLocation(above: Function): string | undefined {
  const [frame] = userFrames(stackAbove(above));
  return frame === undefined ? undefined : locationOf(frame);
}

/** A location relative to the folder `cwd` where it is below it: `job.ts:14:3`; whole where `cwd` is empty. */
export function shortLocation(location: string, cwd: string): string {
  if (cwd === "") return location;
  const folder = slashed(cwd).replace(/\/?$/, "/");
  return location.startsWith(folder) ? location.slice(folder.length) : location;
}

/** The frames of a stack text that are the user's code: not of this package, not of Node. */
export function userFrames(stack: string | undefined): StackFrame[] {
  return parseStack(stack).filter((frame) => isUserFile(frame.file));
}

/** All frames of a stack text that name a file. */
export function parseStack(stack: string | undefined): StackFrame[] {
  const frames: StackFrame[] = [];
  for (const line of (stack ?? "").split("\n")) {
    const frame = parseFrame(line);
    if (frame !== undefined) frames.push(frame);
  }
  return frames;
}

/** `file:line:column` of a frame. */
export function locationOf(frame: StackFrame): string {
  return `${frame.file}:${frame.line}:${frame.column}`;
}

function parseFrame(line: string): StackFrame | undefined {
  const match = /^\s*at (?:(.*?) \()?(?:async )?((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/.exec(line);
  if (match === null) return undefined;
  const [, functionName = "", file = "", lineText, columnText] = match;
  return { functionName, file: pathOf(file), line: Number(lineText), column: Number(columnText) };
}

function isUserFile(file: string): boolean {
  // Generated code names no absolute path; a program given by -e or on stdin is `[eval1]` or `[stdin]`.
  if (!/^(?:\/|[A-Za-z]:\/|\[(?:eval|stdin))/.test(file)) return false;
  if (/\/node_modules\/(?:millrace|@millrace)\//.test(file)) return false;
  // In the repository the package is linked: its real path is not below node_modules.
  return ownFolder === undefined || !file.startsWith(ownFolder) || /\.test(?:-d)?\.ts$/.test(file);
}

/** The path of a file URL, with slashes on every system; other texts stay. */
export function pathOf(file: string): string {
  if (!file.startsWith("file:")) return slashed(file);
  const { pathname } = new URL(file);
  // On Windows a URL's path is `/C:/folder`.
  return decodeURIComponent(pathname).replace(/^\/(?=[A-Za-z]:\/)/, "");
}

function slashed(path: string): string {
  return /^[A-Za-z]:\\/.test(path) ? path.replaceAll("\\", "/") : path;
}

// oxlint-disable-next-line typescript/no-unsafe-function-type -- captureStackTrace takes any function
function stackAbove(above: Function): string | undefined {
  const limit = Error.stackTraceLimit;
  const holder: { stack?: string } = {};
  Error.stackTraceLimit = Math.max(limit ?? 0, STACK_FRAME_COUNT);
  try {
    Error.captureStackTrace(holder, above);
  } finally {
    Error.stackTraceLimit = limit;
  }
  return holder.stack;
}
