/**
 * The logger that is used where the program sets none: lines on stderr, as text for people or as JSON.
 *
 * Called rarely; never waits for the output, because a message must not hold a job up.
 */
import { type ErrorStyle, formatError } from "./format-error.ts";
import type { Logger, LogLevel } from "./logger.ts";
import type { RecordOutput } from "./ports.ts";
import { StreamError, toWire } from "./stream-error.ts";

export interface ConsoleLoggerOptions {
  readonly output: RecordOutput;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
  /** The least severe level that is written. */
  readonly level: LogLevel;
  readonly format: "pretty" | "json";
  /** The folder that locations are shown relative to. */
  readonly cwd: string;
  /** Colours parts of the pretty form; none where it is missing. */
  readonly colour?: ((style: ErrorStyle, text: string) => string) | undefined;
}

/** Numbers and order of pino, so that its tools read the JSON form. */
const levelNumbers: Readonly<Record<LogLevel, number>> = Object.freeze({
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
});

/** Creates a logger over an output. A field `error` that holds an error is written in full. */
export function createConsoleLogger(options: ConsoleLoggerOptions): Logger {
  const least = levelNumbers[options.level];
  const write = options.format === "json" ? jsonLine : prettyLines;
  const writerOf =
    (level: LogLevel) =>
    (fields: object, message: string): void => {
      if (levelNumbers[level] >= least)
        options.output.write(`${write(level, fields, message, options)}\n`);
    };
  return {
    debug: writerOf("debug"),
    info: writerOf("info"),
    warn: writerOf("warn"),
    error: writerOf("error"),
  };
}

function jsonLine(
  level: LogLevel,
  fields: object,
  message: string,
  options: ConsoleLoggerOptions,
): string {
  const line = { level: levelNumbers[level], time: options.now(), ...fields, msg: message };
  return textOfJson(line);
}

function prettyLines(
  level: LogLevel,
  fields: object,
  message: string,
  options: ConsoleLoggerOptions,
): string {
  const colour = options.colour ?? ((_: ErrorStyle, text: string) => text);
  const parts: string[] = [];
  let errorText: string | undefined;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (value instanceof Error) errorText ??= formatError(value, options);
    else parts.push(`${name}=${typeof value === "string" ? value : textOfJson(value)}`);
  }
  const style = level === "error" ? "red" : level === "warn" ? "cyan" : "dim";
  const first = [
    colour(style, level.padEnd(5)),
    message,
    ...parts.map((part) => colour("dim", part)),
  ].join(" ");
  return errorText === undefined ? first : `${first}\n${errorText}`;
}

/** JSON of anything: errors as data, bigints as digits, what cannot be written as its kind. */
function textOfJson(value: unknown): string {
  try {
    return JSON.stringify(value, replaceUnwritable) ?? String(value);
  } catch {
    // A cycle, or a toJSON that throws: the message matters more than the field.
    return JSON.stringify({ unwritable: Object.prototype.toString.call(value) });
  }
}

function replaceUnwritable(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value];
  if (value instanceof StreamError) return { ...toWire(value), hint: value.hint };
  if (value instanceof Error)
    return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
  return value;
}
